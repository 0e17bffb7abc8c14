"""What the relaxation says about the tiers in front."""

from solver.choosing.choose import choose
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

STYLE = Style(workers=1)
WORTH = (Goal(GoalKind.WORTH),)


def run_of(problem: Problem, seconds: float = 20) -> Run:
    layout, watch = Layout(problem), Watch(seconds)
    return Run(layout, Tally(layout, watch, None), watch, STYLE)


def test_a_choice_out_of_time_bounds_nothing() -> None:
    run = run_of(small(meet("ab", "ac"), day(2)), seconds=0)
    choice = choose(run.layout, run.tally, run.watch)
    assert choice.placing is None
    assert choice.bounds in ([], [3], [3, 1], [3, 1, 2])


def test_each_tier_is_bounded_at_the_bounds_of_those_before() -> None:
    goals = (Goal(GoalKind.COVERAGE, "f"), Goal(GoalKind.WORTH))
    sides = [Party("a", "f"), Party("b", "f")]
    requests = (*meet("aX", "aY", worth=9), *meet("bX", worth=1))
    run = run_of(small(requests, day(1), sides, goals=goals))
    choice = choose(run.layout, run.tally, run.watch)
    assert choice.bounds == [2, 0, 10]
    assert choice.whole is not None
    assert choice.whole.keys() == {1, 2}
    assert 2 in choice.held
    assert 0 not in choice.held


def test_only_tiers_in_front_that_ask_for_more_are_bounded() -> None:
    run = run_of(small(meet("ab"), day(1), goals=(Goal(GoalKind.BREAKS), Goal(GoalKind.WORTH))))
    assert choose(run.layout, run.tally, run.watch).bounds == []


def test_musts_alone_leave_nothing_to_choose() -> None:
    run = run_of(small(meet("ab", "ac", must=True), day(2)))
    assert choose(run.layout, run.tally, run.watch).bounds == []


def test_rules_that_exclude_each_other_are_impossible() -> None:
    requests = (*meet("ab", "ac", must=True), *meet("ad"))
    run = run_of(small(requests, day(1)))
    assert choose(run.layout, run.tally, run.watch).impossible


def test_what_is_proved_at_less_than_its_bound_is_kept_there() -> None:
    run = run_of(small(meet("ab", "cd"), day(2), goals=(Goal(GoalKind.COVERAGE), *WORTH)))
    run.take({0: 0})
    run.tally.prove(0, 2)
    choice = choose(run.layout, run.tally, run.watch, first=1)
    assert (choice.first, choice.bounds[0]) == (1, 2)
    assert choice.face(0, 0) is None
