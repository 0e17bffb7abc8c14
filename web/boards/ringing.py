"""The line over which everything that is live on a fair's day is rung for."""

from collections.abc import Callable

from flask import Response

from fairmatch import db
from fairmatch.boards.day import Day
from fairmatch.models import Fair
from web.doorbell import stream
from web.site import current_site


def ringing(fair: Fair, shows: Callable[[Day], object]) -> Response:
    """Ring whenever ``shows`` gives something else of the fair's day, be it only for the time.

    All who follow a fair share one look and one reading of it.
    """
    site, number = current_site(), fair.id

    def look() -> object:
        with db.reading(site.engine) as session:
            return site.days.beat(session, number)

    def part() -> object:
        with db.reading(site.engine) as session:
            day = site.days.day(session, number)
        return None if day is None else shows(day)

    return stream(site.doorbells.listen(f"day of {number}", look, part))
