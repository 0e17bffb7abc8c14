from solver.layout import Layout
from solver.musts.climb import climb
from solver.problem import Goal, GoalKind, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
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
