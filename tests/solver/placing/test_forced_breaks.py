from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import check
from solver.layout import Layout
from solver.measures import breaks_of_parties, busy_slots, days_in
from solver.placing.forced import fewest_second_days
from solver.placing.forced_breaks import forced_breaks
from solver.problem import Goal, GoalKind, Party, Problem, Travel
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import any_tiny_problem, day, meet, small

FAR = (Travel("X", "Y", minutes=5),)


def booths(names: str) -> list[Party]:
    return [Party(name, "booth", place=name) for name in names]


def every_timetable(problem: Problem, held: set[int]) -> Iterator[Timetable]:
    candidates = Layout(problem).candidates
    rows = [slots if r in held else (None, *slots) for r, slots in enumerate(candidates)]
    for slots in product(*rows):
        pairs = zip(problem.requests, slots, strict=True)
        yield Timetable({one.id: slot for one, slot in pairs if slot is not None})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_no_timetable_has_fewer_breaks_than_are_forced(seed: int) -> None:
    random = Random(seed)
    problem = any_tiny_problem(random)
    four = problem.requests[:4]
    problem = replace(problem, requests=four, precedences=(), break_spread=None, before=())
    layout = Layout(problem)
    held = {r for r in range(len(problem.requests)) if random.random() < 0.5} | set(layout.musts)
    counted = {party for party in range(len(problem.parties)) if random.random() < 0.8}
    walled = {party for party in range(len(problem.parties)) if random.random() < 0.6}
    slots = layout.candidates
    extra = {party: fewest_second_days(layout, party, held, slots) for party in walled}
    forced = [
        forced_breaks(layout, held, slots, counted, extra_days=extra, budget=budget)
        for budget in range(3)
    ]
    unlimited = forced_breaks(layout, held, slots, counted)
    for timetable in every_timetable(problem, held):
        if check(problem, timetable).violations:
            continue
        busy = busy_slots(problem, timetable)
        breaks = breaks_of_parties(problem, timetable)
        total = sum(breaks[problem.parties[party].id] for party in counted)
        days = [days_in(problem, busy[problem.parties[party].id]) for party in walled]
        spent = sum(max(0, count - 1) for count in days)
        assert unlimited <= total
        assert all(forced[budget] <= total for budget in range(spent, 3))


def forced_of(problem: Problem, *, budget: int | None = None) -> int:
    layout = Layout(problem)
    held = set(range(len(problem.requests)))
    one = [layout.number_of_party["a"]]
    extra = None if budget is None else dict.fromkeys(one, 0)
    return forced_breaks(layout, held, layout.candidates, one, extra_days=extra, budget=budget or 0)


def test_a_way_between_meetings_on_one_day_forces_a_break() -> None:
    problem = small(meet("aX", "aY"), day(4), booths("XY"), travels=FAR)
    assert forced_of(problem) == 1


def test_lunch_without_slots_gives_time_to_walk() -> None:
    slots = (*day(1), *day(1, start=700))
    problem = small(meet("aX", "aY"), slots, booths("XY"), travels=FAR)
    assert forced_of(problem) == 0


def test_a_second_day_spares_the_break_if_it_may_be_had() -> None:
    slots = (*day(4), *day(4, number=1))
    problem = small(meet("aX", "aY"), slots, booths("XY"), travels=FAR)
    assert [forced_of(problem, budget=budget) for budget in (None, 0, 1)] == [0, 1, 0]


def test_what_else_could_be_held_fills_the_break() -> None:
    problem = small(meet("aX", "aY", "aZ"), day(3), booths("XYZ"), travels=FAR)
    layout = Layout(problem)
    party = [layout.number_of_party["a"]]
    assert forced_breaks(layout, {0, 1}, layout.candidates, party) == 0
    assert forced_breaks(layout, {0, 1}, [*layout.candidates[:2], ()], party) == 1


def test_hours_and_limits_force_breaks() -> None:
    apart = [Party("X", available=(0,)), Party("Y", available=(2,)), Party("Z", available=(4,))]
    problem = small(meet("aX", "aY", "aZ"), day(5), apart)
    assert forced_of(problem) == 2
    limited = small(meet("aX", "aY"), (*day(3), *day(3, number=1)), [
        Party("a", at_most_per_day=(2, 0)), *apart[:2]
    ])  # fmt: skip
    assert forced_of(limited) == 1


def test_of_many_requests_the_last_are_taken_to_fit_anywhere() -> None:
    pairs = [f"a{name}" for name in "UVWXYZST"]
    problem = small(meet(*pairs), day(8), [Party("S", available=(0,)), Party("U", available=(2,))])
    assert forced_of(problem) == 0


def test_parties_of_several_seats_have_no_forced_breaks() -> None:
    apart = [Party("X", available=(0,)), Party("Y", available=(2,)), Party("a", seats=2)]
    assert forced_of(small(meet("aX", "aY"), day(3), apart)) == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_forced_break_is_proved_when_second_days_count_first(workers: int) -> None:
    goals = (
        Goal(GoalKind.COVERAGE, "firm"),
        Goal(GoalKind.WORTH),
        Goal(GoalKind.DAYS, "firm"),
        Goal(GoalKind.BREAKS, "firm"),
    )
    slots = (*day(4), *day(4, number=1))
    firm = Party("a", "firm")
    problem = small(meet("aX", "aY"), slots, [*booths("XY"), firm], travels=FAR, goals=goals)
    result = solve(problem, seconds=20, workers=workers)
    assert result.status is Status.OPTIMAL
    assert [tier.value for tier in result.tiers[-2:]] == [0, 1]
