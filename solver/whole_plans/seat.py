"""When, for parties whose meetings are settled: each takes one of its cheap plans.

From nothing, all of them wait, and whoever is pushed out waits again: those with many plans last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from solver.layout import Layout
from solver.running.run import Run
from solver.whole_plans.ejection import Ejection, Menu, Offers
from solver.whole_plans.plans import Costs, Plan, Plans
from solver.whole_plans.shared import Shared

# So that between one lot of parties and the next the clock can be looked at.
TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Manner:
    """What plans cost, how much dearer than chosen they may be, and what a push is worth.

    About ``most`` plans each party has to choose from. It takes one dearer by ``push`` rather
    than push out a party that was never hard to place. The search gives up after ``patience``
    steps that gave nothing.
    """

    costs: Costs
    detour: int
    push: float
    most: int = 400
    patience: int = 4000


def seat(
    run: Run,
    shared: Shared,
    chosen: Mapping[int, Plan],
    manner: Manner,
    *,
    seed: int,
) -> dict[int, int] | None:
    """Place the meetings of chosen plans so that all shared rows are kept.

    Parameters
    ----------
    shared
        Rows with every slot by itself.
    chosen
        For each party a plan; its meetings are kept, its slots are not.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if some party found no plan.
    """
    lot, menu = np.random.default_rng(seed), Menu(shared)
    offers: dict[int, Offers] = {}
    own = {party: sorted(request for request, _ in plan) for party, plan in chosen.items()}
    for group in group_by_size(run.layout, own):
        if run.watch.over():
            return None
        offers.update(_offers(group, menu, chosen, manner, lot))
    return _place_all(run, Ejection(shared, offers, lot), manner.patience)


def group_by_size(layout: Layout, own: Mapping[int, Sequence[int]]) -> list[Plans]:
    """Take some parties with equally many meetings together, all of which are held."""
    by_size: dict[tuple[int, int], list[int]] = {}
    for number, (party, requests) in enumerate(sorted(own.items())):
        if requests:
            by_size.setdefault((len(requests), number // TOGETHER), []).append(party)
    held = {request for requests in own.values() for request in requests}
    return [
        Plans(layout, parties, [own[party] for party in parties], layout.candidates, held)
        for parties in by_size.values()
    ]


def _offers(
    group: Plans, menu: Menu, chosen: Mapping[int, Plan], manner: Manner, lot: np.random.Generator
) -> dict[int, Offers]:
    """Give each party's plans for the meetings chosen, those that cost little more."""
    costs = manner.costs
    priced = group.price(costs)
    spends = [costs.of(group.layout, party, chosen[party]) for party in group.parties]
    budgets = np.maximum(spends, priced.total[:, -1]) + manner.detour
    return {
        party: replace(own, extra=(own.extra - own.extra.min()) / manner.push)
        for party, own in menu.within(priced, budgets, manner.most, lot).items()
    }


def _place_all(run: Run, ejection: Ejection, patience: int) -> dict[int, int] | None:
    """Place those with many plans last, and again whoever is pushed out."""
    offers, lot = ejection.offers, ejection.lot
    waiting = sorted(offers, key=lambda party: (-len(offers[party].slots), party))
    fewest, fruitless = len(waiting) + 1, 0
    while waiting and fruitless < patience and not run.watch.over():
        if len(waiting) < fewest:
            fewest, fruitless = len(waiting), 0
        fruitless += 1
        for one in ejection.place(waiting.pop()):
            waiting.insert(int(lot.integers(len(waiting) + 1)), one)
    return None if waiting else ejection.placing()
