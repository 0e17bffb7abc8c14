import pytest

from solver.layout import Layout
from solver.musts.climb import climb
from solver.problem import Goal, GoalKind, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.timetable import Status
from tests.solver.examples import day, meet, small

STYLE = Style(workers=1)


def run_of(problem: Problem, seconds: float = 20) -> Run:
    layout, watch = Layout(problem), Watch(seconds)
    return Run(layout, Tally(layout, watch, None), watch, STYLE)


def test_less_than_the_whole_freedom_sets_no_bound() -> None:
    """Held to slots 0 and 2 there is a break; that does not mean that there has to be one."""
    problem = small(meet("ab", "ac", must=True), day(3), goals=(Goal(GoalKind.BREAKS),))
    run = run_of(problem)
    climb(run, candidates={0: (0,), 1: (2,)}, forced=(0, 1), seconds=20, binding=False)
    assert [(entry.value, entry.bound) for entry in run.tally.entries] == [(1, 0)]


def test_no_model_is_begun_that_is_not_ready_in_time_unless_there_is_no_timetable_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("solver.musts.climb.READY", 1000)
    problem = small(meet("ab", "ac", must=True), day(3), goals=(Goal(GoalKind.BREAKS),))
    run = run_of(problem)
    candidates = dict(enumerate(run.layout.candidates))

    def climbed() -> Status:
        return climb(run, candidates=candidates, forced=(0, 1), seconds=20, binding=True)

    run.tally.offer({0: 0, 1: 2})
    assert climbed() is Status.UNKNOWN
    run.tally.placing = None
    assert climbed() is Status.OPTIMAL
