"""Which meetings, where a linear relaxation would be too large: a flow of least cost.

Source → parties of the left → requests → parties of the right → sink, each party with as many
meetings as its seats, hours and quotas allow in all; when they are held is left out. Every
timetable is such a flow, so the best flow is a bound, found in whole numbers throughout
(Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm", Journal of
Algorithms 22, 1997).
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from solver.crowds.field import Field, Flags, Ints


@dataclass(frozen=True)
class Flow:
    """The best choice of meetings.

    Attributes
    ----------
    held
        For each request whether it is held.
    total
        The sum of all rewards and worths, exact.
    """

    held: Flags
    total: int


def best_flow(
    field: Field,
    worth: Ints,
    *,
    rewards: dict[int, list[int]] | None = None,
    zoned: Ints | None = None,
) -> Flow:
    """Choose the meetings of most worth.

    Parameters
    ----------
    worth
        What each request adds.
    rewards
        For some parties what their first meeting adds, their second, and so on; never rising.
    zoned
        For each party and place the most meetings there; by default without limit.
    """
    return _Graph(field, rewards or {}, zoned).solve(worth)


class _Graph:
    def __init__(self, field: Field, rewards: dict[int, list[int]], zoned: Ints | None) -> None:
        self.field, self.flow = field, SimpleMinCostFlow()
        count = len(field.layout.parties)
        self.source, self.sink = count, count + 1
        self.most = np.array([field.layout.most_meetings(p) for p in range(count)], dtype=np.int64)
        self.rewards = rewards
        self.zoned = zoned

    def solve(self, worth: Ints) -> Flow:
        field = self.field
        possible = np.array([bool(slots) for slots in field.layout.candidates], dtype=bool)
        requests = np.flatnonzero(possible)
        tails, heads = field.left[requests], field.right[requests]
        lefts, rights = np.unique(tails), np.unique(heads)
        self._add_parties(lefts, to_sink=False)
        self._add_parties(rights, to_sink=True)
        if self.zoned is not None:
            self._add_zones(lefts, self.zoned, to_sink=False)
            self._add_zones(rights, self.zoned, to_sink=True)
            tails = self._at_zone(requests, tails, self.zoned.shape[1])
            heads = self._at_zone(requests, heads, self.zoned.shape[1])
        arcs = self._add(tails, heads, np.ones(len(requests), dtype=np.int64), -worth[requests])
        supply = int(self.most[lefts].sum())
        ends = np.array([self.source]), np.array([self.sink])
        self._add(*ends, np.array([supply]), np.array([0]))
        self.flow.set_nodes_supplies(np.concatenate(ends), np.array([supply, -supply]))
        status = self.flow.solve()
        if status != self.flow.OPTIMAL:
            raise ArithmeticError(f"a flow that exists was not found: {status}")
        held = np.zeros(len(worth), dtype=bool)
        held[requests[self.flow.flows(arcs) > 0]] = True
        return Flow(held, -int(self.flow.optimal_cost()))

    def _add(self, tails: Ints, heads: Ints, capacities: Ints, costs: Ints) -> Ints:
        add = self.flow.add_arcs_with_capacity_and_unit_cost
        found: Ints = add(tails, heads, capacities, costs)
        return found

    def _add_parties(self, parties: Ints, *, to_sink: bool) -> None:
        nodes, capacities, costs = [], [], []
        for party in parties.tolist():
            own = self.rewards.get(party, [])[: self.most[party]]
            nodes.extend([party] * (len(own) + 1))
            capacities.extend([*[1] * len(own), int(self.most[party]) - len(own)])
            costs.extend([*(-reward for reward in own), 0])
        inside: Ints = np.array(nodes, dtype=np.int64)
        outside: Ints = np.full(len(nodes), self.sink if to_sink else self.source)
        tails, heads = (inside, outside) if to_sink else (outside, inside)
        self._add(tails, heads, np.array(capacities, np.int64), np.array(costs, np.int64))

    def _add_zones(self, parties: Ints, zoned: Ints, *, to_sink: bool) -> None:
        """Let walkers meet others at a node for each place, which has its own limit."""
        walkers = parties[np.isin(parties, self.field.walker)]
        places = zoned.shape[1]
        inside = np.repeat(walkers, places)
        zones = self.sink + 1 + inside * places + np.tile(np.arange(places), len(walkers))
        tails, heads = (zones, inside) if to_sink else (inside, zones)
        self._add(tails, heads, zoned[walkers].ravel(), np.zeros(len(inside), dtype=np.int64))

    def _at_zone(self, requests: Ints, parties: Ints, places: int) -> Ints:
        walked = self.field.walker[requests] == parties
        zones = self.sink + 1 + parties * places + self.field.zone[requests]
        return np.where(walked, zones, parties)
