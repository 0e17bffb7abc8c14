"""The conditions every problem meets before anybody works on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from solver.errors import InvalidProblem

if TYPE_CHECKING:
    from solver.problem import Party, Problem

MINUTES_A_DAY = 24 * 60
# Bounds are summed in whole numbers of 64 bits, some of them in parts of 2**30.
MOST_WORTH = 10**8
MOST_WORTH_IN_ALL = 10**11


def validate(problem: Problem) -> None:
    """Refuse a problem that contradicts itself.

    Raises
    ------
    InvalidProblem
        On the first thing wrong, naming field, owner and what was expected.
    """
    _slots(problem)
    _parties(problem)
    _requests(problem)
    _shared(problem)
    _pairs(problem)
    _precedences(problem)
    _lunches(problem)
    _goals(problem)
    _before(problem)


def _slots(problem: Problem) -> None:
    if not problem.slots:
        raise InvalidProblem("slots", "", "at least one slot", problem.slots)
    previous = None
    for index, slot in enumerate(problem.slots):
        owner = f"slot {index}"
        _whole("slots.day", owner, slot.day, 0)
        _whole("slots.start", owner, slot.start, 0, MINUTES_A_DAY)
        _whole("slots.end", owner, slot.end, slot.start + 1, MINUTES_A_DAY)
        if previous is not None:
            if slot.day < previous.day:
                raise InvalidProblem("slots.day", owner, f"day {previous.day} or later", slot.day)
            if slot.day == previous.day and slot.start < previous.end:
                expected = f"a start at minute {previous.end} or later, after the slot before"
                raise InvalidProblem("slots.start", owner, expected, slot.start)
        previous = slot


def _parties(problem: Problem) -> None:
    seen: set[str] = set()
    days = len({slot.day for slot in problem.slots})
    for party in problem.parties:
        _name("parties.id", party.id, seen)
        _whole("parties.seats", party.id, party.seats, 1)
        _slot_numbers("parties.available", party.id, party.available, len(problem.slots))
        _whole("parties.at_least", party.id, party.at_least, 0)
        if party.at_most is not None:
            _whole("parties.at_most", party.id, party.at_most, party.at_least)
        if party.rest_after is not None:
            _whole("parties.rest_after", party.id, party.rest_after, 1)
        _daily(party, days)


def _daily(party: Party, days: int) -> None:
    """Refuse daily demands that exceed the daily limits, or the limit in all."""
    field = "parties.at_least_per_day"
    most: list[int | None] = [None] * days
    if party.at_most_per_day is not None:
        most = [*_one_a_day("parties.at_most_per_day", party.id, party.at_most_per_day, days)]
    due = _one_a_day(field, party.id, party.at_least_per_day, days)
    for least, limit in zip(due, most, strict=True):
        _whole(field, party.id, least, 0, limit)
    if party.at_most is not None and sum(due) > party.at_most:
        expected = f"together no more than the {party.at_most} meetings allowed in all"
        raise InvalidProblem(field, party.id, expected, party.at_least_per_day)


def _one_a_day(field: str, owner: str, number: object, days: int) -> list[int]:
    numbers = number if isinstance(number, tuple) else (number,) * days
    if len(numbers) != days:
        raise InvalidProblem(field, owner, f"one number or {days}, one a day", number)
    for one in numbers:
        _whole(field, owner, one, 0)
    return list(numbers)


def _requests(problem: Problem) -> None:
    known = {party.id for party in problem.parties}
    seen: set[str] = set()
    for request in problem.requests:
        _name("requests.id", request.id, seen)
        for field, name in (("requests.a", request.a), ("requests.b", request.b)):
            if name not in known:
                raise InvalidProblem(field, request.id, "the id of a party", name)
        if request.a == request.b:
            raise InvalidProblem("requests.b", request.id, "another party than a", request.b)
        _whole("requests.worth", request.id, request.worth, 0, MOST_WORTH)
        _slot_numbers("requests.slots", request.id, request.slots, len(problem.slots))
        if request.pin is not None:
            _whole("requests.pin", request.id, request.pin, 0, len(problem.slots) - 1)
        _whole("requests.length", request.id, request.length, 1)
        if request.group == "":
            raise InvalidProblem("requests.group", request.id, "a name or none", request.group)
    total = sum(request.worth for request in problem.requests)
    if total > MOST_WORTH_IN_ALL:
        raise InvalidProblem("requests.worth", "", f"at most {MOST_WORTH_IN_ALL} in all", total)


def _shared(problem: Problem) -> None:
    if problem.capacity is not None:
        if len(problem.capacity) != len(problem.slots):
            expected = f"{len(problem.slots)} numbers, one a slot"
            raise InvalidProblem("capacity", "", expected, len(problem.capacity))
        for index, most in enumerate(problem.capacity):
            _whole("capacity", f"slot {index}", most, 0)
    if problem.break_spread is not None:
        _whole("break_spread", "", problem.break_spread, 0)


def _pairs(problem: Problem) -> None:
    known = {party.id for party in problem.parties}
    for index, ban in enumerate(problem.bans):
        for name in ban:
            if name not in known:
                raise InvalidProblem("bans", f"ban {index}", "the id of a party", name)
        if ban[0] == ban[1]:
            raise InvalidProblem("bans", f"ban {index}", "two different parties", ban)
    ways: set[frozenset[str]] = set()
    for travel in problem.travels:
        owner = f"{travel.a} to {travel.b}"
        way = frozenset((travel.a, travel.b))
        if len(way) == 1:
            raise InvalidProblem("travels", owner, "two different places", travel.b)
        if way in ways:
            raise InvalidProblem("travels", owner, "each pair of places once", travel)
        ways.add(way)
        _whole("travels.minutes", owner, travel.minutes, 0)
        _whole("travels.metres", owner, travel.metres, 0)


def _precedences(problem: Problem) -> None:
    known = {request.id for request in problem.requests}
    seen: set[tuple[str, str]] = set()
    for index, pair in enumerate(problem.precedences):
        owner = f"precedence {index}"
        for name in pair:
            if name not in known:
                raise InvalidProblem("precedences", owner, "the id of a request", name)
        if pair[0] == pair[1]:
            raise InvalidProblem("precedences", owner, "two different requests", pair)
        if pair in seen:
            raise InvalidProblem("precedences", owner, "each pair once", pair)
        seen.add(pair)


def _lunches(problem: Problem) -> None:
    for index, lunch in enumerate(problem.lunches):
        owner = f"lunch {index}"
        if not lunch.slots:
            raise InvalidProblem("lunches.slots", owner, "at least one slot", lunch.slots)
        _slot_numbers("lunches.slots", owner, lunch.slots, len(problem.slots))
        _whole("lunches.free", owner, lunch.free, 0, len(lunch.slots))


def _goals(problem: Problem) -> None:
    seen = set()
    for goal in problem.goals:
        if goal in seen:
            raise InvalidProblem("goals", str(goal.kind), "each goal once for a side", goal.side)
        seen.add(goal)


def _before(problem: Problem) -> None:
    requests = {request.id: request for request in problem.requests}
    seen: set[str] = set()
    for entry in problem.before:
        _name("before.request", entry.request, seen)
        if entry.request not in requests:
            raise InvalidProblem("before.request", "", "the id of a request", entry.request)
        _whole("before.slot", entry.request, entry.slot, 0, len(problem.slots) - 1)
        _whole("before.move", entry.request, entry.move, 0)
        _whole("before.drop", entry.request, entry.drop, 0)
        pin = requests[entry.request].pin
        if entry.frozen and pin not in (None, entry.slot):
            expected = f"slot {pin}, to which the request is pinned"
            raise InvalidProblem("before.slot", entry.request, expected, entry.slot)


def _name(field: str, name: object, seen: set[str]) -> None:
    if not isinstance(name, str) or not name:
        raise InvalidProblem(field, "", "a name", name)
    if name in seen:
        raise InvalidProblem(field, name, "a name that occurs once", name)
    seen.add(name)


def _whole(field: str, owner: str, value: object, least: int, most: int | None = None) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and least <= value and (most is None or value <= most):  # type: ignore[operator]
        return
    expected = f"a whole number from {least}" + ("" if most is None else f" to {most}")
    raise InvalidProblem(field, owner, expected, value)


def _slot_numbers(field: str, owner: str, slots: Iterable[int] | None, count: int) -> None:
    if slots is None:
        return
    seen = set()
    for slot in slots:
        _whole(field, owner, slot, 0, count - 1)
        if slot in seen:
            raise InvalidProblem(field, owner, "each slot once", slot)
        seen.add(slot)
