"""Slots for plans: who is pushed out finds another, and everybody keeps what is shared."""

from dataclasses import replace
from random import Random

import pytest

from solver.check import check
from solver.problem import Problem
from solver.running.run import Run
from solver.whole_plans.plans import Costs, Plan
from solver.whole_plans.seat import Manner, group_by_size, seat
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of

MANNER = Manner(Costs(day=3, idle=1), (2,), 0.2)


def chosen_of(run: Run) -> dict[int, Plan]:
    """Each firm's own cheapest plan, whatever the others do."""
    layout = run.layout
    own = {party: layout.requests_of[party] for party in layout.on_side("firm")}
    chosen: dict[int, Plan] = {}
    for group in group_by_size(layout, own):
        chosen.update(zip(group.parties, group.price(MANNER.costs).cheapest(), strict=True))
    return chosen


def seated(
    problem: Problem, *, seed: int = 0, detours: tuple[int, ...] = (2,)
) -> dict[int, int] | None:
    run = run_of(problem)
    manner = replace(MANNER, detours=detours)
    return seat(run, shared_of(run.layout), chosen_of(run), manner, seed=seed)


def test_firms_that_want_the_same_slot_make_way() -> None:
    problem = fair("aX", "bX", "cX", "dX", hours={"b": (0, 1), "c": (0,)})
    found = seated(problem)
    assert found is not None
    assert (found[2], found[1]) == (0, 1)
    assert {found[0], found[3]} == {2, 3}


def test_only_who_finds_no_place_may_have_a_dearer_plan() -> None:
    # a and b want booth X next to Y or Z, and X has one slot that is.
    problem = fair("aX", "aY", "bX", "bZ", "cX", hours={"Y": (0,), "Z": (0,), "c": (2,)})
    assert seated(problem, detours=(0,)) is None
    found = seated(problem, detours=(0, 1))
    assert found is not None
    assert (found[1], found[3], found[4]) == (0, 0, 2)
    assert {found[0], found[2]} == {1, 3}


def test_nothing_is_found_where_there_are_too_few_seats() -> None:
    assert seated(fair("aX", "bX", hours={"X": (1,)})) is None


@pytest.mark.parametrize("seed", range(10))
def test_every_meeting_has_a_slot_and_every_rule_is_kept(seed: int) -> None:
    random = Random(seed)
    pairs = [f + b for f in "abcd" for b in "XYZ" if random.random() < 0.7]
    problem = fair(*pairs)
    found = seated(problem, seed=seed)
    assert found is not None
    assert not check(problem, run_of(problem).tally.timetable(found)).violations


def test_one_seed_gives_one_answer() -> None:
    problem = fair("aX", "aY", "bX", "bY", "cX")
    assert seated(problem, seed=3) == seated(problem, seed=3)
