"""The seats of a fair's day at one moment: who has them, who waits, and who could sit where.

Read in a constant number of queries; everything else follows from it without the database.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from fairmatch.distance import metres_between, walking_minutes
from fairmatch.fairs import SlotTime
from fairmatch.hours import Hours, booth_hours, firm_hours, local_date, moment
from fairmatch.models import (
    Agency,
    Fair,
    Firm,
    OfferAnswer,
    SeatOffer,
    Waiting,
    WaitingOrder,
)
from fairmatch.plan_settings import PlanSettings

One = TypeVar("One")
SHORTEST_SHARE = 2
"""A seat is of use until one part in so many of its slot is left."""
SHORTEST_ANSWER = timedelta(minutes=2)
"""Somebody who is offered a seat has at least this long to answer."""


@dataclass(frozen=True, slots=True)
class Time:
    """A slot of the day, as local time and as moments in UTC."""

    slot: SlotTime
    starts_at: datetime
    ends_at: datetime

    @property
    def sit_by(self) -> datetime:
        """Give the last moment at which sitting down is still worth it."""
        return self.ends_at - (self.ends_at - self.starts_at) / SHORTEST_SHARE

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Tell whether the slot shares a moment with that stretch."""
        return self.starts_at < ends_at and starts_at < self.ends_at


class Taken(NamedTuple):
    """A consultation of the latest version: whose, and where."""

    consultation_id: int
    firm_id: int
    agency_id: int
    booth_code: str
    table: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """A table of an agency's booth at a time."""

    agency_id: int
    time: Time
    table: int


@dataclass(frozen=True)
class Floor:
    """The day as it stands; rows by their ids.

    Attributes
    ----------
    times
        The day's slots, by time; none where the fair is not held today.
    taken
        Consultations of the latest version, of all days.
    walk_ins
        How many consultations of today each agency gave to firms on its waiting list.
    missing
        Consultations (row ids) whose firm certainly has not come: their seats are free.
    entries
        Who waits today and takes part still.
    stale
        Who is still noted as waiting and does not wait any more: since another day.
    away
        Agencies that have left for today.
    due, missed
        Consultations of today that have begun, and to how many of them no firm came.
    """

    fair: Fair
    settings: PlanSettings
    now: datetime
    times: tuple[Time, ...]
    agencies: Mapping[int, Agency]
    taken: tuple[Taken, ...]
    walk_ins: Mapping[int, int]
    missing: frozenset[int]
    entries: tuple[Waiting, ...]
    stale: tuple[Waiting, ...]
    away: frozenset[int]
    due: int
    missed: int

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone the fair's clocks show."""
        return ZoneInfo(self.fair.zone)

    @cached_property
    def today(self) -> date:
        """The day, as the fair's calendars show it."""
        return local_date(self.now, self.zone)

    @cached_property
    def by_firm(self) -> Mapping[int, Sequence[Taken]]:
        """What each firm has; what it or the officer missed is not among it."""
        return _grouped((one.firm_id, one) for one in self._kept)

    @cached_property
    def by_agency(self) -> Mapping[int, Sequence[Taken]]:
        """What each agency has, as `by_firm`."""
        return _grouped((one.agency_id, one) for one in self._kept)

    @cached_property
    def offers(self) -> tuple[SeatOffer, ...]:
        """The offers that nobody has answered yet, by the moment they were made."""
        found = [
            offer
            for entry in self.entries
            for offer in entry.offers
            if offer.answer is OfferAnswer.OPEN
        ]
        return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))

    @cached_property
    def lists(self) -> Mapping[int, Sequence[Waiting]]:
        """Who waits for each agency, in the order in which seats are offered."""
        ordered = sorted(self.entries, key=self._turn)
        return _grouped((entry.agency_id, entry) for entry in ordered)

    def _turn(self, entry: Waiting) -> tuple[int, int, datetime, int]:
        # Whoever let an offer pass without a word goes behind those who did not.
        silent = sum(
            one.answer is OfferAnswer.EXPIRED
            or (one.answer is OfferAnswer.OPEN and one.expires_at <= self.now)
            for one in entry.offers
        )
        fewest = self.fair.waiting_order is WaitingOrder.FEWEST
        held = len(self.by_firm.get(entry.firm_id, ())) if fewest else 0
        return silent, held, entry.asked_at, entry.id

    @property
    def _kept(self) -> Iterator[Taken]:
        return (one for one in self.taken if one.consultation_id not in self.missing)

    @cached_property
    def _hours(self) -> Mapping[int, Hours]:
        return {key: booth_hours(agency.booth) for key, agency in self.agencies.items()}

    @cached_property
    def _firm_hours(self) -> Mapping[int, Hours]:
        return {entry.firm_id: firm_hours(entry.firm) for entry in self.entries}

    def staffed(self, agency_id: int, time: Time) -> bool:
        """Tell whether somebody sits at the booth throughout the slot."""
        slot = time.slot
        hours = self._hours[agency_id]
        return agency_id not in self.away and hours.cover(slot.date, slot.starts, slot.ends)

    def usable(self, time: Time) -> bool:
        """Tell whether somebody could still be asked, answer and sit down."""
        return self.now + SHORTEST_ANSWER <= time.sit_by

    def closed(self, agency_id: int) -> bool:
        """Tell whether the booth sees nobody any more today, whoever comes."""
        hours = self._hours[agency_id]
        return not any(
            self.usable(time) and hours.cover(time.slot.date, time.slot.starts, time.slot.ends)
            for time in self.times
        )

    def free_tables(self, agency_id: int, time: Time) -> list[int]:
        """Give the tables of a booth at which nobody sits in a slot, whoever they are offered."""
        if not self.staffed(agency_id, time):
            return []
        booth = self.agencies[agency_id].booth
        used = {
            one.table
            for one in self.by_agency.get(agency_id, ())
            if time.meets(one.starts_at, one.ends_at)
        }
        return [table for table in range(1, booth.tables + 1) if table not in used]

    def offered_tables(
        self, agency_id: int, time: Time, *, but: Container[int] = frozenset()
    ) -> set[int]:
        """Give the tables of a booth that somebody is offered in a slot.

        Parameters
        ----------
        but
            Offers (row ids) that do not count.
        """
        return {
            offer.table
            for offer in self.offers
            if offer.waiting.agency_id == agency_id
            and offer.id not in but
            and time.meets(offer.starts_at, offer.ends_at)
        }

    def beyond_reserve(self, agency_id: int) -> int:
        """Give how many seats of the booth are free today without those kept for walk-ins."""
        tables = self.agencies[agency_id].booth.tables
        hours = self._hours[agency_id]
        seats = tables * sum(
            hours.cover(time.slot.date, time.slot.starts, time.slot.ends) for time in self.times
        )
        reserve = -(-seats * self.settings.walk_in_reserve // 100)
        reserve = max(0, reserve - self.walk_ins.get(agency_id, 0))
        held = sum(
            local_date(one.starts_at, self.zone) == self.today
            for one in self.by_agency.get(agency_id, ())
        )
        return max(0, seats - reserve - held)

    def quota_left(self, firm: Firm) -> int:
        """Give how many more consultations a firm may have today."""
        held = self.by_firm.get(firm.id, ())
        left = self.settings.firm_quota - len(held)
        a_day = self.settings.firm_quota_per_day
        if a_day is not None:
            today = Counter(local_date(one.starts_at, self.zone) for one in held)
            left = min(left, a_day - today[self.today])
        return max(0, left)

    def could_sit(self, firm: Firm, agency_id: int, time: Time) -> bool:
        """Tell whether a firm could be at the booth then, whoever has the seats.

        It has to be there, may not have used up its consultations, nor be elsewhere or on the way.
        """
        held = self.by_firm.get(firm.id, ())
        hours = self._firm_hours.get(firm.id) or firm_hours(firm)
        slot = time.slot
        return (
            self.quota_left(firm) > 0
            and hours.cover(slot.date, slot.starts, slot.ends)
            and all(one.agency_id != agency_id for one in held)
            and all(self._fits(one, agency_id, time) for one in held)
        )

    def _fits(self, one: Taken, agency_id: int, time: Time) -> bool:
        if time.meets(one.starts_at, one.ends_at):
            return False
        earlier, later = (
            (one.ends_at, time.starts_at)
            if one.starts_at < time.starts_at
            else (time.ends_at, one.starts_at)
        )
        booths = self.agencies[agency_id].booth, self.agencies[one.agency_id].booth
        walk = walking_minutes(self.settings, metres_between(*booths))
        return later - earlier >= timedelta(minutes=walk)


def times_of(slots: Iterable[SlotTime], zone: ZoneInfo) -> tuple[Time, ...]:
    """Give slots as the moments they are, by time."""
    return tuple(
        Time(slot, moment(slot.date, slot.starts, zone), moment(slot.date, slot.ends, zone))
        for slot in sorted(slots, key=lambda one: (one.date, one.starts))
    )


def _grouped(keyed: Iterable[tuple[int, One]]) -> dict[int, list[One]]:
    groups: dict[int, list[One]] = defaultdict(list)
    for key, one in keyed:
        groups[key].append(one)
    return groups
