"""Whether the server can answer: the database is reachable and of this edition."""

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from fairmatch.db import require_ready
from fairmatch.errors import DatabaseNotReady
from web.site import current_site

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[dict[str, str], int]:
    """Answer 200 where pages can be served, 503 with a word about why not."""
    try:
        require_ready(current_site().engine)
    except DatabaseNotReady:
        return {"status": "database not ready: run `fairmatch init`"}, 503
    except SQLAlchemyError:
        return {"status": "database not reachable"}, 503
    return {"status": "ok"}, 200
