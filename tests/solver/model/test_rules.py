"""Each hard rule three times: it can be met, it cannot be met, it is broken by hand."""

import pytest

from solver.check import check
from solver.problem import Earlier, Goal, GoalKind, Lunch, Party, Problem, Request, Travel
from solver.solve import solve
from solver.timetable import Result, Status, Timetable
from tests.solver.examples import day, held, meet, small

TWO_DAYS = (*day(2), *day(2, number=1))
FAR = (Travel("p", "q", minutes=15),)
BOOTHS = (Party("p", place="p"), Party("q", place="q"))


def solved(problem: Problem) -> Result:
    return solve(problem, seconds=20, workers=1)


def slots(problem: Problem) -> dict[str, int]:
    result = solved(problem)
    assert result.status is Status.OPTIMAL
    assert result.timetable is not None
    return dict(result.timetable.slot_of)


def broken(problem: Problem, timetable: Timetable) -> set[str]:
    return {violation.rule for violation in check(problem, timetable).violations}


def clash(problem: Problem) -> tuple[set[str], set[str]]:
    result = solved(problem)
    assert (result.status, result.timetable) == (Status.INFEASIBLE, None)
    return set(result.clash), set(result.clash_parties)


MUST = meet("ab", "ac", must=True)

SEATS = small(MUST, day(1))


def test_two_seats_hold_two_meetings_at_once() -> None:
    assert slots(small(MUST, day(1), [Party("a", seats=2)])) == {"ab": 0, "ac": 0}


def test_two_musts_on_one_seat_clash() -> None:
    assert clash(SEATS) == ({"ab", "ac"}, set())


def test_more_meetings_than_seats_are_found() -> None:
    assert broken(SEATS, held(ab=0, ac=0)) == {"seats"}


AWAY = [Party("a", available=(1, 2)), Party("b", available=(0, 1))]


def test_a_meeting_lies_where_both_are_available() -> None:
    assert slots(small(meet("ab"), day(3), AWAY)) == {"ab": 1}


def test_a_must_of_two_who_are_never_available_together_clashes() -> None:
    away = [Party("a", available=(0,)), Party("b", available=(1,))]
    assert clash(small(meet("ab", must=True), day(2), away)) == ({"ab"}, set())


def test_a_meeting_outside_availability_is_found() -> None:
    assert broken(small(meet("ab"), day(3), AWAY), held(ab=0)) == {"availability"}


def test_a_meeting_lies_in_the_slots_its_request_allows() -> None:
    assert slots(small(meet("ab", slots=(2,)), day(3))) == {"ab": 2}


def test_a_must_with_no_slot_allowed_clashes() -> None:
    assert clash(small(meet("ab", must=True, slots=()), day(3))) == ({"ab"}, set())


def test_a_meeting_outside_its_requests_slots_is_found() -> None:
    assert broken(small(meet("ab", slots=(2,)), day(3)), held(ab=0)) == {"slots"}


HALL = small(meet("ab", "cd", "ef", must=True), day(2), capacity=(1, 1))


def test_tables_limit_the_meetings_of_a_slot() -> None:
    assert sorted(slots(small(meet("ab", "cd", "ef"), day(2), capacity=(2, 1))).values()) == [
        0,
        0,
        1,
    ]


def test_more_musts_than_tables_clash() -> None:
    assert clash(HALL) == ({"ab", "cd", "ef"}, set())


def test_more_meetings_than_tables_are_found() -> None:
    assert broken(HALL, held(ab=0, cd=0, ef=1)) == {"capacity"}


def test_a_pin_is_kept_at_the_cost_of_worth() -> None:
    problem = small((*meet("ab", pin=0, worth=1), *meet("ac", worth=9)), day(1))
    assert slots(problem) == {"ab": 0}


def test_two_pins_at_one_time_clash() -> None:
    problem = small((*meet("ab", "ac", pin=0), *meet("ad", must=True)), day(3))
    assert clash(problem) == ({"ab", "ac"}, set())


def test_a_pin_that_is_not_kept_is_found() -> None:
    problem = small(meet("ab", pin=0), day(2))
    assert broken(problem, held(ab=1)) == {"pins"}
    assert broken(problem, held()) == {"pins"}


def test_what_is_frozen_stays_at_the_cost_of_worth() -> None:
    requests = (*meet("ab", worth=1), *meet("ac", worth=9))
    assert slots(small(requests, day(1), before=(Earlier("ab", 0, frozen=True),))) == {"ab": 0}


def test_two_meetings_frozen_on_one_seat_clash() -> None:
    frozen = (Earlier("ab", 1, frozen=True), Earlier("ac", 1, frozen=True))
    problem = small(meet("ab", "ac", "ad"), day(3), before=frozen)
    assert clash(problem) == ({"ab", "ac"}, set())


def test_what_is_frozen_and_moved_is_found() -> None:
    problem = small(meet("ab"), day(2), before=(Earlier("ab", 0, frozen=True),))
    assert broken(problem, held(ab=1)) == {"frozen"}
    assert broken(problem, held()) == {"frozen"}
    assert broken(problem, held(ab=0)) == set()


def test_a_must_is_held_at_the_cost_of_worth() -> None:
    problem = small((*meet("ab", must=True, worth=0), *meet("ac", worth=9)), day(1))
    assert slots(problem) == {"ab": 0}


def test_only_the_musts_that_clash_are_named() -> None:
    problem = small(meet("ab", "cd", "ce", must=True), day(1))
    assert clash(problem) == ({"cd", "ce"}, set())


def test_a_must_that_is_not_held_is_found() -> None:
    assert broken(small(MUST, day(2)), held(ab=0)) == {"musts"}


def test_the_banned_do_not_meet() -> None:
    assert slots(small(meet("ab", "ac"), day(2), bans=(("b", "a"),))).keys() == {"ac"}


def test_a_must_of_the_banned_clashes() -> None:
    assert clash(small(MUST, day(2), bans=(("b", "a"),))) == ({"ab"}, set())


def test_a_meeting_of_the_banned_is_found() -> None:
    assert broken(small(meet("ab"), day(2), bans=(("b", "a"),)), held(ab=0)) == {"bans"}


DUE = [Party("b", at_least=2)]


def test_what_is_due_is_held_at_the_cost_of_worth() -> None:
    requests = (*meet("ab", "bc", worth=0), *meet("ad", "cd", worth=9))
    changed = [Party("b", at_least=2), Party("a", at_most=1), Party("c", at_most=1)]
    assert slots(small(requests, day(2), changed)).keys() == {"ab", "bc"}


def test_more_due_than_asked_for_clashes() -> None:
    assert clash(small(meet("ab"), day(2), DUE)) == (set(), {"b"})


def test_due_meetings_that_exclude_each_other_clash() -> None:
    due = [Party("a", at_least=1), Party("c", at_least=1), Party("b", at_most=1)]
    assert clash(small(meet("ab", "bc"), day(2), due)) == (set(), {"a", "c"})


def test_too_few_meetings_are_found() -> None:
    assert broken(small(meet("ab", "bc"), day(2), DUE), held(ab=0)) == {"at_least"}


QUOTA = [Party("a", at_most=1)]


def test_a_quota_keeps_the_better_meeting() -> None:
    problem = small((*meet("ab", worth=1), *meet("ac", worth=2)), day(2), QUOTA)
    assert slots(problem).keys() == {"ac"}


def test_more_musts_than_the_quota_clash() -> None:
    assert clash(small(MUST, day(2), QUOTA)) == ({"ab", "ac"}, set())


def test_a_broken_quota_is_found() -> None:
    assert broken(small(MUST, day(2), QUOTA), held(ab=0, ac=1)) == {"at_most"}


@pytest.mark.parametrize("limit", [1, (1, 1)])
def test_a_daily_quota_moves_a_meeting_to_another_day(limit: int | tuple[int, ...]) -> None:
    found = slots(small(MUST, TWO_DAYS, [Party("a", at_most_per_day=limit)]))
    assert {slot // 2 for slot in found.values()} == {0, 1}


def test_a_daily_quota_may_differ_from_day_to_day() -> None:
    found = slots(small(MUST, TWO_DAYS, [Party("a", at_most_per_day=(0, 2))]))
    assert set(found.values()) == {2, 3}


def test_more_musts_than_the_daily_quotas_clash() -> None:
    problem = small(MUST, TWO_DAYS, [Party("a", at_most_per_day=(0, 1))])
    assert clash(problem) == ({"ab", "ac"}, set())


def test_a_broken_daily_quota_is_found() -> None:
    for limit, slot in ((1, 1), ((1, 2), 1), ((2, 0), 2)):
        problem = small(MUST, TWO_DAYS, [Party("a", at_most_per_day=limit)])
        assert broken(problem, held(ab=0, ac=slot)) == {"at_most_per_day"}


LUNCH = (Lunch((0, 1), free=1, side="firm"),)
FIRM = [Party("a", "firm")]


def test_lunch_keeps_one_of_two_slots_free() -> None:
    found = slots(small(meet("ab", "ac"), day(3), FIRM, lunches=LUNCH))
    assert len(found) == 2
    assert 2 in found.values()


def test_lunch_binds_its_side_only() -> None:
    assert len(slots(small(meet("ab", "ac"), day(2), [Party("a", "booth")], lunches=LUNCH))) == 2


def test_two_seats_take_turns_at_lunch() -> None:
    firm = [Party("a", "firm", seats=2)]
    found = slots(small(meet("ab", "ac", "ad"), day(2), firm, lunches=LUNCH))
    assert len(found) == 2


def test_musts_that_leave_no_lunch_clash() -> None:
    assert clash(small(MUST, day(2), FIRM, lunches=LUNCH)) == ({"ab", "ac"}, set())


def test_a_missed_lunch_is_found() -> None:
    assert broken(small(MUST, day(3), FIRM, lunches=LUNCH), held(ab=0, ac=1)) == {"lunch"}


def test_a_walk_leaves_the_minutes_it_needs() -> None:
    found = slots(small(meet("ap", "aq", must=True), day(3), BOOTHS, travels=FAR))
    assert abs(found["ap"] - found["aq"]) == 2


def test_a_gap_of_enough_minutes_lets_walk() -> None:
    problem = small(meet("ap", "aq", must=True), day(2, gap=15), BOOTHS, travels=FAR)
    assert len(slots(problem)) == 2


def test_a_night_lets_walk() -> None:
    slots_ = (*day(1, start=1400), *day(1, number=1, start=0))
    assert len(slots(small(meet("ap", "aq"), slots_, BOOTHS, travels=FAR))) == 2


def test_two_musts_too_far_apart_clash() -> None:
    problem = small(meet("ap", "aq", must=True), day(2), BOOTHS, travels=FAR)
    assert clash(problem) == ({"ap", "aq"}, set())


def test_two_pins_too_far_apart_clash_at_once() -> None:
    pins = (Request("ap", "a", "p", pin=0), Request("aq", "a", "q", pin=1))
    assert clash(small(pins, day(2), BOOTHS, travels=FAR)) == ({"ap", "aq"}, set())


def test_a_walk_without_time_is_found() -> None:
    problem = small(meet("ap", "aq"), day(3), BOOTHS, travels=FAR)
    assert broken(problem, held(ap=0, aq=1)) == {"travel"}
    assert broken(problem, held(ap=0, aq=2)) == set()


ORDER = (("ab", "cd"),)


def test_of_two_ordered_meetings_the_former_lies_earlier() -> None:
    problem = small(meet("ab", "cd", must=True), day(2), precedences=ORDER)
    assert slots(problem) == {"ab": 0, "cd": 1}


def test_an_order_binds_only_where_both_are_held() -> None:
    problem = small(meet("ab", "cd"), day(1), precedences=ORDER)
    assert len(slots(problem)) == 1
    both_ways = (*ORDER, ("cd", "ab"))
    assert len(slots(small(meet("ab", "cd"), day(3), precedences=both_ways))) == 1


def test_an_order_of_optional_meetings_leaves_room_for_both() -> None:
    requests = (*meet("ab", slots=(1, 2)), *meet("cd", slots=(0, 2)))
    assert slots(small(requests, day(3), precedences=ORDER)) == {"ab": 1, "cd": 2}


def test_ordered_musts_without_room_clash() -> None:
    requests = meet("ab", "cd", "ef", must=True)
    order = (*ORDER, ("cd", "ef"))
    assert clash(small(requests, day(2), precedences=order)) == ({"ab", "cd", "ef"}, set())
    assert clash(small(requests, day(9), precedences=(*ORDER, ("cd", "ab")))) == (
        {"ab", "cd"},
        set(),
    )


def test_pins_out_of_order_clash_at_once() -> None:
    requests = (*meet("ab", "ef", pin=1), *meet("cd", pin=0))
    assert clash(small(requests, day(2), precedences=ORDER)) == ({"ab", "cd"}, set())


def test_a_broken_order_is_found() -> None:
    problem = small(meet("ab", "cd"), day(2), precedences=ORDER)
    assert broken(problem, held(ab=1, cd=0)) == {"precedences"}
    assert broken(problem, held(ab=0, cd=0)) == {"precedences"}
    assert broken(problem, held(cd=0)) == set()
    assert broken(problem, held(ab=0, cd=1)) == set()


SPREAD = (Goal(GoalKind.BREAKS),)


def test_the_spread_of_breaks_is_kept() -> None:
    """Three must meet at 0, 2 and 4 and so have two breaks; the other pair is allowed one less."""
    requests = (
        Request("ab", "a", "b", must=True, pin=0),
        Request("ac", "a", "c", must=True, pin=2),
        Request("ad", "a", "d", must=True, pin=4),
    )
    assert clash(small(requests, day(5), break_spread=1, goals=SPREAD)) == (
        {"ab", "ac", "ad"},
        set(),
    )
    assert len(slots(small(requests, day(5), break_spread=2, goals=SPREAD))) == 3


def test_a_break_is_taken_to_even_the_spread_out() -> None:
    """a is pinned to two breaks; the spread of one makes b, c and d take one of their own."""
    pins = [Request(f"a{n}", "a", n, pin=slot) for n, slot in zip("bcd", (0, 2, 4), strict=True)]
    others = meet("bc", "bd", "cd", must=True)
    problem = small((*pins, *others), day(6), break_spread=1, goals=SPREAD)
    result = solved(problem)
    assert result.timetable is not None
    assert check(problem, result.timetable).violations == ()


def test_an_uneven_spread_is_found() -> None:
    problem = small(MUST, day(3), break_spread=0, goals=SPREAD)
    assert broken(problem, held(ab=0, ac=2)) == {"break_spread"}
    assert broken(problem, held(ab=0, ac=1)) == set()


def test_the_spread_binds_the_side_of_the_goal() -> None:
    only_b = (Goal(GoalKind.BREAKS, "b"),)
    problem = small(MUST, day(3), [Party("b", "b")], break_spread=0, goals=only_b)
    assert broken(problem, held(ab=0, ac=2)) == set()
    nobody = small(MUST, day(3), break_spread=0, goals=only_b)
    assert broken(nobody, held(ab=0, ac=2)) == set()


def test_what_was_never_asked_for_is_found() -> None:
    problem = small(meet("ab"), day(1))
    assert broken(problem, held(xy=0)) == {"requests"}
    assert broken(problem, held(ab=5)) == {"slots"}
