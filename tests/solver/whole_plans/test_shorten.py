"""Shorter ways: firms change slots with each other, and nothing else gets worse."""

from dataclasses import replace
from random import Random

import pytest

from solver.check import check
from solver.problem import Goal, GoalKind, Party, Problem, Travel
from solver.running.run import Run
from solver.running.watch import Watch
from solver.whole_plans.plans import Costs, plan_in
from solver.whole_plans.shorten import shorten
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of

COSTS = Costs(day=1 << 40, idle=1 << 20, metre=1)
METRES = {"XY": 10, "XZ": 500, "YZ": 500}


def with_ways(problem: Problem) -> Problem:
    def placed(party: Party) -> Party:
        return replace(party, place=party.id if party.side == "booth" else None)

    names = [party.id for party in problem.parties]
    ways = tuple(
        Travel(pair[0], pair[1], 0, metres)
        for pair, metres in METRES.items()
        if set(pair) <= set(names)
    )
    parties = tuple(placed(party) for party in problem.parties)
    goals = (*problem.goals, Goal(GoalKind.WALKING))
    return replace(problem, parties=parties, travels=ways, goals=goals)


def shortened(run: Run, placing: dict[int, int], *, seconds: float = 60) -> dict[int, int] | None:
    layout = run.layout
    plans = {party: plan_in(layout, placing, party) for party in layout.on_side("firm")}
    return shorten(run, shared_of(layout), plans, COSTS, seed=0, seconds=seconds)


def values(problem: Problem, placing: dict[int, int]) -> list[int]:
    """Give coverage, days, breaks and metres of a timetable that keeps every rule."""
    findings = check(problem, run_of(problem).tally.timetable(placing))
    assert not findings.violations
    return [tier.value for tier in findings.tiers_values]


def test_the_far_booth_is_visited_last_though_others_have_to_make_way() -> None:
    problem = with_ways(fair("aX", "aY", "aZ", "bZ", hours={"a": (0, 1, 2), "Z": (1, 2)}))
    before = {0: 0, 1: 2, 2: 1, 3: 2}
    after = shortened(run_of(problem), before)
    assert after is not None
    assert values(problem, before)[-1] == 1000
    assert values(problem, after)[-1] == 510
    assert (after[2], after[3]) == (2, 1)


def test_no_break_is_made_for_a_shorter_way() -> None:
    hours = {"a": (0, 1, 2), "X": (0, 2), "Y": (2, 3), "Z": (1,)}
    problem = with_ways(fair("aX", "aZ", "aY", hours=hours))
    before = {0: 0, 1: 1, 2: 2}
    assert shortened(run_of(problem), before) == before


def test_the_end_of_the_time_leaves_everybody_in_place() -> None:
    problem = with_ways(fair("aX", "aY", "aZ"))
    run = run_of(problem)
    before = {0: 0, 1: 2, 2: 1}
    assert shortened(run, before, seconds=0) == before
    late = Run(run.layout, run.tally, Watch(0), run.style)
    assert shortened(late, before) is None


@pytest.mark.parametrize("seed", range(20))
def test_every_rule_is_kept_and_no_firm_has_more_breaks(seed: int) -> None:
    random = Random(seed)
    before: dict[int, int] = {}
    pairs: list[str] = []
    taken: set[tuple[str, int]] = set()
    for pair in ("aX", "aZ", "aY", "bX", "bZ", "cY", "cZ", "dX", "dZ", "dY"):
        free = [s for s in range(4) if not {(pair[0], s), (pair[1], s)} & taken]
        if free:
            slot = random.choice(free)
            taken |= {(pair[0], slot), (pair[1], slot)}
            before[len(pairs)] = slot
            pairs.append(pair)
    problem = with_ways(fair(*pairs))
    after = shortened(run_of(problem), before)
    assert after is not None
    assert after.keys() == before.keys()
    assert values(problem, after)[-2:] <= values(problem, before)[-2:]
