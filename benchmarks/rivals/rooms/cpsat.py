"""Plain CP-SAT: the whole problem in one model, default settings, tier after tier."""

from collections.abc import Callable

from ortools.sat.python import cp_model

from benchmarks.rivals.encode import Breaks, encode
from benchmarks.rivals.program import Objective, Program
from benchmarks.rivals.speak import task
from benchmarks.rivals.staged import Answer, Point, climb


def main() -> None:
    """Solve the problem given on the command line."""
    told = task()
    model = cp_model.CpModel()
    program = encode(told.problem, Breaks.HOLES)
    columns = [model.new_bool_var("") for _ in range(program.size)]
    add_rows(model, columns, program)

    def solve(
        program: Program,
        tier: Objective,
        seconds: float,
        best: Point | None,
        tell: Callable[[Point], None],
    ) -> Answer:
        for held, value in program.held[-1:]:
            expression = _expression(held, columns)
            model.add(expression >= value if held.maximised else expression <= value)
        if best is not None:
            model.clear_hints()  # type: ignore[no-untyped-call]
            for column, value in zip(columns, best, strict=True):
                model.add_hint(column, value)
        objective = _expression(tier, columns)
        (model.maximize if tier.maximised else model.minimize)(objective)
        return _run(model, columns, seconds, told.workers, tell)

    climb(told, program, solve)


def add_rows(model: cp_model.CpModel, columns: list[cp_model.IntVar], program: Program) -> None:
    """Write each row in the form that CP-SAT likes best."""
    for row in program.rows:
        plus = [columns[column] for column in row.columns]
        minus = [columns[column] for column in row.negative]
        literals = [*plus, *(column.negated() for column in minus)]
        low = None if row.low is None else row.low + len(minus)
        high = None if row.high is None else row.high + len(minus)
        if (low, high) == (1, 1):
            model.add_exactly_one(literals)
        elif (low, high) == (None, 1):
            model.add_at_most_one(literals)
        elif (low, high) == (1, None):
            model.add_bool_or(literals)
        else:
            total = cp_model.LinearExpr.sum(literals)
            if low is not None:
                model.add(total >= low)
            if high is not None:
                model.add(total <= high)


def _expression(tier: Objective, columns: list[cp_model.IntVar]) -> cp_model.LinearExprT:
    chosen = [columns[column] for column in tier.columns]
    return cp_model.LinearExpr.weighted_sum(chosen, list(tier.weights)) + tier.constant


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, columns: list[cp_model.IntVar], tell: Callable[[Point], None]) -> None:
        super().__init__()
        self._columns, self._tell = columns, tell

    def on_solution_callback(self) -> None:
        self._tell([bool(self.boolean_value(column)) for column in self._columns])


def _run(
    model: cp_model.CpModel,
    columns: list[cp_model.IntVar],
    seconds: float,
    workers: int,
    tell: Callable[[Point], None],
) -> Answer:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model, _Listener(columns, tell))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, impossible=status == cp_model.INFEASIBLE)
    point = [bool(solver.boolean_value(column)) for column in columns]
    return Answer(point, round(solver.best_objective_bound))


if __name__ == "__main__":
    main()
