from solver.choosing.choose import choose
from solver.layout import Layout
from solver.placing.makeshift import fill, tidy
from solver.problem import Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

GOALS = tuple(
    Goal(kind, "firm")
    for kind in (GoalKind.COVERAGE, GoalKind.WORTH, GoalKind.DAYS, GoalKind.BREAKS)
)
FIRMS = [Party(name, "firm") for name in "ab"]


def run_of(problem: Problem, *, seconds: float = 60) -> Run:
    layout, watch = Layout(problem), Watch(seconds)
    return Run(layout, Tally(layout, watch, None), watch, Style(workers=1))


def test_meetings_that_fit_are_added_the_worthiest_first() -> None:
    requests = (*meet("aX"), *meet("bX", worth=1), *meet("bY", worth=9))
    run = run_of(small(requests, day(1), FIRMS, goals=GOALS))
    fill(run)
    assert run.tally.placing is None
    run.take({0: 0})
    fill(run)
    assert run.tally.placing == {0: 0, 2: 0}


def test_a_timetable_is_placed_anew_party_by_party() -> None:
    slots = (*day(3), *day(3, number=1))
    run = run_of(small(meet("aX", "aY", "bX", "bY"), slots, FIRMS, goals=GOALS))
    tidy(run)
    assert run.tally.placing is None
    run.take({0: 0, 1: 5, 2: 4, 3: 2})
    tidy(run)
    assert [entry.value for entry in run.tally.entries[-2:]] == [0, 0]


def test_a_choice_out_of_time_is_known_to_be_cut_short() -> None:
    problem = small(meet("aX", "bX"), day(1), FIRMS, goals=GOALS)
    late, early = run_of(problem, seconds=0), run_of(problem)
    assert choose(late.layout, late.tally, late.watch).cut_short
    assert not choose(early.layout, early.tally, early.watch).cut_short
