"""The bound of the mixture of plans holds for every timetable, and is often met."""

from random import Random

import pytest

from solver.problem import GoalKind, Problem
from solver.solve import solve
from solver.timetable import Status
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Costs, plan_in
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of


def bound_of(
    problem: Problem, costs: Costs, budgets: dict[Costs, int | None] | None = None
) -> int | None:
    run = run_of(problem)
    master = Master(shared_of(run.layout, single=False), budgets or {})
    master.aim(costs)
    known = solve(problem, seconds=20, workers=1).timetable
    assert known is not None
    slot_of = {number: known.slot_of[r.id] for number, r in enumerate(problem.requests)}
    for party in run.layout.on_side("firm"):
        master.add(party, plan_in(run.layout, slot_of, party))
    return master.solve(run.watch, seconds=20)


def test_a_break_that_hours_force_is_in_the_bound() -> None:
    assert bound_of(fair("aX", "aY", hours={"a": (0, 2)}), Costs(idle=1)) == 1
    assert bound_of(fair("aX", "aY", hours={"a": (0, 1)}), Costs(idle=1)) == 0


def test_a_break_that_only_rivals_force_is_in_the_bound() -> None:
    hours = {"a": (0, 1, 2), "b": (1,), "X": (1, 2), "Y": (0, 3)}
    assert bound_of(fair("aX", "aY", "bX", hours=hours), Costs(idle=1)) == 1


def test_what_a_budget_allows_is_spent_once() -> None:
    problem = fair("aX", "aY", hours={"a": (0, 2)})
    assert bound_of(problem, Costs(metre=1), {Costs(idle=1): 1}) == 0


def test_a_plan_is_added_once() -> None:
    run = run_of(fair("aX"))
    master = Master(shared_of(run.layout), {})
    for _ in range(2):
        master.add(run.layout.number_of_party["a"], ((0, 1),))
    assert len(master.plans) == 1


@pytest.mark.parametrize("seed", range(15))
def test_no_timetable_has_fewer_breaks_than_the_bound(seed: int) -> None:
    random = Random(seed)
    pairs = [f + b for f in "abc" for b in "XY" if random.random() < 0.8] or ["aX"]
    hours = {f: tuple(s for s in range(4) if random.random() < 0.8) for f in "abc"}
    problem = fair(*pairs, hours=hours)
    result = solve(problem, seconds=20, workers=1)
    if result.status is Status.INFEASIBLE:
        return
    least = bound_of(problem, Costs(idle=1))
    breaks = next(tier for tier in result.tiers if tier.goal is GoalKind.BREAKS)
    assert least is not None
    assert breaks.value is not None
    assert least <= breaks.value
