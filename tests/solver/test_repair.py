"""Events: what they make of a problem, and that what was held never moves."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import check
from solver.problem import Earlier, Goal, GoalKind, Party, Problem, Request
from solver.repair import Event, repair_problem
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import day, feasible_problem, held, meet, small

PROBLEM = small(meet("ab", "ac", "db"), day(4), [Party("a", at_least=1)])
PUBLISHED = held(ab=0, ac=2, db=3)


def test_without_an_event_everything_stays() -> None:
    changed = repair_problem(PROBLEM, PUBLISHED, Event())
    assert changed.before == (Earlier("ab", 0), Earlier("ac", 2), Earlier("db", 3))
    assert changed.goals == (Goal(GoalKind.CHANGE), *PROBLEM.goals)
    result = solve(changed, workers=1)
    assert result.timetable == PUBLISHED


def test_who_is_gone_takes_the_requests_to_come_along() -> None:
    changed = repair_problem(PROBLEM, PUBLISHED, Event(now=1, gone=frozenset("a")))
    assert {request.id for request in changed.requests} == {"ab", "db"}
    result = solve(changed, workers=1)
    assert result.timetable == held(ab=0, db=3)
    assert result.tiers[0].value == 0


def test_a_lost_slot_is_lost_to_all() -> None:
    changed = repair_problem(PROBLEM, PUBLISHED, Event(lost=frozenset({2})))
    result = solve(changed, workers=1)
    assert result.timetable is not None
    assert 2 not in result.timetable.slot_of.values()
    assert result.tiers[0].value == 1


def test_what_is_over_is_not_touched_by_hours_lost_before() -> None:
    event = Event(now=1, away={"b": frozenset({0, 3})})
    result = solve(repair_problem(PROBLEM, PUBLISHED, event), workers=1)
    assert result.timetable is not None
    assert result.timetable.slot_of["ab"] == 0
    assert result.timetable.slot_of["db"] in (1, 2)


def test_a_pin_in_a_lost_slot_is_released_and_stays_a_must() -> None:
    problem = small(meet("ab", "ac", pin=1)[:1], day(3), goals=(Goal(GoalKind.WORTH),))
    changed = repair_problem(problem, held(ab=1), Event(away={"b": frozenset({1})}))
    assert (changed.requests[0].pin, changed.requests[0].must) == (None, True)
    assert repair_problem(problem, held(ab=1), Event()).requests[0].pin == 1


def test_a_walk_in_is_held() -> None:
    guest = Party("w", available=(0, 3))
    event = Event(arriving=(guest,), walk_ins=(Request("wb", "w", "b"),))
    result = solve(repair_problem(PROBLEM, PUBLISHED, event, move=1, drop=5), workers=1)
    assert result.timetable is not None
    assert result.timetable.slot_of["wb"] in (0, 3)
    assert result.tiers[0].value == result.tiers[0].bound == 1


def test_what_was_missed_is_struck_off_and_is_no_change() -> None:
    event = Event(now=1, missed=frozenset({"ab"}))
    changed = repair_problem(PROBLEM, PUBLISHED, event)
    assert {request.id for request in changed.requests} == {"ac", "db"}
    result = solve(changed, workers=1)
    assert result.timetable == held(ac=2, db=3)
    assert result.tiers[0].value == 0


def test_a_meeting_under_way_is_held_to_its_end() -> None:
    problem = small((*meet("ab", length=3), *meet("ac")), day(5))
    event = Event(now=1, away={"a": frozenset({1, 2, 3})}, lost=frozenset({2}))
    result = solve(repair_problem(problem, held(ab=0, ac=3), event), workers=1)
    assert result.timetable == held(ab=0, ac=4)
    assert result.tiers[0].value == 1


def test_meetings_missed_are_due_no_more() -> None:
    due = [Party("a", at_least=2, at_least_per_day=2), Party("d", at_least=1)]
    problem = small(meet("ab", "ac", "db"), day(4), due)
    changed = repair_problem(problem, PUBLISHED, Event(now=1, missed=frozenset({"ab"})))
    a, b, *_, d = changed.parties
    assert (a.at_least, a.at_least_per_day) == (1, (1,))
    assert (b.at_least, d.at_least) == (0, 1)
    assert solve(changed, workers=1).timetable == held(ac=2, db=3)


def test_after_the_last_slot_nothing_is_left_to_change() -> None:
    event = Event(now=4, missed=frozenset({"db"}), gone=frozenset({"a"}))
    result = solve(repair_problem(PROBLEM, PUBLISHED, event), workers=1)
    assert result.timetable == held(ab=0, ac=2)


def test_an_order_with_somebody_gone_binds_nobody() -> None:
    problem = small(meet("ab", "ac", "db"), day(4), precedences=(("db", "ab"), ("ab", "ac")))
    changed = repair_problem(problem, held(ab=1, ac=2, db=0), Event(gone=frozenset({"d"})))
    assert changed.precedences == (("ab", "ac"),)


def test_a_walk_in_takes_a_seat_that_was_kept_for_it() -> None:
    booth = Party("b", at_most_per_day=(2, 2))
    slots = (*day(3), *day(3, number=1))
    problem = small(meet("ab", "cb", "db"), slots, [booth])
    published = held(ab=0, cb=1, db=3)
    guest = Party("w", available=(1, 2))
    event = Event(1, arriving=(guest,), walk_ins=(Request("wb", "w", "b"),))
    pushing = solve(repair_problem(problem, published, event), workers=1)
    assert pushing.tiers[0].value == pushing.tiers[0].bound == 1
    kept = replace(event, keeps_seats=frozenset({"b"}))
    changed = repair_problem(problem, published, kept)
    assert next(p for p in changed.parties if p.id == "b").at_most_per_day == (3, 2)
    result = solve(changed, workers=1)
    assert result.tiers[0].value == 0
    assert result.timetable == held(ab=0, cb=1, db=3, wb=2)
    unlimited = small(meet("ab"), day(3))
    assert repair_problem(unlimited, held(ab=0), kept).parties[1].at_most_per_day is None


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_what_was_held_never_moves(seed: int) -> None:
    random = Random(seed)
    problem = feasible_problem(random)
    published = solve(problem, seconds=3, workers=1).timetable
    assert published is not None
    now = random.randrange(len(problem.slots))
    late = frozenset(random.sample(range(len(problem.slots)), 4))
    event = Event(now, away={random.choice(problem.parties).id: late})
    result = solve(repair_problem(problem, published, event), seconds=3, workers=1)
    if result.timetable is not None:
        past = {name: slot for name, slot in published.slot_of.items() if slot < now}
        assert past.items() <= result.timetable.slot_of.items()
        assert all(
            slot >= now for name, slot in result.timetable.slot_of.items() if name not in past
        )


def any_event(random: Random, problem: Problem, timetable: Timetable, now: int) -> Event:
    """Something that happens at the moment: any of the six kinds."""
    everybody = [party.id for party in problem.parties]
    who = random.choice(everybody)
    ahead = [slot for slot in range(len(problem.slots)) if slot >= now]
    kind = random.randrange(6)
    if kind == 0:
        return Event(now, gone=frozenset({who}))
    if kind == 1:
        just_now = [name for name, slot in timetable.slot_of.items() if slot == now - 1]
        return Event(now, missed=frozenset(just_now[:1]))
    if kind == 2 and ahead:
        return Event(now, lost=frozenset({random.choice(ahead)}))
    if kind == 3:
        return Event(now, away={who: frozenset(ahead[:5])})
    if kind == 4:
        return Event(now, away={who: frozenset(ahead[: random.randint(1, 3)])})
    name = f"w{now}"
    walk_in = Request(name, name, who, must=True)
    return Event(now, arriving=(Party(name, "firm"),), walk_ins=(walk_in,))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_through_a_whole_fair_day_nothing_held_moves_and_no_rule_is_broken(seed: int) -> None:
    """Events one after the other, each on the timetable that the one before left."""
    random = Random(seed)
    problem = feasible_problem(random)
    timetable = solve(problem, seconds=3, workers=1).timetable
    assert timetable is not None
    past: dict[str, int] = {}
    for now in range(1, len(problem.slots) + 1):
        event = any_event(random, problem, timetable, now)
        past |= {name: slot for name, slot in timetable.slot_of.items() if slot < now}
        for name in event.missed:
            past.pop(name)
        changed = repair_problem(problem, timetable, event)
        result = solve(changed, seconds=5, workers=1)
        if result.timetable is None:
            assert result.status is Status.INFEASIBLE
            assert result.clash
            continue
        assert check(changed, result.timetable).violations == ()
        assert result.tiers[0].status is Status.OPTIMAL
        assert past.items() <= result.timetable.slot_of.items()
        assert {n for n, slot in result.timetable.slot_of.items() if slot < now} == past.keys()
        problem, timetable = changed, result.timetable


def test_a_meeting_that_has_begun_runs_to_its_end_where_slots_are_lost() -> None:
    """b has a second seat, but nobody else is met in the slots that are lost."""
    requests = (Request("ab", "a", "b", length=3), *meet("cb", "db", must=True))
    problem = small(requests, day(5), [Party("b", seats=2)])
    repaired = repair_problem(problem, held(ab=0, cb=1, db=2), Event(now=1, lost=frozenset({1, 2})))
    result = solve(repaired, workers=1)
    assert result.timetable is not None
    assert result.timetable.slot_of["ab"] == 0
    assert {result.timetable.slot_of[name] for name in ("cb", "db")} <= {3, 4}


def test_a_long_meeting_does_not_run_into_hours_that_are_lost() -> None:
    problem = small([Request("ab", "a", "b", length=2, pin=1)], day(5))
    repaired = repair_problem(problem, held(ab=1), Event(away={"b": frozenset({2})}))
    result = solve(repaired, workers=1)
    assert result.timetable is not None
    assert result.timetable.slot_of["ab"] in (0, 3)
