"""When something was done: what a telephone says of it, as far as it can be believed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fairmatch.hours import local_date
from fairmatch.models import Fair

MOST_AGE = timedelta(hours=24)
"""How old an act may be that a telephone kept while it had no network."""


def believed(at: datetime | None, now: datetime) -> datetime:
    """Give the moment at which something was done.

    A telephone's word is taken unless its clock is ahead, or more than a day behind; then the
    moment counts at which it was heard of.
    """
    if at is None or not now - MOST_AGE <= at <= now:
        return now
    return at


def fair_date(fair: Fair, at: datetime) -> date | None:
    """Give the day of the fair that a moment is on, in its own zone; None if it is on none."""
    day = local_date(at, ZoneInfo(fair.zone))
    return day if any(one.date == day for one in fair.days) else None


def shown_day(fair: Fair, now: datetime) -> date:
    """Give the day to show first: today, else the next one to come, else the last."""
    today = local_date(now, ZoneInfo(fair.zone))
    days = sorted(one.date for one in fair.days)
    return next((day for day in days if day >= today), days[-1] if days else today)
