"""The hard rules of a model, one function each.

Availability, bans, pins and the slots a request allows need no constraint: ``Layout`` leaves
the slots they exclude out of the candidates. The rest is said here.
"""

from collections.abc import Callable

from ortools.sat.python import cp_model

from solver.layout import Layout
from solver.problem import GoalKind
from solver.variables import Literal, Variables

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
    """No slot has more meetings than tables."""
    if v.layout.problem.capacity is None:
        return
    meetings: dict[int, list[Literal]] = {slot: [] for slot in v.layout.slots}
    for row in v.at.values():
        for slot, literal in row.items():
            meetings[slot].append(literal)
    for slot, most in enumerate(v.layout.problem.capacity):
        if len(meetings[slot]) > most:
            v.model.add(_sum(meetings[slot]) <= most)


def at_least(v: Variables) -> None:
    """Every party has as many meetings as it is due."""
    for party, who in enumerate(v.layout.parties):
        if who.at_least:
            v.model.add(v.count(party) >= who.at_least)


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
            meetings = [one for slot in slots for one in v.meetings(party, slot)]
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


def travel(v: Variables) -> None:
    """A party that walks has the minutes it needs between two places."""
    for party in range(len(v.layout.parties)):
        if v.layout.walks(party):
            for conflict in travel_conflicts(v.layout, party, v.at):
                v.model.add_at_most_one(v.at[request][slot] for request, slot in conflict)


def travel_conflicts(
    layout: Layout, party: int, rows: dict[int, dict[int, cp_model.IntVar]]
) -> list[list[tuple[int, int]]]:
    """Give sets of (request, slot) of which the party can hold one at most, for its ways.

    Each set is what it may hold at one place in one slot, and what lies too close after it
    in one later slot: of the former it can hold one because it has one seat.
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
        for slot in sorted({slot for request in here for slot in rows[request]}):
            own = [(request, slot) for request in here if slot in rows[request]]
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
        most = max(map(len, breaks))
        fewest = v.model.new_int_var(0, min(map(len, breaks)), "")
        for literals in breaks:
            if most > spread:
                v.model.add(_sum(literals) <= fewest + spread)
            v.model.add(_sum(literals) >= fewest)


RULES: tuple[Callable[[Variables], None], ...] = (
    seats,
    musts,
    capacity,
    at_least,
    at_most,
    at_most_per_day,
    lunch,
    travel,
    break_spread,
)


def add_rules(v: Variables) -> None:
    """Put every hard rule into the model."""
    for rule in RULES:
        rule(v)
