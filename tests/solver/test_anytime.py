"""Whenever a run is ended, what it gives is checked and its bounds hold; one seed, one answer."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from time import monotonic

import pytest

from solver.aims import aims
from solver.check import check
from solver.problem import Goal, GoalKind, Party, Problem, Request, Travel
from solver.repair import Event, repair_problem
from solver.solve import solve
from solver.timetable import Result, Status
from tests.solver.examples import day, feasible_problem

GOALS = (
    Goal(GoalKind.COVERAGE, "firm"),
    Goal(GoalKind.WORTH),
    Goal(GoalKind.DAYS, "firm"),
    Goal(GoalKind.BREAKS, "firm"),
)


def fair(*, far: bool = False, turned: bool = False, seed: int = 1) -> Problem:
    """Eight booths, thirty firms, two days of six slots; more is asked for than fits."""
    random = Random(seed)
    slots = (*day(6), *day(6, number=1))
    booths = [Party(f"B{n}", "booth", at_most_per_day=5, place=str(n)) for n in range(8)]
    firms = [Party(f"f{n}", "firm", at_most=4) for n in range(30)]
    pairs = sorted({(random.randrange(30), random.randrange(8)) for _ in range(110)})
    requests = tuple(Request(f"{f}-{b}", f"f{f}", f"B{b}", random.randint(1, 9)) for f, b in pairs)
    travels = tuple(Travel("0", str(n), minutes=20) for n in range(1, 8)) if far else ()
    goals = GOALS[::-1] if turned else GOALS
    return Problem(slots, (*booths, *firms), requests, travels=travels, goals=goals)


def all_musts() -> Problem:
    """Forty meetings that all have to be held: bounds by blocks, cores and targets."""
    held = solve(fair(), seconds=20, workers=1).timetable
    assert held is not None
    kept = [request for request in fair().requests if request.id in held.slot_of][:40]
    musts = tuple(replace(request, must=True) for request in kept)
    return replace(fair(), requests=musts, goals=GOALS[3:])


def walk_ins() -> Problem:
    """A repair in which several have to give way."""
    problem = fair()
    published = solve(problem, seconds=20, workers=1).timetable
    assert published is not None
    guests = tuple(Party(f"w{n}", "firm", available=(n, n + 1)) for n in range(6))
    requests = tuple(Request(f"w{n}", f"w{n}", f"B{n}") for n in range(6))
    return repair_problem(problem, published, Event(arriving=guests, walk_ins=requests))


PROBLEMS: dict[str, Callable[[], Problem]] = {
    "fair": fair,
    "far booths": lambda: fair(far=True),
    "goals turned round": lambda: fair(turned=True),
    "all musts": all_musts,
    "walk-ins": walk_ins,
    "every goal": lambda: feasible_problem(Random(11)),
}


@cache
def known(name: str) -> tuple[Problem, Result]:
    problem = PROBLEMS[name]()
    return problem, solve(problem, seconds=4, workers=2)


@pytest.mark.slow
@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_cancel_at_any_moment_gives_a_checked_timetable_with_bounds_that_hold(
    name: str, workers: int
) -> None:
    problem, best = known(name)
    random = Random(f"{name} {workers}")
    for longest in (1, 10, 100, 1000):
        asked, end = 0, random.randint(1, longest)
        late = monotonic() + random.random()

        def cancelled() -> bool:
            nonlocal asked
            asked += 1
            return asked > end or monotonic() > late  # noqa: B023

        result = solve(problem, seconds=600, workers=workers, cancelled=cancelled)
        assert result.status in (Status.OPTIMAL, Status.FEASIBLE, Status.UNKNOWN)
        if result.timetable is not None:
            findings = check(problem, result.timetable)
            assert findings.violations == ()
            assert [one.value for one in findings.tiers_values] == [t.value for t in result.tiers]
        _bounds_hold(problem, result, best)


def _bounds_hold(problem: Problem, result: Result, best: Result) -> None:
    """As long as the tiers before are as good as the best known, no bound may exclude that."""
    for aim, tier, reached in zip(aims(problem), result.tiers, best.tiers, strict=True):
        assert tier.bound is not None
        assert reached.value is not None
        assert not aim.better(reached.value, tier.bound)
        if tier.value != reached.value:
            return
        assert reached.bound is not None


ONE_SEED = """
from random import Random
from solver.solve import solve
from tests.solver import test_anytime
from tests.solver.examples import feasible_problem

problems = [make() for make in test_anytime.PROBLEMS.values()]
for problem in [*problems[:1], *problems[3:], *(feasible_problem(Random(n)) for n in range(3))]:
    result = solve(problem, seconds=100, workers=1, seed=3)
    print(result.status, [(tier.value, tier.bound) for tier in result.tiers])
    print(result.timetable)
"""


@pytest.mark.slow
def test_one_seed_and_one_worker_give_one_answer_whatever_the_hash_of_names() -> None:
    told = []
    for hashing in ("0", "1", "12345"):
        run = subprocess.run(
            [sys.executable, "-c", ONE_SEED],
            env={**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        )
        told.append(run.stdout)
    assert told[0] == told[1] == told[2]
    assert "Timetable(slot_of=" in told[0]
