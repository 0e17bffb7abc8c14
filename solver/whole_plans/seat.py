"""When, for parties whose meetings are settled: each takes one of its cheap plans.

From nothing, all of them wait, and whoever is pushed out waits again: those with many plans last.
If that leads nowhere, those who are hard to place may have dearer plans too, which are a few of
a thousand: with dearer plans for everybody several times as many would take one.
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
# Who pushed its way in more often than this is hard to place.
HARD = 10


@dataclass(frozen=True, slots=True)
class Manner:
    """What plans cost, and how the search goes on.

    Attributes
    ----------
    costs
        What a plan costs.
    detours
        How much dearer than chosen plans may be: everybody's at first, then those of parties
        that are hard to place, from time to time more.
    push
        A party takes a plan dearer by this rather than push out one that was never hard to place.
    most
        About how many plans a party has to choose from each time.
    patience
        After so many steps that gave nothing there are dearer plans, or the search is over.
    """

    costs: Costs
    detours: tuple[int, ...]
    push: float
    most: int = 400
    patience: int = 2000


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
    own = {party: sorted(request for request, _ in plan) for party, plan in chosen.items()}
    ejection, waiting = Ejection(shared, {}, lot), list[int]()
    for detour in manner.detours:
        hard = own if not ejection.offers else _hard(ejection, waiting)
        for group in group_by_size(run.layout, {party: own[party] for party in hard}):
            if run.watch.over():
                return None
            for party, offers in _offers(group, menu, chosen, manner, lot, detour=detour).items():
                ejection.allow(party, offers)
        if detour == manner.detours[0]:
            waiting = sorted(
                ejection.offers, key=lambda one: (-len(ejection.offers[one].slots), one)
            )
        if _place_all(run, ejection, waiting, manner.patience):
            return ejection.placing()
    return None


def _hard(ejection: Ejection, waiting: Sequence[int]) -> set[int]:
    """Give the parties that are hard to place."""
    return {*waiting, *(party for party, hard in ejection.penalty.items() if hard > HARD)}


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
    group: Plans,
    menu: Menu,
    chosen: Mapping[int, Plan],
    manner: Manner,
    lot: np.random.Generator,
    *,
    detour: int,
) -> dict[int, Offers]:
    """Give each party's plans for the meetings chosen, those that cost little more."""
    costs = manner.costs
    priced = group.price(costs)
    spends = [costs.of(group.layout, party, chosen[party]) for party in group.parties]
    least = priced.total[:, -1]
    found = menu.within(priced, np.maximum(spends, least) + detour, manner.most, lot)
    cheapest = dict(zip(group.parties, least.tolist(), strict=True))
    return {
        party: replace(own, extra=(own.extra - cheapest[party]) / manner.push)
        for party, own in found.items()
    }


def _place_all(run: Run, ejection: Ejection, waiting: list[int], patience: int) -> bool:
    """Place those with many plans last, and again whoever is pushed out; tell if nobody waits."""
    lot, fewest, fruitless = ejection.lot, len(waiting) + 1, 0
    while waiting and fruitless < patience and not run.watch.over():
        if len(waiting) < fewest:
            fewest, fruitless = len(waiting), 0
        fruitless += 1
        for one in ejection.place(waiting.pop()):
            waiting.insert(int(lot.integers(len(waiting) + 1)), one)
    return not waiting
