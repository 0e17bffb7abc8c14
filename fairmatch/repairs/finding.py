"""From what happened to a proposal: what moves where, what is dropped, what comes in."""

from dataclasses import dataclass
from datetime import datetime

from fairmatch.hours import moment
from fairmatch.publishing import Spot
from fairmatch.repairs.aftermath import Aftermath, Happened, aftermath_of
from fairmatch.repairs.errors import NoRepair
from fairmatch.repairs.problem import repairing
from fairmatch.repairs.standing import Held, Standing
from fairmatch.seating import Place, seat
from fairmatch.snapshot import Pair
from solver.check import check
from solver.errors import InvalidProblem
from solver.problem import GoalKind
from solver.timetable import Status

SECONDS = 0.7
"""Of search, so that the answer is there within a second."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One consultation that changes; ``before`` None if it is new, ``after`` if it is dropped."""

    pair: Pair
    before: Held | None
    after: Spot | None


@dataclass(frozen=True)
class Found:
    """What is proposed.

    Attributes
    ----------
    proved
        Whether it is known that no fewer changes do; what was arranged weighs as much as four.
    changed
        How many consultations change, those not counted that only keep their place in a day
        that runs late.
    """

    after: Aftermath
    shifts: tuple[Shift, ...]
    proved: bool
    changed: int
    seconds: float


def find_repair(
    standing: Standing,
    happened: Happened,
    now: datetime,
    *,
    workers: int,
    seconds: float = SECONDS,
    seed: int = 0,
) -> Found:
    """Find the fewest changes by which the published timetable follows what happened.

    The database is not needed for it.

    Raises
    ------
    NothingToCome, NoSuchTime, UnknownParty, LunchGone
        As `aftermath_of`.
    NoRepair
        If none was found.
    """
    # The optimiser takes most of a second to load, and no reading of proposals needs it.
    from solver.solve import solve  # noqa: PLC0415

    after = aftermath_of(standing, happened, now)
    try:
        asked = repairing(standing, after, now)
    except InvalidProblem as invalid:
        raise NoRepair([str(invalid)]) from invalid
    result = solve(asked.problem, seconds=seconds, workers=workers, seed=seed)
    if result.timetable is None:
        raise NoRepair(result.clash if result.status is Status.INFEASIBLE else ())
    broken = check(asked.problem, result.timetable).violations
    if broken:
        raise NoRepair([one.text for one in broken])
    change = next(tier for tier in result.tiers if tier.goal is GoalKind.CHANGE)
    slots = {
        pair: result.timetable.slot_of[request]
        for request, pair in asked.pairs.items()
        if request in result.timetable.slot_of
    }
    return Found(
        after,
        _shifts(standing, after, slots),
        change.status is Status.OPTIMAL,
        sum(slots.get(pair) != held.slot for pair, held in standing.held.items()),
        result.seconds,
    )


def _shifts(standing: Standing, after: Aftermath, slot_of: dict[Pair, int]) -> tuple[Shift, ...]:
    tables = {
        key: after.tables.get(key, agency.booth.tables)
        for key, agency in standing.fair.agencies.items()
    }
    before = {pair: Place(held.slot, held.table) for pair, held in standing.held.items()}
    # A seat on offer is somebody's too, whose row is not known here.
    kept = {(-1 - n, one.agency_id): one for n, one in enumerate(standing.offered)}
    before |= {pair: Place(one.slot, one.table) for pair, one in kept.items()}
    seated = {pair: one.slot for pair, one in kept.items()} | slot_of
    table_of = seat(seated, tables, before)
    zone = standing.fair.zone
    found = []
    for pair in sorted({*standing.held, *slot_of}):
        held, slot = standing.held.get(pair), slot_of.get(pair)
        if held is not None and (held.slot is None or held.slot < after.begun):
            continue
        if slot is None:
            found.append(Shift(pair, held, None))
            continue
        time = after.slots[slot]
        goes = Spot(
            moment(time.date, time.starts, zone), moment(time.date, time.ends, zone), table_of[pair]
        )
        stays = held is not None and goes == Spot(held.starts_at, held.ends_at, held.table)
        if not stays:
            found.append(Shift(pair, held, goes))
    return tuple(found)
