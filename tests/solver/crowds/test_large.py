"""The road without models: whatever it gives keeps all rules, and its bounds hold."""

from dataclasses import replace
from random import Random

import pytest

from benchmarks.exchange import make_exchange
from benchmarks.fair import make_fair
from solver.check import check
from solver.crowds.large import solve_large
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import any_tiny_problem, day, meet, small


def at_large(problem: Problem, seconds: float = 3.0, seed: int = 0) -> Tally:
    layout, watch = Layout(problem), Watch(seconds)
    tally = Tally(layout, watch, None)
    solve_large(Run(layout, tally, watch, Style(workers=1, seed=seed)))
    return tally


@pytest.mark.parametrize("seed", range(120))
def test_bounds_hold_and_no_rule_is_broken_whatever_the_problem(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    best = solve(problem, seconds=20, workers=1)
    found = at_large(problem)
    if best.status is Status.INFEASIBLE:
        assert found.placing is None
        return
    assert best.status is Status.OPTIMAL
    for entry, tier in zip(found.entries, best.tiers, strict=True):
        assert tier.value is not None
        assert not entry.aim.better(tier.value, entry.bound)
        if entry.value != tier.value:
            assert entry.value is None or entry.aim.better(tier.value, entry.value)
            break


@pytest.mark.slow
def test_a_small_exchange_comes_within_a_hundredth_of_its_bound() -> None:
    problem = make_exchange(1, 40, 36)
    found = at_large(problem, seconds=8)
    worth = found.entries[0]
    assert found.placing is not None
    assert not check(problem, found.timetable(found.placing)).violations
    assert worth.value is not None
    assert worth.value <= worth.bound
    assert 100 * (worth.bound - worth.value) <= worth.bound


@pytest.mark.slow
def test_a_fair_is_covered_as_well_as_with_models() -> None:
    problem = make_fair(1, 12, 60)
    best = solve(replace(problem, goals=problem.goals[:2]), seconds=20, workers=1)
    found = at_large(problem)
    for entry, tier in zip(found.entries[:2], best.tiers[:2], strict=True):
        assert (entry.value, entry.bound) == (tier.value, tier.value)


def test_one_seed_gives_one_timetable() -> None:
    problem = make_exchange(2, 12, 10)
    one, other = (at_large(problem, seconds=60, seed=3) for _ in range(2))
    assert one.placing == other.placing


def test_parties_without_two_sides_are_served_by_greed() -> None:
    problem = small(meet("ab", "bc", "ca"), day(3), goals=(Goal(GoalKind.WORTH),))
    found = at_large(problem)
    assert found.placing is not None
    assert len(found.placing) == 3


def test_a_run_that_is_over_at_once_gives_no_timetable_but_ends() -> None:
    assert at_large(make_exchange(1, 30, 30), seconds=0.0).placing is None
