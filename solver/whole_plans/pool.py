"""The plans that parties have to choose from: all that cost little more than their cheapest."""

from typing import NamedTuple

import numpy as np

from solver.choosing.bounds import SCALE, Numbers
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Plan, measured
from solver.whole_plans.priced import Priced

# Of a party with the same meetings; slots of the same stretches count several times.
MOST_PLANS = 100


class Kind(NamedTuple):
    """What plans have in common that differ only within stretches.

    Attributes
    ----------
    columns
        Of the plan's meetings.
    cost
        What it adds to the total.
    spent
        What it takes of each budget that has a limit.
    """

    columns: frozenset[int]
    cost: int
    spent: tuple[int, ...]


class Pool:
    """Plans of some parties; of those that differ only within stretches one stands for all.

    Attributes
    ----------
    plans
        By party.
    spare
        How far all that costs something in the proof of the bound may be from its best together,
        in units of 1/SCALE; None if all plans are welcome.
    """

    def __init__(self, master: Master) -> None:
        self.master = master
        self.spare: int | None = None
        self.plans: dict[int, dict[Kind, Plan]] = {}
        self.limited = [costs for costs, most in master.budgets.items() if most is not None]

    def add(self, party: int, plan: Plan) -> None:
        """Add a plan, unless one like it is there."""
        master = self.master
        much = measured(master.layout, party, plan)
        weights = master.weights[master.shared.all_columns_of(party, plan)]
        cost = master.costs.of_so_many(*much) + int(weights.sum())
        spent = tuple(costs.of_so_many(*much) for costs in self.limited)
        kind = Kind(frozenset(master.shared.columns_of(plan)), cost, spent)
        self.plans.setdefault(party, {}).setdefault(kind, plan)

    def fill(self, *, slack: int, seed: int, strict: bool = False) -> None:
        """Add the plans of the parties left whose reduced cost is within ``slack`` of the cheapest.

        The reduced costs are those by the multipliers that proved the bound, and the slack of
        the proof comes on top. A mixture that costs no more than the bound and ``slack`` has no
        other plans (reduced cost fixing).

        Parameters
        ----------
        strict
            Whether other plans that are there already are left out.
        """
        lot = np.random.default_rng(seed)
        master = self.master
        self.spare = spare = slack * SCALE + master.slack
        for group, priced, by_size in master.priced(master.multipliers):
            wanted = np.isin(group.parties, master.parties)
            most = priced.total.min(axis=1) + spare
            if strict:
                self._leave_out(priced, most, by_size)
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

    def _leave_out(self, priced: Priced, most: Numbers, by_size: Numbers) -> None:
        """Leave out the plans of a group whose reduced cost is above some limits."""
        for row, party in enumerate(priced.plans.parties):
            known = self.plans.get(party, {})
            self.plans[party] = {
                kind: plan
                for kind, plan in known.items()
                if priced.cost(row, plan) + int(by_size[row, len(plan)]) <= most[row]
            }
