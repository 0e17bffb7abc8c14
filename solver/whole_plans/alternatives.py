"""The plans each party may take that cost no more than some budget, drawn up once.

From one attempt at a better timetable to the next nearly everybody keeps its meetings, and with
them the plans there are to choose from.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from solver.running.run import Run
from solver.whole_plans.ejection import Ejection, Menu, Offers
from solver.whole_plans.plans import Costs, Plan
from solver.whole_plans.seat import group_by_size
from solver.whole_plans.shared import Shared

MOST_PLANS = 400

Wanted = tuple[tuple[int, ...], int]
"""Requests that a party holds, and what its plan may cost."""


class Alternatives:
    """Plans by party, meetings and budget.

    Parameters
    ----------
    shared
        Rows with every slot by itself.
    """

    def __init__(self, run: Run, shared: Shared, costs: Costs, *, seed: int) -> None:
        self.run, self.shared, self.costs = run, shared, costs
        self.lot, self._menu = np.random.default_rng(seed), Menu(shared)
        self._known: dict[tuple[int, Wanted], Offers | None] = {}

    def cost(self, party: int, plan: Plan) -> int:
        """Give what a plan costs."""
        return self.costs.of(self.run.layout, party, plan)

    def within(self, wanted: Mapping[int, Wanted]) -> dict[int, Offers]:
        """Give each party's plans within its budget, all just as good, where there are any.

        Once the time is up there may be nothing where there are some.
        """
        new = {p: one for p, one in wanted.items() if one[0] and (p, one) not in self._known}
        for group in group_by_size(self.run.layout, {p: list(own) for p, (own, _) in new.items()}):
            if self.run.watch.over():
                break
            budgets = np.array([new[party][1] for party in group.parties])
            priced = group.price(self.costs)
            found = self._menu.within(priced, budgets, MOST_PLANS, self.lot)
            for party in group.parties:
                offers = found.get(party)
                self._known[party, new[party]] = offers and replace(offers, extra=0 * offers.extra)
        known = ((party, self._known.get((party, one))) for party, one in wanted.items())
        return {party: offers for party, offers in known if offers is not None}

    def seated(self, plans: Mapping[int, Plan], budgets: Mapping[int, int]) -> Ejection | None:
        """Let everybody have its plan, with others to choose from; None if time is up.

        Parameters
        ----------
        plans
            For each party a plan, all of which together keep the rows.
        budgets
            What the plans of some parties may cost; those of the others as much as they do.
        """
        wanted = {
            party: (requests_of(plan), max(self.cost(party, plan), budgets.get(party, 0)))
            for party, plan in plans.items()
            if plan
        }
        offers = self.within(wanted)
        if self.run.watch.over():
            return None
        taken = {}
        for party in wanted:
            offers[party], taken[party] = self._with(offers.get(party), plans[party])
        ejection = Ejection(self.shared, offers, self.lot)
        for party, index in taken.items():
            ejection.take(party, index)
        return ejection

    def _with(self, offers: Offers | None, plan: Plan) -> tuple[Offers, int]:
        """Give offers with a plan among them, and its place there."""
        alone = self._menu.one(plan)
        if offers is None:
            return alone, 0
        same = np.flatnonzero((offers.slots == alone.slots).all(axis=1))
        if len(same):
            return offers, int(same[0])
        return offers.and_these(alone), len(offers.slots)


def requests_of(plan: Plan) -> tuple[int, ...]:
    """Give the requests that a plan holds, in their order."""
    return tuple(sorted(request for request, _ in plan))
