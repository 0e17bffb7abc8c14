"""Files that people attach: handed out so that they do no harm, refused in words."""

from typing import Protocol
from urllib.parse import quote

from flask import Response
from flask_babel import gettext as _

from fairmatch.firms.attachments import MOST_BYTES
from fairmatch.firms.errors import BadFile, TooMany, Twice

MEGABYTE = 1024 * 1024


class Attached(Protocol):
    """A file that is kept in the database."""

    name: str
    media_type: str
    content: bytes


def hand_out(found: Attached) -> Response:
    """Give a file to be saved: a browser neither shows it in our name nor guesses what it is."""
    answer = Response(found.content, mimetype=found.media_type)
    plain = found.name.encode("ascii", "replace").decode().replace("?", "_")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name, safe='')}"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def refusal_word(refused: BadFile | Twice | TooMany) -> str:
    """Say why a file was not taken."""
    if isinstance(refused, Twice):
        return str(_("This very file is here already, as %(name)s.", name=refused.value))
    if isinstance(refused, TooMany):
        return str(
            _(
                "There are %(most)s files already. Remove one before you add another.",
                most=refused.most,
            )
        )
    if refused.reason == "empty":
        return str(_("The file %(name)s is empty.", name=refused.name))
    if refused.reason == "large":
        size = MOST_BYTES // MEGABYTE
        return str(_("The file %(name)s is larger than %(size)s MB.", name=refused.name, size=size))
    return str(
        _(
            "The file %(name)s is no PDF, JPEG, PNG or WebP, whatever its name says.",
            name=refused.name,
        )
    )


def no_room_word() -> str:
    """Say that the server's disk is full."""
    return str(
        _(
            "The file could not be stored: the server has no room just now. Nothing else was "
            "lost; please try again later or tell the organiser."
        )
    )
