"""When, for parties whose meetings are settled: each takes one of its cheap plans.

An ejection search after Nagata and Bräysy ("A powerful route minimization heuristic for the
vehicle routing problem with time windows", Operations Research Letters 37, 2009), over plans
instead of single slots: a party takes the plan for which those who have to make way were the
easiest to place so far; these return to the pool. Seats, tables, daily limits and lunches are
all rows that plans fill.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from solver.layout import Layout
from solver.running.run import Run
from solver.whole_plans.plans import Costs, Plan, Plans
from solver.whole_plans.priced import Numbers
from solver.whole_plans.shared import Shared

# So that between one lot of parties and the next the clock can be looked at.
TOGETHER = 200
# By how much plans just as good are told apart by lot, in times a party was hard to place.
WHIM = 0.5


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


@dataclass(frozen=True)
class _Pool:
    """The plans of one party: slots of its meetings, rows they fill, what they cost beside."""

    requests: list[int]
    slots: Numbers
    rows: Numbers
    extra: np.ndarray[tuple[int, ...], np.dtype[np.float64]]


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
    lot = np.random.default_rng(seed)
    pools: dict[int, _Pool] = {}
    own = {party: sorted(request for request, _ in plan) for party, plan in chosen.items()}
    for group in group_by_size(run.layout, own):
        if run.watch.over():
            return None
        pools.update(_pools(group, shared, chosen, manner, lot))
    return _Search(shared, pools, lot).work(run, manner.patience)


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


def _pools(
    group: Plans,
    shared: Shared,
    chosen: Mapping[int, Plan],
    manner: Manner,
    lot: np.random.Generator,
) -> dict[int, _Pool]:
    """Give each party's plans for the meetings chosen, those that cost little more."""
    costs = manner.costs
    priced = group.price(costs)
    everything = np.full(len(group.own), len(group.masks) - 1)
    spends = [costs.of(group.layout, party, chosen[party]) for party in group.parties]
    budgets = np.maximum(spends, priced.total[:, -1]) + manner.detour
    rows, slots, spent = priced.within(budgets, everything, manner.most, lot)
    table = shared.table()
    found = {}
    for row, (party, requests) in enumerate(zip(group.parties, group.own, strict=True)):
        own = slots[rows == row]
        columns = [shared.columns_at(r, own[:, bit]) for bit, r in enumerate(requests)]
        filled = table[np.stack(columns, axis=1)].reshape(len(own), -1)
        extra = spent[rows == row]
        found[party] = _Pool(requests, own, filled, (extra - extra.min()) / manner.push)
    return found


class _Search:
    """Who has which plan, how full each row is, and how hard each party was to place."""

    def __init__(
        self, shared: Shared, pools: Mapping[int, _Pool], lot: np.random.Generator
    ) -> None:
        self.pools, self.lot = pools, lot
        # One more row that is never full stands where a plan fills less than others.
        self.limit = np.append(shared.upper, np.inf)
        self.used = np.zeros(len(self.limit))
        self.price = np.where(self.limit > 0, 0.0, np.inf)
        self.holders: list[set[int]] = [set() for _ in self.limit]
        self.penalty = dict.fromkeys(pools, 1)
        self.taken: dict[int, int] = {}

    def work(self, run: Run, patience: int) -> dict[int, int] | None:
        """Place those with many plans last, and again whoever is pushed out."""
        waiting = sorted(self.pools, key=lambda party: (-len(self.pools[party].slots), party))
        fewest, fruitless = len(waiting) + 1, 0
        while waiting and fruitless < patience and not run.watch.over():
            if len(waiting) < fewest:
                fewest, fruitless = len(waiting), 0
            fruitless += 1
            for one in self._place(waiting.pop()):
                waiting.insert(int(self.lot.integers(len(waiting) + 1)), one)
        if waiting:
            return None
        return {
            request: slot
            for party, index in self.taken.items()
            for request, slot in zip(
                self.pools[party].requests, self.pools[party].slots[index].tolist(), strict=True
            )
        }

    def _place(self, party: int) -> list[int]:
        """Let the party take its best plan; give those who have to make way."""
        pool = self.pools[party]
        cost = self.price[pool.rows].sum(axis=1) + pool.extra
        index = int((cost + WHIM * self.lot.random(len(cost))).argmin())
        rows = pool.rows[index].tolist()
        pushed = []
        for row in rows:
            if self.used[row] >= self.limit[row] and self.holders[row]:
                one = min(self.holders[row], key=lambda holder: (self.penalty[holder], holder))
                self._fill(one, self.pools[one].rows[self.taken.pop(one)].tolist(), -1)
                pushed.append(one)
        if pushed:
            self.penalty[party] += 1
        self.taken[party] = index
        self._fill(party, rows, 1)
        return pushed

    def _fill(self, party: int, rows: list[int], by: int) -> None:
        for row in rows:
            self.used[row] += by
            self.holders[row].discard(party)
            if by > 0:
                self.holders[row].add(party)
            if self.used[row] < self.limit[row]:
                self.price[row] = 0.0
            else:
                self.price[row] = min((self.penalty[p] for p in self.holders[row]), default=np.inf)
