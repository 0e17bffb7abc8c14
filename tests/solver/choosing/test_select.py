from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from solver.choosing.choose import Choice, choose
from solver.choosing.select import select
from solver.layout import Layout
from solver.placing.construct import construct
from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import any_tiny_problem, day, feasible_problem, meet, small

LEADING = (Goal(GoalKind.COVERAGE, "firm"), Goal(GoalKind.WORTH))


def run_of(problem: Problem) -> Run:
    layout, watch = Layout(problem), Watch(60)
    tally = Tally(layout, watch, None)
    tally.offer(construct(layout), trusted=False)
    return Run(layout, tally, watch, Style(workers=1))


def chosen_of(problem: Problem, choice: Choice | None = None) -> tuple[Choice, list[int] | None]:
    run = run_of(problem)
    choice = choice or choose(run.layout, run.tally, run.watch)
    aims = [entry.aim for entry in run.tally.entries[: len(choice.bounds)]]
    return choice, select(run, choice, aims, seconds=20)


@pytest.mark.parametrize("seed", range(25))
def test_the_chosen_meetings_reach_every_bound(seed: int) -> None:
    problem = feasible_problem(Random(seed))
    choice, chosen = chosen_of(problem)
    assert chosen is not None
    counts = Counter(problem.requests[request].a for request in chosen)
    levels = choice.bounds[:-1]
    for level, bound in enumerate(levels, start=1):
        assert sum(count >= level for count in counts.values()) >= bound
    assert sum(problem.requests[request].worth for request in chosen) >= choice.bounds[-1]
    assert {i for i, request in enumerate(problem.requests) if request.must} <= set(chosen)


@pytest.mark.parametrize("seed", range(40))
def test_wherever_a_timetable_reaches_the_bounds_a_choice_is_found(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    short = tuple(replace(request, length=1) for request in problem.requests)
    problem = replace(problem, requests=short, goals=LEADING, break_spread=None)
    result = solve(problem, seconds=20, workers=1)
    if result.status is not Status.OPTIMAL:
        return
    choice, chosen = chosen_of(problem)
    reached = [tier.value for tier in result.tiers]
    if choice.bounds == reached:
        assert chosen is not None


def test_limits_of_stretches_days_lunches_and_tables_are_kept() -> None:
    slots = (*day(3), *day(3, number=1))
    problem = small(
        meet("aX", "bX", "cX", "dX", "eX"),
        slots,
        [Party("X", "booth", at_most_per_day=2, available=(0, 1, 2, 3))]
        + [Party(name, "firm") for name in "abcde"],
        lunches=(Lunch((1, 2), 1, "booth"),),
        capacity=(1, 1, 0, 1, 1, 1),
        goals=LEADING,
    )
    choice, chosen = chosen_of(problem)
    assert choice.bounds[-1] == 3
    assert chosen is not None
    assert len(chosen) == 3


def test_a_part_kept_wrongly_from_the_relaxation_is_let_go() -> None:
    problem = small(
        meet("aX", "bX"), day(1), [Party("a", "firm"), Party("b", "firm")], goals=LEADING
    )
    wrong = Choice(bounds=[1, 1], sure=[0, 1], maybe=[0])
    assert chosen_of(problem, wrong)[1] in ([0], [1])


def test_bounds_out_of_reach_give_no_choice() -> None:
    problem = small(meet("aX", "bX"), day(1), [Party("a", "firm")], goals=LEADING)
    assert chosen_of(problem, Choice(bounds=[2, 2], maybe=[0]))[1] is None


def test_meetings_of_several_slots_are_left_to_the_models_that_know_slots() -> None:
    """a has three slots: one long meeting and one short, or three short ones."""
    requests = (Request("ab", "a", "b", worth=3, length=2), *meet("ac", "ad", "ae", worth=2))
    problem = small(requests, day(3), goals=(Goal(GoalKind.WORTH),))
    _, chosen = chosen_of(problem)
    assert chosen is None
    result = solve(problem, workers=1)
    assert [(tier.value, tier.bound) for tier in result.tiers] == [(6, 6)]
