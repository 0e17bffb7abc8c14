"""One draft as it stands, with everything that its rules are read from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.hand.seats import Seat, Shift
from fairmatch.hours import moment
from fairmatch.models import Booth, Consultation, MarkKind, Placement, Timetable
from fairmatch.planning import is_must
from fairmatch.snapshot import Pair, Snapshot, read_for
from fairmatch.violations import Seating

MOST_PARTS = 64
_OF_THE_FAIR = ("musts", "times", "slot_at", "booths")
_OF_THE_SEATS = ("of_firm", "of_agency", "at_spot")
"""Of what a board works out once, what follows from the fair alone, and from the seats too."""


@dataclass(frozen=True)
class Board:
    """A draft's seats by pair, and the fair whose rules they keep; ``now`` is in UTC."""

    fair: Snapshot
    held: Mapping[Pair, Seat]
    now: datetime

    @cached_property
    def of_firm(self) -> Mapping[int, list[Pair]]:
        """The pairs of each firm that are held."""
        return _grouped(self.held, 0)

    @cached_property
    def of_agency(self) -> Mapping[int, list[Pair]]:
        """The pairs of each agency that are held."""
        return _grouped(self.held, 1)

    @cached_property
    def at_spot(self) -> Mapping[tuple[datetime, str, int], Pair]:
        """Who sits where."""
        return {seat.spot: pair for pair, seat in self.held.items()}

    @cached_property
    def musts(self) -> frozenset[Pair]:
        """The pairs that have to meet."""
        return frozenset(pair for pair in self.fair.wanted() if is_must(self.fair, pair))

    @cached_property
    def times(self) -> tuple[tuple[datetime, datetime, int | None], ...]:
        """Start, end and row id of each slot, in order; None for one that only the draft has."""
        zone = self.fair.zone
        return tuple(
            (
                moment(slot.date, slot.starts, zone),
                moment(slot.date, slot.ends, zone),
                self.fair.slot_ids.get(slot),
            )
            for slot in self.fair.slots
        )

    @cached_property
    def slot_at(self) -> Mapping[datetime, tuple[int, date]]:
        """The place and local date of the slot that starts at a moment."""
        dates = (slot.date for slot in self.fair.slots)
        starts = (starts for starts, _, _ in self.times)
        return {at: (place, day) for place, (at, day) in enumerate(zip(starts, dates, strict=True))}

    @cached_property
    def booths(self) -> Mapping[str, Booth]:
        """The fair's booths by code."""
        return {agency.booth.code: agency.booth for agency in self.fair.agencies.values()}

    @cached_property
    def parts(self) -> dict[frozenset[Pair], "Board"]:
        """The parts that were asked for last: all seats of a booth ask for few."""
        return {}

    @cached_property
    def _over(self) -> bool:
        return all(starts <= self.now for starts, _, _ in self.times)

    def begun(self, at: datetime) -> bool:
        """Tell whether what is held then can be changed no more.

        A fair that is over is treated as if it were still to come, as `fairmatch.keeping` does.
        """
        return at <= self.now and not self._over

    def after(self, shifts: Iterable[Shift]) -> "Board":
        """Give the board with some consultations changed."""
        held = dict(self.held)
        for shift in shifts:
            held.pop(shift.pair, None)
            if shift.after is not None:
                held[shift.pair] = shift.after
        return self._with(Board(self.fair, held, self.now), _OF_THE_FAIR)

    def at(self, now: datetime) -> "Board":
        """Give the same board at another moment."""
        return self._with(Board(self.fair, self.held, now), (*_OF_THE_FAIR, *_OF_THE_SEATS))

    def _with(self, other: "Board", known: Iterable[str]) -> "Board":
        """Give the other board, with what is known here and cannot be another there."""
        other.__dict__.update(
            {name: self.__dict__[name] for name in known if name in self.__dict__}
        )
        return other

    def part(self, touched: Collection[Pair]) -> "Board":
        """Give what the rules need to judge these pairs: their parties' seats, and those beside.

        Every rule is about one firm or one agency, so that nothing else can be broken by a
        change of these.
        """
        key = frozenset(touched)
        found = self.parts.get(key)
        if found is None:
            if len(self.parts) >= MOST_PARTS:
                self.parts.clear()
            found = self.parts[key] = self._part(key)
        return found

    def _part(self, touched: Collection[Pair]) -> "Board":
        firms, agencies = {pair[0] for pair in touched}, {pair[1] for pair in touched}
        seated = {pair for firm in firms for pair in self.of_firm.get(firm, ())}
        seated.update(pair for agency in agencies for pair in self.of_agency.get(agency, ()))
        due = {pair for pair in self.musts if pair[0] in firms or pair[1] in agencies}
        named = seated | due | set(touched)
        pins = self.fair.pins
        fair = self.fair.narrowed(named, {key: pins[key] for key in due if key in pins})
        return Board(fair, {pair: self.held[pair] for pair in seated}, self.now)

    def seatings(self) -> list[Seating]:
        """Give the seats as the fair's checker takes them."""
        return [
            Seating(
                self.fair.firms[pair[0]],
                self.fair.agencies[pair[1]],
                seat.starts_at,
                seat.ends_at,
                seat.booth_code,
                seat.table,
            )
            for pair, seat in self.held.items()
        ]

    def unmet(self) -> list[Pair]:
        """Give the wishes that are not held, without those an agency refuses, by firm and rank."""
        interests = self.fair.interests
        waiting = [
            pair
            for pair in interests
            if pair not in self.held and self.fair.marks.get(pair) is not MarkKind.NO
        ]
        return sorted(
            waiting, key=lambda pair: (self.fair.firms[pair[0]].code, interests[pair].rank)
        )


Reader = Callable[[Session, Timetable, datetime], Board]
"""Gives the board of a draft at a moment, as `read_board` does."""


def read_board(session: Session, draft: Timetable, now: datetime) -> Board:
    """Read a draft and the fair as it is now."""
    columns = (
        Consultation.firm_id, Consultation.agency_id, Placement.starts_at, Placement.ends_at,
        Placement.slot_id, Placement.booth_code, Placement.table, Placement.department,
        Placement.pinned, Placement.fixed,
    )  # fmt: skip
    rows = session.execute(
        select(*columns)
        .join(Consultation, Consultation.id == Placement.consultation_id)
        .where(Placement.timetable_id == draft.id)
    )
    held = {(firm_id, agency_id): Seat(*seat) for firm_id, agency_id, *seat in rows}
    return Board(read_for(session, draft), held, now)


def _grouped(held: Iterable[Pair], side: int) -> dict[int, list[Pair]]:
    groups: dict[int, list[Pair]] = defaultdict(list)
    for pair in held:
        groups[pair[side]].append(pair)
    return groups
