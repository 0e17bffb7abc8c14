"""The tiers of the objective, one function each, as sums of a model's variables."""

from collections.abc import Callable

from ortools.sat.python import cp_model

from solver.aims import Aim
from solver.measures import added_load
from solver.model.variables import Literal, Sum, Variables
from solver.problem import GoalKind

_sum = cp_model.LinearExpr.sum


def coverage(v: Variables, aim: Aim) -> Sum:
    """Parties with at least so many meetings."""
    level = aim.level or 1
    rungs = [v.levels(party) for party in v.layout.on_side(aim.goal.side)]
    return _sum([rung[level - 1] for rung in rungs if len(rung) >= level])


def worth(v: Variables, aim: Aim) -> Sum:
    """Total worth of the meetings held."""
    side = aim.goal.side
    counted = [
        request
        for request in v.at
        if side in ("", *(v.layout.parties[party].side for party in v.layout.ends[request]))
    ]
    return cp_model.LinearExpr.weighted_sum(
        [v.held(request) for request in counted],
        [v.layout.requests[request].worth for request in counted],
    )


def days(v: Variables, aim: Aim) -> Sum:
    """Second days of parties."""
    return _sum([v.second_days(party) for party in v.layout.on_side(aim.goal.side)])


def breaks(v: Variables, aim: Aim) -> Sum:
    """Idle runs between the meetings of a party on a day."""
    return _sum(
        [literal for party in v.layout.on_side(aim.goal.side) for literal in v.breaks(party)]
    )


def walking(v: Variables, aim: Aim) -> Sum:
    """Metres between the consecutive meetings of a party on a day."""
    walks = [walk for party in v.layout.on_side(aim.goal.side) for walk in v.walks(party)]
    return cp_model.LinearExpr.weighted_sum(
        [literal for literal, _ in walks], [metres for _, metres in walks]
    )


def evenness(v: Variables, aim: Aim) -> Sum:
    """Squares of the load of each seat, its party's meetings dealt out evenly over the seats.

    Each further meeting adds no less than the one before, so the rungs of a party, which are
    filled from below, add up to the square.
    """
    rungs: list[Literal] = []
    squares: list[int] = []
    for party in v.layout.on_side(aim.goal.side):
        levels = v.levels(party)
        rungs += levels
        seats = v.layout.parties[party].seats
        squares += [added_load(nth, seats) for nth in range(1, len(levels) + 1)]
    return cp_model.LinearExpr.weighted_sum(rungs, squares)


def change(v: Variables, aim: Aim) -> Sum:
    """Price of what is moved or dropped against the earlier timetable."""
    literals: list[Literal] = []
    prices = []
    for request in v.layout.counted_before(aim.goal.side):
        earlier = v.layout.before[request]
        stays = v.at.get(request, {}).get(earlier.slot, v.false)
        literals += [v.held(request).negated(), v.held(request), stays]
        prices += [earlier.drop, earlier.move, -earlier.move]
    return cp_model.LinearExpr.weighted_sum(literals, prices)


GOALS: dict[GoalKind, Callable[[Variables, Aim], Sum]] = {
    GoalKind.COVERAGE: coverage,
    GoalKind.WORTH: worth,
    GoalKind.DAYS: days,
    GoalKind.BREAKS: breaks,
    GoalKind.WALKING: walking,
    GoalKind.EVENNESS: evenness,
    GoalKind.CHANGE: change,
}


def expression(v: Variables, aim: Aim) -> Sum:
    """Give the sum whose value the tier counts."""
    return GOALS[aim.goal.kind](v, aim)
