"""HiGHS, as it comes with OR-Tools, default settings.

Each tier starts from nothing: OR-Tools' MathOpt passes no starting point on to HiGHS, and its
older interface, given one, dies of a segmentation fault (9.15).
"""

import re
from datetime import timedelta
from time import monotonic

from ortools.math_opt.python import mathopt

from benchmarks.rivals.linear import Log, answer, solve_staged
from benchmarks.rivals.program import Objective, Program
from benchmarks.rivals.speak import task
from benchmarks.rivals.staged import Answer, Point

# … best bound, best solution, gap, cuts, rows, conflicts, iterations, time
LOG = Log(re.compile(r"\s(-?\d[\d.e+]*)\s+(?:[\d.]+%|inf|Large)\s+\d+\s+\d+\s+\d+\s+\d+\s+[\d.]+s"))
FAR = float("inf")


def main() -> None:
    """Solve the problem given on the command line."""
    solve_staged(task(), LOG, _solve)


def _solve(program: Program, tier: Objective, seconds: float, _best: Point | None) -> Answer:
    until = monotonic() + seconds
    model = mathopt.Model()
    columns = _model(model, program, tier)
    left = timedelta(seconds=max(0.05, until - monotonic()))
    parameters = mathopt.SolveParameters(time_limit=left, enable_output=True)
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    if not result.has_primal_feasible_solution():
        reason = result.termination.reason
        return Answer(None, None, impossible=reason is mathopt.TerminationReason.INFEASIBLE)
    values = result.variable_values(columns)
    point = [value > 0.5 for value in values]
    return answer(tier, point, result.termination.objective_bounds.dual_bound)


def _model(model: mathopt.Model, program: Program, tier: Objective) -> list[mathopt.Variable]:
    rows, size = program.part(tier)
    columns = [model.add_binary_variable() for _ in range(size)]
    for row in rows:
        low = -FAR if row.low is None else row.low
        made = model.add_linear_constraint(lb=low, ub=FAR if row.high is None else row.high)
        for column in row.columns:
            made.set_coefficient(columns[column], 1.0)
        for column in row.negative:
            made.set_coefficient(columns[column], -1.0)
    for held, value in program.held:
        limit = float(value - held.constant)
        low, high = (limit, FAR) if held.maximised else (-FAR, limit)
        made = model.add_linear_constraint(lb=low, ub=high)
        for column, weight in zip(held.columns, held.weights, strict=True):
            made.set_coefficient(columns[column], float(weight))
    for column, weight in zip(tier.columns, tier.weights, strict=True):
        model.objective.set_linear_coefficient(columns[column], float(weight))
    model.objective.offset = float(tier.constant)
    model.objective.is_maximize = tier.maximised
    return columns


if __name__ == "__main__":
    main()
