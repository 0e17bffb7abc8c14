"""Whole meetings from fractions."""

from solver.choosing.choose import Choice
from solver.choosing.complete import complete
from solver.layout import Layout
from solver.problem import Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

STYLE = Style(workers=1)


def run_of(problem: Problem, seconds: float = 20) -> Run:
    layout, watch = Layout(problem), Watch(seconds)
    return Run(layout, Tally(layout, watch, None), watch, STYLE)


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
