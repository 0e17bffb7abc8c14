"""What the next page says of what was just done, and how it can be undone.

It is kept in the visitor's session until a page shows it: the last word only, so that it stays
small.
"""

from typing import Any

from flask import session

Fields = dict[str, str | list[str]]
_KEY = "notice"


def done(words: str, undo: str = "", fields: Fields | None = None) -> None:
    """Say on the next page what was done; with ``undo`` it offers a form that goes there."""
    session[_KEY] = {"good": True, "words": str(words), "undo": undo, "fields": fields or {}}


def refused(words: str) -> None:
    """Say on the next page why something was not done."""
    session[_KEY] = {"good": False, "words": str(words), "undo": "", "fields": {}}


def taken() -> dict[str, Any] | None:
    """Give what is to be said, once."""
    notice: dict[str, Any] | None = session.pop(_KEY, None)
    return notice
