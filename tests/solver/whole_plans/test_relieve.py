"""One flaw after the other: gone if those in the way have another plan as cheap, else left."""

from random import Random

import pytest

from solver.check import check
from solver.problem import GoalKind, Problem
from solver.running.run import Run
from solver.running.watch import Watch
from solver.whole_plans.alternatives import Alternatives
from solver.whole_plans.plans import Costs, plan_in
from solver.whole_plans.relieve import exchange, relieve
from tests.solver.whole_plans.small_fair import fair, optional, run_of, shared_of

COSTS = Costs(day=100, idle=1)


def relieved(run: Run, placing: dict[int, int], *, seconds: float = 60) -> dict[int, int] | None:
    layout = run.layout
    plans = {party: plan_in(layout, placing, party) for party in layout.on_side("firm")}
    return relieve(alternatives_of(run), plans, seconds=seconds)


def alternatives_of(run: Run) -> Alternatives:
    return Alternatives(run, shared_of(run.layout), COSTS, seed=0)


def exchanged(
    run: Run, placing: dict[int, int], mixture: dict[int, int], *, detour: int = 0
) -> dict[int, int] | None:
    layout = run.layout
    plans, chosen = (
        {party: plan_in(layout, one, party) for party in layout.on_side("firm")}
        for one in (placing, mixture)
    )
    return exchange(alternatives_of(run), plans, chosen, seconds=60, detour=detour)


def breaks(problem: Problem, placing: dict[int, int]) -> int:
    findings = check(problem, run_of(problem).tally.timetable(placing))
    assert not findings.violations
    found = (tier.value for tier in findings.tiers_values if tier.goal is GoalKind.BREAKS)
    return next(found)


def test_who_is_in_the_way_moves_to_a_slot_as_good() -> None:
    problem = fair("aX", "aY", "bX", hours={"a": (0, 1, 3), "b": (1, 2), "Y": (0,)})
    before = {0: 3, 1: 0, 2: 1}
    after = relieved(run_of(problem), before)
    assert breaks(problem, before) == 1
    assert after == {0: 1, 1: 0, 2: 2}


def test_nothing_moves_where_who_is_in_the_way_cannot_go_elsewhere() -> None:
    problem = fair("aX", "aY", "bX", hours={"a": (0, 1, 3), "b": (1,), "Y": (0,)})
    assert relieved(run_of(problem), {0: 3, 1: 0, 2: 1}) is None


def test_a_break_that_hours_force_is_left_alone() -> None:
    problem = fair("aX", "aY", hours={"X": (3,), "Y": (0,)})
    assert relieved(run_of(problem), {0: 3, 1: 0}) is None


def test_nobody_is_rid_of_a_break_for_anothers() -> None:
    problem = fair(
        "aX", "aY", "bX", "bZ", hours={"X": (1, 3), "Y": (0, 2), "Z": (0,), "a": (1, 2, 3)}
    )
    before = {0: 3, 1: 2, 2: 1, 3: 0}
    assert breaks(problem, before) == 0
    assert relieved(run_of(problem), before) is None


def test_the_end_of_the_time_leaves_everybody_in_place() -> None:
    problem = fair("aX", "aY", "bX", hours={"a": (0, 1, 3), "b": (1, 2), "Y": (0,)})
    run = run_of(problem)
    assert relieved(run, {0: 3, 1: 0, 2: 1}, seconds=0) is None
    late = Run(run.layout, run.tally, Watch(0), run.style)
    assert relieved(late, {0: 3, 1: 0, 2: 1}) is None


@pytest.mark.parametrize("seed", range(20))
def test_breaks_become_fewer_and_every_rule_is_kept(seed: int) -> None:
    random = Random(seed)
    before: dict[int, int] = {}
    pairs: list[str] = []
    taken: set[tuple[str, int]] = set()
    for pair in ("aX", "aY", "bX", "bZ", "cY", "cZ", "dX", "dZ"):
        free = [s for s in range(4) if not {(pair[0], s), (pair[1], s)} & taken]
        if free:
            slot = random.choice(free)
            taken |= {(pair[0], slot), (pair[1], slot)}
            before[len(pairs)] = slot
            pairs.append(pair)
    problem = fair(*pairs)
    after = relieved(run_of(problem), before)
    if after is not None:
        assert breaks(problem, after) < breaks(problem, before)


def test_meetings_are_exchanged_and_who_is_in_the_way_moves() -> None:
    problem = optional(fair("aX", "bX", "bY", hours={"Y": (0, 1)}))
    before = {0: 1, 2: 0}
    # That both are at X in slot 1 is no matter: the mixture says who meets whom, not when.
    after = exchanged(run_of(problem), before, {0: 1, 1: 1, 2: 0})
    assert after is not None
    assert after.keys() == {0, 1, 2}
    assert breaks(problem, after) == 0


def test_who_holds_nothing_in_the_mixture_leaves() -> None:
    problem = optional(fair("aX", "bX", hours={"X": (1,)}))
    assert exchanged(run_of(problem), {0: 1}, {1: 1}) == {1: 1}


def test_a_mixture_without_slots_is_not_taken() -> None:
    problem = optional(fair("aX", "bX", hours={"X": (1,)}))
    assert exchanged(run_of(problem), {0: 1}, {0: 1, 1: 1}) is None


def test_plans_may_be_dearer_than_in_the_mixture_by_a_detour() -> None:
    problem = optional(fair("aX", "aY", "bX", hours={"b": (1,), "X": (1, 3), "Y": (0,)}))
    before, mixture = {1: 0}, {0: 1, 1: 0, 2: 1}
    assert exchanged(run_of(problem), before, mixture) is None
    assert exchanged(run_of(problem), before, mixture, detour=1) == {0: 3, 1: 0, 2: 1}


def test_after_an_exchange_nobody_keeps_a_break_that_can_go() -> None:
    problem = optional(fair("aX", "aY", "bX", "bZ"))
    after = exchanged(run_of(problem), {0: 0, 1: 2}, {0: 0, 1: 2, 2: 2, 3: 1})
    assert after is not None
    assert after.keys() == {0, 1, 2, 3}
    assert breaks(problem, after) == 0
