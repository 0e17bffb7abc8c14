"""One plan for each party, in whole numbers: the best mixture of some plans.

Slots that are alike are taken together still, so that this says who meets whom, in which
stretch of time and in which order; ``seat`` finds the slots.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from ortools.sat.python import cp_model

from solver.running.run import Run
from solver.running.search import ask
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Plan
from solver.whole_plans.pool import Pool

# The best mixture is a bound's way off the best timetable anyhow.
CLOSE = 0.0002
# What looks for plans that go together at a bound: relaxations lead there, or refute it. Which
# of the two is mostly known after a second, sometimes to one way of doing so only, so that each
# is tried in turn; after this much of CP-SAT's own time the search is given up.
STRATEGIES, EFFORT = ("max_lp", "reduced_costs"), 2.5


@dataclass
class _Row:
    """Literals with their coefficients."""

    literals: list[cp_model.IntVar] = field(default_factory=list)
    coefficients: list[int] = field(default_factory=list)

    def add(self, literal: cp_model.IntVar, coefficient: int) -> None:
        self.literals.append(literal)
        self.coefficients.append(coefficient)

    def total(self) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self.literals, self.coefficients)

    def most(self) -> int:
        return sum(max(0, one) for one in self.coefficients)


def mix(
    run: Run,
    pool: Pool,
    *,
    least: int,
    seconds: float,
    seed: int = 0,
    at_the_bound: bool = False,
) -> dict[int, Plan] | None:
    """Choose a plan for each party left in a pool's master, at the least cost and within all rows.

    Parameters
    ----------
    least
        What no choice, the settled parties' plans included, can cost less than.
    at_the_bound
        Whether the pool has hardly anything dearer, so that one is found soon or not at all.

    Returns
    -------
    dict | None
        A plan for each party, settled ones included, or None if none was found in time.
    """
    master = pool.master
    model = cp_model.CpModel()
    rows = [_Row() for _ in master.lower]
    total = _Row()
    literals: dict[tuple[int, Plan], cp_model.IntVar] = {}
    for party, plans in sorted(pool.plans.items()):
        for plan in plans.values():
            literals[party, plan] = literal = model.new_bool_var("")
            total.add(literal, master.cost(party, plan))
            for number, coefficient in master.entries(party, plan).items():
                rows[number].add(literal, coefficient)
        model.add_exactly_one([literals[party, plan] for plan in plans.values()])
    for column in master.shared.loose:
        literal = model.new_bool_var("")
        total.add(literal, int(master.weights[column]))
        for number, coefficient in master.shared.entries([column]).items():
            rows[number].add(literal, coefficient)
    _limit(model, master, rows, pool.spare if at_the_bound else None)
    spent = sum(master.cost(party, plan) for party, plan in master.settled.items())
    model.add(total.total() >= least - spent)
    model.minimize(total.total())
    style = replace(run.style, seed=seed, effort=EFFORT if at_the_bound else None)
    strategy = STRATEGIES[seed % len(STRATEGIES)] if at_the_bound else None
    solver = ask(model, run.watch, style, seconds=seconds, close=CLOSE, strategy=strategy)
    if solver is None:
        return None
    chosen = {party: plan for (party, plan), one in literals.items() if solver.boolean_value(one)}
    return {**master.settled, **chosen}


def _limit(model: cp_model.CpModel, master: Master, rows: list[_Row], spare: int | None) -> None:
    """Let all plans together keep the shared rows and the budgets.

    Where little is spare, a row of which the proof of the bound makes much has to be full
    (complementary slackness).
    """
    lower, upper = master.lower.copy(), master.upper.copy()
    if spare is not None:
        for row in np.flatnonzero(master.multipliers).tolist():
            multiplier = int(master.multipliers[row])
            away = spare // abs(multiplier)
            if multiplier > 0:
                upper[row] = min(upper[row], lower[row] + away)
            else:
                lower[row] = max(lower[row], upper[row] - away)
    for total, least, most in zip(rows, lower, upper, strict=True):
        if np.isfinite(least):
            model.add(total.total() >= int(least))
        if np.isfinite(most) and total.most() > most:
            model.add(total.total() <= int(most))
