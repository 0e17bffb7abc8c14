"""How good a timetable is by each goal, counted in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from solver.problem import Goal, GoalKind, Party, Problem, Request
from solver.sessions import session_ends
from solver.timetable import Timetable


@dataclass(frozen=True, slots=True)
class GoalValue:
    """What a timetable reaches in one tier; ``level`` as in ``Tier``."""

    goal: GoalKind
    side: str
    level: int | None
    value: int


def busy_slots(problem: Problem, timetable: Timetable) -> dict[str, list[int]]:
    """For each party the slots its meetings take, ascending, one entry a meeting and slot."""
    found: dict[str, list[int]] = {party.id: [] for party in problem.parties}
    ends = session_ends(problem.slots)
    for request in problem.requests:
        slot = timetable.slot_of.get(request.id)
        if slot is not None:
            taken = range(slot, min(slot + request.length, ends[slot]))
            found[request.a].extend(taken)
            found[request.b].extend(taken)
    for slots in found.values():
        slots.sort()
    return found


def meetings_of_parties(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """For each party the number of its meetings."""
    found = dict.fromkeys((party.id for party in problem.parties), 0)
    for request in problem.requests:
        if request.id in timetable.slot_of:
            found[request.a] += 1
            found[request.b] += 1
    return found


def breaks_in(problem: Problem, slots: Iterable[int]) -> int:
    """Count the idle runs between the meetings of each day.

    A run is idle if at least one slot of the problem lies in it; a gap without slots, such as
    lunch, is none.
    """
    taken = sorted(set(slots))
    return sum(
        after > before + 1 and problem.slots[before].day == problem.slots[after].day
        for before, after in pairwise(taken)
    )


def days_in(problem: Problem, slots: Iterable[int]) -> int:
    """Count the days on which the slots lie."""
    return len({problem.slots[slot].day for slot in slots})


def metres_of_parties(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """For each party the metres between its consecutive meetings of a day, all added up.

    Only a party of one seat and without a place of its own walks. Between two places without a
    way, and to or from a meeting without a place, it walks 0 metres.
    """
    places = {party.id: party.place for party in problem.parties}
    ways = {frozenset((way.a, way.b)): way.metres for way in problem.travels}
    pages: dict[str, list[tuple[int, str | None]]] = defaultdict(list)
    for request in problem.requests:
        slot = timetable.slot_of.get(request.id)
        if slot is not None:
            pages[request.a].append((slot, places[request.b]))
            pages[request.b].append((slot, places[request.a]))
    found = dict.fromkeys(places, 0)
    for party in problem.parties:
        if party.place is None and party.seats == 1:
            page = sorted(pages[party.id], key=lambda line: line[0])
            for (before, here), (after, there) in pairwise(page):
                if problem.slots[before].day == problem.slots[after].day:
                    way = frozenset(place for place in (here, there) if place is not None)
                    found[party.id] += ways.get(way, 0)
    return found


def added_load(nth: int, seats: int) -> int:
    """Give by how much a party's nth meeting, from 1, raises the sum of its seats' squares."""
    return 2 * -(-nth // seats) - 1


def load(meetings: int, seats: int) -> int:
    """Give the sum of squares of a party's seats, its meetings dealt out as evenly as can be."""
    each, left = divmod(meetings, seats)
    return left * (each + 1) ** 2 + (seats - left) * each**2


def breaks_of_parties(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """For each party its number of breaks."""
    return {
        name: breaks_in(problem, slots) for name, slots in busy_slots(problem, timetable).items()
    }


def most_levels(problem: Problem, side: str) -> int:
    """Give the number of coverage levels: the most meetings a party of the side may ever have."""
    banned = {frozenset(ban) for ban in problem.bans}
    asked: Counter[str] = Counter()
    counted: set[tuple[str, str]] = set()
    for request in problem.requests:
        if banned and frozenset((request.a, request.b)) in banned:
            continue
        for party in (request.a, request.b):
            if request.group is None:
                asked[party] += 1
            elif (party, request.group) not in counted:
                counted.add((party, request.group))
                asked[party] += 1
    return max(
        (
            asked[party.id] if party.at_most is None else min(asked[party.id], party.at_most)
            for party in problem.parties
            if side in ("", party.side)
        ),
        default=0,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """A timetable as the parties of one side see it."""

    problem: Problem
    timetable: Timetable
    parties: Mapping[str, Party]
    busy: Mapping[str, list[int]]
    meetings: Mapping[str, int]

    def touches(self, request: Request) -> bool:
        return request.a in self.parties or request.b in self.parties


def goal_values(problem: Problem, timetable: Timetable) -> tuple[GoalValue, ...]:
    """Give the value of every tier in the problem's order; coverage has one a level."""
    busy, meetings = busy_slots(problem, timetable), meetings_of_parties(problem, timetable)
    values: list[GoalValue] = []
    for goal in problem.goals:
        own = {party.id: party for party in problem.parties if goal.side in ("", party.side)}
        side = _Side(problem, timetable, own, busy, meetings)
        if goal.kind is GoalKind.COVERAGE:
            values.extend(_coverage(side, goal))
        else:
            values.append(GoalValue(goal.kind, goal.side, None, _MEASURES[goal.kind](side)))
    return tuple(values)


def _coverage(side: _Side, goal: Goal) -> Iterable[GoalValue]:
    counts = [side.meetings[party] for party in side.parties]
    for level in range(1, most_levels(side.problem, goal.side) + 1):
        reached = sum(count >= level for count in counts)
        yield GoalValue(goal.kind, goal.side, level, reached)


def _worth(side: _Side) -> int:
    held = side.timetable.slot_of
    return sum(r.worth for r in side.problem.requests if r.id in held and side.touches(r))


def _days(side: _Side) -> int:
    return sum(max(0, days_in(side.problem, side.busy[party]) - 1) for party in side.parties)


def _breaks(side: _Side) -> int:
    return sum(breaks_in(side.problem, side.busy[party]) for party in side.parties)


def _walking(side: _Side) -> int:
    metres = metres_of_parties(side.problem, side.timetable)
    return sum(metres[party] for party in side.parties)


def _evenness(side: _Side) -> int:
    return sum(load(side.meetings[name], party.seats) for name, party in side.parties.items())


def _change(side: _Side) -> int:
    """Add up what was moved or dropped of the meetings before that touch the side."""
    requests = {request.id: request for request in side.problem.requests}
    total = 0
    for entry in side.problem.before:
        slot = side.timetable.slot_of.get(entry.request)
        if slot != entry.slot and side.touches(requests[entry.request]):
            total += entry.drop if slot is None else entry.move
    return total


_MEASURES: dict[GoalKind, Callable[[_Side], int]] = {
    GoalKind.WORTH: _worth,
    GoalKind.DAYS: _days,
    GoalKind.BREAKS: _breaks,
    GoalKind.WALKING: _walking,
    GoalKind.EVENNESS: _evenness,
    GoalKind.CHANGE: _change,
}
