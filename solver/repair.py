"""A timetable that something happened to, as a problem in which change comes first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from solver.problem import Earlier, Goal, GoalKind, Party, Problem, Request
from solver.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Event:
    """What happened.

    Attributes
    ----------
    now
        The first slot that is still to come; whatever lies before it stays as it was.
    gone
        Parties that meet nobody any more.
    away
        For a party the slots in which it cannot be met after all.
    lost
        Slots in which nobody meets.
    arriving, walk_ins
        New parties, and new requests that have to be held.
    """

    now: int = 0
    gone: frozenset[str] = frozenset()
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()
    arriving: tuple[Party, ...] = ()
    walk_ins: tuple[Request, ...] = ()


def repair_problem(
    problem: Problem,
    timetable: Timetable,
    event: Event,
    *,
    move: int = 1,
    drop: int = 1,
    first: bool = True,
) -> Problem:
    """Give the problem of changing a timetable as little as possible after an event.

    A party that is gone takes its requests to come with it; that is no change. A pin in a slot
    that is lost to one of its parties is released, its request stays a must.

    Parameters
    ----------
    timetable
        A timetable of the problem as it was.
    move, drop
        Price of each meeting that is moved or dropped.
    first
        Whether change comes before the other goals; else it comes after them.
    """
    parties = tuple(_party(problem, party, event) for party in problem.parties) + event.arriving
    slots = {party.id: party.available for party in parties}
    requests = []
    for request in problem.requests:
        slot = timetable.slot_of.get(request.id)
        over = slot is not None and slot < event.now
        if over or not event.gone & {request.a, request.b}:
            requests.append(request if over else _to_come(problem, request, event, slots))
    requests += [replace(request, must=True) for request in event.walk_ins]
    change = (Goal(GoalKind.CHANGE),)
    others = tuple(goal for goal in problem.goals if goal.kind is not GoalKind.CHANGE)
    return replace(
        problem,
        parties=parties,
        requests=tuple(requests),
        before=tuple(
            Earlier(request.id, slot, move, drop, frozen=slot < event.now)
            for request in requests
            for slot in [timetable.slot_of.get(request.id)]
            if slot is not None
        ),
        goals=(*change, *others) if first else (*others, *change),
    )


def _party(problem: Problem, party: Party, event: Event) -> Party:
    every = range(len(problem.slots))
    lost = event.lost | event.away.get(party.id, frozenset())
    if party.id in event.gone:
        lost = frozenset(every)
    shut = {slot for slot in lost if slot >= event.now}
    if not shut:
        return party
    available = every if party.available is None else party.available
    return replace(
        party,
        available=tuple(slot for slot in available if slot not in shut),
        at_least=0 if party.id in event.gone else party.at_least,
        at_least_per_day=0 if party.id in event.gone else party.at_least_per_day,
    )


def _to_come(
    problem: Problem, request: Request, event: Event, slots: Mapping[str, tuple[int, ...] | None]
) -> Request:
    """Give a request that can be held from now on only, without a pin it cannot keep."""
    if event.now:
        own = range(len(problem.slots)) if request.slots is None else request.slots
        request = replace(request, slots=tuple(slot for slot in own if slot >= event.now))
    pin = request.pin
    if pin is None:
        return request
    kept = all(own is None or pin in own for own in (slots[request.a], slots[request.b]))
    return request if kept and pin >= event.now else replace(request, pin=None, must=True)
