"""Ejection over whole plans: a party takes one, those in its way give theirs up.

After Nagata and Bräysy ("A powerful route minimization heuristic for the vehicle routing problem
with time windows", Operations Research Letters 37, 2009), over plans instead of single slots: a
party takes the plan for which those who have to make way were the easiest to place so far.
Seats, tables, daily limits and lunches are all rows that plans fill.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.whole_plans.plans import Plan, Plans
from solver.whole_plans.priced import Numbers, Priced
from solver.whole_plans.shared import Shared

# By how much plans just as good are told apart by lot, in times a party was hard to place.
WHIM = 0.5

Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Offers:
    """The plans a party may take: slots of its meetings, rows they fill, and what they cost."""

    requests: list[int]
    slots: Numbers
    rows: Numbers
    extra: Values

    def meetings(self, index: int) -> dict[int, int]:
        """Give the slot of each meeting in a plan."""
        return dict(zip(self.requests, self.slots[index].tolist(), strict=True))

    def and_these(self, other: "Offers") -> "Offers":
        """Give these plans, and others of the same party behind them."""
        return Offers(
            self.requests,
            np.concatenate((self.slots, other.slots)),
            np.concatenate((self.rows, other.rows)),
            np.concatenate((self.extra, other.extra)),
        )


class Menu:
    """Draws up plans as offers, with the rows they fill.

    Parameters
    ----------
    shared
        Rows with every slot by itself.
    """

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self._table = shared.table()

    def of(self, requests: list[int], slots: Numbers, extra: Values) -> Offers:
        """Give plans by the slots of some requests, a row for each."""
        columns = [self.shared.columns_at(r, slots[:, bit]) for bit, r in enumerate(requests)]
        rows = self._table[np.stack(columns, axis=1)].reshape(len(slots), -1)
        # The row that is never full is the last.
        return Offers(requests, slots, np.sort(rows, axis=1), extra)

    def one(self, plan: Plan, cost: int = 0) -> Offers:
        """Give a single plan."""
        slot_of = dict(plan)
        requests = sorted(slot_of)
        slots = np.array([[slot_of[request] for request in requests]])
        return self.of(requests, slots, np.array([float(cost)]))

    def within(
        self, priced: Priced, budgets: Numbers, most: int, lot: np.random.Generator
    ) -> dict[int, Offers]:
        """Give each party's plans that hold all its requests and cost no more than its budget.

        Parameters
        ----------
        most
            About how many of them; where there are more, some drawn by lot.
        """
        group: Plans = priced.plans
        everything = np.full(len(group.own), len(group.masks) - 1)
        rows, slots, spent = priced.within(budgets, everything, most, lot)
        found = {}
        for row, (party, requests) in enumerate(zip(group.parties, group.own, strict=True)):
            own = np.flatnonzero(rows == row)
            if len(own):
                found[party] = self.of(requests, slots[own], spent[own].astype(float))
        return found


class Ejection:
    """Who has which plan, how full each row is, and how hard each party was to place.

    Parameters
    ----------
    push
        What pushing out anybody is as bad as; if None, how hard the party was to place.
    """

    def __init__(
        self,
        shared: Shared,
        offers: Mapping[int, Offers],
        lot: np.random.Generator,
        *,
        push: float | None = None,
    ) -> None:
        self.offers, self.lot, self.push = dict(offers), lot, push
        # One more row that is never full stands where a plan fills less than others.
        self.limit: list[float] = [*shared.upper.tolist(), np.inf]
        self.used = [0] * len(self.limit)
        self.price = np.where(np.array(self.limit) > 0, 0.0, np.inf)
        self.holders: list[set[int]] = [set() for _ in self.limit]
        self.penalty = dict.fromkeys(offers, 1)
        self.taken: dict[int, int] = {}

    def allow(self, party: int, offers: Offers) -> None:
        """Let a party have more plans to choose from."""
        known = self.offers.get(party)
        self.offers[party] = offers if known is None else known.and_these(offers)
        self.penalty.setdefault(party, 1)

    def place(self, party: int) -> list[int]:
        """Let the party take its best plan; give those who have to make way."""
        offers = self.offers[party]
        cost = self.price[offers.rows].sum(axis=1) + offers.extra
        index = int((cost + WHIM * self.lot.random(len(cost))).argmin())
        pushed = self.in_the_way(party, index)
        for one in pushed:
            self.release(one)
        if pushed:
            self.penalty[party] += 1
        self.take(party, index)
        return pushed

    def in_the_way(self, party: int, index: int, *, by_lot: bool = False) -> list[int]:
        """Give who has to make way for a plan: of each row the easiest to place, or by lot."""
        pushed: list[int] = []
        for row in self.offers[party].rows[index].tolist():
            if self.used[row] < self.limit[row]:
                continue
            holders = self.holders[row]
            if not holders or not holders.isdisjoint(pushed):
                continue
            if by_lot and len(holders) > 1:
                pushed.append(sorted(holders)[int(self.lot.integers(len(holders)))])
            else:
                hardness = self.penalty
                easiest = min(map(hardness.__getitem__, holders))
                pushed.append(min(one for one in holders if hardness[one] == easiest))
        return pushed

    def take(self, party: int, index: int) -> None:
        """Let the party have one of its plans."""
        self.taken[party] = index
        used, never = self.used, len(self.limit) - 1
        for row in self.offers[party].rows[index].tolist():
            if row == never:
                break
            used[row] += 1
            self.holders[row].add(party)
            if used[row] >= self.limit[row]:
                self.price[row] = self._push(row)

    def release(self, party: int) -> None:
        """Take the party's plan away."""
        used, never = self.used, len(self.limit) - 1
        for row in self.offers[party].rows[self.taken.pop(party)].tolist():
            if row == never:
                break
            self.holders[row].discard(party)
            if used[row] >= self.limit[row]:
                self.price[row] = 0.0 if used[row] == self.limit[row] else self._push(row)
            used[row] -= 1

    def back(self, before: Mapping[int, int]) -> None:
        """Let everybody have the plan again that they had before."""
        changed = [party for party, index in before.items() if self.taken.get(party) != index]
        for party in changed:
            if party in self.taken:
                self.release(party)
        for party in changed:
            self.take(party, before[party])

    def placing(self) -> dict[int, int]:
        """Give the slot of each meeting in the plans taken."""
        found: dict[int, int] = {}
        for party, index in self.taken.items():
            found.update(self.offers[party].meetings(index))
        return found

    def plans(self) -> dict[int, Plan]:
        """Give the plans taken."""
        return {
            party: tuple(sorted(self.offers[party].meetings(index).items(), key=lambda one: one[1]))
            for party, index in self.taken.items()
        }

    def _push(self, row: int) -> float:
        """Give what pushing somebody out of a full row is as bad as."""
        if self.push is not None:
            return self.push
        return min(map(self.penalty.__getitem__, self.holders[row]), default=np.inf)
