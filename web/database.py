"""Sessions of a request: one for reading, shared by the whole request; one for each writing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import Flask, g
from sqlalchemy.orm import Session

from fairmatch import db
from web.site import current_site


def reading() -> Session:
    """Give the request's reading session; it sees one state of the database throughout."""
    if "reading" not in g:
        manager: AbstractContextManager[Session] = db.reading(current_site().engine)
        g.reading_manager = manager
        g.reading = manager.__enter__()
    session = g.reading
    if not isinstance(session, Session):
        raise AssertionError("g.reading belongs to web.database")
    return session


@contextmanager
def writing() -> Iterator[Session]:
    """Give a session in one transaction; the reading session is closed first.

    A reader that outlived the writing would go on showing what was before it.
    """
    _close(None)
    with db.writing(current_site().engine) as session:
        yield session


def release() -> None:
    """End the reading session for now, for who has to wait: the next reading begins anew."""
    _close(None)


def close_with_request(app: Flask) -> None:
    """Close the reading session at the end of every request of ``app``."""
    app.teardown_appcontext(_close)


def _close(_error: BaseException | None) -> None:
    manager: AbstractContextManager[Session] | None = g.pop("reading_manager", None)
    g.pop("reading", None)
    if manager is not None:
        manager.__exit__(None, None, None)
