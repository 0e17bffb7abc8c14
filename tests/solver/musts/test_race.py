from random import Random

import pytest

from solver.layout import Layout
from solver.musts.race import race
from solver.problem import Goal, GoalKind, Party, Problem, Request
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import day, meet, small

TWO_DAYS = (*day(3), *day(3, number=1))
BREAKS = (Goal(GoalKind.BREAKS),)


def raced(problem: Problem, workers: int) -> tuple[Status, list[tuple[int | None, int]]]:
    layout, watch = Layout(problem), Watch(20)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=workers))
    candidates = dict(enumerate(layout.candidates))
    status = race(run, candidates=candidates, forced=layout.musts)
    return status, [(entry.value, entry.bound) for entry in run.tally.entries]


def any_forum(seed: int, slots: int = 7) -> Problem:
    """Twelve parties, most of whom cannot attend some slots; every meeting has to be held."""
    random = Random(seed)
    pairs = [(a, b) for a in range(12) for b in range(a)]
    requests = [Request(f"{a}-{b}", str(a), str(b), must=True) for a, b in random.sample(pairs, 20)]
    everyone = tuple(
        Party(str(n), available=tuple(sorted(random.sample(range(slots), slots - 1))))
        for n in range(12)
    )
    tables = (3,) * slots
    return Problem(day(slots), everyone, tuple(requests), capacity=tables, goals=BREAKS)


@pytest.mark.parametrize("workers", [1, 2])
def test_every_tier_is_proved_in_turn(workers: int) -> None:
    goals = (Goal(GoalKind.WORTH), Goal(GoalKind.DAYS), Goal(GoalKind.BREAKS))
    changed = [Party("b", available=(0,)), Party("c", available=(2,)), Party("d", available=(3,))]
    problem = small(meet("ab", "ac", "ad", must=True), TWO_DAYS, changed, goals=goals)
    assert raced(problem, workers) == (Status.OPTIMAL, [(3, 3), (1, 1), (1, 1)])


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("goals", [BREAKS, (Goal(GoalKind.DAYS),), (Goal(GoalKind.WORTH),)])
def test_that_there_is_no_timetable_is_proved(goals: tuple[Goal, ...], workers: int) -> None:
    problem = small(meet("ab", "bc", "ac", must=True), day(2), goals=goals)
    assert raced(problem, workers)[0] is Status.INFEASIBLE


@pytest.mark.slow
def test_one_worker_and_two_prove_the_same() -> None:
    for seed in range(6):
        problem = any_forum(seed)
        alone, together = raced(problem, 1), raced(problem, 2)
        assert alone == together
        assert alone[0] in (Status.OPTIMAL, Status.INFEASIBLE)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_target_out_of_reach_moves_on(workers: int) -> None:
    """Four in pairs with one table and the others in between: no relaxation sees the break."""
    requests = meet("ab", "bc", "ca", must=True)
    problem = small(requests, day(4), capacity=(1, 0, 1, 1), goals=BREAKS)
    status, ((value, bound),) = raced(problem, workers)
    assert status is Status.OPTIMAL
    assert value == bound
    assert value


def test_a_race_out_of_time_ends() -> None:
    result = solve(any_forum(1), seconds=0.05, workers=2)
    assert result.status in (Status.OPTIMAL, Status.FEASIBLE, Status.UNKNOWN)


def test_who_listens_may_end_a_race_by_raising() -> None:
    def listen(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(any_forum(0), workers=2, on_progress=listen)
