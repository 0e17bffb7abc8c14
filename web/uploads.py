"""What is sent to us and is too much: refused with a page that arrives, and nothing is lost."""

from errno import EDQUOT, ENOSPC

from flask import Flask, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from fairmatch.db import is_disk_full

MOST_BYTES = 16 * 1024 * 1024
"""Most that one form may send, files and all."""

_READ_AWAY = 4 * MOST_BYTES
_AT_ONCE = 64 * 1024
Answer = tuple[str, int]


def install(app: Flask) -> None:
    """Refuse what is too large, and survive a disk that is full."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.register_error_handler(413, _too_large)
    app.register_error_handler(OSError, _no_room)
    app.register_error_handler(OperationalError, _no_room_in_the_database)


def _too_large(_error: HTTPException) -> Answer:
    _read_away()
    page = render_template(
        "failure.html",
        status=413,
        title=_("This is too large to be sent here"),
        what_next=_(
            "Nothing was changed. Go back and choose a smaller file; %(size)s MB is the most that "
            "can be sent at once.",
            size=MOST_BYTES // 1024 // 1024,
        ),
    )
    return page, 413


def _read_away() -> None:
    """Read what a browser is still sending: it looks at the answer only when it is done."""
    left = min(request.content_length or 0, _READ_AWAY)
    stream = request.environ["wsgi.input"]
    while left > 0:
        piece = stream.read(min(_AT_ONCE, left))
        if not piece:
            return
        left -= len(piece)


def _no_room(error: OSError) -> Answer:
    if error.errno not in (ENOSPC, EDQUOT):
        raise error
    return _full()


def _no_room_in_the_database(error: OperationalError) -> Answer:
    if not is_disk_full(error):
        raise error
    return _full()


def _full() -> Answer:
    page = render_template(
        "failure.html",
        status=507,
        title=_("The server has no room just now"),
        what_next=_(
            "Nothing was changed. Go back and try again later, or tell the organiser; what was "
            "stored before is still there."
        ),
    )
    return page, 507
