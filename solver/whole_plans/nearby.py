"""A timetable in which room is to be made, and the plans its parties have to choose from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from solver.choosing.bounds import Relaxation
from solver.layout import Layout
from solver.whole_plans.plans import Costs, Plans
from solver.whole_plans.priced import Numbers
from solver.whole_plans.seat import group_by_size
from solver.whole_plans.shared import Shared

FLAWS = Costs(day=1000, idle=1)
# Of a party whose meetings change, and of any other.
MOST_PLANS, MOST_OF_OTHERS = 1500, 300


@dataclass(frozen=True)
class PlanPool:
    """The plans of one party for some meetings.

    By plan: the slots of the meetings, the rows they fill, what they cost in days and breaks,
    in metres and in meetings moved.
    """

    requests: list[int]
    slots: Numbers
    rows: Numbers
    flaws: Numbers
    metres: Numbers
    moves: Numbers


class Nearby:
    """A timetable in which room is to be made, again and again.

    Parameters
    ----------
    planned
        The parties whose plans say all of days, breaks and ways, with few requests each.
    earlier
        The slot of each meeting.
    """

    def __init__(
        self, layout: Layout, planned: Collection[int], earlier: Mapping[int, int]
    ) -> None:
        self.layout, self.earlier = layout, dict(earlier)
        everything = {
            party: [r for r in layout.requests_of[party] if layout.candidates[r]]
            for party in planned
        }
        groups = group_by_size(layout, everything)
        shared = Shared(Relaxation(layout, (), single=True), groups)
        # One more row that is never full stands where a plan fills less than others.
        self.limit = np.append(shared.upper, np.inf)
        self.party_of = {r: party for party, own in everything.items() for r in own}
        table = shared.table()
        self._columns = [
            shared.columns_at(r, np.arange(len(layout.slots))) for r in range(len(layout.requests))
        ]
        self._table = table
        self.own: dict[int, list[int]] = {party: [] for party in planned}
        for request in earlier:
            self.own[self.party_of[request]].append(request)
        self.rows_now = {
            party: [row for r in own for row in self._rows(r, earlier[r])]
            for party, own in self.own.items()
        }
        self.holders: dict[int, set[int]] = {}
        self.used = np.zeros(len(self.limit))
        for party, rows in self.rows_now.items():
            for row in rows:
                self.used[row] += 1
                self.holders.setdefault(row, set()).add(party)
        self._pools: dict[tuple[int, frozenset[int]], PlanPool | None] = {}
        self.pools(self.own, MOST_OF_OTHERS)

    def _rows(self, request: int, slot: int) -> list[int]:
        rows: list[int] = self._table[self._columns[request][slot]].tolist()
        return rows

    def pools(
        self, own: Mapping[int, Collection[int]], most: int = MOST_PLANS
    ) -> dict[int, PlanPool] | None:
        """Give the plans of some parties for what they are to hold; None if one has none."""
        missing = {
            party: sorted(requests)
            for party, requests in own.items()
            if requests and (party, frozenset(requests)) not in self._pools
        }
        for group in group_by_size(self.layout, missing):
            self._fill(group, most)
        found = {}
        for party, requests in own.items():
            if requests:
                pool = self._pools[party, frozenset(requests)]
                if pool is None:
                    return None
                found[party] = pool
        return found

    def _fill(self, group: Plans, most: int) -> None:
        """Find plans that have no more days and breaks than they must, or than there are now."""
        priced = group.price(FLAWS)
        everything = np.full(len(group.own), len(group.masks) - 1)
        least = priced.total[:, -1]
        lot = np.random.default_rng(0)
        rows, slots, flaws = priced.within(least, everything, most, lot)
        for row, (party, requests) in enumerate(zip(group.parties, group.own, strict=True)):
            key = party, frozenset(requests)
            own = slots[rows == row]
            if not priced.feasible(row, int(everything[row])) or not len(own):
                self._pools[key] = None
                continue
            spent = flaws[rows == row]
            now = np.array([self.earlier.get(r, -1) for r in requests])
            if set(requests) == set(self.own[party]) and not (own == now).all(axis=1).any():
                own = np.vstack((own, now))
                spent = np.append(spent, self._flaws_now(party))
            columns = np.stack(
                [self._columns[r][own[:, bit]] for bit, r in enumerate(requests)], axis=1
            )
            filled = self._table[columns].reshape(len(own), -1)
            moves = ((own != now) & (now >= 0)).sum(axis=1)
            self._pools[key] = PlanPool(
                requests, own, filled, spent, self._metres(group, row, own), moves
            )

    def _flaws_now(self, party: int) -> int:
        plan = sorted(((r, self.earlier[r]) for r in self.own[party]), key=lambda one: one[1])
        return FLAWS.of(self.layout, party, tuple(plan))

    def _metres(self, group: Plans, row: int, slots: Numbers) -> Numbers:
        order = np.argsort(slots, axis=1)
        when = np.take_along_axis(slots, order, axis=1)
        day = np.array(self.layout.day_of)[when]
        ways = group.metres[row][order[:, 1:], order[:, :-1]]
        metres: Numbers = np.where(day[:, 1:] == day[:, :-1], ways, 0).sum(axis=1)
        return metres
