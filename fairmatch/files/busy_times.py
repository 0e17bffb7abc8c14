"""Somebody's own calendar (RFC 5545) read for one thing: when they are busy.

Titles and places are not looked at. What stands free, is cancelled, or was put there by this
program itself is left out. A file from a stranger must not keep the server busy: its size, its
events and the time they take are bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from fairmatch.errors import FairMatchError
from fairmatch.files.repeating import Window, moment_of, starts_within

MAX_BYTES = 1024 * 1024
MAX_EVENTS = 5_000
MAX_STRETCHES = 2_000
PATIENCE_SECONDS = 3.0
"""How long the repetitions in one file may take to be worked out."""

_NOT_UNDERSTOOD = (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError)
_VENDORS_ZONE = re.compile(rb'(?i);TZID="?/[^:;"\r\n]*/([a-z_]+/[a-z_]+)"?')
_EVENT = re.compile(rb"(?im)^BEGIN:VEVENT")


class BadCalendarReason(StrEnum):
    """Why a file is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_CALENDAR = "no_calendar"
    TOO_MUCH = "too_much"


class BadCalendar(FairMatchError):
    """A file is no calendar, or more of one than is read."""

    def __init__(self, reason: BadCalendarReason) -> None:
        self.reason = reason
        super().__init__(f"the calendar is not read: {reason}")


@dataclass(frozen=True, slots=True, order=True)
class Busy:
    """A stretch in which somebody is busy; aware, in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """What a calendar says of some days.

    Attributes
    ----------
    busy
        By time.
    unread
        Events that are written, or repeat, in a way that is not understood.
    """

    busy: tuple[Busy, ...]
    unread: int


def read_busy_times(
    content: bytes, zone: ZoneInfo, first: date, last: date, *, own: frozenset[str] = frozenset()
) -> BusyTimes:
    """Read when somebody is busy between two days, both included.

    Parameters
    ----------
    zone
        By whose clocks whole days, and times without a zone, are read.
    own
        Identities of events that do not count.

    Raises
    ------
    BadCalendar
        If the file is no calendar, or more of one than is read.
    """
    window = Window(
        datetime.combine(first, time(), zone).astimezone(UTC),
        datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC),
    )
    events = _parsed(content)
    found: set[Busy] = set()
    unread = 0
    moved = _moved(events, zone)
    until = monotonic() + PATIENCE_SECONDS
    for event in events:
        if not _counts(event) or str(event.get("UID")) in own:
            continue
        try:
            found.update(_stretches(event, zone, window, moved))
        except _NOT_UNDERSTOOD:
            unread += 1
        if len(found) > MAX_STRETCHES or monotonic() > until:
            raise BadCalendar(BadCalendarReason.TOO_MUCH)
    return BusyTimes(tuple(sorted(found)), unread)


def _parsed(content: bytes) -> list[Any]:
    if not content.strip():
        raise BadCalendar(BadCalendarReason.EMPTY)
    if len(content) > MAX_BYTES:
        raise BadCalendar(BadCalendarReason.TOO_LARGE)
    if len(_EVENT.findall(content)) > MAX_EVENTS:
        raise BadCalendar(BadCalendarReason.TOO_MUCH)
    try:
        # Rules of zones are programs of sorts: zones are known by their names instead.
        named = _VENDORS_ZONE.sub(rb";TZID=\1", _without_zone_rules(content))
        whole: list[Any] = Calendar.from_ical(named, multiple=True)
    except (*_NOT_UNDERSTOOD, RecursionError) as error:
        raise BadCalendar(BadCalendarReason.NO_CALENDAR) from error
    calendars = [one for one in whole if isinstance(one, Calendar)]
    if not calendars:
        raise BadCalendar(BadCalendarReason.NO_CALENDAR)
    return [one for each in calendars for one in each.subcomponents if isinstance(one, Event)]


def _without_zone_rules(content: bytes) -> bytes:
    """Leave out all zones; line by line, which no file can make slow."""
    kept, inside = [], False
    for line in content.splitlines(keepends=True):
        word = line.strip().upper()
        inside = inside or word == b"BEGIN:VTIMEZONE"
        if not inside:
            kept.append(line)
        inside = inside and word != b"END:VTIMEZONE"
    return b"".join(kept)


def _counts(event: Any) -> bool:
    """Tell whether an event takes its owner's time."""
    return (
        str(event.get("STATUS", "")).upper() != "CANCELLED"
        and str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
        and str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() != "FREE"
    )


def _moved(events: list[Any], zone: ZoneInfo) -> set[tuple[str, datetime]]:
    """Give the single occurrences that have an event of their own in their place."""
    found = set()
    for event in events:
        if "RECURRENCE-ID" in event:
            try:
                found.add((str(event.get("UID")), moment_of(event["RECURRENCE-ID"], zone)))
            except _NOT_UNDERSTOOD:
                continue
    return found


def _stretches(
    event: Any, zone: ZoneInfo, window: Window, moved: set[tuple[str, datetime]]
) -> Iterator[Busy]:
    length = _length(event, zone)
    if length <= timedelta():
        return
    uid, alone = str(event.get("UID")), "RECURRENCE-ID" in event
    # Days of 23 and 25 hours: a whole day ends at a midnight, not after so many hours.
    whole_days = not isinstance(event["DTSTART"].dt, datetime)
    for starts_at in starts_within(event, zone, window, length):
        if not alone and (uid, starts_at) in moved:
            continue
        if whole_days:
            ends = (starts_at.astimezone(zone).replace(tzinfo=None) + length).replace(tzinfo=zone)
            yield Busy(starts_at, ends.astimezone(UTC))
        else:
            yield Busy(starts_at, starts_at + length)


def _length(event: Any, zone: ZoneInfo) -> timedelta:
    starts = event["DTSTART"].dt
    if "DTEND" in event:
        ends = event["DTEND"].dt
        if isinstance(starts, datetime) != isinstance(ends, datetime):
            raise ValueError("an event begins with a day and ends at a time, or the other way")
        if not isinstance(starts, datetime):
            return timedelta(days=(ends - starts).days)
        length = moment_of(event["DTEND"], zone) - moment_of(event["DTSTART"], zone)
        if length < timedelta():
            raise ValueError("an event ends before it begins")
        return length
    if "DURATION" in event:
        duration = event["DURATION"].dt
        if not isinstance(duration, timedelta):
            raise TypeError("no length")
        return duration
    return timedelta() if isinstance(starts, datetime) else timedelta(days=1)
