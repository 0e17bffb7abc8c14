"""The cheapest plans of all parties together, in fractions: a bound over every choice.

Column generation after Dantzig and Wolfe ("Decomposition principle for linear programs",
Operations Research 8, 1960): a column is a party's whole plan, the rows are what the plans
share. For any multipliers y of the rows, weak duality bounds the total cost from below by
Σ over parties of the cheapest plan at prices −y·A, plus Σ y·limit; with y rounded to fractions
of 2**30 that sum is one of integers, and so a bound whatever GLOP's tolerances were.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from solver.choosing.bounds import SCALE, Numbers
from solver.running.watch import Watch
from solver.whole_plans.plans import Costs, Plan
from solver.whole_plans.shared import Shared

ROUNDS = 60
NEAR = 1e-4


@dataclass(frozen=True, slots=True)
class Budget:
    """What a price per day, break or metre adds up to, at most, over all plans."""

    costs: Costs
    most: int


class Master:
    """Plans in use so far, in fractions that add up to one for each party."""

    def __init__(
        self,
        shared: Shared,
        costs: Costs,
        budgets: Sequence[Budget],
        weights: Numbers | None = None,
    ) -> None:
        self.shared, self.costs, self.budgets = shared, costs, budgets
        nothing: Numbers = np.zeros(shared.relaxation.size, dtype=np.int64)
        self.weights = nothing if weights is None else weights
        self.layout = shared.relaxation.layout
        self.plans: dict[tuple[int, Plan], mathopt.Variable] = {}
        self._model = mathopt.Model()
        self._rows = [
            self._model.add_linear_constraint(lb=float(least), ub=float(most))
            for least, most in zip(shared.lower, shared.upper, strict=True)
        ]
        self._rows += [
            self._model.add_linear_constraint(ub=float(budget.most)) for budget in budgets
        ]
        self.lower = np.concatenate((shared.lower, np.full(len(budgets), -np.inf)))
        self.upper = np.concatenate((shared.upper, [float(budget.most) for budget in budgets]))
        parties = [party for group in shared.groups for party in group.parties]
        self._one = {p: self._model.add_linear_constraint(lb=1.0, ub=1.0) for p in parties}
        for column in shared.loose:
            variable = self._model.add_variable(lb=0.0, ub=1.0)
            self._model.objective.set_linear_coefficient(variable, float(self.weights[column]))
            for row, coefficient in shared.entries([column]).items():
                self._rows[row].set_coefficient(variable, float(coefficient))
        self._model.objective.is_maximize = False
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    def add(self, party: int, plan: Plan) -> None:
        """Add a plan, unless it is known."""
        if (party, plan) in self.plans:
            return
        variable = self._model.add_variable(lb=0.0)
        self.plans[party, plan] = variable
        self._model.objective.set_linear_coefficient(variable, float(self.cost(party, plan)))
        self._one[party].set_coefficient(variable, 1.0)
        for row, coefficient in self.shared.entries(
            self.shared.all_columns_of(party, plan)
        ).items():
            self._rows[row].set_coefficient(variable, float(coefficient))
        for row, budget in enumerate(self.budgets, start=len(self.shared.lower)):
            spent = budget.costs.of(self.layout, party, plan)
            if spent:
                self._rows[row].set_coefficient(variable, float(spent))

    def cost(self, party: int, plan: Plan) -> int:
        """Give what a plan adds to the total."""
        columns = self.shared.all_columns_of(party, plan)
        return self.costs.of(self.layout, party, plan) + int(self.weights[columns].sum())

    def solve(self, watch: Watch, *, seconds: float) -> int | None:
        """Add plans until none makes the total cheaper; give a bound of it, None if none."""
        end = watch.elapsed() + seconds
        best: int | None = None
        for _ in range(ROUNDS):
            result = self._solve_once(watch, end - watch.elapsed())
            if result is None:
                break
            bound, cheapest = self._price(np.array(result.dual_values(self._rows)))
            best = bound if best is None else max(best, bound)
            known = len(self.plans)
            for party, plan in cheapest:
                self.add(party, plan)
            if best >= result.objective_value() - NEAR or len(self.plans) == known:
                break
        return best

    def _solve_once(self, watch: Watch, seconds: float) -> mathopt.SolveResult | None:
        """Find the best mixture of the plans in use; None if time ran out."""
        if seconds <= 0:
            return None
        interrupter = SolveInterrupter()
        result = watch.run(
            lambda: self._solver.solve(interrupter=interrupter),
            interrupter.interrupt,
            seconds=seconds,
        )
        optimal = result.termination.reason is mathopt.TerminationReason.OPTIMAL
        return result if optimal else None

    def _price(
        self, duals: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    ) -> tuple[int, list[tuple[int, Plan]]]:
        """Give the bound that follows from multipliers, and each party's cheapest plan."""
        multipliers = np.rint(duals * SCALE).astype(np.int64)
        multipliers[(multipliers > 0) & np.isinf(self.lower)] = 0
        multipliers[(multipliers < 0) & np.isinf(self.upper)] = 0
        limits = np.where(multipliers > 0, self.lower, self.upper)
        total = sum(int(y) * int(at) for y, at in zip(multipliers, limits, strict=True) if y)
        shared = len(self.shared.lower)
        price = -self.shared.gains(multipliers[:shared])
        price[:-1] += SCALE * self.weights
        total += sum(min(0, int(price[column])) for column in self.shared.loose)
        costs = self._dearer(multipliers[shared:])
        cheapest: list[tuple[int, Plan]] = []
        for group, meetings in zip(self.shared.groups, self.shared.meetings, strict=True):
            priced = group.price(costs, price[meetings], self.shared.by_size(group, price))
            total += sum(map(int, priced.total.min(axis=1)))
            cheapest += zip(group.parties, priced.cheapest(), strict=True)
        return -(-total // SCALE), cheapest

    def _dearer(self, multipliers: Numbers) -> Costs:
        """Give what days, breaks and metres cost by the objective and by the budgets' prices."""
        day, idle, metre = (
            SCALE * one for one in (self.costs.day, self.costs.idle, self.costs.metre)
        )
        for budget, multiplier in zip(self.budgets, multipliers.tolist(), strict=True):
            day += -multiplier * budget.costs.day
            idle += -multiplier * budget.costs.idle
            metre += -multiplier * budget.costs.metre
        return Costs(day, idle, metre)
