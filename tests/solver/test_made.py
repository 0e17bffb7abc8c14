"""Problems with every noun, made around a timetable: it can be met, and no bound may lie."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.aims import aims
from solver.check import check
from solver.crowds.large import solve_large
from solver.explain import explain
from solver.layout import Layout
from solver.problem import Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.made import Size, made_around_a_timetable
from tests.solver.test_solve import best_by_trying_everything

MIDDLE = Size(days=2, slots_a_day=7, parties=9, requests=20)


def no_bound_lies(
    problem: Problem, timetable: Timetable, values: Sequence[int | None], bounds: Sequence[int]
) -> bool:
    """Whether no tier of a timetable beats its bound, as long as those before are attained."""
    known = [found.value for found in check(problem, timetable).tiers_values]
    for index, aim in enumerate(aims(problem)):
        if aim.better(known[index], bounds[index]):
            return False
        if known[index] != values[index]:
            return True
    return True


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_timetable_drawn_keeps_every_rule(seed: int) -> None:
    problem, timetable = made_around_a_timetable(Random(seed), MIDDLE)
    assert check(problem, timetable).violations == ()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_tiny_problem_is_proved_as_good_as_trying_everything(seed: int) -> None:
    problem, _ = made_around_a_timetable(Random(seed), Size(requests=4))
    result = solve(problem, seconds=60, workers=1)
    assert result.status is Status.OPTIMAL
    turned = tuple(
        (tier.value or 0) * (1 if aim.maximised else -1)
        for aim, tier in zip(aims(problem), result.tiers, strict=True)
    )
    assert turned == best_by_trying_everything(problem)
    assert all(tier.value == tier.bound for tier in result.tiers)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_middling_problem_is_met_and_bounded(seed: int) -> None:
    problem, drawn = made_around_a_timetable(Random(seed), MIDDLE)
    result = solve(problem, seconds=5, workers=1)
    assert result.timetable is not None
    findings = check(problem, result.timetable)
    assert findings.violations == ()
    values = [found.value for found in findings.tiers_values]
    assert values == [tier.value for tier in result.tiers]
    for timetable in (drawn, result.timetable):
        bounds = [tier.bound or 0 for tier in result.tiers]
        assert no_bound_lies(problem, timetable, values, bounds)
    assert explain(problem, result.timetable).keys() == {
        request.id for request in problem.requests if request.id not in result.timetable.slot_of
    }


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_made_without_models_keeps_every_rule_and_bound(seed: int) -> None:
    problem, drawn = made_around_a_timetable(Random(seed), MIDDLE)
    layout, watch = Layout(problem), Watch(1)
    tally = Tally(layout, watch, None)
    solve_large(Run(layout, tally, watch, Style(workers=1)))
    values = [entry.value for entry in tally.entries]
    bounds = [entry.bound for entry in tally.entries]
    timetables = [drawn] if tally.placing is None else [drawn, tally.timetable(tally.placing)]
    for timetable in timetables:
        assert check(problem, timetable).violations == ()
        assert no_bound_lies(problem, timetable, values, bounds)
