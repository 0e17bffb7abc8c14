"""One plan for each party, in whole numbers: the best mixture of those in use.

Slots that are alike are taken together still, so that this says who meets whom, in which
stretch of time and in which order; ``seat`` finds the slots.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from solver.running.run import Run
from solver.running.search import ask
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Plan

# The best mixture is a bound's way off the best timetable anyhow.
CLOSE = 0.0002

Key = tuple[int, frozenset[int], tuple[int, ...]]
"""A party, the columns of its meetings and what the plan takes of each budget."""


@dataclass
class _Row:
    literals: list[cp_model.IntVar] = field(default_factory=list)
    coefficients: list[int] = field(default_factory=list)

    def total(self) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self.literals, self.coefficients)


def mix(
    run: Run, master: Master, hint: Collection[tuple[int, Plan]] | None, *, seconds: float
) -> dict[int, Plan] | None:
    """Choose one of the master's plans for each party, at the least cost and within all rows.

    Of plans that differ only within stretches the cheapest stands for all.

    Parameters
    ----------
    hint
        Plans that go together, of the master's; none are suggested if None.

    Returns
    -------
    dict | None
        A plan for each party, or None if no choice was found within ``seconds``.
    """
    best: dict[Key, tuple[int, Plan]] = {}
    for party, plan in sorted(master.plans):
        key, cost = _key(master, party, plan), master.cost(party, plan)
        if key not in best or cost < best[key][0]:
            best[key] = cost, plan
    model = cp_model.CpModel()
    literals = {key: model.new_bool_var("") for key in best}
    loose = {column: model.new_bool_var("") for column in master.shared.loose}
    _add_rows(model, master, literals, loose, best)
    total = _Row(list(literals.values()), [cost for cost, _ in best.values()])
    total.literals += loose.values()
    total.coefficients += [int(master.weights[column]) for column in loose]
    model.minimize(total.total())
    if hint is not None:
        hinted = {_key(master, party, plan) for party, plan in hint}
        for key, literal in literals.items():
            model.add_hint(literal, key in hinted)
    solver = ask(model, run.watch, run.style, seconds=seconds, close=CLOSE)
    if solver is None:
        return None
    return {key[0]: best[key][1] for key in best if solver.boolean_value(literals[key])}


def _key(master: Master, party: int, plan: Plan) -> Key:
    spent = [budget.costs.of(master.layout, party, plan) for budget in master.budgets]
    return party, frozenset(master.shared.columns_of(plan)), tuple(spent)


def _add_rows(
    model: cp_model.CpModel,
    master: Master,
    literals: dict[Key, cp_model.IntVar],
    loose: dict[int, cp_model.IntVar],
    best: dict[Key, tuple[int, Plan]],
) -> None:
    """Let each party have one plan, and all of them keep the shared rows and the budgets."""
    shared = master.shared
    of_party: dict[int, list[cp_model.IntVar]] = {}
    rows = [_Row() for _ in master.lower]
    entries = [(literal, shared.entries([column])) for column, literal in loose.items()]
    for key, literal in literals.items():
        party, _, spent = key
        of_party.setdefault(party, []).append(literal)
        entries.append((literal, shared.entries(shared.all_columns_of(party, best[key][1]))))
        entries[-1][1].update(enumerate(spent, start=len(shared.lower)))
    for literal, own in entries:
        for number, coefficient in own.items():
            rows[number].literals.append(literal)
            rows[number].coefficients.append(coefficient)
    for own_plans in of_party.values():
        model.add_exactly_one(own_plans)
    for row, least, most in zip(rows, master.lower, master.upper, strict=True):
        if np.isfinite(least):
            model.add(row.total() >= int(least))
        if np.isfinite(most) and sum(max(0, c) for c in row.coefficients) > most:
            model.add(row.total() <= int(most))
