"""The blueprint of waiting lists, and what its pages have in common."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from flask import Blueprint, Response, request

from fairmatch.acts import By
from fairmatch.models import Fair
from fairmatch.waiting.floor import Floor
from fairmatch.waiting.looking import read_floor
from fairmatch.waiting.shared import Waits
from web.database import reading
from web.ringing import ringing
from web.site import current_site
from web.waiting.words import refusal, wait

blueprint = Blueprint("waiting", __name__, template_folder="templates")
blueprint.add_app_template_filter(wait, "wait")
blueprint.add_app_template_filter(refusal, "refusal")

MOST_KEY = 64


def floor_of(fair: Fair) -> Floor:
    """Give the fair's day as it stands now."""
    return read_floor(reading(), fair, now())


def now() -> datetime:
    """Give the server's moment, by which offers are kept and end."""
    return current_site().clock()


def new_uid() -> str:
    """Give a name that nothing has yet."""
    return uuid4().hex


def by(account_id: int | None, *, on_behalf: bool = False) -> By:
    """Give who sent the form, which is known by its key."""
    key = request.form.get("key", "")[:MOST_KEY]
    return By(account_id, now(), on_behalf=on_behalf, key=key)


def ring(fair: Fair, shows: Callable[[Waits], object]) -> Response:
    """Ring when a list is another for whoever looks."""
    return ringing(fair, current_site().waits, shows)
