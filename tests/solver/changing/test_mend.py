"""Change first: what can stay stays, and the fewest changes are found and proved."""

from solver.changing.mend import keep, likely, mend, repairs, settled
from solver.layout import Layout
from solver.problem import Earlier, Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

GOALS = (Goal(GoalKind.CHANGE), Goal(GoalKind.WORTH))


def before(**slot_of: int) -> tuple[Earlier, ...]:
    return tuple(Earlier(name, slot) for name, slot in slot_of.items())


def mended(problem: Problem) -> tuple[Run, int]:
    layout, watch = Layout(problem), Watch(20)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    return run, len(mend(run))


def test_only_change_in_front_is_a_repair() -> None:
    problem = small(meet("ab"), day(1), goals=GOALS)
    assert repairs(problem)
    assert not repairs(small(meet("ab"), day(1), goals=GOALS[::-1]))
    assert not repairs(small(meet("ab"), day(1), goals=()))


def test_what_can_stay_stays_and_the_rest_finds_a_place() -> None:
    parties = [Party("X", available=(0, 2))]
    problem = small(meet("aX", "bX"), day(3), parties, before=before(aX=1, bX=2), goals=GOALS)
    assert keep(Layout(problem)) == {1: 2, 0: 0}


def test_a_meeting_that_has_lost_its_slot_is_the_only_change() -> None:
    parties = [Party("X", available=(0, 2))]
    problem = small(meet("aX", "bX"), day(3), parties, before=before(aX=1, bX=2), goals=GOALS)
    run, crowds = mended(problem)
    change = run.tally.entries[0]
    assert (change.value, change.bound, crowds) == (1, 1, 0)


def test_one_of_a_crowd_gives_way_to_a_walk_in_and_that_is_proved() -> None:
    requests = (*meet("aX", "bX"), *meet("cX", must=True))
    problem = small(requests, day(2), before=before(aX=0, bX=1), goals=GOALS)
    run, crowds = mended(problem)
    change = run.tally.entries[0]
    assert (change.value, change.bound, crowds) == (1, 1, 1)
    rest = settled(run, [])
    assert rest is None


def test_the_goals_behind_are_left_the_ways_that_cost_nothing() -> None:
    problem = small(meet("aX", "bY"), day(2), before=before(aX=0), goals=GOALS)
    run, _ = mended(problem)
    rest = settled(run, [])
    assert rest is not None
    assert [entry.aim.goal.kind for entry in rest.tally.entries] == [GoalKind.WORTH]
    assert rest.layout.candidates[0] == (0,)
    assert set(rest.layout.candidates[1]) == {0, 1}


def test_without_a_timetable_there_are_no_likely_ways() -> None:
    requests = meet("aX", "bX", must=True)
    run, _ = mended(small(requests, day(1), before=before(aX=0, bX=0), goals=GOALS))
    assert run.tally.placing is None
    assert likely(run) is None


def test_likely_ways_are_those_of_the_timetable_found() -> None:
    run, _ = mended(small(meet("aX", "bX"), day(2), before=before(aX=1), goals=GOALS))
    guess = likely(run)
    assert guess is not None
    assert guess.tally.placing == run.tally.placing
    assert guess.layout.candidates[0] == (1,)
