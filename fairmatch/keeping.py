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
        If a consultation that has begun is arranged for another time.
    """
    if against is Against.NOTHING:
        return plan
    if not published:
        raise NoTimetable("nothing is published to keep to; leave out --keep and --repair")
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


def _slots_begun(fair: Snapshot, now: datetime) -> int:
    begun = sum(moment(slot.date, slot.starts, fair.zone) <= now for slot in fair.slots)
    return 0 if begun == len(fair.slots) else begun
