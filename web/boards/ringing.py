"""When boards and telephones are rung for."""

from collections.abc import Callable

from flask import Response

from fairmatch.boards.day import Day
from fairmatch.models import Fair
from web import ringing as live
from web.site import current_site


def ringing(fair: Fair, shows: Callable[[Day], object]) -> Response:
    """Ring whenever ``shows`` gives something else of the fair's day, be it only for the time."""
    return live.ringing(fair, current_site().days, lambda day: None if day is None else shows(day))
