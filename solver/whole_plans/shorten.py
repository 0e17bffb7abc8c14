"""Shorter ways: party after party takes another plan at random, the more likely the shorter.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing",
Science 220, 1983) over whole plans. Who is in the way of a party's plan is pushed out and takes
one in turn, and whom it pushes out one that pushes nobody: a chain of at most three, so that
parties can exchange their slots though each booth is full.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import exp, inf

import numpy as np

from solver.running.run import Run
from solver.whole_plans.ejection import Ejection, Menu, Offers
from solver.whole_plans.plans import Costs, Plan
from solver.whole_plans.seat import group_by_size
from solver.whole_plans.shared import Shared

# Metres, about, by which plans may be longer than those taken: at first and in the end.
HOT, COLD = 15.0, 1.0
# Metres that pushing a party out counts as.
PUSH = 10.0
LONGEST = 3
# Moves a party.
MOVES = 50
MOST_PLANS = 400
# By how many metres more than now a party may walk.
DETOUR = 300
TOGETHER = 100


def shorten(
    run: Run, shared: Shared, plans: Mapping[int, Plan], costs: Costs, *, seed: int, seconds: float
) -> dict[int, int] | None:
    """Make the ways of all parties together shorter, their meetings kept.

    Parameters
    ----------
    shared
        Rows with every slot by itself.
    plans
        For each party a plan, all of which together are a timetable.
    costs
        Metres, and above them what must not become more for anybody.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if time ran out before the first move.
    """
    end = run.watch.elapsed() + seconds
    lot = np.random.default_rng(seed)
    offers = _offers(run, Menu(shared), plans, costs, lot)
    if not offers:
        return None
    annealing = _Annealing(Ejection(shared, offers, lot, push=PUSH))
    moves = MOVES * len(offers)
    for move in range(moves):
        if move % TOGETHER == 0 and (run.watch.elapsed() > end or run.watch.over()):
            break
        annealing.move(HOT * (COLD / HOT) ** (move / moves))
    return annealing.ejection.placing()


def _offers(
    run: Run, menu: Menu, plans: Mapping[int, Plan], costs: Costs, lot: np.random.Generator
) -> dict[int, Offers]:
    """Give everybody's plan, and behind it others not much dearer; none if time is up."""
    found: dict[int, Offers] = {}
    own = {party: sorted(request for request, _ in plan) for party, plan in plans.items()}
    for group in group_by_size(run.layout, own):
        if run.watch.over():
            return {}
        spent = np.array([costs.of(run.layout, one, plans[one]) for one in group.parties])
        others = menu.within(group.price(costs), spent + DETOUR, MOST_PLANS, lot)
        for party, now in zip(group.parties, spent.tolist(), strict=True):
            every = menu.one(plans[party], now).and_these(others[party])
            found[party] = replace(every, extra=every.extra - now)
    return found


class _Annealing:
    """Everybody's plan, changed move by move."""

    def __init__(self, ejection: Ejection) -> None:
        self.ejection, self.lot = ejection, ejection.lot
        self.parties = sorted(ejection.offers)
        for party in self.parties:
            ejection.take(party, 0)

    def move(self, heat: float) -> None:
        """Let a party take another plan, and those it pushes out; undo it if that is too long."""
        party = self.parties[int(self.lot.integers(len(self.parties)))]
        before = self._chain(party, heat)
        taken, offers = self.ejection.taken, self.ejection.offers
        if all(one in taken for one in before):
            longer = sum(
                float(offers[one].extra[taken[one]] - offers[one].extra[index])
                for one, index in before.items()
            )
            if longer <= 0 or self.lot.random() < exp(-longer / heat):
                return
        for one in before:
            if one in taken:
                self.ejection.release(one)
        for one, index in before.items():
            self.ejection.take(one, index)

    def _chain(self, party: int, heat: float) -> dict[int, int]:
        """Let the party and those in its way take plans; give what all of them had before.

        Somebody is left without where the last of the chain would have to push others out, or
        would push out who has just found a plan.
        """
        ejection = self.ejection
        before = {party: ejection.taken[party]}
        ejection.release(party)
        waiting = [(party, LONGEST)]
        settled: set[int] = set()
        while waiting:
            one, links = waiting.pop()
            index = self._choose(one, heat, last=links == 1)
            if index is None:
                break
            pushed = ejection.in_the_way(one, index, by_lot=True)
            if settled.intersection(pushed):
                break
            for other in pushed:
                before[other] = ejection.taken[other]
                ejection.release(other)
                waiting.append((other, links - 1))
            ejection.take(one, index)
            settled.add(one)
        return before

    def _choose(self, party: int, heat: float, *, last: bool) -> int | None:
        """Draw a plan, by lot the more often the less it costs; None if there is none."""
        ejection = self.ejection
        offers = ejection.offers[party]
        pushes = ejection.price[offers.rows].sum(axis=1)
        if last:
            pushes[pushes > 0] = inf
        cost = offers.extra + pushes + heat * self.lot.standard_exponential(len(pushes))
        index = int(cost.argmin())
        return index if cost[index] < inf else None
