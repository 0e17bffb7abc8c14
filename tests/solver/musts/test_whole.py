from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.aims import Aim, aims
from solver.layout import Layout
from solver.musts.whole import fewest_breaks
from solver.problem import Goal, GoalKind, Party, Problem, Request
from solver.running.watch import Watch
from tests.solver.examples import any_tiny_problem, day, meet, small
from tests.solver.test_solve import best_by_trying_everything

BREAKS = (Goal(GoalKind.BREAKS),)


def bound(problem: Problem, side: str = "", seconds: float = 20) -> int | None:
    return fewest_breaks(Layout(problem), Aim(Goal(GoalKind.BREAKS, side)), Watch(seconds))


def forced_apart(**rest: object) -> Problem:
    requests = (*meet("ab", slots=(0,), must=True), *meet("ac", slots=(2,), must=True))
    return small(requests, day(3), **rest)  # type: ignore[arg-type]


def test_who_has_no_block_is_broken() -> None:
    assert bound(forced_apart()) == 1


def test_a_side_is_counted_by_itself() -> None:
    problem = forced_apart(changed=[Party("b", "others")])
    assert bound(problem, "others") == 0


def test_who_could_be_whole_on_another_day_is_not_bound() -> None:
    requests = (*meet("ab", slots=(0,), must=True), *meet("ac", slots=(2, 3), must=True))
    assert bound(small(requests, (*day(3), *day(1, number=1)))) == 0


def test_only_musts_count() -> None:
    requests = (*meet("ab", slots=(0,), must=True), *meet("ac", slots=(2,)))
    assert bound(small(requests, day(3))) == 0


def test_no_timetable_and_no_time_are_told_apart() -> None:
    assert bound(small(meet("ab", "ac", "ad", must=True), day(2))) is None
    assert bound(forced_apart(), seconds=0) in (0, 1)


def test_other_goals_have_no_such_bound() -> None:
    assert fewest_breaks(Layout(forced_apart()), Aim(Goal(GoalKind.DAYS)), Watch(20)) == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_no_timetable_has_fewer_breaks(seed: int) -> None:
    made = any_tiny_problem(Random(seed))
    requests = tuple(Request(r.id, r.a, r.b, must=True, slots=r.slots) for r in made.requests)
    problem = Problem(made.slots, made.parties, requests, made.capacity, goals=BREAKS)
    least, best = bound(problem), best_by_trying_everything(problem)
    assert len(aims(problem)) == 1
    if best is not None:
        assert least is not None
        assert least <= -best[0]
