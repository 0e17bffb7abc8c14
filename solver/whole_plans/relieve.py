"""Fewer second days and breaks: one party after the other takes a cheaper plan.

Whoever has to make way finds another plan as cheap as its own, and pushes others out in turn;
if everybody has found one, that party is rid of its flaw, else all go back to where they were.
As nearly all are where they can stay, a few hundred steps tell, where a search from nothing
takes thousands and ends with some flaws left over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from solver.running.run import Run
from solver.whole_plans.ejection import Ejection, Menu, Offers
from solver.whole_plans.plans import Costs, Plan, Plans
from solver.whole_plans.priced import Numbers
from solver.whole_plans.seat import group_by_size
from solver.whole_plans.shared import Shared

# Steps until a party's attempt is given up, and how often it is made at most.
PATIENCE = 3000
ATTEMPTS = 3
# Attempts in a row that gave nothing, after which no more are made.
FRUITLESS = 20
MOST_PLANS = 400
# A budget that no plan keeps.
NOTHING = -1


def relieve(
    run: Run, shared: Shared, plans: Mapping[int, Plan], costs: Costs, *, seed: int, seconds: float
) -> dict[int, int] | None:
    """Rid parties of what their meetings cost more than they would alone.

    Parameters
    ----------
    shared
        Rows with every slot by itself.
    plans
        For each party a plan, all of which together are a timetable.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if nothing got cheaper.
    """
    end = run.watch.elapsed() + seconds
    lot, menu = np.random.default_rng(seed), Menu(shared)
    cheaper = _cheaper(run, menu, plans, costs, lot)
    ejection = _as_they_are(run, menu, plans, costs, lot) if cheaper else None
    if ejection is None:
        return None
    failed, fruitless = dict.fromkeys(cheaper, 0), 0
    while failed and run.watch.elapsed() < end and not run.watch.over():
        party = min(failed, key=lambda one: (failed[one], one))
        if failed[party] == ATTEMPTS or fruitless == FRUITLESS:
            break
        fruitless += 1
        if _swap(run, ejection, party, cheaper[party]):
            del failed[party]
            fruitless = 0
        else:
            failed[party] += 1
    return ejection.placing() if len(failed) < len(cheaper) else None


def _cheaper(
    run: Run, menu: Menu, plans: Mapping[int, Plan], costs: Costs, lot: np.random.Generator
) -> dict[int, Offers]:
    """Give the cheaper plans of each party that has any, by itself, for the same meetings."""
    found: dict[int, Offers] = {}
    for group, spends in _groups(run, plans, costs, at_least=1):
        priced = group.price(costs)
        budgets = np.where(spends > priced.total[:, -1], spends - 1, NOTHING)
        found.update(menu.within(priced, budgets, MOST_PLANS, lot))
    return {party: replace(offers, extra=0 * offers.extra) for party, offers in found.items()}


def _as_they_are(
    run: Run, menu: Menu, plans: Mapping[int, Plan], costs: Costs, lot: np.random.Generator
) -> Ejection | None:
    """Let everybody have its plan, with others as cheap to choose from; None if time is up."""
    offers: dict[int, Offers] = {}
    for group, spends in _groups(run, plans, costs, at_least=0):
        if run.watch.over():
            return None
        as_cheap = menu.within(group.price(costs), spends, MOST_PLANS, lot)
        for party, own in as_cheap.items():
            every = menu.one(plans[party]).and_these(own)
            offers[party] = replace(every, extra=0 * every.extra)
    ejection = Ejection(menu.shared, offers, lot)
    for party in offers:
        ejection.take(party, 0)
    return ejection


def _groups(
    run: Run, plans: Mapping[int, Plan], costs: Costs, *, at_least: int
) -> Iterator[tuple[Plans, Numbers]]:
    """Give parties whose plans cost so much at least, with what these cost."""
    spent = {party: costs.of(run.layout, party, plan) for party, plan in plans.items()}
    own = {
        party: sorted(request for request, _ in plan)
        for party, plan in plans.items()
        if spent[party] >= at_least
    }
    for group in group_by_size(run.layout, own):
        yield group, np.array([spent[party] for party in group.parties])


def _swap(run: Run, ejection: Ejection, party: int, cheaper: Offers) -> bool:
    """Let a party take one of its cheaper plans, if all who have to make way find another."""
    before, offers = dict(ejection.taken), ejection.offers[party]
    ejection.release(party)
    ejection.offers[party] = cheaper
    waiting, steps = [party], 0
    while waiting and steps < PATIENCE and not run.watch.over():
        steps += 1
        waiting += ejection.place(waiting.pop(int(ejection.lot.integers(len(waiting)))))
    if not waiting:
        return True
    if party in ejection.taken:
        ejection.release(party)
    ejection.offers[party] = offers
    ejection.back(before)
    return False
