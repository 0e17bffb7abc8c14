"""One day of a fair as boards know it: plain values that are equal as long as nothing changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fairmatch.fairday.today import Party, Talk


class Phase(StrEnum):
    """What part of the day it is; ``over``: no further day comes."""

    BEFORE = "before"
    OPEN = "open"
    LUNCH = "lunch"
    AFTER = "after"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Waiter:
    """A firm on a waiting list; ``offered_until``: it is offered a seat, until then."""

    firm: Party
    position: int
    offered_until: datetime | None
    seat_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A booth over the day; ``x`` and ``y`` in metres.

    Attributes
    ----------
    spans
        From when until when it is staffed, one after the other.
    left
        The officer has gone for the day.
    talks
        By time, then table.
    """

    code: str
    area: str
    x: int
    y: int
    tables: int
    agency: Party
    spans: tuple[tuple[datetime, datetime], ...]
    left: bool
    talks: tuple[Talk, ...]
    waiting: tuple[Waiter, ...]

    def staffed(self, now: datetime) -> bool:
        """Tell whether somebody sits there."""
        return not self.left and any(start <= now < end for start, end in self.spans)

    def reopens(self, now: datetime) -> datetime | None:
        """Tell when somebody sits there again that day, if ever."""
        return None if self.left else min((s for s, _ in self.spans if s > now), default=None)


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement that stands."""

    id: int
    text_ko: str
    text_en: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """An item of the programme beside the consultations."""

    starts_at: datetime
    ends_at: datetime
    title_ko: str
    title_en: str
    place_ko: str
    place_en: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the fair: today, or the next one, or, when all are over, the last.

    Attributes
    ----------
    opens_at, closes_at
        When consultations begin and end; a delay makes it longer.
    lunch
        From when until when, if there is a pause at all.
    next_opens_at
        When the day after this one opens.
    version
        Number of the latest published version; None if there is none.
    names
        Boards may call firms by name.
    arrived
        Firms (row ids) that are there.
    """

    fair_id: int
    zone: str
    date: date
    opens_at: datetime
    closes_at: datetime
    lunch: tuple[datetime, datetime] | None
    next_opens_at: datetime | None
    version: int | None
    published_at: datetime | None
    names: bool
    grace: timedelta
    metres_per_minute: int
    arrived: frozenset[int]
    stands: tuple[Stand, ...]
    notices: tuple[Notice, ...]
    programme: tuple[Event, ...]

    def phase(self, now: datetime) -> Phase:
        """Tell what part of the day it is."""
        if now < self.opens_at:
            return Phase.BEFORE
        if now >= self.closes_at:
            return Phase.OVER if self.next_opens_at is None else Phase.AFTER
        if self.lunch is not None and self.lunch[0] <= now < self.lunch[1]:
            return Phase.LUNCH
        return Phase.OPEN

    def pause_after(self, now: datetime) -> datetime | None:
        """Give when the next pause begins: lunch, or the end of the day."""
        ends = [self.closes_at] if self.lunch is None else [self.lunch[0], self.closes_at]
        return next((one for one in ends if now < one), None)

    def standing(self, now: datetime) -> tuple[Notice, ...]:
        """Give the announcements that stand."""
        return tuple(one for one in self.notices if now < one.until)
