"""Every kind of reason by hand, and the promise that each is true."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import check
from solver.explain import Reason, ReasonKind, explain
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request, Travel
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import any_tiny_problem, day, held, meet, small

TWO_DAYS = (*day(2), *day(2, number=1))


def reason(problem: Problem, timetable: Timetable, request: str) -> Reason:
    found = explain(problem, timetable)
    assert found.keys() == {one.id for one in problem.requests} - timetable.slot_of.keys()
    return found[request]


def test_the_banned_are_told_so() -> None:
    problem = small(meet("ab", "ac"), day(1), bans=(("b", "a"),))
    assert reason(problem, held(ac=0), "ab") == Reason(ReasonKind.BANNED, ("a", "b"))


def test_no_common_slot() -> None:
    away = [Party("a", available=(0,)), Party("b", available=(1,))]
    found = reason(small(meet("ab"), day(2), away), held(), "ab")
    assert found == Reason(ReasonKind.NO_COMMON_SLOT, ("a", "b"))


def test_a_quota_names_the_meetings_that_fill_it() -> None:
    problem = small(meet("ab", "ac"), day(2), [Party("a", at_most=1)])
    found = reason(problem, held(ab=0), "ac")
    assert (found.kind, found.parties, found.requests) == (ReasonKind.QUOTA, ("a",), ("ab",))
    assert found.rules == ("at_most",)


def test_a_daily_quota_on_every_day_in_question() -> None:
    problem = small(meet("ab", "ac", "ad"), TWO_DAYS, [Party("a", at_most_per_day=1)])
    found = reason(problem, held(ab=0, ac=2), "ad")
    assert (found.kind, found.parties) == (ReasonKind.QUOTA, ("a",))
    assert (found.requests, found.rules) == (("ab", "ac"), ("at_most_per_day",))


def test_meetings_in_order_name_the_one_in_the_way() -> None:
    problem = small(meet("ab", "cd"), day(2), precedences=(("ab", "cd"),))
    found = reason(problem, held(cd=0), "ab")
    assert (found.kind, found.requests) == (ReasonKind.PRECEDENCE, ("cd",))
    assert reason(problem, held(ab=1), "cd").kind is ReasonKind.PRECEDENCE


def test_a_full_party_names_who_holds_its_seats() -> None:
    problem = small(meet("ax", "bx", "cx"), day(2))
    found = reason(problem, held(ax=0, bx=1), "cx")
    assert (found.kind, found.parties) == (ReasonKind.FULL, ("x",))
    assert (found.requests, found.slots) == (("ax", "bx"), (0, 1))


def test_full_on_one_day_and_at_its_limit_on_the_other_is_full() -> None:
    slots = (*day(1), *day(2, number=1))
    problem = small(meet("ax", "bx", "cx"), slots, [Party("x", at_most_per_day=(9, 1))])
    found = reason(problem, held(ax=0, bx=1), "cx")
    assert (found.kind, found.parties) == (ReasonKind.FULL, ("x",))
    assert found.rules == ("at_most_per_day", "seats")


def test_both_have_time_left_but_never_the_same() -> None:
    problem = small(meet("ab", "ac", "bd"), day(2))
    found = reason(problem, held(ac=0, bd=1), "ab")
    assert (found.kind, found.parties) == (ReasonKind.NO_FREE_COMMON_SLOT, ("a", "b"))
    assert found.requests == ("ac", "bd")


def test_the_way_between_two_places() -> None:
    booths = [Party("p", place="p"), Party("q", place="q")]
    way = (Travel("p", "q", minutes=15),)
    problem = small(meet("ap", "aq", "bq"), day(2), booths, travels=way)
    found = reason(problem, held(ap=0, bq=0), "aq")
    assert (found.kind, found.parties) == (ReasonKind.TRAVEL, ("a",))
    assert found.requests == ("ap",)


def test_lunch() -> None:
    problem = small(
        meet("ab", "ac", "cd"), day(2), [Party("a", "firm")], lunches=(Lunch((0, 1), 1, "firm"),)
    )
    found = reason(problem, held(ab=0, cd=0), "ac")
    assert (found.kind, found.parties, found.requests) == (ReasonKind.LUNCH, ("a",), ("ab",))


def test_a_rest() -> None:
    problem = small(meet("ab", "ac", "cd"), day(3), [Party("a", rest_after=1)])
    found = reason(problem, held(ab=1, cd=1), "ac")
    assert (found.kind, found.parties, found.requests) == (ReasonKind.REST, ("a",), ("ab",))


def test_another_of_the_group_is_held() -> None:
    problem = small(meet("ab", "ac", group="g"), day(3))
    found = reason(problem, held(ab=1), "ac")
    assert (found.kind, found.parties, found.requests) == (ReasonKind.GROUP, ("a", "c"), ("ab",))


def test_the_tables_of_the_hall() -> None:
    problem = small(meet("ab", "cd"), day(1), capacity=(1,))
    found = reason(problem, held(ab=0), "cd")
    assert (found.kind, found.parties, found.requests) == (ReasonKind.TABLES, (), ("ab",))


def test_what_gains_nothing_is_outweighed() -> None:
    goals = (Goal(GoalKind.WORTH),)
    problem = small(meet("ab", worth=0), day(1), goals=goals)
    found = reason(problem, held(), "ab")
    assert (found.kind, found.slots, found.rules) == (ReasonKind.OUTWEIGHED, (0,), ())


def test_what_costs_a_higher_goal_is_outweighed_by_it() -> None:
    goals = (Goal(GoalKind.DAYS), Goal(GoalKind.WORTH))
    changed = [Party("b", available=(0,)), Party("c", available=(2,))]
    problem = small(meet("ab", "ac"), TWO_DAYS, changed, goals=goals)
    found = reason(problem, held(ab=0), "ac")
    assert (found.kind, found.rules) == (ReasonKind.OUTWEIGHED, ("days",))


def test_what_spreads_the_breaks_is_outweighed_by_that() -> None:
    goals = (Goal(GoalKind.WORTH), Goal(GoalKind.BREAKS))
    changed = [Party("b", available=(0,)), Party("c", available=(2,))]
    problem = small(meet("ab", "ac"), day(3), changed, goals=goals, break_spread=0)
    found = reason(problem, held(ab=0), "ac")
    assert (found.kind, found.rules) == (ReasonKind.OUTWEIGHED, ("break_spread",))


def test_what_was_forgotten_is_free() -> None:
    found = reason(small(meet("ab"), day(2)), held(), "ab")
    assert (found.kind, found.slots) == (ReasonKind.FREE, (0,))


RULES_OF = {
    ReasonKind.QUOTA: {"at_most", "at_most_per_day"},
    ReasonKind.FULL: {"seats", "at_most_per_day"},
    ReasonKind.LUNCH: {"lunch"},
    ReasonKind.TRAVEL: {"travel"},
    ReasonKind.TABLES: {"capacity"},
    ReasonKind.REST: {"rest"},
}


def assert_evidence(problem: Problem, timetable: Timetable, name: str, found: Reason) -> None:
    """Beside the meetings named alone, left where they are, the request has no slot anywhere."""
    if found.kind in (ReasonKind.BANNED, ReasonKind.NO_COMMON_SLOT):
        assert not Layout(problem).common[[one.id for one in problem.requests].index(name)]
    elif found.kind is not ReasonKind.OUTWEIGHED:
        alone = {one: timetable.slot_of[one] for one in found.requests}
        allowed = {violation.rule for violation in check(problem, Timetable(alone)).violations}
        for slot in range(len(problem.slots)):
            tried = check(problem, Timetable({**alone, name: slot}))
            assert {violation.rule for violation in tried.violations} - allowed


def test_the_evidence_covers_slots_where_something_else_is_in_the_way() -> None:
    booths = [Party("p", place="p"), Party("q", place="q", available=(0, 1, 2, 3))]
    way = (Travel("p", "q", minutes=15),)
    requests = meet("ap", "aq", "bq", "cq")
    problem = small(requests, day(4), booths, travels=way)
    timetable = held(ap=0, bq=2, cq=3)
    found = reason(problem, timetable, "aq")
    assert (found.kind, found.parties) == (ReasonKind.TRAVEL, ("a",))
    assert found.requests == ("ap", "bq", "cq")
    assert_evidence(problem, timetable, "aq", found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_reasons_of_a_proven_timetable_are_true(seed: int) -> None:
    """None is free, and adding the meeting anywhere breaks the rules that were named."""
    problem = any_tiny_problem(Random(seed))
    result = solve(problem, workers=1)
    if result.timetable is None:
        return
    assert result.status is Status.OPTIMAL
    candidates = dict(
        zip([r.id for r in problem.requests], Layout(problem).candidates, strict=True)
    )
    for name, found in explain(problem, result.timetable).items():
        assert found.kind is not ReasonKind.FREE
        assert_evidence(problem, result.timetable, name, found)
        blocked = {}
        for slot in candidates[name]:
            tried = Timetable({**result.timetable.slot_of, name: slot})
            blocked[slot] = {v.rule for v in check(problem, tried).violations} - {"break_spread"}
        if found.kind in (ReasonKind.QUOTA, ReasonKind.FULL):
            assert all(rules & RULES_OF[found.kind] for rules in blocked.values())
        elif found.kind is ReasonKind.GROUP:
            assert all("groups" in rules for rules in blocked.values())
        elif found.kind in RULES_OF:
            assert any(rules == RULES_OF[found.kind] for rules in blocked.values())
        elif found.kind is ReasonKind.NO_FREE_COMMON_SLOT:
            assert all(blocked.values())
        elif found.kind is ReasonKind.OUTWEIGHED:
            assert all(not blocked[slot] for slot in found.slots)


def test_a_request_with_several_reasons_is_told_the_first() -> None:
    requests = (Request("ab", "a", "b"), *meet("ac", "bd"))
    problem = small(requests, day(1), [Party("a", at_most=1)], bans=(("a", "b"),))
    assert reason(problem, held(ac=0, bd=0), "ab").kind is ReasonKind.BANNED
