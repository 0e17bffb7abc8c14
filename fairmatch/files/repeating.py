"""When an event of somebody's own calendar begins, be it once or again and again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

EARLIEST = 1990
"""Year before which nothing begins that is repeated still: what does is not followed."""

_FOLLOWED = {
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"},
}
"""What each repetition may be narrowed by; others take too long to follow."""

_ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is looked at; aware."""

    starts_at: datetime
    ends_at: datetime


def moment_of(said: Any, zone: ZoneInfo) -> datetime:
    """Give a date or time of a file as a moment in UTC.

    Times in a zone that nobody knows are refused by a ValueError, those without one and whole
    days are read by the clocks of ``zone``.
    """
    return _aware(said.dt, _zone_of(said, zone))


def starts_within(event: Any, zone: ZoneInfo, window: Window, length: timedelta) -> list[datetime]:
    """Give the beginnings, in UTC, of which something lies inside the window.

    Raises
    ------
    ValueError
        If the event repeats in a way that is not followed.
    """
    first = event["DTSTART"]
    own = _zone_of(first, zone)
    if not any(name in event for name in ("RRULE", "RDATE", "EXRULE")):
        starts = [_aware(first.dt, own)]
    else:
        starts = _repeated(event, own, window, length)
    return [one for one in starts if one < window.ends_at and one + length > window.starts_at]


def _repeated(event: Any, own: ZoneInfo, window: Window, length: timedelta) -> list[datetime]:
    # By the clocks of the event's own zone: ten o'clock stays ten o'clock in summer.
    first = _naive(event["DTSTART"].dt, own)
    if first.year < EARLIEST:
        raise ValueError("it begins too long ago")
    # A day more on both sides: a whole day may have 23 or 25 hours.
    after = _naive(window.starts_at, own) - length - timedelta(days=1)
    before = _naive(window.ends_at, own) + timedelta(days=1)
    if first > before:
        return []
    dates = rruleset()
    for rule in _listed(event.get("RRULE")):
        dates.rrule(rrulestr(_rule(rule, own), dtstart=first))
    if "EXRULE" in event:
        raise ValueError("rules of exceptions are not followed")
    dates.rdate(first)
    for extra in _dates(event.get("RDATE")):
        dates.rdate(_naive(extra, own))
    for gone in _dates(event.get("EXDATE")):
        dates.exdate(_naive(gone, own))
    return [_aware(one, own) for one in dates.between(after, before, inc=True)]


def _rule(rule: Any, own: ZoneInfo) -> str:
    frequency = str(rule["FREQ"][0]).upper()
    if not set(rule) <= _ALWAYS | _FOLLOWED.get(frequency, set()) or frequency not in _FOLLOWED:
        raise ValueError("it repeats in a way that is not followed")
    if int(rule.get("INTERVAL", [1])[0]) < 1:
        raise ValueError("it repeats after nothing")
    parts = []
    for name, values in rule.items():
        if name == "UNTIL":
            # A day as the last one means all of it.
            until = values[0]
            if not isinstance(until, datetime):
                until = datetime.combine(until, time.max)
            parts.append(f"UNTIL={_naive(until, own):%Y%m%dT%H%M%S}")
        else:
            parts.append(f"{name}={','.join(str(value) for value in values)}")
    return ";".join(parts)


def _zone_of(said: Any, zone: ZoneInfo) -> ZoneInfo:
    """Give the zone that a time names, as IANA or Windows call it; ``zone`` if it names none."""
    named = str(said.params.get("TZID", "")).strip('"')
    if not named:
        return zone
    for name in (named, WINDOWS_TO_OLSON.get(named)):
        try:
            if name:
                return ZoneInfo(name)
        except (LookupError, OSError, ValueError):
            continue
    raise ValueError(f"nobody knows the zone {named[:40]!r}")


def _aware(at: date | datetime, own: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at.replace(tzinfo=own) if at.tzinfo is None else at).astimezone(UTC)


def _naive(at: date | datetime, own: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    return at if at.tzinfo is None else at.astimezone(own).replace(tzinfo=None)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _dates(value: Any) -> list[date | datetime]:
    found = [one.dt for many in _listed(value) for one in many.dts]
    if not all(isinstance(one, date) for one in found):
        raise ValueError("stretches as further dates are not followed")
    return found
