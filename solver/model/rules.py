"""The hard rules of a model, one function each.

Availability, bans, pins and the slots a request allows need no constraint: ``Layout`` leaves
the slots they exclude out of the candidates. The rest is said here.
"""

from collections.abc import Callable

from ortools.sat.python import cp_model

from solver.layout import Layout
from solver.model.variables import Literal, Variables
from solver.problem import GoalKind

_sum = cp_model.LinearExpr.sum


def seats(v: Variables) -> None:
    """No party has more meetings in a slot than it has seats."""
    for party, who in enumerate(v.layout.parties):
        for slot in v.possible_slots(party):
            meetings = v.meetings(party, slot)
            if len(meetings) <= who.seats:
                continue
            if who.seats == 1:
                v.model.add_at_most_one(meetings)
            else:
                v.model.add(_sum(meetings) <= who.seats)


def musts(v: Variables) -> None:
    """Every request that has to be held is held."""
    for request in v.layout.musts:
        if request not in v.forced:
            v.model.add_bool_or([v.held(request)])


def capacity(v: Variables) -> None:
    """No slot has more meetings than tables.

    If the model is grouped, meetings that share a party of one seat, which exclude each other, are
    counted as one. Beside, each meeting keeps two parties busy. Both say no more than the
    plain sum; cores see more by them, linear relaxations less by the groups.
    """
    limits = v.layout.problem.capacity
    if limits is None:
        return
    groups = _groups(v) if v.grouped else [[request] for request in v.at]
    for slot, most in enumerate(limits):
        singles = [one for request in v.at for one in v.covering(request, slot)]
        if len(singles) <= most:
            continue
        shared = [
            v.any_of([one for request in group for one in v.covering(request, slot)])
            for group in groups
        ]
        v.model.add(_sum([one for one in shared if one is not v.false]) <= most)
        busy = [v.busy(party, slot) for party in range(len(v.layout.parties))]
        v.model.add(_sum([one for one in busy if one is not v.false]) <= 2 * most)


def _groups(v: Variables) -> list[list[int]]:
    """Share the meetings out: as many as possible to one party of one seat, and so on."""
    left = set(v.at)
    own = {
        party: set(v.requests_of(party))
        for party, who in enumerate(v.layout.parties)
        if who.seats == 1
    }
    found = []
    while own:
        party = max(own, key=lambda one: (len(own[one] & left), -one))
        group = own.pop(party) & left
        if not group:
            break
        found.append(sorted(group))
        left -= group
    return found + [[request] for request in sorted(left)]


def groups(v: Variables) -> None:
    """Of the requests of a group one is held at most."""
    for group in {group[0]: group for group in v.layout.group_of.values()}.values():
        held = [v.held(request) for request in group if request in v.at]
        if len(held) > 1:
            v.model.add_at_most_one(held)


def at_least(v: Variables) -> None:
    """Every party has as many meetings as it is due."""
    for party, who in enumerate(v.layout.parties):
        if who.at_least:
            v.model.add(v.count(party) >= who.at_least)


def at_least_per_day(v: Variables) -> None:
    """Every party has as many meetings on a day as it is due there."""
    for party, who in enumerate(v.layout.parties):
        if who.at_least_per_day:
            due_per_day(v, party)


def due_per_day(v: Variables, party: int, condition: Literal | None = None) -> None:
    """One party has as many meetings on each day as it is due, or if a condition holds."""
    for day, slots in enumerate(v.layout.slots_of_day):
        least = v.layout.daily_due(party, day)
        if least:
            meetings = [one for slot in slots for one in v.beginning(party, slot)]
            row = v.model.add(_sum(meetings) >= least)
            if condition is not None:
                row.only_enforce_if(condition)


def at_most(v: Variables) -> None:
    """No party has more meetings than it may have in all."""
    for party, who in enumerate(v.layout.parties):
        if who.at_most is not None and len(v.requests_of(party)) > who.at_most:
            v.model.add(v.count(party) <= who.at_most)


def at_most_per_day(v: Variables) -> None:
    """No party has more meetings on a day than it may have there."""
    for party in range(len(v.layout.parties)):
        for day, slots in enumerate(v.layout.slots_of_day):
            most = v.layout.daily_limit(party, day)
            meetings = [one for slot in slots for one in v.beginning(party, slot)]
            if most is not None and len(meetings) > most:
                v.model.add(_sum(meetings) <= most)


def lunch(v: Variables) -> None:
    """Each party keeps its share of the lunch slots free, seat by seat.

    Seats take turns: as long as the meetings of the window do not exceed seats × (slots −
    free), they can be dealt out so that every seat rests.
    """
    for window in v.layout.problem.lunches:
        for party in v.layout.on_side(window.side):
            meetings = [one for slot in window.slots for one in v.meetings(party, slot)]
            most = v.layout.parties[party].seats * (len(window.slots) - window.free)
            if len(meetings) > most:
                v.model.add(_sum(meetings) <= most)


def rest(v: Variables) -> None:
    """After so many slots in a row with meetings a party has one without, seat by seat.

    In any row one slot longer a party of one seat is idle once. Several seats take turns to
    rest: as long as the row has no more than seats × (slots − 1) meetings, so that it has an
    idle seat a seat, the idle slots can be dealt out to the seats in rotation, and in each
    such row every seat has its turn.
    """
    for party, who in enumerate(v.layout.parties):
        for row in v.layout.rest_windows(party):
            meetings = [v.meetings(party, slot) for slot in row]
            if who.seats > 1:
                everything = [one for some in meetings for one in some]
                if len(everything) > who.seats * (len(row) - 1):
                    v.model.add(_sum(everything) <= who.seats * (len(row) - 1))
            elif all(meetings):
                v.model.add_bool_or([v.busy(party, slot).negated() for slot in row])


def travel(v: Variables) -> None:
    """A party that walks has the minutes it needs between two places."""
    for party in range(len(v.layout.parties)):
        if v.layout.walks(party):
            for conflict in travel_conflicts(v.layout, party, v.at):
                v.model.add_at_most_one(v.at[request][slot] for request, slot in conflict)


def travel_conflicts(
    layout: Layout, party: int, rows: dict[int, dict[int, cp_model.IntVar]]
) -> list[list[tuple[int, int]]]:
    """Give sets of (request, slot of its beginning) of which the party can hold one at most.

    Each set is what it may hold at one place until the end of one slot, and what begins too
    soon after that, for its ways, in one later slot: of either it can hold one because it has
    one seat.
    """
    places: dict[str, list[int]] = {}
    for request in layout.requests_of[party]:
        place = layout.place_of_meeting(request, party)
        if place is not None and request in rows:
            places.setdefault(place, []).append(request)
    found = []
    for place, here in places.items():
        far = [
            (request, layout.minutes[place, other])
            for other, there in places.items()
            if (place, other) in layout.minutes
            for request in there
        ]
        if not far:
            continue
        longest = max(minutes for _, minutes in far)
        ending: dict[int, list[tuple[int, int]]] = {}
        for request in here:
            for begin in rows[request]:
                ending.setdefault(layout.last(request, begin), []).append((request, begin))
        for slot, own in sorted(ending.items()):
            later = slot + 1
            while later < len(layout.slots) and layout.too_close(slot, later, longest):
                clashing = [
                    (request, later)
                    for request, minutes in far
                    if later in rows[request] and layout.too_close(slot, later, minutes)
                ]
                if clashing:
                    found.append(own + clashing)
                later += 1
    return found


def precedences(v: Variables) -> None:
    """Of two ordered meetings the former is over before the latter begins.

    For each slot, the former in it or after it and the latter begun in it or before exclude
    each other; as each is held once, they all do, and the row is as strong as the order itself.
    """
    for earlier, later in v.layout.order:
        if earlier not in v.at or later not in v.at:
            continue
        former, latter = v.at[earlier], v.at[later]
        for slot in sorted(latter):
            late = [one for begin, one in former.items() if v.layout.last(earlier, begin) >= slot]
            early = [literal for one, literal in latter.items() if one <= slot]
            if late:
                v.model.add_at_most_one([*late, *early])


def break_spread(v: Variables) -> None:
    """No two parties differ by more breaks than the spread allows."""
    spread = v.layout.problem.break_spread
    if spread is None:
        return
    goals = v.layout.problem.goals
    for side in [goal.side for goal in goals if goal.kind is GoalKind.BREAKS] or [""]:
        breaks = [v.breaks(party) for party in v.layout.on_side(side)]
        if not breaks:
            continue
        if min(map(len, breaks)) == 0:
            for literals in breaks:
                if len(literals) > spread:
                    v.model.add(_sum(literals) <= spread)
        elif max(map(len, breaks)) > spread:
            _tie_spread(v, v.layout.on_side(side), spread)


def _tie_spread(v: Variables, parties: list[int], spread: int) -> None:
    fewest = v.model.new_int_var(0, min(len(v.breaks(party)) for party in parties), "")
    for party in parties:
        v.tie_breaks(party)
        v.model.add(_sum(v.breaks(party)) <= fewest + spread)
        v.model.add(_sum(v.breaks(party)) >= fewest)


RULES: tuple[Callable[[Variables], None], ...] = (
    seats,
    capacity,
    groups,
    at_most,
    at_most_per_day,
    lunch,
    rest,
    travel,
    precedences,
    break_spread,
)

DEMANDS: tuple[Callable[[Variables], None], ...] = (musts, at_least, at_least_per_day)


def add_rules(v: Variables) -> None:
    """Put every hard rule into the model."""
    for rule in (*RULES, *DEMANDS):
        rule(v)


def degrees(v: Variables) -> None:
    """A party of one seat is busy in as many slots as its meetings take, where that is known.

    This follows from the rest; it makes the search see the whole row at once.
    """
    for party, who in enumerate(v.layout.parties):
        count = v.fixed_slots(party)
        if who.seats == 1 and count is not None and count > 1:
            busy = [v.busy(party, slot) for slot in v.possible_slots(party)]
            v.model.add(_sum(busy) == count)
