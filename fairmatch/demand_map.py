"""Where requests and seats meet: agency by half-day, before there is any timetable."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from fairmatch.availability import Availability
from fairmatch.half_days import HalfDay, half_of
from fairmatch.models import Agency, Fair, MarkKind
from fairmatch.reserve import seats_to_give
from fairmatch.snapshot import Pair, Snapshot, read_snapshot

HalfOfDay = tuple[date, HalfDay]


@dataclass(frozen=True, slots=True)
class Load:
    """Firms that ask against seats that may be given; seats kept for walk-ins are left out.

    ``share`` is what falls to it if each request is spread evenly over all slots in which its
    firm and the booth are there together.
    """

    asked: int
    seats: int
    share: float

    @property
    def pressure(self) -> float:
        """Requests for each seat, spread evenly; endless where there is none."""
        if self.seats:
            return self.share / self.seats
        return float("inf") if self.asked else 0.0

    @property
    def over(self) -> int:
        """How many requests are beyond the seats, however the timetable is made."""
        return max(self.asked - self.seats, 0)


@dataclass(frozen=True, slots=True)
class DemandRow:
    """One agency: its whole load, and a load for each half-day, None where it is closed.

    A firm counts in each half-day in which it and the booth are there together, so half-days
    do not add up to the whole, in which it counts once.
    """

    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    booth: str
    tables: int
    whole: Load
    halves: tuple[Load | None, ...]


@dataclass(frozen=True, slots=True)
class DemandMap:
    """The agencies of a fair by half-day, the most over-asked first; ``whole`` is all of them.

    Firms whom an agency refused do not count: they are not going to sit there.
    """

    halves: tuple[HalfOfDay, ...]
    rows: tuple[DemandRow, ...]
    whole: Load
    by_half: tuple[Load, ...]

    @property
    def over_asked(self) -> tuple[DemandRow, ...]:
        """The agencies asked by more firms than they have seats to give."""
        return tuple(row for row in self.rows if row.whole.over)


def demand_map(session: Session, fair: Fair) -> DemandMap:
    """Count who asks for whom and when against the seats; the number of queries is constant."""
    return map_of(read_snapshot(session, fair))


def map_of(fair: Snapshot) -> DemandMap:
    """Count the demand of a snapshot."""
    there = Availability(fair)
    half = [(slot.date, half_of(slot.starts, fair.days.get(slot.date))) for slot in fair.slots]
    halves = tuple(dict.fromkeys(half))
    wanted = [pair for pair in fair.wanted() if fair.marks.get(pair) is not MarkKind.NO]
    asked = Counter(agency_id for _, agency_id in wanted)
    asked_then, share_then = _spread(wanted, there, half)
    rows = []
    for agency_id, agency in fair.agencies.items():
        seats = _seats(agency, [half[i] for i in there.of_agency(agency_id)], halves, fair.fair)
        open_then = {half[i] for i in there.of_agency(agency_id)}
        rows.append(
            DemandRow(
                agency.code,
                agency.name_ko,
                agency.name_en,
                agency.booth.code,
                agency.booth.tables,
                Load(asked[agency_id], sum(seats), asked[agency_id]),
                tuple(
                    Load(asked_then[agency_id, when], count, share_then[agency_id, when])
                    if when in open_then
                    else None
                    for when, count in zip(halves, seats, strict=True)
                ),
            )
        )
    rows.sort(key=lambda row: (-row.whole.pressure, -row.whole.asked, row.agency_code))
    return DemandMap(
        halves,
        tuple(rows),
        Load(len(wanted), sum(row.whole.seats for row in rows), len(wanted)),
        tuple(
            Load(
                sum(load.asked for load in column if load),
                sum(load.seats for load in column if load),
                sum(load.share for load in column if load),
            )
            for column in zip(*(row.halves for row in rows), strict=True)
        ),
    )


def _spread(
    wanted: Sequence[Pair], there: Availability, half: Sequence[HalfOfDay]
) -> tuple[dict[tuple[int, HalfOfDay], int], dict[tuple[int, HalfOfDay], float]]:
    """Count firms that could come, and what falls to it spread evenly, by agency and half-day."""
    asked: dict[tuple[int, HalfOfDay], int] = defaultdict(int)
    share: dict[tuple[int, HalfOfDay], float] = defaultdict(float)
    for pair in wanted:
        slots = Counter(half[i] for i in there.in_common(pair))
        for when, number in slots.items():
            asked[pair[1], when] += 1
            share[pair[1], when] += number / slots.total()
    return asked, share


def _seats(
    agency: Agency, open_slots: Sequence[HalfOfDay], halves: Sequence[HalfOfDay], fair: Fair
) -> list[int]:
    """Give the seats to give of each half-day; those of a day add up to the day's."""
    slots = Counter(open_slots)
    given: list[int] = []
    for at, (day, _) in enumerate(halves):
        same_day = [when for when in halves[: at + 1] if when[0] == day]
        so_far = agency.booth.tables * sum(slots[when] for when in same_day)
        before = agency.booth.tables * sum(slots[when] for when in same_day[:-1])
        kept = fair.walk_in_reserve
        given.append(seats_to_give(so_far, kept) - seats_to_give(before, kept))
    return given
