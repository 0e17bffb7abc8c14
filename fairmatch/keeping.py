"""Planning on from what is published: as few consultations moved or dropped as possible."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from fairmatch.against import Against
from fairmatch.errors import NoTimetable, PlanningClash
from fairmatch.hours import moment
from fairmatch.planning import Plan
from fairmatch.seating import Place
from fairmatch.snapshot import Pair, Snapshot
from fairmatch.wording import Words, pair_of, time_of
from solver.errors import InvalidProblem
from solver.repair import Event, repair_problem
from solver.timetable import Timetable


def keep_to(
    plan: Plan, fair: Snapshot, published: Mapping[Pair, Place], against: Against, now: datetime
) -> Plan:
    """Give the plan that counts every published consultation moved or dropped.

    What has begun by now stays as it is, and nothing else is put before now. A fair that is
    over is planned as if it were still to come.

    Parameters
    ----------
    published
        Where the published version has each pair. What has lost its booth or its slot since
        is not counted: it changes in any timetable.

    Raises
    ------
    NoTimetable
        If nothing is published.
    PlanningClash
        If a consultation that has begun is arranged for another time, or lies in none of the
        slots that the settings cut.
    """
    if against is Against.NOTHING:
        return plan
    if not published:
        raise NoTimetable("nothing is published to keep to; leave out --keep and --repair")
    lost = _begun_without_a_slot(fair, published, now)
    if lost:
        raise PlanningClash(lost)
    slot_of = {
        request: place.slot
        for request, pair in plan.pairs.items()
        for place in [published.get(pair)]
        if place is not None and place.slot is not None
    }
    try:
        problem = repair_problem(
            plan.problem,
            Timetable(slot_of),
            Event(now=_slots_begun(fair, now)),
            first=against is Against.FIRST,
        )
    except InvalidProblem as invalid:
        raise PlanningClash([str(invalid)]) from invalid
    return replace(plan, problem=problem)


def _begun_without_a_slot(
    fair: Snapshot, published: Mapping[Pair, Place], now: datetime
) -> list[Words]:
    if not _slots_begun(fair, now):
        return []
    return [
        Words(
            ko=f"{who} 상담은 이미 시작했는데({when}), 그때 시작하는 상담 시간이 없습니다",
            en=f"{who} has begun ({when}), and no slot begins then",
        )
        for pair, place in published.items()
        if place.slot is None and place.starts_at is not None and place.starts_at <= now
        for who in [pair_of(fair.firms[pair[0]], fair.agencies[pair[1]])]
        for local in [place.starts_at.astimezone(fair.zone)]
        for when in [time_of(local.date(), local.time())]
    ]


def _slots_begun(fair: Snapshot, now: datetime) -> int:
    begun = sum(moment(slot.date, slot.starts, fair.zone) <= now for slot in fair.slots)
    return 0 if begun == len(fair.slots) else begun
