"""Planning on around a draft: its pins stay, and everything else moves as little as can be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.against import Against
from fairmatch.errors import NoTimetable, PlanningClash
from fairmatch.hand.board import read_board
from fairmatch.hand.history import acts_since, shifts_of
from fairmatch.keeping import keep_to
from fairmatch.models import Fair, Timetable
from fairmatch.planning import Plan
from fairmatch.reports import QualityReport
from fairmatch.reports.reasons import UnmetKind
from fairmatch.seating import Place
from fairmatch.snapshot import Pair, Snapshot
from solver.errors import InvalidProblem


@dataclass(frozen=True)
class Around:
    """What a draft says to whoever plans around it.

    Attributes
    ----------
    places
        Where it has each pair; those whose booth or time is gone are left out.
    fixed
        The pairs that are kept where they are.
    taken_out
        The pairs that were taken out by hand and are not to come back by themselves.
    """

    places: Mapping[Pair, Place]
    fixed: frozenset[Pair]
    taken_out: frozenset[Pair]


def read_around(session: Session, fair: Fair, draft_id: int, now: datetime) -> Around:
    """Read a draft to plan around.

    Raises
    ------
    NoTimetable
        If it is kept no more.
    """
    draft = session.scalars(
        select(Timetable).where(Timetable.id == draft_id, Timetable.fair_id == fair.id)
    ).one_or_none()
    if draft is None:
        raise NoTimetable(f"draft {draft_id}, to plan around, is kept no more")
    board = read_board(session, draft, now)
    slots = {starts: index for index, (starts, _, _) in enumerate(board.times)}
    places = {
        pair: Place(slots.get(seat.starts_at), seat.table, seat.starts_at)
        for pair, seat in board.held.items()
        if seat.booth_code == board.fair.agencies[pair[1]].booth.code
    }
    fixed = {pair for pair in places if board.held[pair].fixed and places[pair].slot is not None}
    gone = taken_out_of(session, board.fair, draft)
    return Around(places, frozenset(fixed), frozenset(gone - board.held.keys()))


def plan_around(plan: Plan, fair: Snapshot, around: Around, now: datetime) -> Plan:
    """Give the plan with the draft's pins as pins, and every other change of it counted first.

    Raises
    ------
    PlanningClash
        If a pin lies where one of its parties is never there, or as `keep_to`.
    """
    requests = []
    for request in plan.problem.requests:
        pair = plan.pairs[request.id]
        if pair in around.taken_out and not request.must:
            continue
        if pair in around.fixed and request.pin is None:
            requests.append(replace(request, pin=around.places[pair].slot, must=True))
        else:
            requests.append(request)
    try:
        problem = replace(plan.problem, requests=tuple(requests))
    except InvalidProblem as invalid:
        raise PlanningClash([str(invalid)]) from invalid
    pinned = replace(plan, problem=problem)
    return keep_to(pinned, fair, around.places, Against.FIRST, now) if around.places else pinned


def taken_out_of(session: Session, fair: Snapshot, draft: Timetable) -> set[Pair]:
    """Give what was taken out of a draft by hand at some time, of whatever it held since."""
    return {*_dropped(session, draft), *_left_out_before(fair, draft)}


def _dropped(session: Session, draft: Timetable) -> set[Pair]:
    """Give what the draft held before anybody's hand touched it, or was added, and then left."""
    return {
        shift.pair
        for act in acts_since(session, draft, 0)
        for shift in shifts_of(act)
        if shift.before is not None
    }


def _left_out_before(fair: Snapshot, draft: Timetable) -> set[Pair]:
    """Give what the run that made the draft had left out for an earlier one."""
    if not draft.report:
        return set()
    firms = {firm.code: key for key, firm in fair.firms.items()}
    agencies = {agency.code: key for key, agency in fair.agencies.items()}
    return {
        (firms[one.firm_code], agencies[one.agency_code])
        for one in QualityReport.model_validate(draft.report).unmet
        if one.kind is UnmetKind.TAKEN_OUT
        and one.firm_code in firms
        and one.agency_code in agencies
    }
