"""Half-days: what lies before and after lunch."""

from datetime import time
from enum import StrEnum

from fairmatch.fairs import OpeningHours
from fairmatch.models import FairDay

NOON = time(12)


class HalfDay(StrEnum):
    """Before or after lunch (noon on a day without lunch)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


def half_of(starts: time, day: FairDay | OpeningHours | None) -> HalfDay:
    """Give the half-day of a slot that starts then; a day that is not known has no lunch."""
    middle = NOON if day is None or day.lunch_from is None else day.lunch_from
    return HalfDay.MORNING if starts < middle else HalfDay.AFTERNOON
