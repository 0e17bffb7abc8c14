"""One plan for each party, in whole numbers: the best mixture of some plans.

Slots that are alike are taken together still, so that this says who meets whom, in which
stretch of time and in which order; ``seat`` finds the slots.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from solver.choosing.bounds import Numbers
from solver.choosing.glop import Values
from solver.running.run import Run
from solver.running.search import ask
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Plan
from solver.whole_plans.pool import Pool

# The best mixture is a bound's way off the best timetable anyhow.
CLOSE = 0.0002
# Plans that go together at a bound are looked for by relaxations, which lead there or refute it,
# mostly within a second. After this much of CP-SAT's own time the search is given up.
EFFORT = 1.5


def mix(
    run: Run,
    pool: Pool,
    *,
    least: int,
    seconds: float,
    seed: int = 0,
    most: int | None = None,
) -> dict[int, Plan] | None:
    """Choose a plan for each party left in a pool's master, at the least cost and within all rows.

    Parameters
    ----------
    least
        What no choice, the settled parties' plans included, can cost less than.
    most
        What any choice is welcome that costs no more than; the cheapest is looked for if None.
        The pool has no dearer plans then, so that one is found soon or not at all.

    Returns
    -------
    dict | None
        A plan for each party, settled ones included, or None if none was found in time.
    """
    master, model = pool.master, cp_model.CpModel()
    plans = [(party, plan) for party, own in sorted(pool.plans.items()) for plan in own.values()]
    literals = [model.new_bool_var("") for _ in (*plans, *master.shared.loose)]
    begin = 0
    for _, own in sorted(pool.plans.items()):
        model.add_exactly_one(literals[begin : begin + len(own)])
        begin += len(own)
    _limit(model, literals, pool, spare=None if most is None else pool.spare)
    costs = [kind.cost for _, own in sorted(pool.plans.items()) for kind in own]
    costs += master.weights[master.shared.loose].tolist()
    total = cp_model.LinearExpr.weighted_sum(literals, costs)
    spent = sum(master.cost(party, plan) for party, plan in master.settled.items())
    if most is None:
        model.add(total >= least - spent)
        model.minimize(total)
        solver = ask(model, run.watch, replace(run.style, seed=seed), seconds=seconds, close=CLOSE)
    else:
        model.add(total <= most - spent)
        style = replace(run.style, seed=seed, effort=EFFORT)
        solver = ask(model, run.watch, style, seconds=seconds, relaxed=True)
    if solver is None:
        return None
    chosen = (one for one, literal in zip(plans, literals, strict=False) if solver.value(literal))
    return {**master.settled, **dict(chosen)}


def _limit(
    model: cp_model.CpModel, literals: Sequence[cp_model.IntVar], pool: Pool, *, spare: int | None
) -> None:
    """Let all plans together keep the shared rows and the budgets."""
    lower, upper = _limits(pool.master, spare)
    numbers, rows, coefficients = _entries(pool)
    order = np.argsort(rows, kind="stable")
    numbers, coefficients = numbers[order], coefficients[order]
    ends = np.searchsorted(rows[order], np.arange(len(lower) + 1)).tolist()
    for (begin, end), least, most in zip(pairwise(ends), lower, upper, strict=True):
        own = coefficients[begin:end]
        if own[own > 0].sum() <= most and own[own < 0].sum() >= least:
            continue
        some = [literals[number] for number in numbers[begin:end].tolist()]
        total = cp_model.LinearExpr.weighted_sum(some, own.tolist())
        model.add_linear_constraint(
            total,
            int(least) if np.isfinite(least) else cp_model.INT_MIN,
            int(most) if np.isfinite(most) else cp_model.INT_MAX,
        )


def _limits(master: Master, spare: int | None) -> tuple[Values, Values]:
    """Give the limits of the rows.

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
    return lower, upper


def _entries(pool: Pool) -> tuple[Numbers, Numbers, Numbers]:
    """Give the number of a plan or loose column, its row and its coefficient of each entry."""
    master = pool.master
    shared, budgets = master.shared, list(master.budgets)
    columns: list[Sequence[int]] = []
    spent: list[tuple[int, int, int]] = []
    rows = [len(shared.lower) + budgets.index(costs) for costs in pool.limited]
    for party, own in sorted(pool.plans.items()):
        for kind, plan in own.items():
            spent += [(len(columns), row, much) for row, much in zip(rows, kind.spent, strict=True)]
            columns.append(shared.all_columns_of(party, plan))
    columns += [[column] for column in shared.loose]
    of_budgets = np.array([one for one in spent if one[2]], dtype=np.int64).reshape(-1, 3).T
    entries = zip(shared.all_entries(columns), of_budgets, strict=True)
    numbers, of_rows, coefficients = (np.concatenate(one) for one in entries)
    return numbers, of_rows, coefficients
