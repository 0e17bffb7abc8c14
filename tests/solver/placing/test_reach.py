from dataclasses import replace

from solver.choosing.choose import Choice, choose
from solver.layout import Layout
from solver.placing.reach import reach
from solver.problem import Goal, GoalKind, Party, Problem, Travel
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

WORTH = (Goal(GoalKind.WORTH),)
LEVELS = (Goal(GoalKind.COVERAGE), Goal(GoalKind.WORTH))
HALLS = (Party("X", place="p"), Party("Y", place="q"))
FAR = (Travel("p", "q", minutes=5),)


def begun(problem: Problem) -> tuple[Run, Choice]:
    layout, watch = Layout(problem), Watch(60)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    return run, choose(layout, run.tally, watch)


def values(run: Run) -> list[tuple[int | None, int]]:
    return [(entry.value, entry.bound) for entry in run.tally.entries]


def test_a_timetable_at_the_bound_is_found_where_there_is_one() -> None:
    run, choice = begun(small(meet("aX", "aY"), day(3), HALLS, travels=FAR, goals=WORTH))
    assert reach(run, choice, seconds=20) is None
    assert values(run) == [(2, 2)]
    assert sorted((run.tally.placing or {}).values()) == [0, 2]


def test_a_bound_out_of_reach_falls_to_the_best_there_is() -> None:
    requests = (*meet("aX", worth=5), *meet("aY", worth=3))
    run, choice = begun(small(requests, day(2), HALLS, travels=FAR, goals=WORTH))
    assert choice.bounds == [8]
    assert reach(run, choice, seconds=20) is None
    assert values(run) == [(5, 5)]
    assert choice.bounds == [5]
    # What is said of all timetables at the bounds is said of the new one.
    assert choice.slots is not None
    assert choice.slots[0]
    assert 1 not in choice.held


def test_the_tiers_behind_one_that_fell_are_to_be_bounded_anew() -> None:
    problem = small(meet("ab", "cd"), day(3), precedences=(("ab", "cd"), ("cd", "ab")))
    run, choice = begun(replace(problem, goals=LEVELS))
    assert reach(run, choice, seconds=20) == 1
    assert run.tally.entries[0].value == run.tally.entries[0].bound == 2
    again = choose(run.layout, run.tally, run.watch, first=1)
    assert (again.bounds[0], again.first) == (2, 1)


def test_where_no_timetable_exists_nothing_is_found_and_nothing_hangs() -> None:
    problem = small(meet("ab", "cd", must=True), day(1), capacity=(1,), goals=WORTH)
    run, choice = begun(problem)
    assert choice.impossible or reach(run, choice, seconds=20) is None
    assert run.tally.placing is None
    requests = meet("ab", "bc", "ca", must=True)
    run, choice = begun(small((*requests, *meet("ad")), day(2), goals=WORTH))
    assert choice.impossible or reach(run, choice, seconds=20) is None
    assert run.tally.placing is None
