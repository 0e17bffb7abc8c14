"""Bounds of coverage and worth from flows."""

from random import Random

import pytest

from solver.crowds.pick import bound_worth, pick
from solver.layout import Layout
from solver.problem import GoalKind, Party
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from tests.solver.examples import day, meet, small
from tests.solver.sided import any_sided_problem, field_of


@pytest.mark.parametrize("seed", range(40))
def test_where_nothing_but_seats_binds_the_flow_gives_what_models_prove(seed: int) -> None:
    problem = any_sided_problem(Random(seed), plain=True)
    best = solve(problem, seconds=20, workers=1)
    tally = Tally(Layout(problem), Watch(10), None)
    picked = pick(field_of(problem), tally)
    leading = [tier for tier in best.tiers if tier.goal is not GoalKind.BREAKS]
    assert picked.bounds == [tier.value for tier in leading]


def test_what_is_due_and_what_must_be_goes_before_worth() -> None:
    requests = (*meet("ax", worth=9), *meet("bx", worth=1, must=True), *meet("ay", "by"))
    problem = small(requests, day(1), (Party("a", at_least=1),))
    tally = Tally(Layout(problem), Watch(10), None)
    picked = pick(field_of(problem), tally)
    assert [problem.requests[r].id for r in picked.held.nonzero()[0]] == ["bx", "ay"]


@pytest.mark.parametrize("seed", range(40))
def test_worth_is_bounded_where_coverage_falls_short(seed: int) -> None:
    problem = any_sided_problem(Random(seed))
    best = solve(problem, seconds=20, workers=1)
    tally = Tally(Layout(problem), Watch(10), None)
    field = field_of(problem)
    pick(field, tally).note(tally)
    held = {} if best.timetable is None else best.timetable.slot_of
    # Leave one meeting out, so that coverage is not what it could be.
    less = {i: held[r.id] for i, r in enumerate(problem.requests) if r.id in held}
    tally.offer(dict(list(less.items())[1:]))
    bound_worth(field, tally)
    for entry, tier in zip(tally.entries, best.tiers, strict=True):
        if entry.aim.goal.kind is GoalKind.WORTH:
            assert entry.bound >= (tier.value or 0)
