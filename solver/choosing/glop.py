"""One linear programme solved again and again by GLOP, each time on from the last vertex.

After a change of objective, limits or columns a few pivots lead to the next optimum. MathOpt's
Python layer loses the basis to presolve; the older binding does not, where presolve is off.
"""

from collections.abc import Iterable

import numpy as np
from ortools.linear_solver import linear_solver_pb2, pywraplp

from solver.running.watch import Watch

Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Entries = Iterable[tuple[int, float]]


class Glop:
    """A linear programme that is to be maximised unless ``lowest``.

    Parameters
    ----------
    lowest
        Whether it is to be minimised.
    once
        Whether it is solved a single time, which presolve makes faster.
    scaled
        Whether rows and columns are scaled. Columns that come later change the scales, and
        with these the basis is lost.
    """

    def __init__(self, *, lowest: bool = False, once: bool = False, scaled: bool = True) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._manner = f"use_preprocessing: {_said(once)} use_scaling: {_said(scaled)}"
        self._far: float = self._solver.infinity()
        self._columns: list[pywraplp.Variable] = []
        self._rows: list[pywraplp.Constraint] = []
        self._objective = self._solver.Objective()
        self._objective.SetOptimizationDirection(not lowest)
        self._answer: linear_solver_pb2.MPSolutionResponse | None = None

    def load(
        self,
        columns: int,
        limits: Iterable[tuple[float, float]],
        entries: tuple[Numbers, Numbers, Numbers],
    ) -> None:
        """Begin with columns between 0 and 1 and with rows, several times as fast as one by one.

        Parameters
        ----------
        columns
            How many.
        limits
            Of each row.
        entries
            The columns, the coefficients and the rows of all entries.
        """
        model = linear_solver_pb2.MPModelProto(maximize=self._objective.maximization())
        for _ in range(columns):
            model.variable.add(lower_bound=0.0, upper_bound=1.0)
        column, coefficient, row_of = entries
        order = np.argsort(row_of, kind="stable")
        column, coefficient = column[order], coefficient[order].astype(np.float64)
        ends = np.cumsum(np.bincount(row_of)).tolist() if len(row_of) else []
        begin = 0
        for number, (lower, upper) in enumerate(limits):
            end = ends[number] if number < len(ends) else begin
            row = model.constraint.add(lower_bound=lower, upper_bound=upper)
            row.var_index.extend(column[begin:end].tolist())
            row.coefficient.extend(coefficient[begin:end].tolist())
            begin = end
        self._solver.LoadModelFromProto(model)
        self._columns, self._rows = self._solver.variables(), self._solver.constraints()
        self._objective = self._solver.Objective()

    def add_column(self, lower: float, upper: float, entries: Entries = ()) -> int:
        """Add a column by its coefficients in the rows there are; give its number."""
        column = self._solver.NumVar(self._within(lower), self._within(upper), "")
        for row, coefficient in entries:
            self._rows[row].SetCoefficient(column, coefficient)
        self._columns.append(column)
        return len(self._columns) - 1

    def add_row(self, lower: float, upper: float, entries: Entries = ()) -> int:
        """Add a row by its coefficients at the columns there are; give its number."""
        row = self._solver.Constraint(self._within(lower), self._within(upper))
        for column, coefficient in entries:
            row.SetCoefficient(self._columns[column], coefficient)
        self._rows.append(row)
        return len(self._rows) - 1

    def put(self, row: int, column: int, coefficient: float) -> None:
        """Give a column a coefficient in a row."""
        self._rows[row].SetCoefficient(self._columns[column], coefficient)

    def limit_row(self, row: int, lower: float, upper: float) -> None:
        """Let a row lie between two values."""
        self._rows[row].SetBounds(self._within(lower), self._within(upper))

    def weigh(self, column: int, weight: float) -> None:
        """Let a column count so much in the objective."""
        self._objective.SetCoefficient(self._columns[column], weight)

    def _within(self, limit: float) -> float:
        return min(max(limit, -self._far), self._far)

    def solve(
        self, watch: Watch, *, seconds: float | None = None, dual: bool = False
    ) -> bool | None:
        """Solve it; tell whether any point meets all rows, None if time ran out before.

        Parameters
        ----------
        dual
            Whether to go on by the dual simplex, which takes a few pivots where nothing but
            limits has changed since the last optimum.
        """
        if watch.over() or (seconds is not None and seconds <= 0):
            return None
        self._solver.SetSolverSpecificParametersAsString(
            f"{self._manner} use_dual_simplex: {_said(dual)}"
        )
        self._answer = None
        code = watch.run(self._solver.Solve, self._solver.InterruptSolve, seconds=seconds)
        if code == pywraplp.Solver.INFEASIBLE:
            return False
        return True if code == pywraplp.Solver.OPTIMAL else None

    def value(self) -> float:
        """Give the objective at the point found last."""
        found: float = self._objective.Value()
        return found

    def point(self) -> Values:
        """Give the value of each column."""
        return np.array(self._found().variable_value)

    def multipliers(self) -> Values:
        """Give the dual value of each row."""
        return np.array(self._found().dual_value)

    def _found(self) -> linear_solver_pb2.MPSolutionResponse:
        """Give what was found last in one piece, ten times as fast as value by value."""
        if self._answer is None:
            self._answer = linear_solver_pb2.MPSolutionResponse()
            self._solver.FillSolutionResponseProto(self._answer)
        return self._answer


def _said(flag: bool) -> str:
    return str(flag).lower()
