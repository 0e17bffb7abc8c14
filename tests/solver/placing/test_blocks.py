from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import check
from solver.layout import Layout
from solver.placing.blocks import place_in_blocks
from solver.placing.forced import forced_second_days
from solver.placing.improve import improve
from solver.placing.place import place
from solver.problem import Goal, GoalKind, Party, Problem, Request, Travel
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.timetable import Status
from tests.solver.examples import day, meet, small

WHOLE = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))
TWO_DAYS = (*day(4), *day(4, number=1))


def run_of(problem: Problem) -> Run:
    layout, watch = Layout(problem), Watch(20)
    return Run(layout, Tally(layout, watch, None), watch, Style(workers=1))


def firms(names: str, **rest: Any) -> list[Party]:
    return [Party(name, "firm", **rest) for name in names]


def packed(seed: int) -> Problem:
    """Firms in blocks that leave no seat of the booths free, so that greed gets stuck."""
    random = Random(seed)
    requests, everyone = [], []
    for number in range(12):
        start = 4 * (number % 2) + 2 * (number // 2 % 2)
        booths = random.sample("XYZ", 2) if number >= 4 else ["X", "Y"]
        name = f"f{number}"
        used = {slot for slot in range(start, start + 2) if random.random() < 0.9}
        everyone.append(Party(name, "firm", available=tuple(range(8)) if used else None))
        requests += [Request(name + booth, name, booth) for booth in booths]
    everyone += [Party(booth, "booth", seats=2 + (booth != "Z")) for booth in "XYZ"]
    return Problem(TWO_DAYS, tuple(everyone), tuple(requests), goals=WHOLE)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_placed_in_blocks_keeps_every_rule(seed: int) -> None:
    problem = packed(seed)
    run = run_of(problem)
    placing = place_in_blocks(run, range(len(problem.requests)))
    if placing is None:
        return
    assert len(placing) == len(problem.requests)
    assert check(problem, run.tally.timetable(placing)).violations == ()


def test_a_holder_is_pushed_out_for_a_party_that_fits_nowhere_else() -> None:
    """Only one order of the three firms leaves each its two slots in a row."""
    requests = meet("aX", "aY", "bX", "bY", "cX", "cY")
    problem = small(requests, day(3), firms("abc"), goals=WHOLE)
    run = run_of(problem)
    placing = place_in_blocks(run, range(6))
    if placing is not None:
        assert check(problem, run.tally.timetable(placing)).violations == ()


def test_a_block_leaves_time_to_walk() -> None:
    booths = [Party(name, "booth", place=name) for name in "XYZ"]
    ways = (Travel("X", "Y", minutes=5),)
    problem = small(
        meet("aX", "aY", "aZ"), day(3), [*firms("a"), *booths], travels=ways, goals=WHOLE
    )
    placing = place_in_blocks(run_of(problem), range(3))
    assert placing is not None
    assert placing[2] == 1


def test_a_party_between_two_far_places_takes_one_break_in_one_day() -> None:
    booths = [Party(name, "booth", place=name) for name in "XY"]
    ways = (Travel("X", "Y", minutes=5),)
    problem = small(meet("aX", "aY"), TWO_DAYS, [*firms("a"), *booths], travels=ways, goals=WHOLE)
    run = run_of(problem)
    placing = place_in_blocks(run, range(2))
    assert placing is not None
    assert run.tally.offer(placing)
    assert [entry.value for entry in run.tally.entries] == [0, 1]


def test_a_party_that_cannot_be_whole_is_scattered_and_left_in_peace() -> None:
    booths = [Party("X", available=(0,)), Party("Y", available=(7,))]
    requests = meet("aX", "aY", "bY")
    problem = small(requests, TWO_DAYS, [*firms("ab"), *booths], goals=WHOLE)
    assert place_in_blocks(run_of(problem), [0, 1]) == {0: 0, 1: 7}
    assert place_in_blocks(run_of(problem), [0, 1, 2]) is None


def test_a_slot_without_tables_belongs_to_nobody() -> None:
    problem = small(meet("aX"), day(2), firms("a"), goals=WHOLE, capacity=(0, 1))
    assert place_in_blocks(run_of(problem), [0]) == {0: 1}


@pytest.mark.parametrize(
    "goals",
    [
        (),
        (Goal(GoalKind.DAYS, "firm"),),
        (Goal(GoalKind.DAYS), Goal(GoalKind.BREAKS)),
    ],
)
def test_goals_that_ask_for_no_whole_runs_of_one_side_are_left_to_others(
    goals: tuple[Goal, ...],
) -> None:
    problem = small(meet("aX"), day(2), firms("a"), goals=goals)
    assert place_in_blocks(run_of(problem), [0]) is None


def test_a_side_of_several_seats_is_left_to_others() -> None:
    problem = small(meet("aX"), day(2), firms("a", seats=2), goals=WHOLE)
    assert place_in_blocks(run_of(problem), [0]) is None


def test_neighbourhoods_repair_days_and_breaks() -> None:
    problem = small(meet("aX", "aY", "bX", "bY"), TWO_DAYS, firms("ab"), goals=WHOLE)
    run = run_of(problem)
    run.take({0: 0, 1: 5, 2: 4, 3: 2})
    improve(run, seconds=10)
    assert [entry.value for entry in run.tally.entries] == [0, 0]


def test_neighbourhoods_leave_what_counts_for_nothing() -> None:
    problem = small(meet("aX", "aY"), TWO_DAYS, firms("a"), goals=(Goal(GoalKind.DAYS, "booth"),))
    run = run_of(problem)
    improve(run, seconds=10)
    assert run.tally.placing is None
    run.take({0: 0, 1: 5})
    improve(run, seconds=10)
    assert run.tally.placing == {0: 0, 1: 5}


@pytest.mark.parametrize("side", ["firm", ""])
def test_exact_placing_finds_whole_runs(side: str) -> None:
    goals = (Goal(GoalKind.DAYS, side), Goal(GoalKind.BREAKS, side))
    changed = [*firms("ab"), Party("X", seats=2)]
    run = run_of(small(meet("aX", "aY", "bX", "bY"), TWO_DAYS, changed, goals=goals))
    assert place(run, chosen=range(4), seconds=20) is Status.OPTIMAL
    assert [entry.value for entry in run.tally.entries] == [0, 0]


def test_exact_placing_of_single_goals() -> None:
    goals = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "booth"))
    changed = [*firms("ab"), Party("X", "booth")]
    run = run_of(small(meet("aX", "aY", "bX", "bY"), TWO_DAYS, changed, goals=goals))
    run.take({0: 0, 1: 5, 2: 4, 3: 2})
    assert place(run, chosen=range(4), seconds=20) is Status.OPTIMAL
    assert [entry.value for entry in run.tally.entries] == [0, 0]


def test_exact_placing_without_goals_finds_a_timetable() -> None:
    run = run_of(small(meet("aX", "bX"), day(2), goals=()))
    assert place(run, chosen=[0, 1], seconds=20) is Status.OPTIMAL
    assert run.tally.placing is not None


def test_exact_placing_of_what_cannot_be_placed_is_infeasible() -> None:
    run = run_of(small(meet("aX", "bX"), day(1), goals=()))
    assert place(run, chosen=[0, 1], seconds=20) is Status.INFEASIBLE


def test_second_days_are_forced_by_slots_and_by_limits() -> None:
    booths = [Party("X", available=(0,)), Party("Y", available=(7,))]
    layout = Layout(small(meet("aX", "aY", "bX"), TWO_DAYS, booths))
    assert forced_second_days(layout, {0, 1, 2}, layout.candidates, "") == 1
    assert forced_second_days(layout, {0, 2}, layout.candidates, "") == 0
    limited = small(meet("aX", "aY"), TWO_DAYS, [Party("a", "firm", at_most_per_day=1)])
    layout = Layout(limited)
    assert forced_second_days(layout, {0, 1}, layout.candidates, "firm") == 1
    assert forced_second_days(layout, {0, 1}, layout.candidates, "booth") == 0


def test_forced_days_are_counted_up_to_a_depth() -> None:
    slots = tuple(slot for number in range(6) for slot in day(1, number=number))
    layout = Layout(small(meet("aU", "aV", "aW", "aX", "aY", "aZ"), slots, [Party("a", "firm")]))
    assert forced_second_days(layout, set(range(6)), layout.candidates, "firm") == 3


def test_a_party_that_needs_two_days_is_whole_on_each() -> None:
    booths = [Party("X", available=(0,)), Party("Y", available=(5, 6, 7)), Party("Z")]
    problem = small(meet("aX", "aY", "aZ"), TWO_DAYS, [*firms("a"), *booths], goals=WHOLE)
    run = run_of(problem)
    placing = place_in_blocks(run, range(3))
    assert placing is not None
    assert run.tally.offer(placing)
    assert [entry.value for entry in run.tally.entries] == [1, 0]
