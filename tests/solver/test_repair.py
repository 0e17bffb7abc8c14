"""Events: what they make of a problem, and that what was held never moves."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.problem import Earlier, Goal, GoalKind, Party, Request
from solver.repair import Event, repair_problem
from solver.solve import solve
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
