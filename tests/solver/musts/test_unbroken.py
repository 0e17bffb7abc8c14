from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from solver.aims import aims
from solver.layout import Layout
from solver.model.rules import add_rules
from solver.model.variables import Variables
from solver.musts.unbroken import breaks_by_party, starts
from solver.problem import Goal, GoalKind, Party, Problem, Request
from tests.solver.examples import any_tiny_problem, day, meet, small
from tests.solver.test_solve import best_by_trying_everything

BREAKS = (Goal(GoalKind.BREAKS),)


def one_party(random: Random) -> tuple[Layout, list[int], list[int]]:
    slots = random.randint(1, 7)
    own = [
        Request(
            f"m{number}",
            "a",
            f"b{number}",
            must=True,
            slots=tuple(sorted(random.sample(range(slots), random.randint(1, slots)))),
        )
        for number in range(random.randint(1, min(4, slots)))
    ]
    layout = Layout(small(own, day(slots), goals=BREAKS))
    return layout, list(range(len(own))), list(range(slots))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6))
def test_a_run_starts_where_its_slots_can_be_shared_out(seed: int) -> None:
    layout, own, slots = one_party(Random(seed))
    expected = [
        start
        for start in range(len(slots) - len(own) + 1)
        if any(
            all(slot in layout.candidates[r] for r, slot in zip(order, slots[start:], strict=False))
            for order in permutations(own)
        )
    ]
    assert starts(layout, own, slots) == expected


def fewest(problem: Problem) -> int | None:
    layout = Layout(problem)
    v = Variables(layout, dict(enumerate(layout.candidates)), layout.musts)
    add_rules(v)
    v.model.minimize(breaks_by_party(v, aims(problem)[0]))
    solver = cp_model.CpSolver()
    # Else it would take Ctrl-C away from the process, and from the tests that follow.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = 1
    if solver.solve(v.model) != cp_model.OPTIMAL:
        return None
    return round(solver.objective_value)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_fewest_breaks_stay_the_same(seed: int) -> None:
    made = any_tiny_problem(Random(seed))
    requests = tuple(
        Request(r.id, r.a, r.b, must=seed % 2 == 0 or r.must, slots=r.slots, length=r.length)
        for r in made.requests
    )
    problem = Problem(made.slots, made.parties, requests, made.capacity, goals=BREAKS)
    best = best_by_trying_everything(problem)
    assert fewest(problem) == (None if best is None else -best[0])


def test_who_has_no_unbroken_run_is_broken() -> None:
    apart = (*meet("ab", slots=(0,), must=True), *meet("ac", slots=(2,), must=True))
    assert fewest(small(apart, day(4), goals=BREAKS)) == 1


def test_a_run_of_long_meetings_is_as_long_as_they_are() -> None:
    long = (*meet("ab", must=True, length=2), *meet("ac", must=True, slots=(0, 4)))
    assert fewest(small(long, day(5), goals=BREAKS)) == 0
    apart = (*meet("ab", must=True, length=2, slots=(1, 2)), *meet("ac", must=True, slots=(5,)))
    assert fewest(small(apart, day(6), goals=BREAKS)) == 1


def test_several_seats_and_several_days_are_counted_plainly() -> None:
    apart = (*meet("ab", slots=(0,), must=True), *meet("ac", slots=(2,), must=True))
    assert fewest(small(apart, day(3), [Party("a", seats=2)], goals=BREAKS)) == 1
    assert fewest(small(apart, (*day(2), *day(1, number=1)), goals=BREAKS)) == 0


def test_who_is_busy_all_day_has_no_break() -> None:
    assert fewest(small(meet("ab", "ac", must=True), day(2), goals=BREAKS)) == 0
