"""Better times for some of the meetings while all others stay."""

from typing import Any

from solver.layout import Layout
from solver.placing.improve import improve
from solver.problem import Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

WHOLE = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))
TWO_DAYS = (*day(4), *day(4, number=1))


def run_of(problem: Problem) -> Run:
    layout, watch = Layout(problem), Watch(20)
    return Run(layout, Tally(layout, watch, None), watch, Style(workers=1))


def firms(names: str, **rest: Any) -> list[Party]:
    return [Party(name, "firm", **rest) for name in names]


def test_neighbourhoods_repair_days_and_breaks() -> None:
    problem = small(meet("aX", "aY", "bX", "bY"), TWO_DAYS, firms("ab"), goals=WHOLE)
    run = run_of(problem)
    run.take({0: 0, 1: 5, 2: 4, 3: 2})
    improve(run, seconds=10)
    assert [entry.value for entry in run.tally.entries] == [0, 0]


def test_neighbourhoods_leave_what_counts_for_nothing() -> None:
    problem = small(meet("aX", "aY"), TWO_DAYS, firms("a"), goals=(Goal(GoalKind.DAYS, "booth"),))
    run = run_of(problem)
    improve(run, seconds=10)
    assert run.tally.placing is None
    run.take({0: 0, 1: 5})
    improve(run, seconds=10)
    assert run.tally.placing == {0: 0, 1: 5}
