"""Bounds summed in whole numbers: they hold for every timetable, whatever the multipliers."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from solver.aims import aims
from solver.choosing.bounds import SCALE, Relaxation, RelaxationSolver, Relaxed, Rows, prove
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import any_tiny_problem, day, meet, small

WORTH = (Goal(GoalKind.WORTH),)


@pytest.mark.parametrize("seed", range(20))
def test_any_multipliers_prove_a_bound(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = Rows()
    for _ in range(4):
        columns = random.choice(6, 3, replace=False).tolist()
        rows.add(columns, upper=float(random.integers(1, 3)))
    weights = random.integers(0, 9, 6)
    points = [np.array([mask >> bit & 1 for bit in range(6)]) for mask in range(64)]
    columns, coefficients, row_of = rows.arrays()

    def fits(point: np.ndarray) -> bool:
        sums = np.bincount(row_of, point[columns] * coefficients, minlength=4)
        return bool((sums <= rows.upper).all())

    best = max(int(weights @ point) for point in points if fits(point))
    told = prove(rows, weights, np.zeros(6), random.normal(1, 2, 4))
    assert told.bound >= best
    assert 0 <= told.slack < SCALE


@pytest.mark.parametrize("seed", range(40))
def test_no_timetable_is_worth_more_than_the_bound(seed: int) -> None:
    problem = replace(any_tiny_problem(Random(seed)), goals=WORTH)
    result = solve(problem, seconds=20, workers=1)
    layout = Layout(problem)
    told = RelaxationSolver(Relaxation(layout, aims(problem))).maximise(aims(problem)[0], Watch(20))
    if result.status is Status.OPTIMAL:
        assert isinstance(told, Relaxed)
        assert told.bound >= (result.tiers[0].value or 0)


def test_what_cannot_be_met_is_told() -> None:
    problem = small(meet("aX", "bX", must=True), day(1), goals=WORTH)
    relaxation = Relaxation(Layout(problem), aims(problem))
    assert RelaxationSolver(relaxation).maximise(aims(problem)[0], Watch(20)) is False


def test_a_tier_that_is_held_binds_the_next() -> None:
    goals = (Goal(GoalKind.COVERAGE, "f"), Goal(GoalKind.WORTH))
    requests = (*meet("aX", "aY", worth=9), *meet("bX", worth=1))
    slots, sides = day(1), [Party("a", "f", seats=2), Party("b", "f")]
    problem = small(requests, slots, sides, goals=goals)
    tiers = aims(problem)
    solver = RelaxationSolver(Relaxation(Layout(problem), tiers))
    (worth,) = (aim for aim in tiers if aim.goal.kind is GoalKind.WORTH)
    free = solver.maximise(worth, Watch(20))
    solver.hold(tiers[0], 2)
    bound = solver.maximise(worth, Watch(20))
    assert isinstance(free, Relaxed)
    assert isinstance(bound, Relaxed)
    assert (free.bound, bound.bound) == (18, 10)


def test_a_request_without_which_a_tier_falls_short_must_be_held() -> None:
    requests = (*meet("aX", worth=5), *meet("bX", worth=3))
    problem = small(requests, day(1), goals=WORTH)
    (aim,) = aims(problem)
    solver = RelaxationSolver(Relaxation(Layout(problem), [aim]))
    assert not solver.must_hold(0, Watch(20))
    solver.hold(aim, 5)
    assert solver.must_hold(0, Watch(20))
    assert not solver.must_hold(1, Watch(20))
