"""The line over which all that is live on a fair's day is rung for: one look for everybody."""

from collections.abc import Callable
from typing import TypeVar

from flask import Response

from fairmatch import db
from fairmatch.fairday.kept import Kept
from fairmatch.models import Fair
from web.doorbell import stream
from web.site import current_site

T = TypeVar("T")


def ringing(fair: Fair, kept: Kept[T], shows: Callable[[T], object] | None = None) -> Response:
    """Ring when something was done at a fair, and each minute, where that is news.

    Parameters
    ----------
    kept
        What is read of the fair, once for all who follow it.
    shows
        Gives what a page shows of it; one that shows what it showed before is not rung for. None:
        the page is rung for each time.
    """
    site, number = current_site(), fair.id

    def look() -> object:
        with db.reading(site.engine) as session:
            return kept.beat(session, number)

    def part() -> object:
        with db.reading(site.engine) as session:
            value = kept.of(session, number)
        return None if shows is None else shows(value)

    events = site.doorbells.listen(f"day of {number}", look, None if shows is None else part)
    return stream(events)
