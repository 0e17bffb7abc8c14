"""The price of change: what it costs at least, and repairs that attain it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.change import Way, as_cheap, least_change, next_dearer, prices
from solver.check import check
from solver.layout import Layout
from solver.problem import Earlier, Goal, GoalKind, Party, Problem, Request
from solver.solve import solve
from solver.timetable import Result, Status, Timetable
from tests.solver.examples import any_tiny_problem, day, held, meet, small

CHANGE = (Goal(GoalKind.CHANGE), Goal(GoalKind.COVERAGE), Goal(GoalKind.WORTH))


def before(move: int = 1, drop: int = 1, **slot_of: int) -> tuple[Earlier, ...]:
    return tuple(Earlier(name, slot, move, drop) for name, slot in slot_of.items())


def repaired(problem: Problem) -> Result:
    result = solve(problem, workers=1)
    assert result.status is Status.OPTIMAL
    return result


def price(problem: Problem, timetable: Timetable) -> int:
    return check(problem, timetable).tiers_values[0].value


def test_moved_and_dropped_meetings_have_their_prices() -> None:
    problem = small(meet("ab", "ac", "ad"), day(3), goals=CHANGE, before=before(2, 5, ab=0, ac=1))
    assert price(problem, held(ab=0, ac=1, ad=2)) == 0
    assert price(problem, held(ab=2, ac=1)) == 2
    assert price(problem, held(ab=2)) == 7
    assert price(problem, held()) == 10


def test_change_counts_its_side_only() -> None:
    goals = (Goal(GoalKind.CHANGE, "firm"),)
    problem = small(
        meet("ab", "cd"), day(2), [Party("a", "firm")], goals=goals, before=before(ab=0, cd=0)
    )
    assert price(problem, held(ab=1, cd=1)) == 1


def test_ways_by_the_rules_of_the_meeting_alone() -> None:
    requests = (
        *meet("ab"),
        *meet("ac", must=True),
        *meet("ad", slots=(1,)),
        *meet("ae", pin=1),
        *meet("af", slots=()),
    )
    was = before(2, 3, ab=0, ac=0, ad=0, ae=0, af=0)
    layout = Layout(small(requests, day(2), goals=CHANGE, before=was))
    assert [prices(layout, number) for number in range(5)] == [
        {Way.STAYS: 0, Way.MOVES: 2, Way.DROPS: 3},
        {Way.STAYS: 0, Way.MOVES: 2},
        {Way.MOVES: 2, Way.DROPS: 3},
        {Way.MOVES: 2},
        {Way.DROPS: 3},
    ]
    assert least_change(layout, "") == 7
    assert next_dearer(layout, "") == 1


def test_nothing_changes_where_nothing_happened() -> None:
    problem = small(meet("ab", "ac"), day(3), goals=CHANGE, before=before(ab=0, ac=2))
    result = repaired(problem)
    assert result.timetable == held(ab=0, ac=2)
    assert result.tiers[0].value == result.tiers[0].bound == 0


def test_what_lost_its_slot_is_held_elsewhere_for_the_goals_behind() -> None:
    was = before(ab=0, ac=1, db=1)
    problem = small(
        meet("ab", "ac", "db"), day(3), [Party("b", available=(1, 2))], goals=CHANGE, before=was
    )
    result = repaired(problem)
    assert result.timetable == held(ab=2, ac=1, db=1)
    assert result.tiers[0].value == 1


def test_a_chain_of_moves_is_found_and_proved_where_dropping_is_dear() -> None:
    """The walk-in xb can only have slot 0, where ab was, which has to push ac aside."""
    requests = (
        *meet("ab", slots=(0, 1)),
        *meet("ac", slots=(1, 2)),
        *meet("xb", slots=(0,), must=True),
    )
    problem = small(requests, day(3), goals=CHANGE, before=before(1, 9, ab=0, ac=1))
    result = repaired(problem)
    assert result.timetable == held(xb=0, ab=1, ac=2)
    assert (result.tiers[0].value, result.tiers[0].bound) == (2, 2)


def test_goals_behind_choose_among_the_cheapest_repairs() -> None:
    requests = (*meet("ab", worth=1), *meet("ac", worth=5), *meet("ad", must=True))
    problem = small(requests, day(2), goals=CHANGE, before=before(ab=0, ac=1))
    result = repaired(problem)
    assert result.timetable is not None
    assert result.timetable.slot_of.keys() == {"ac", "ad"}
    assert [tier.value for tier in result.tiers if tier.goal is not GoalKind.COVERAGE] == [1, 6]


def test_change_behind_the_other_goals_breaks_their_ties() -> None:
    goals = (Goal(GoalKind.COVERAGE), Goal(GoalKind.WORTH), Goal(GoalKind.CHANGE))
    problem = small(meet("ab", "ac", "db"), day(4), goals=goals, before=before(ab=3, ac=1, db=0))
    assert repaired(problem).timetable == held(ab=3, ac=1, db=0)


def test_a_repair_that_cannot_be_is_said_to_be_impossible() -> None:
    requests = (*meet("ab", "ac", must=True), *meet("ad", must=True, slots=(0, 1)))
    problem = small(requests, day(2), goals=CHANGE, before=before(ab=0, ac=1))
    assert solve(problem, workers=1).status is Status.INFEASIBLE


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_as_cheap_as_can_be_is_what_costs_the_least(seed: int) -> None:
    """The narrowed problem has a timetable exactly if one of the least price exists."""
    problem = any_tiny_problem(Random(seed))
    layout = Layout(problem)
    first = replace(problem, goals=(Goal(GoalKind.CHANGE),))
    found = solve(replace(as_cheap(layout, ""), goals=()), workers=1)
    best = solve(first, workers=1)
    if found.timetable is None:
        assert best.timetable is None or best.tiers[0].value != least_change(layout, "")
    else:
        assert price(first, found.timetable) == least_change(layout, "") == best.tiers[0].value


@pytest.mark.parametrize("seed", range(3))
def test_walk_ins_into_a_full_booth_displace_as_few_as_can_be(seed: int) -> None:
    random = Random(seed)
    slots = day(6)
    firms = [f"f{n}" for n in range(6)]
    requests = [
        Request(f"{f}{b}", f, b, random.randint(1, 5)) for f in firms for b in ("A", "B", "C")
    ]
    everyone = tuple(Party(name) for name in (*firms, "A", "B", "C", "w"))
    plain = Problem(slots, everyone, tuple(requests), goals=CHANGE[1:])
    published = repaired(plain).timetable
    assert published is not None
    walk_in = Request("wA", "w", "A", must=True)
    problem = Problem(
        slots,
        everyone,
        (*requests, walk_in),
        goals=CHANGE,
        before=before(**published.slot_of),
    )
    result = repaired(problem)
    assert (result.tiers[0].value, result.tiers[0].bound) == (1, 1)
    assert len(published.slot_of) == 18
