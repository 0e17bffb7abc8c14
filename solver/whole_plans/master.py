"""The cheapest plans of all parties together, in fractions: a bound over every choice.

Column generation after Dantzig and Wolfe ("Decomposition principle for linear programs",
Operations Research 8, 1960): a column is a party's whole plan, the rows are what the plans
share. For any multipliers y of the rows, weak duality bounds the total cost from below by
Σ over parties of the cheapest plan at prices −y·A, plus Σ y·limit; with y rounded to fractions
of 2**30 that sum is one of integers, and so a bound whatever GLOP's tolerances were.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from solver.choosing.bounds import SCALE, Numbers
from solver.choosing.glop import Glop, Values
from solver.running.watch import Watch
from solver.whole_plans.plans import Costs, Plan, Plans, measured
from solver.whole_plans.priced import Priced
from solver.whole_plans.shared import Shared

ROUNDS = 100
NEAR = 1e-4
# Rounds of pricing after some parties have been settled.
TOUCHES = 2
# Shares below are nothing, shares less than this below one are whole.
NOTHING = 1e-6


class Master:
    """Plans in use so far, in fractions that add up to one for each party.

    Parameters
    ----------
    budgets
        The most that some costs may add up to over all plans; None for no limit yet.
    settled
        Parties whose plans are settled; the mixture is of the others' and of what is left.
    small
        Whether it is solved a few times only, each time from the beginning.

    Attributes
    ----------
    plans
        The column of each plan in use.
    lower, upper
        Limits of the shared rows, and of the budgets behind them.
    multipliers
        What the rows are worth in the proof of the best bound.
    slack
        How far that proof lies below the bound, which is whole, in units of 1/SCALE.
    bounded, done
        Whether there is a bound, and whether no plan is left that would make the mixture cheaper.
    """

    def __init__(
        self,
        shared: Shared,
        budgets: Mapping[Costs, int | None],
        settled: Mapping[int, Plan] | None = None,
        *,
        small: bool = False,
    ) -> None:
        self.shared, self.budgets, self.settled = shared, dict(budgets), dict(settled or {})
        self.layout = shared.relaxation.layout
        self.costs = Costs()
        self.weights: Numbers = np.zeros(shared.relaxation.size, dtype=np.int64)
        taken = np.zeros(len(shared.lower) + len(budgets))
        for party, plan in self.settled.items():
            for row, coefficient in self.entries(party, plan).items():
                taken[row] += coefficient
        most = [np.inf if one is None else float(one) for one in budgets.values()]
        self.lower = np.concatenate((shared.lower, np.full(len(budgets), -np.inf))) - taken
        self.upper = np.concatenate((shared.upper, most)) - taken
        self.multipliers: Numbers = np.zeros(len(self.lower), dtype=np.int64)
        self.slack = 0
        self.plans: dict[tuple[int, Plan], int] = {}
        self.bounded = self.done = False
        self._point: Values = np.zeros(0)
        self._glop = Glop(lowest=True, once=small, scaled=False)
        for least, most in zip(self.lower, self.upper, strict=True):
            self._glop.add_row(least, most)
        everyone = [party for group in shared.groups for party in group.parties]
        self.parties = [party for party in everyone if party not in self.settled]
        self._one = {party: self._glop.add_row(1.0, 1.0) for party in self.parties}
        self._loose = {
            column: self._glop.add_column(0.0, 1.0, shared.entries([column]).items())
            for column in shared.loose
        }

    def aim(self, costs: Costs, weights: Numbers | None = None) -> None:
        """Look for the least of some costs, and of weighted columns, from now on."""
        self.costs = costs
        self.weights = np.zeros_like(self.weights) if weights is None else weights
        for column, number in self._loose.items():
            self._glop.weigh(number, float(self.weights[column]))
        for (party, plan), number in self.plans.items():
            self._glop.weigh(number, float(self.cost(party, plan)))

    def limit(self, costs: Costs, most: int) -> None:
        """Let one of the budgets' costs add up to so much at most."""
        row = len(self.shared.lower) + list(self.budgets).index(costs)
        self.budgets[costs], self.upper[row] = most, float(most)
        self._glop.limit_row(row, -np.inf, float(most))

    def add(self, party: int, plan: Plan) -> None:
        """Add a plan, unless it is known."""
        if (party, plan) in self.plans:
            return
        entries = {**self.entries(party, plan), self._one[party]: 1}
        self.plans[party, plan] = number = self._glop.add_column(0.0, np.inf, entries.items())
        self._glop.weigh(number, float(self.cost(party, plan)))

    def know(self, plans: Collection[tuple[int, Plan]], watch: Watch) -> None:
        """Add plans drawn up elsewhere.

        What there is is mixed before: from that vertex the way on with thousands of new plans is
        short, while from none GLOP may take half a minute to the first.
        """
        if plans and self._glop.solve(watch):
            for party, plan in plans:
                self.add(party, plan)

    def entries(self, party: int, plan: Plan) -> dict[int, int]:
        """Give what a plan takes of each row, the budgets included."""
        found = self.shared.entries(self.shared.all_columns_of(party, plan))
        much = measured(self.layout, party, plan)
        for row, costs in enumerate(self.budgets, start=len(self.shared.lower)):
            spent = costs.of_so_many(*much)
            if spent:
                found[row] = spent
        return found

    def cost(self, party: int, plan: Plan) -> int:
        """Give what a plan adds to the total."""
        columns = self.shared.all_columns_of(party, plan)
        return self.costs.of(self.layout, party, plan) + int(self.weights[columns].sum())

    def solve(self, watch: Watch, *, seconds: float) -> int | None:
        """Add plans until none makes the total cheaper; give a bound of it, None if none."""
        end = watch.elapsed() + seconds
        best: int | None = None
        for _ in range(ROUNDS):
            if not self._glop.solve(watch, seconds=end - watch.elapsed()):
                break
            value, multipliers = self._read()
            proof, cheapest = self._price(multipliers)
            bound = -(-proof // SCALE)
            slack = bound * SCALE - proof
            if best is None or (bound, -slack) > (best, -self.slack):
                best, self.multipliers, self.slack = bound, multipliers, slack
                self.bounded = True
            known = len(self.plans)
            for party, plan in cheapest:
                self.add(party, plan)
            if best >= value - NEAR or len(self.plans) == known:
                self.done = True
                break
        return best

    def rest(self, settled: Mapping[int, Plan], watch: Watch) -> "Master | None":
        """Settle some of the parties, and mix plans of the others anew, with what that leaves.

        Returns
        -------
        Master | None
            One of the other parties alone, small and quickly solved; None if their plans
            cannot be mixed.
        """
        found = self._small(settled, [one for one in self.plans if one[0] not in settled])
        return found if found.touch(watch, TOUCHES) else None

    def of_these(self, plans: Iterable[tuple[int, Plan]]) -> "Master":
        """Give one of the same parties, and of some plans alone, not mixed yet."""
        return self._small({}, plans)

    def _small(self, settled: Mapping[int, Plan], plans: Iterable[tuple[int, Plan]]) -> "Master":
        others = self.shared.among([party for party in self.parties if party not in settled])
        found = Master(others, self.budgets, {**self.settled, **settled}, small=True)
        found.aim(self.costs, self.weights)
        found.multipliers, found.slack = self.multipliers, self.slack
        for party, plan in plans:
            found.add(party, plan)
        return found

    def touch(self, watch: Watch, rounds: int) -> bool:
        """Add cheap plans some times; tell whether the plans could be mixed each time."""
        for _ in range(rounds):
            if not self._glop.solve(watch):
                return False
            known = len(self.plans)
            for party, plan in self._price(self._read()[1])[1]:
                if party in self._one:
                    self.add(party, plan)
            if len(self.plans) == known:
                break
        return True

    def mixed(self, watch: Watch) -> bool:
        """Mix the plans there are; tell whether they can be, in time."""
        if not self._glop.solve(watch):
            return False
        self._point = self._glop.point()
        return True

    def shares(self) -> dict[int, list[tuple[float, Plan]]]:
        """Give for each party the shares of its plans in the mixture found last, the most first."""
        found: dict[int, list[tuple[float, Plan]]] = {party: [] for party in self.parties}
        for (party, plan), number in self.plans.items():
            if number < len(self._point) and self._point[number] > NOTHING:
                found[party].append((float(self._point[number]), plan))
        for own in found.values():
            own.sort(reverse=True)
        return found

    def _read(self) -> tuple[float, Numbers]:
        """Note the mixture found; give its total and the multipliers of the rows."""
        self._point = self._glop.point()
        duals = self._glop.multipliers()[: len(self.lower)]
        multipliers = np.rint(duals * SCALE).astype(np.int64)
        multipliers[(multipliers > 0) & np.isinf(self.lower)] = 0
        multipliers[(multipliers < 0) & np.isinf(self.upper)] = 0
        return self._glop.value(), multipliers

    def beside(self, multipliers: Numbers) -> int:
        """Give what limits and loose columns add to the bound that follows from multipliers.

        In units of 1/SCALE; the cheapest plans of all parties add the rest.
        """
        limits = np.where(multipliers > 0, self.lower, self.upper)
        total = sum(int(y) * int(at) for y, at in zip(multipliers, limits, strict=True) if y)
        price = self._prices(multipliers)
        return total + sum(min(0, int(price[column])) for column in self.shared.loose)

    def _price(self, multipliers: Numbers) -> tuple[int, list[tuple[int, Plan]]]:
        """Give the proof that follows from multipliers, and each party's cheapest plan.

        What the proof says of the total is in units of 1/SCALE.
        """
        total = self.beside(multipliers)
        cheapest: list[tuple[int, Plan]] = []
        for group, priced, _ in self.priced(multipliers):
            total += sum(map(int, priced.total.min(axis=1)))
            cheapest += zip(group.parties, priced.cheapest(), strict=True)
        return total, cheapest

    def priced(self, multipliers: Numbers) -> Iterator[tuple[Plans, Priced, Numbers]]:
        """Give for each group its plans by reduced cost, and the part that its size adds."""
        price = self._prices(multipliers)
        costs = self._dearer(multipliers[len(self.shared.lower) :])
        for group, meetings in zip(self.shared.groups, self.shared.meetings, strict=True):
            by_size = self.shared.by_size(group, price)
            yield group, group.price(costs, price[meetings], by_size), by_size

    def _prices(self, multipliers: Numbers) -> Numbers:
        price = -self.shared.gains(multipliers[: len(self.shared.lower)])
        price[:-1] += SCALE * self.weights
        return price

    def _dearer(self, multipliers: Numbers) -> Costs:
        """Give what days, breaks and metres cost by the objective and by the budgets' prices."""
        day, idle, metre = (
            SCALE * one for one in (self.costs.day, self.costs.idle, self.costs.metre)
        )
        for budget, multiplier in zip(self.budgets, multipliers.tolist(), strict=True):
            day += -multiplier * budget.day
            idle += -multiplier * budget.idle
            metre += -multiplier * budget.metre
        return Costs(day, idle, metre)
