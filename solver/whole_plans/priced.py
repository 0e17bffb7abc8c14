"""The cheapest plans under some prices, and all that cost little more, read off backwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from solver.whole_plans.plans import Costs, Plan, Plans

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

NEVER = 1 << 58


@dataclass(frozen=True)
class Priced:
    """The cheapest plans under some prices.

    Attributes
    ----------
    prices, steps
        What a meeting in a slot and the way to it cost.
    held
        By slot, party, set of requests and the one held there, what it costs so far.
    ended
        By day, party and set, what it costs before that day; one more for the end.
    total
        By party and set what the cheapest plan costs.
    """

    plans: Plans
    costs: Costs
    prices: Numbers
    steps: Numbers
    held: Numbers
    ended: list[Numbers]
    total: Numbers

    def feasible(self, row: int, mask: int) -> bool:
        """Whether a party can hold a set of requests at all."""
        return bool(self.total[row, mask] < NEVER)

    def cost(self, row: int, plan: Plan) -> int:
        """Give what a plan of a party costs."""
        layout, party, own = self.plans.layout, self.plans.parties[row], self.plans.own[row]
        prices = sum(int(self.prices[row, own.index(one), slot]) for one, slot in plan)
        return prices + self.costs.of(layout, party, plan)

    def cheapest(self) -> list[Plan]:
        """Give each party's cheapest plan."""
        masks = self.total.argmin(axis=1)
        return [self.plan(row, int(mask)) for row, mask in enumerate(masks)]

    def plan(self, row: int, mask: int) -> Plan:
        """Give a party's cheapest plan that holds a set of requests."""
        found: list[tuple[int, int]] = []
        day = len(self.ended) - 1
        while mask:
            value = int(self.ended[day][row, mask])
            while int(self.ended[day - 1][row, mask]) == value:
                day -= 1
            mask = self._back(row, mask, value, day - 1, found)
            day -= 1
        return tuple(reversed(found))

    def _back(self, row: int, mask: int, value: int, day: int, found: list[tuple[int, int]]) -> int:
        """Add the day's meetings, the last first, and give what was held before that day."""
        slots = self.plans.layout.slots_of_day[day]
        here = self.held[slots[0] : slots[-1] + 1, row]
        index, bit = np.argwhere(here[:, mask] == value)[0].tolist()
        while True:
            slot = slots[index]
            found.append((self.plans.own[row][bit], slot))
            value -= int(self.prices[row, bit, slot])
            mask &= ~(1 << bit)
            if int(self.ended[day][row, mask]) + (self.costs.day if mask else 0) == value:
                return mask
            ages = [min(index - back, self.plans.ages) - 1 for back in range(index)]
            came = here[:index, mask] + self.steps[slot, ages, row, bit]
            index, bit = np.argwhere(came == value)[0].tolist()
            value = int(here[index, mask, bit])

    def within(
        self, budgets: Numbers, masks: Numbers, most: int, lot: np.random.Generator
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Give plans that hold a party's set of requests and cost no more than its budget.

        Parameters
        ----------
        budgets, masks
            By party.
        most
            About how many plans a party at most; where there are more, some drawn by lot.

        Returns
        -------
        tuple
            For each plan its party's row, the slots of the requests, -1 if not held, and what
            it costs.
        """
        nodes = self._ends(budgets, masks)
        found = [nodes.none()]
        while len(nodes.row):
            done, nodes = self._expand(nodes.some(most, lot))
            found.append(done)
        plans = _Nodes.join(found)
        return plans.row, plans.slots, budgets[plans.row] - plans.left

    def _ends(self, budgets: Numbers, masks: Numbers) -> _Nodes:
        everyone = np.arange(len(masks))
        last = self.held[:, everyone, masks]
        slot, row, bit = np.nonzero(last <= budgets[:, None])
        blank = np.full((len(row), self.plans.size), -1)
        return _Nodes(row, masks[row], bit, slot, budgets[row], blank)

    def _expand(self, nodes: _Nodes) -> tuple[_Nodes, _Nodes]:
        """Put each last meeting down; give the plans this completes, and the next to last."""
        layout, size = self.plans.layout, self.plans.size
        slots = nodes.slots.copy()
        slots[np.arange(len(slots)), nodes.bit] = nodes.slot
        rest = nodes.mask & ~(1 << nodes.bit)
        left = nodes.left - self.prices[nodes.row, nodes.bit, nodes.slot]
        placed = _Nodes(nodes.row, rest, nodes.bit, nodes.slot, left, slots)
        done = placed.take(np.flatnonzero((rest == 0) & (left >= 0)))
        going = placed.take(np.flatnonzero(rest != 0))
        if not len(going.row):
            return done, going
        day = np.array(layout.day_of)
        first = np.array([own[0] for own in layout.slots_of_day])[day[going.slot]]
        found = [going.none()]
        for slot in layout.slots[:-1]:
            back = going.slot - slot
            same = np.flatnonzero((back > 0) & (slot >= first))
            age = np.minimum(back[same], self.plans.ages) - 1
            step = self.steps[going.slot[same], age, going.row[same], going.bit[same]]
            other = np.flatnonzero(slot < first)
            which = np.concatenate((same, other))
            way = np.concatenate((step, np.full((len(other), size), self.costs.day)))
            reached = self.held[slot, going.row[which], going.mask[which]] + way
            pick, bit = np.nonzero(reached <= going.left[which, None])
            before = going.take(which[pick])
            left = before.left - way[pick, bit]
            at = np.full(len(bit), slot)
            found.append(_Nodes(before.row, before.mask, bit, at, left, before.slots))
        return done, _Nodes.join(found)


@dataclass(frozen=True)
class _Nodes:
    """Plans from their last meeting back to one, each with what may be spent before it."""

    row: Numbers
    mask: Numbers
    bit: Numbers
    slot: Numbers
    left: Numbers
    slots: Numbers

    def take(self, which: Numbers) -> _Nodes:
        return _Nodes(
            self.row[which],
            self.mask[which],
            self.bit[which],
            self.slot[which],
            self.left[which],
            self.slots[which],
        )

    def none(self) -> _Nodes:
        return self.take(np.zeros(0, dtype=np.int64))

    def some(self, most: int, lot: np.random.Generator) -> _Nodes:
        """Leave each party so many at most, drawn by lot."""
        which = lot.permutation(len(self.row))
        which = which[np.argsort(self.row[which], kind="stable")]
        rows = self.row[which]
        nth = np.arange(len(rows)) - np.searchsorted(rows, rows)
        return self.take(which[nth < most])

    @staticmethod
    def join(parts: list[_Nodes]) -> _Nodes:
        return _Nodes(
            np.concatenate([one.row for one in parts]),
            np.concatenate([one.mask for one in parts]),
            np.concatenate([one.bit for one in parts]),
            np.concatenate([one.slot for one in parts]),
            np.concatenate([one.left for one in parts]),
            np.concatenate([one.slots for one in parts]),
        )
