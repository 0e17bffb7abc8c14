"""When a run is over."""

from solver.layout import Layout
from solver.problem import Goal, GoalKind
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

PROBLEM = small(meet("ab", "ac"), day(2), goals=(Goal(GoalKind.WORTH),))


def run_of(seconds: float = 20) -> Run:
    layout, watch = Layout(PROBLEM), Watch(seconds)
    return Run(layout, Tally(layout, watch, None), watch, Style(workers=1))


def test_a_run_is_over_once_every_tier_is_proved() -> None:
    run = run_of()
    assert not run.over()
    run.take({0: 0})
    assert not run.over()
    run.take({0: 0, 1: 1})
    assert run.over()


def test_a_run_is_over_once_its_time_is_up() -> None:
    assert run_of(seconds=0).over()
