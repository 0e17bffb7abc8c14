import pytest

from solver.choosing.choose import Choice, choose
from solver.choosing.complete import complete
from solver.errors import BrokenTimetable
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


def test_a_broken_timetable_of_a_trusted_source_is_a_defect() -> None:
    run = run_of(small(meet("ab", "ac"), day(2)))
    with pytest.raises(BrokenTimetable, match="2 meetings at once"):
        run.take({0: 0, 1: 0})
    assert not run.tally.offer({0: 0, 1: 0}, trusted=False)
    assert run.tally.placing is None


def test_a_worse_timetable_is_not_taken() -> None:
    run = run_of(small(meet("ab", "ac"), day(3)))
    assert run.tally.offer({0: 0, 1: 1})
    assert not run.tally.offer({0: 0, 1: 2})
    assert not run.tally.offer({0: 1, 1: 2})
    assert run.tally.placing == {0: 0, 1: 1}


def test_a_choice_out_of_time_bounds_nothing() -> None:
    run = run_of(small(meet("ab", "ac"), day(2)), seconds=0)
    choice = choose(run.layout, run.tally, run.watch)
    assert choice.placing is None
    assert choice.bounds in ([], [3], [3, 1], [3, 1, 2])


def test_fractions_are_settled_where_the_bounds_can_be_attained() -> None:
    run = run_of(small(meet("ab", "bc", "ac"), day(3)))
    choice = Choice(bounds=[3, 3, 3], sure=[0], maybe=[1, 2])
    complete(run, choice, seconds=20)
    assert choice.placing is not None
    assert choice.placing.keys() == {0, 1, 2}


def test_fractions_that_cannot_be_settled_prove_nothing() -> None:
    run = run_of(small(meet("ab", "bc", "ac"), day(1)))
    choice = Choice(bounds=[3, 0, 1], maybe=[0, 1, 2])
    complete(run, choice, seconds=20)
    assert choice.placing is None
    assert run.tally.placing is None
