"""A timetable that something happened to, as a problem in which change comes first."""

from collections import Counter
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
    missed
        Requests whose slot has come and that were not held, since somebody did not show up.
    gone
        Parties that meet nobody any more.
    away
        For a party the slots in which it cannot be met after all.
    lost
        Slots in which nobody meets.
    arriving, walk_ins
        New parties, and new requests that have to be held.
    keeps_seats
        Parties whose limits a day leave seats free for walk-ins: each of these raises the
        limits of the days on which it may be held by one.
    """

    now: int = 0
    missed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()
    arriving: tuple[Party, ...] = ()
    walk_ins: tuple[Request, ...] = ()
    keeps_seats: frozenset[str] = frozenset()


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

    A party that is gone takes its requests to come with it, and what was missed is struck off;
    neither is a change. A pin in a slot that is lost to one of its parties is released, its
    request stays a must. A meeting of several slots that has begun runs to its end, even where
    slots are lost to its parties; nobody else meets them in these.

    Parameters
    ----------
    timetable
        A timetable of the problem as it was.
    move, drop
        Price of each meeting that is moved or dropped.
    first
        Whether change comes before the other goals; else it comes after them.
    """
    running = _running(problem, timetable, event)
    missed = [request for request in problem.requests if request.id in event.missed]
    parties = (
        *(
            _party(problem, _excused(problem, timetable, party, missed), event, running)
            for party in problem.parties
        ),
        *event.arriving,
    )
    closed = {party.id: _closed(problem, party, event) for party in parties}
    requests = []
    for request in problem.requests:
        slot = timetable.slot_of.get(request.id)
        over = slot is not None and slot < event.now
        if request.id in event.missed:
            continue
        if over or not event.gone & {request.a, request.b}:
            requests.append(request if over else _to_come(problem, request, event, closed))
    requests += [
        _to_come(problem, replace(request, must=True), event, closed) for request in event.walk_ins
    ]
    change = (Goal(GoalKind.CHANGE),)
    others = tuple(goal for goal in problem.goals if goal.kind is not GoalKind.CHANGE)
    left = {request.id for request in requests}
    return replace(
        problem,
        parties=parties,
        requests=tuple(requests),
        precedences=tuple(pair for pair in problem.precedences if left.issuperset(pair)),
        before=tuple(
            Earlier(request.id, slot, move, drop, frozen=slot < event.now)
            for request in requests
            for slot in [timetable.slot_of.get(request.id)]
            if slot is not None
        ),
        goals=(*change, *others) if first else (*others, *change),
    )


def _running(problem: Problem, timetable: Timetable, event: Event) -> dict[str, set[int]]:
    """Give for each party the slots to come that its meetings take which have begun by now."""
    found: dict[str, set[int]] = {}
    for request in problem.requests:
        begin = timetable.slot_of.get(request.id, event.now)
        if begin < event.now < begin + request.length and request.id not in event.missed:
            for party in (request.a, request.b):
                found.setdefault(party, set()).update(range(event.now, begin + request.length))
    return found


def _closed(problem: Problem, party: Party, event: Event) -> set[int]:
    """Give the slots to come in which nobody can be met by the party any more."""
    if party.id in event.gone:
        return set(range(event.now, len(problem.slots)))
    lost = event.lost | event.away.get(party.id, frozenset())
    return {slot for slot in lost if slot >= event.now}


def _party(problem: Problem, party: Party, event: Event, running: Mapping[str, set[int]]) -> Party:
    shut = _closed(problem, party, event) - running.get(party.id, set())
    if party.id in event.gone:
        party = replace(party, at_least=0, at_least_per_day=0)
    if shut:
        every = range(len(problem.slots))
        available = every if party.available is None else party.available
        party = replace(party, available=tuple(slot for slot in available if slot not in shut))
    return _opened(problem, party, event) if party.id in event.keeps_seats else party


def _excused(
    problem: Problem, timetable: Timetable, party: Party, missed_requests: list[Request]
) -> Party:
    """Give the party with as many meetings less due as it missed."""
    missed = Counter(
        problem.slots[timetable.slot_of[request.id]].day
        for request in missed_requests
        if party.id in (request.a, request.b)
    )
    if not missed:
        return party
    days = sorted({slot.day for slot in problem.slots})
    due = _each_day(party.at_least_per_day, len(days))
    return replace(
        party,
        at_least=max(0, party.at_least - missed.total()),
        at_least_per_day=tuple(
            max(0, one - missed[day]) for one, day in zip(due, days, strict=True)
        ),
    )


def _opened(problem: Problem, party: Party, event: Event) -> Party:
    """Give the party with its limits raised by the walk-ins that may come on the day."""
    if party.at_most_per_day is None:
        return party
    days = sorted({slot.day for slot in problem.slots})
    limits = list(_each_day(party.at_most_per_day, len(days)))
    hours = {guest.id: guest.available for guest in event.arriving}
    for request in event.walk_ins:
        if party.id in (request.a, request.b):
            guest = request.b if party.id == request.a else request.a
            open_slots = set(range(event.now, len(problem.slots)))
            for own in (request.slots, hours.get(guest)):
                open_slots &= open_slots if own is None else set(own)
            for day in {problem.slots[slot].day for slot in open_slots}:
                limits[days.index(day)] += 1
    return replace(party, at_most_per_day=tuple(limits))


def _each_day(limit: int | tuple[int, ...], days: int) -> tuple[int, ...]:
    return limit if isinstance(limit, tuple) else (limit,) * days


def _to_come(
    problem: Problem, request: Request, event: Event, closed: Mapping[str, set[int]]
) -> Request:
    """Give a request that can be held from now on only, without a pin it cannot keep."""
    lost = closed[request.a] | closed[request.b]

    def is_open(slot: int) -> bool:
        return slot >= event.now and lost.isdisjoint(range(slot, slot + request.length))

    if event.now or lost:
        own = range(len(problem.slots)) if request.slots is None else request.slots
        request = replace(request, slots=tuple(slot for slot in own if is_open(slot)))
    if request.pin is not None and not is_open(request.pin):
        return replace(request, pin=None, must=True)
    return request
