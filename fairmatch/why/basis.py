"""What a kept timetable is priced against: the problem it answers, and what it reached."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.errors import NotPriceable
from fairmatch.hours import moment
from fairmatch.models import Agency, Consultation, Firm, Placement, Slot, Timetable
from fairmatch.plan_settings import kept_settings, own_settings
from fairmatch.planning import make_plan, party_id
from fairmatch.snapshot import read_for
from fairmatch.wording import Words
from solver.errors import InvalidProblem
from solver.json_form import problem_from_json, result_from_json
from solver.measures import goal_values
from solver.problem import Problem
from solver.timetable import Result, Status, Tier
from solver.timetable import Timetable as Slots


@dataclass(frozen=True)
class Basis:
    """A timetable as the solver knows it, the names of its parties, and its days by number."""

    problem: Problem
    result: Result
    parties: dict[str, Words]
    dates: tuple[date, ...]

    @cached_property
    def _pairs(self) -> dict[str, tuple[str, str]]:
        return {one.id: (one.a, one.b) for one in self.problem.requests}

    def knows(self, request: str) -> bool:
        """Tell whether the timetable was made with this request."""
        return request in self._pairs

    def names(self, request: str) -> Words:
        """Give the two parties behind a request's id."""
        firm, agency = (self.parties[party] for party in self._pairs[request])
        return Words(ko=f"{firm.ko} × {agency.ko}", en=f"{firm.en} × {agency.en}")


def read_basis(session: Session, timetable: Timetable) -> Basis:
    """Read what a timetable is priced against.

    One that a run made is held against what that run proved. One that was changed since, or made
    by hand, is held against the fair as it is; there nothing is proved of it, and what was fixed
    by hand stays where it is.

    Raises
    ------
    NotPriceable
        If it does not fit the fair as it is any more.
    """
    held = _held(session, timetable)
    parties = _parties(session, timetable)
    run = timetable.run
    if run is not None and run.result is not None and timetable.edition == 0:
        result = result_from_json(run.result)
        if result.timetable is not None and set(result.timetable.slot_of) == set(held):
            problem = problem_from_json(run.problem)
            return Basis(problem, result, parties, _dates(session, timetable))
    return _as_it_stands(session, timetable, held, parties)


def _as_it_stands(
    session: Session,
    timetable: Timetable,
    held: dict[str, Placement],
    parties: dict[str, Words],
) -> Basis:
    fair = read_for(session, timetable)
    problem = make_plan(fair).problem
    slots = {moment(slot.date, slot.starts, fair.zone): i for i, slot in enumerate(fair.slots)}
    known = {one.id for one in problem.requests}
    if not set(held) <= known or any(one.starts_at not in slots for one in held.values()):
        raise NotPriceable
    slot_of = {request: slots[one.starts_at] for request, one in held.items()}
    fixed = {request for request, one in held.items() if one.fixed}
    try:
        problem = replace(
            problem,
            requests=tuple(
                replace(one, pin=slot_of[one.id], must=True) if one.id in fixed else one
                for one in problem.requests
            ),
        )
    except InvalidProblem as invalid:
        raise NotPriceable from invalid
    found = Slots(slot_of)
    tiers = tuple(
        Tier(one.goal, one.side, one.level, one.value, None, Status.FEASIBLE, 0.0)
        for one in goal_values(problem, found)
    )
    return Basis(problem, Result(Status.FEASIBLE, found, tiers, 0.0), parties, fair.dates)


def _dates(session: Session, timetable: Timetable) -> tuple[date, ...]:
    """Give the dates on which a timetable's settings have slots, in order."""
    fair = timetable.fair
    own, kept = own_settings(fair, fair.days), kept_settings(timetable)
    if kept is not None and not kept.same_grid(own):
        return tuple(dict.fromkeys(slot.date for slot in kept.slots(fair.days)))
    days = select(Slot.date).where(Slot.fair_id == fair.id).distinct().order_by(Slot.date)
    return tuple(session.scalars(days))


def _held(session: Session, timetable: Timetable) -> dict[str, Placement]:
    placements = session.scalars(
        select(Placement)
        .where(Placement.timetable_id == timetable.id)
        .options(
            joinedload(Placement.consultation).joinedload(Consultation.firm),
            joinedload(Placement.consultation).joinedload(Consultation.agency),
        )
    )
    return {
        f"{one.consultation.firm.code}~{one.consultation.agency.code}": one for one in placements
    }


def _parties(session: Session, timetable: Timetable) -> dict[str, Words]:
    fair = timetable.fair_id
    parties: list[Firm | Agency] = [
        *session.scalars(select(Firm).where(Firm.fair_id == fair)),
        *session.scalars(select(Agency).where(Agency.fair_id == fair)),
    ]
    return {party_id(party): _name(party) for party in parties}


def _name(party: Firm | Agency) -> Words:
    english = party.name_en or party.name_ko
    return Words(ko=f"{party.code} {party.name_ko}", en=f"{party.code} {english}")
