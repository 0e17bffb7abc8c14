from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import check
from solver.layout import Layout
from solver.placing.blocks import place_in_blocks
from solver.problem import Goal, GoalKind, Party, Problem, Request, Travel
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
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


def test_a_party_that_needs_two_days_is_whole_on_each() -> None:
    booths = [Party("X", available=(0,)), Party("Y", available=(5, 6, 7)), Party("Z")]
    problem = small(meet("aX", "aY", "aZ"), TWO_DAYS, [*firms("a"), *booths], goals=WHOLE)
    run = run_of(problem)
    placing = place_in_blocks(run, range(3))
    assert placing is not None
    assert run.tally.offer(placing)
    assert [entry.value for entry in run.tally.entries] == [1, 0]
