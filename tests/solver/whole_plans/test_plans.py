"""Plans against all plans there are, one by one."""

from itertools import combinations, pairwise, permutations
from random import Random

import numpy as np
import pytest

from solver.layout import Layout
from solver.problem import Party, Problem, Request, Slot, Travel
from solver.whole_plans.plans import Costs, Plan, Plans


def _problem(random: Random) -> Problem:
    """A walker and its counterparts, on two days with a pause."""
    slots = tuple(Slot(day, start, start + 20) for day in (0, 1) for start in (600, 620, 640, 700))
    booths = tuple(Party(name, "booth", place=name) for name in "XYZ")
    available = tuple(slot for slot in range(8) if random.random() < 0.8)
    walker = Party("a", "firm", available=available, at_most=random.choice([None, 2]))
    travels = tuple(
        Travel(one, other, random.choice([0, 0, 10, 50]), random.randint(0, 90))
        for one, other in combinations("XYZ", 2)
    )
    requests = tuple(Request(f"a{booth}", "a", booth) for booth in "XYZ")
    return Problem(slots, (*booths, walker), requests, travels=travels)


def _every_plan(layout: Layout) -> list[Plan]:
    """All plans the walker can have, by trying all."""
    found: list[Plan] = []
    for count in range(4):
        if layout.parties[3].at_most is not None and count > 2:
            continue
        for slots in combinations(range(8), count):
            for requests in permutations(range(3), count):
                plan = tuple(zip(requests, slots, strict=True))
                if all(slot in layout.candidates[r] for r, slot in plan) and _walkable(
                    layout, plan
                ):
                    found.append(plan)
    return found


def _walkable(layout: Layout, plan: Plan) -> bool:
    for (one, before), (other, after) in pairwise(plan):
        places = (
            layout.parties[layout.ends[one][1]].place,
            layout.parties[layout.ends[other][1]].place,
        )
        minutes = layout.minutes.get((str(places[0]), str(places[1])), 0)
        if minutes and layout.too_close(before, after, minutes):
            return False
    return True


@pytest.mark.parametrize("seed", range(12))
def test_the_cheapest_plan_of_each_set_is_found(seed: int) -> None:
    random = Random(seed)
    layout = Layout(_problem(random))
    costs = Costs(day=random.randint(0, 200), idle=random.randint(0, 60), metre=1)
    price = np.array([[[random.randint(-50, 50) for _ in range(8)] for _ in range(3)]])
    by_size = np.array([[0, -3, 7, -20]])
    plans = Plans(layout, [3], [[0, 1, 2]], layout.candidates, ())
    priced = plans.price(costs, price, by_size)
    least: dict[int, int] = {}
    for plan in _every_plan(layout):
        mask = sum(1 << request for request, _ in plan)
        cost = costs.of(layout, 3, plan) + sum(int(price[0, r, slot]) for r, slot in plan)
        least[mask] = min(least.get(mask, cost), cost)
    for mask in range(8):
        if mask not in least:
            assert priced.total[0, mask] > 1 << 50
            continue
        expected = least[mask] + int(by_size[0, mask.bit_count()])
        assert priced.total[0, mask] == expected
        plan = priced.plan(0, mask)
        spent = costs.of(layout, 3, plan) + sum(int(price[0, r, slot]) for r, slot in plan)
        assert spent == least[mask] == priced.cost(0, plan)
        assert _walkable(layout, plan)


@pytest.mark.parametrize("seed", range(12))
def test_all_plans_within_a_budget_are_given(seed: int) -> None:
    random = Random(seed)
    layout = Layout(_problem(random))
    costs = Costs(day=100, idle=30, metre=1)
    plans = Plans(layout, [3], [[0, 1, 2]], layout.candidates, ())
    for mask in range(1, 8):
        own = [r for r in range(3) if mask >> r & 1]
        if len(own) > (layout.parties[3].at_most or 3):
            continue
        affordable = {
            plan
            for plan in _every_plan(layout)
            if sorted(r for r, _ in plan) == own and costs.of(layout, 3, plan) <= 120
        }
        lot = np.random.default_rng(0)
        rows, slots, spent = plans.price(costs).within(
            np.array([120]), np.array([mask]), 10_000, lot
        )
        found = {
            tuple(sorted(((r, int(line[r])) for r in own), key=lambda one: one[1])): int(cost)
            for line, cost in zip(slots, spent, strict=True)
        }
        assert len(rows) == len(found)
        assert found.keys() == affordable
        assert all(costs.of(layout, 3, plan) == cost for plan, cost in found.items())


def test_what_has_to_be_held_is_in_every_plan() -> None:
    layout = Layout(_problem(Random(5)))
    plans = Plans(layout, [3], [[0, 1, 2]], layout.candidates, [1])
    cheap = np.zeros((1, 3, 8), dtype=np.int64) + 10
    ((request, _),) = plans.price(Costs(), cheap).cheapest()[0]
    assert request == 1
