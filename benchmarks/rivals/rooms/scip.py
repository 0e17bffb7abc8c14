"""SCIP, as it comes with OR-Tools, default settings and one thread.

Its parallel search, as OR-Tools starts it, ends within a second without an answer.
"""

import re
from time import monotonic

from ortools.linear_solver import pywraplp

from benchmarks.rivals.linear import Log, answer, solve_staged
from benchmarks.rivals.program import Objective, Program
from benchmarks.rivals.speak import task
from benchmarks.rivals.staged import Answer, Point

# … | dual bound | primal bound | gap | how much is done
LOG = Log(re.compile(r"\|\s*[-+\d.e]+\s*\|\s*([-+]?\d[-+\d.e]*)\s*\|\s*(?:[\d.]+%|Inf|Large)\s*\|"))


def main() -> None:
    """Solve the problem given on the command line."""
    solve_staged(task(), LOG, _solve)


def _solve(program: Program, tier: Objective, seconds: float, best: Point | None) -> Answer:
    until = monotonic() + seconds
    solver = pywraplp.Solver.CreateSolver("SCIP")
    columns = _model(solver, program, tier)
    if best is not None:
        solver.SetHint(columns[: len(best)], [float(one) for one in best])
    solver.SetTimeLimit(max(50, int(1000 * (until - monotonic()))))
    solver.EnableOutput()
    status = solver.Solve()
    if status == pywraplp.Solver.INFEASIBLE:
        return Answer(None, None, impossible=True)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return Answer(None, None)
    point = [column.solution_value() > 0.5 for column in columns]
    return answer(tier, point, solver.Objective().BestBound())


def _model(solver: pywraplp.Solver, program: Program, tier: Objective) -> list[pywraplp.Variable]:
    rows, size = program.part(tier)
    columns = [solver.BoolVar("") for _ in range(size)]
    far = solver.infinity()
    for row in rows:
        low = -far if row.low is None else row.low
        high = far if row.high is None else row.high
        made = solver.RowConstraint(low, high, "")
        for column in row.columns:
            made.SetCoefficient(columns[column], 1)
        for column in row.negative:
            made.SetCoefficient(columns[column], -1)
    for held, value in program.held:
        limit = value - held.constant
        made = solver.RowConstraint(*((limit, far) if held.maximised else (-far, limit)), "")
        for column, weight in zip(held.columns, held.weights, strict=True):
            made.SetCoefficient(columns[column], weight)
    objective = solver.Objective()
    for column, weight in zip(tier.columns, tier.weights, strict=True):
        objective.SetCoefficient(columns[column], weight)
    objective.SetOffset(tier.constant)
    (objective.SetMaximization if tier.maximised else objective.SetMinimization)()
    return columns


if __name__ == "__main__":
    main()
