"""Meetings due on single days, and rests: what every road makes of them."""

import pytest

from solver.layout import Layout
from solver.placing.blocks import place_in_blocks
from solver.placing.construct import construct
from solver.placing.forced import forced_second_days
from solver.placing.forced_breaks import forced_breaks
from solver.problem import Goal, GoalKind, Party, Problem, Request
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import day, meet, small

TWO_DAYS = (*day(3), *day(3, number=1))
MUSTS = meet("ab", "ac", "ad", must=True)
FIRM_GOALS = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))


def firm(*requests: Request, slots: int = 6, **rule: object) -> Problem:
    who = Party("a", "firm", **rule)  # type: ignore[arg-type]
    return small(requests, day(slots), [who], goals=FIRM_GOALS)


def values(problem: Problem) -> list[tuple[int | None, int | None]]:
    return [(tier.value, tier.bound) for tier in solve(problem, seconds=20, workers=1).tiers]


def test_greed_sees_to_what_is_due_on_each_day() -> None:
    problem = small(meet("ab", "ac"), TWO_DAYS, [Party("a", at_least_per_day=1)])
    assert {slot // 3 for slot in construct(Layout(problem)).values()} == {0, 1}


def test_what_is_due_on_two_days_is_a_second_day() -> None:
    problem = small(MUSTS, TWO_DAYS, [Party("a", at_least_per_day=1)], goals=FIRM_GOALS[:1])
    layout = Layout(problem)
    assert forced_second_days(layout, set(layout.musts), layout.candidates, "") == 1


@pytest.mark.parametrize("due", [(2, 2), (4, 0)])
def test_more_due_on_a_day_than_can_be_held_there_is_said_at_once(due: tuple[int, int]) -> None:
    problem = small(meet("ab", "ac", "ad"), TWO_DAYS, [Party("a", at_least_per_day=due)])
    result = solve(problem, seconds=20, workers=1)
    assert (result.status, result.clash_parties) == (Status.INFEASIBLE, ("a",))


@pytest.mark.parametrize(("longest", "breaks"), [(1, 2), (2, 1), (3, 0)])
def test_a_rest_is_a_break_that_is_forced(longest: int, breaks: int) -> None:
    problem = firm(*MUSTS, rest_after=longest)
    layout = Layout(problem)
    party = {layout.number_of_party["a"]}
    assert forced_breaks(layout, set(layout.musts), layout.candidates, party) == breaks
    assert values(problem) == [(0, 0), (breaks, breaks)]


def test_a_long_meeting_fills_a_row_by_itself() -> None:
    longs = [Request("ab", "a", "b", must=True, length=2), *MUSTS[1:]]
    problem = firm(*longs, rest_after=2)
    layout = Layout(problem)
    party = {layout.number_of_party["a"]}
    assert forced_breaks(layout, set(layout.musts), layout.candidates, party) == 1
    assert values(problem) == [(0, 0), (1, 1)]


def test_a_pause_as_long_as_a_slot_is_a_rest_and_no_break() -> None:
    slots = (*day(2), *day(2, start=700))
    problem = small(MUSTS, slots, [Party("a", "firm", rest_after=2)], goals=FIRM_GOALS)
    assert values(problem) == [(0, 0), (0, 0)]


def test_ejection_leaves_each_party_its_rests() -> None:
    problem = firm(*MUSTS, rest_after=2)
    layout, watch = Layout(problem), Watch(20)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    placing = place_in_blocks(run, layout.musts)
    assert placing is not None
    assert run.tally.offer(placing)


def test_no_more_meetings_fit_than_rests_leave() -> None:
    """Of five slots a party that rests after each can take three, on two seats six."""
    many = meet(*(f"a{n}" for n in "bcdefgh"))
    for seats, most in ((1, 3), (2, 6)):
        layout = Layout(small(many, day(5), [Party("a", seats=seats, rest_after=1)]))
        assert layout.most_meetings(layout.number_of_party["a"]) == most


def test_two_seats_take_turns_to_rest() -> None:
    """Three meetings in two slots, on two seats that rest after one: a third slot is needed."""
    problem = small(meet("ab", "ac", "ad", must=True), day(2), [Party("a", seats=2, rest_after=1)])
    assert solve(problem, seconds=20, workers=1).status is Status.INFEASIBLE
    roomy = small(meet("ab", "ac", "ad", must=True), day(3), [Party("a", seats=2, rest_after=1)])
    assert solve(roomy, seconds=20, workers=1).status is Status.OPTIMAL
