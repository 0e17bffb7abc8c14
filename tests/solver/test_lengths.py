"""Meetings of several slots, rule by rule."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from solver.board import Board
from solver.check import check
from solver.explain import ReasonKind, explain
from solver.layout import Layout
from solver.measures import goal_values
from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel
from solver.sessions import sessions
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import EVERY_GOAL, day, held, meet, small

LONG = Request("ab", "a", "b", length=2)
LUNCH_BREAK = (Slot(0, 600, 620), Slot(0, 625, 645), Slot(0, 665, 685), Slot(1, 600, 620))


def broken(problem: Problem, timetable: Timetable) -> set[str]:
    return {violation.rule for violation in check(problem, timetable).violations}


def placed(problem: Problem) -> dict[str, int]:
    result = solve(problem, seconds=20, workers=1)
    assert result.status is Status.OPTIMAL
    assert result.timetable is not None
    return dict(result.timetable.slot_of)


def possible(problem: Problem) -> bool:
    return solve(problem, seconds=20, workers=1).status is not Status.INFEASIBLE


def test_a_session_ends_with_its_day_and_at_a_pause_as_long_as_a_slot() -> None:
    assert sessions(LUNCH_BREAK) == [range(2), range(2, 3), range(3, 4)]
    assert sessions(()) == []


def test_a_long_meeting_begins_where_its_slots_follow_each_other() -> None:
    problem = small([LONG], LUNCH_BREAK)
    assert Layout(problem).candidates == [(0,)]
    assert placed(problem) == {"ab": 0}
    assert broken(problem, held(ab=1)) == {"length"}
    assert broken(problem, held(ab=3)) == {"length"}


@pytest.mark.parametrize(
    ("length", "rule"),
    [
        (1, {}),
        (2, {"parties": (Party("a", available=(0, 1, 3)), Party("b"))}),
        (3, {}),
    ],
)
def test_both_are_available_all_the_while(length: int, rule: dict[str, Any]) -> None:
    problem = replace(small([replace(LONG, length=length)], day(4)), **rule)
    assert Layout(problem).candidates == {1: [(0, 1, 2, 3)], 2: [(0,)], 3: [(0, 1)]}[length]


def test_a_long_meeting_out_of_hours_is_found() -> None:
    problem = small([LONG], day(3), [Party("b", available=(0, 2))])
    assert broken(problem, held(ab=0)) == {"availability"}


def test_its_own_slots_and_its_pin_say_where_it_begins() -> None:
    problem = small([replace(LONG, slots=(1,))], day(3))
    assert placed(problem) == {"ab": 1}
    assert broken(problem, held(ab=0)) == {"slots"}
    assert placed(small([replace(LONG, pin=1)], day(3))) == {"ab": 1}
    assert not possible(small([replace(LONG, pin=2)], day(3)))


MUST = replace(LONG, must=True)
OTHER = Request("ac", "a", "c", must=True)


def two(count: int, *changed: Party, **rest: Any) -> Problem:
    """A must of two slots and one of one, of the same party."""
    return small([MUST, OTHER], day(count), changed, **rest)


FAR = (Party("b", place="p"), Party("c", place="q"))

TAKING: dict[str, tuple[Callable[[int], Problem], int, Timetable]] = {
    "seats": (two, 3, held(ab=0, ac=1)),
    "capacity": (lambda n: two(n, Party("a", seats=2), capacity=(1,) * n), 3, held(ab=0, ac=1)),
    "lunch": (lambda n: two(n, lunches=(Lunch((0, 1), 1),)), 4, held(ab=0, ac=2)),
    "rest": (lambda n: two(n, Party("a", rest_after=2)), 4, held(ab=0, ac=2)),
    "precedences": (
        lambda n: two(n, Party("a", seats=2), precedences=(("ab", "ac"),)),
        3,
        held(ab=0, ac=1),
    ),
    "travel": (lambda n: two(n, *FAR, travels=(Travel("p", "q", 20),)), 4, held(ab=0, ac=2)),
}


@pytest.mark.parametrize("rule", TAKING)
def test_every_slot_it_takes_counts(rule: str) -> None:
    """There is room for both in so many slots, not in one less; then it is broken by hand."""
    make, count, spoilt = TAKING[rule]
    problem = make(count)
    assert check(problem, Timetable(placed(problem))).violations == ()
    assert broken(problem, spoilt) == {rule}
    assert not possible(make(count - 1))


def test_quotas_count_meetings_not_slots() -> None:
    limits = Party("a", at_most=2, at_least=2, at_most_per_day=2, at_least_per_day=2)
    problem = small([LONG, OTHER], day(3), [limits])
    assert placed(problem).keys() == {"ab", "ac"}


def test_no_more_are_due_than_fit_by_their_lengths() -> None:
    longs = [replace(LONG, id=f"a{n}", b=n) for n in "bcd"]
    problem = small(longs, day(5))
    assert Layout(problem).most_meetings(Layout(problem).number_of_party["a"]) == 2
    due = small(longs, day(5), [Party("a", at_least=3)])
    result = solve(due, workers=1)
    assert (result.status, result.clash_parties) == (Status.INFEASIBLE, ("a",))


def test_goals_see_the_slots_it_takes() -> None:
    problem = small([LONG, OTHER, *meet("ad")], day(5), goals=EVERY_GOAL)
    values = {
        (one.goal, one.level): one.value for one in goal_values(problem, held(ab=0, ac=2, ad=4))
    }
    assert values[GoalKind.BREAKS, None] == 1
    assert values[GoalKind.COVERAGE, 3] == 1
    assert values[GoalKind.EVENNESS, None] == 12


def test_a_walk_leads_from_its_end_on() -> None:
    """Beside a long meeting at p the way to q is walked once, whoever comes first."""
    booths = [Party("b", place="p"), Party("c", place="q"), Party("d", place="p")]
    problem = small(
        [MUST, OTHER, *meet("ad", must=True)],
        day(4),
        booths,
        travels=(Travel("p", "q", metres=70),),
        goals=(Goal(GoalKind.WALKING),),
    )
    (tier,) = solve(problem, workers=1).tiers
    assert (tier.value, tier.bound) == (70, 70)


def test_meetings_of_many_lengths_are_placed_without_a_gap() -> None:
    """Two days of six slots; every firm has five slots of meetings and none needs a break."""
    firms, booths = "abcd", "WXYZ"
    requests = [
        Request(f + b, f, b, must=True, length=length)
        for f in firms
        for b, length in zip(booths, (1, 2, 1, 1), strict=True)
    ]
    parties = [*(Party(f, "firm") for f in firms), *(Party(b, "booth") for b in booths)]
    goals = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))
    problem = Problem((*day(6), *day(6, number=1)), tuple(parties), tuple(requests), goals=goals)
    result = solve(problem, seconds=20, workers=1)
    assert [(tier.value, tier.bound) for tier in result.tiers] == [(0, 0), (0, 0)]


def test_whoever_takes_one_of_its_slots_stands_in_its_way() -> None:
    problem = small([LONG, OTHER, *meet("bd")], day(3))
    board = Board(Layout(problem))
    board.place(1, 1)
    board.place(2, 2)
    blocked = {(one.rule, one.party, one.requests) for one in board.obstacles(0, 1)}
    assert blocked == {("seats", 0, (1,)), ("seats", 1, (2,))}
    board.remove(1)
    assert not board.fits(0, 1)
    assert board.fits(0, 0)


def test_too_little_in_a_row_is_no_common_slot() -> None:
    problem = small([LONG], day(3), [Party("b", available=(0, 2))])
    assert explain(problem, held())["ab"].kind is ReasonKind.NO_COMMON_SLOT


def test_it_is_full_where_each_beginning_meets_a_seat_taken() -> None:
    problem = small([LONG, *meet("bc")], day(3))
    found = explain(problem, held(bc=1))["ab"]
    assert (found.kind, found.parties, found.requests) == (ReasonKind.FULL, ("b",), ("bc",))
