"""Plans that push others out: rows stay within their limits, and everything can be undone."""

import numpy as np

from solver.running.run import Run
from solver.whole_plans.ejection import Ejection, Menu
from solver.whole_plans.plans import Costs, Plan
from tests.solver.whole_plans.small_fair import fair, groups_of, run_of, shared_of

COSTS = Costs(day=3, idle=1)


def ejection_of(run: Run, *, budget: int = 9) -> Ejection:
    menu, lot = Menu(shared_of(run.layout)), np.random.default_rng(0)
    offers = {}
    for group in groups_of(run.layout):
        budgets = np.full(len(group.parties), budget)
        offers.update(menu.within(group.price(COSTS), budgets, 100, lot))
    return Ejection(menu.shared, offers, lot)


def test_who_is_in_the_way_gives_its_plan_up() -> None:
    run = run_of(fair("aX", "bX", hours={"X": (1,)}))
    a, b = run.layout.on_side("firm")
    ejection = ejection_of(run)
    assert ejection.place(a) == []
    assert ejection.place(b) == [a]
    assert ejection.placing() == {1: 1}


def test_all_have_their_plans_back() -> None:
    run = run_of(fair("aX", "aY", "bX", "cY"))
    a, b, c = run.layout.on_side("firm")
    ejection = ejection_of(run)
    for party in (a, b, c):
        ejection.place(party)
    before, placing, used = dict(ejection.taken), ejection.placing(), list(ejection.used)
    ejection.release(a)
    for index in (0, 1):
        ejection.release(b)
        ejection.take(b, index)
    ejection.back(before)
    assert (ejection.taken, ejection.placing()) == (before, placing)
    assert ejection.used == used


def test_offers_are_all_plans_within_the_budget_and_tell_what_they_cost_beside() -> None:
    run = run_of(fair("aX", "aY"))
    (a,) = run.layout.on_side("firm")
    whole = ejection_of(run, budget=0).offers[a]
    every = ejection_of(run, budget=1).offers[a]
    assert (len(whole.slots), len(every.slots)) == (6, 12)
    assert sorted(every.extra.tolist()) == [0.0] * 6 + [1.0] * 6


def test_a_party_without_a_plan_in_its_budget_has_no_offers() -> None:
    run = run_of(fair("aX", "aY", hours={"X": (0,), "Y": (3,)}))
    assert ejection_of(run, budget=0).offers == {}


def test_a_single_plan_stands_before_the_others() -> None:
    run = run_of(fair("aX", "aY"))
    (a,) = run.layout.on_side("firm")
    plan: Plan = ((1, 0), (0, 3))
    offers = Menu(shared_of(run.layout)).one(plan).and_these(ejection_of(run).offers[a])
    assert offers.meetings(0) == {0: 3, 1: 0}
    assert len(offers.slots) == 13
