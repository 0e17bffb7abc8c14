"""The plans that parties have to choose from: all that cost little more than their cheapest."""

import numpy as np

from solver.choosing.bounds import SCALE
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Plan

# Of a party with the same meetings; slots of the same stretches count several times.
MOST_PLANS = 100

Key = tuple[frozenset[int], tuple[int, ...]]
"""The columns of a plan's meetings, and what it takes of each budget and of the total."""


class Pool:
    """Plans of some parties; of those that differ only within stretches one stands for all.

    Attributes
    ----------
    spare
        How far all that costs something in the proof of the bound may be from its best together,
        in units of 1/SCALE; None if all plans are welcome.
    """

    def __init__(self, master: Master) -> None:
        self.master = master
        self.spare: int | None = None
        self.plans: dict[int, dict[Key, Plan]] = {}

    def add(self, party: int, plan: Plan) -> None:
        """Add a plan, unless one like it is there."""
        master = self.master
        spent = [costs.of(master.layout, party, plan) for costs in master.budgets]
        key = (
            frozenset(master.shared.columns_of(plan)),
            (master.cost(party, plan), *spent),
        )
        self.plans.setdefault(party, {}).setdefault(key, plan)

    def fill(self, *, slack: int, seed: int) -> None:
        """Add the plans of the parties left whose reduced cost is within ``slack`` of the cheapest.

        The reduced costs are those by the multipliers that proved the bound, and the slack of
        the proof comes on top. A mixture that costs no more than the bound and ``slack`` has no
        other plans (reduced cost fixing).
        """
        lot = np.random.default_rng(seed)
        master = self.master
        self.spare = spare = slack * SCALE + master.slack
        for group, priced, by_size in master.priced(master.multipliers):
            wanted = np.isin(group.parties, master.parties)
            most = priced.total.min(axis=1) + spare
            for mask in range(1, len(group.masks)):
                within = wanted & (priced.total[:, mask] <= most)
                if not within.any():
                    continue
                budgets = np.where(within, most - by_size[:, group.counts[mask]], -(1 << 57))
                masks = np.full(len(group.own), mask)
                rows, slots, _ = priced.within(budgets, masks, MOST_PLANS, lot)
                for row, own in zip(rows.tolist(), slots.tolist(), strict=True):
                    meetings = zip(group.own[row], own, strict=True)
                    plan = sorted(((r, s) for r, s in meetings if s >= 0), key=lambda one: one[1])
                    self.add(group.parties[row], tuple(plan))
