"""CBC through PuLP, default settings: a binary that PuLP brings along.

Each tier starts from nothing: CBC given a starting point found worse, and often crashed.
"""

import re
from collections.abc import Callable

import pulp

from benchmarks.rivals.encode import Breaks, encode
from benchmarks.rivals.program import Objective, Program
from benchmarks.rivals.speak import overheard, task
from benchmarks.rivals.staged import Answer, Point, climb

FOUND = re.compile(r"(?:Integer s|S)olution (?:of|found of) (-?[\d.e+]+)")


def main() -> None:
    """Solve the problem given on the command line."""
    told = task()
    program = encode(told.problem, Breaks.STARTS)

    def solve(
        program: Program,
        tier: Objective,
        seconds: float,
        _best: Point | None,
        _tell: Callable[[Point], None],
    ) -> Answer:
        number = program.tiers.index(tier)
        sign = -1 if tier.maximised else 1
        claims: list[int] = []

        def hear(line: str) -> None:
            found = FOUND.search(line)
            if found and claims[-1:] != [value := sign * round(float(found[1]))]:
                claims.append(value)
                told.say(claim=[number, value])

        until = told.left() - seconds
        model, columns = _model(program, tier)
        solver = pulp.PULP_CBC_CMD(
            msg=True,
            timeLimit=max(0.5, told.left() - until - 0.5),
            threads=told.workers,
        )
        with overheard(hear):
            model.solve(solver)
        return _answer(model, columns, tier)

    climb(told, program, solve)


def _model(program: Program, tier: Objective) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """Write the program; every tier is minimised, a maximised one with its sign turned."""
    sign = -1 if tier.maximised else 1
    model = pulp.LpProblem("timetable", pulp.LpMinimize)
    rows, size = program.part(tier)
    columns = [pulp.LpVariable(f"x{i}", cat="Binary") for i in range(size)]
    weights = [(columns[c], sign * w) for c, w in zip(tier.columns, tier.weights, strict=True)]
    # A tier of no terms is still an objective.
    model += pulp.LpAffineExpression(weights or [(columns[0], 0)])
    for row in rows:
        terms = [(columns[column], 1) for column in row.columns]
        terms += [(columns[column], -1) for column in row.negative]
        _add(model, terms, row.low, row.high)
    for held, value in program.held:
        terms = [(columns[c], w) for c, w in zip(held.columns, held.weights, strict=True)]
        limit = value - held.constant
        _add(model, terms, *((limit, None) if held.maximised else (None, limit)))
    return model, columns


def _add(
    model: pulp.LpProblem,
    terms: list[tuple[pulp.LpVariable, int]],
    low: int | None,
    high: int | None,
) -> None:
    expression = pulp.LpAffineExpression(terms)
    if low == high:
        model += pulp.LpConstraint(expression, pulp.LpConstraintEQ, rhs=low)
        return
    if low is not None:
        model += pulp.LpConstraint(expression, pulp.LpConstraintGE, rhs=low)
    if high is not None:
        model += pulp.LpConstraint(expression, pulp.LpConstraintLE, rhs=high)


def _answer(model: pulp.LpProblem, columns: list[pulp.LpVariable], tier: Objective) -> Answer:
    if model.status == pulp.LpStatusInfeasible:
        return Answer(None, None, impossible=True)
    if model.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Answer(None, None)
    point = [(column.value() or 0) > 0.5 for column in columns]
    proved = model.sol_status == pulp.LpSolutionOptimal
    return Answer(point, tier.value(point.__getitem__) if proved else None)


if __name__ == "__main__":
    main()
