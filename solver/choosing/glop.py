"""One linear programme solved again and again by GLOP, each time on from the last vertex.

After a change of objective, limits or columns a few pivots lead to the next optimum. MathOpt's
Python layer loses the basis to presolve; the older binding does not, where presolve is off.
"""

from collections.abc import Iterable

import numpy as np
from ortools.linear_solver import pywraplp

from solver.running.watch import Watch

Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
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
        self._solver.SetSolverSpecificParametersAsString(
            f"use_preprocessing: {str(once).lower()} use_scaling: {str(scaled).lower()}"
        )
        self._far: float = self._solver.infinity()
        self._columns: list[pywraplp.Variable] = []
        self._rows: list[pywraplp.Constraint] = []
        self._objective = self._solver.Objective()
        self._objective.SetOptimizationDirection(not lowest)

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

    def limit_column(self, column: int, lower: float, upper: float) -> None:
        """Let a column lie between two values."""
        self._columns[column].SetBounds(self._within(lower), self._within(upper))

    def weigh(self, column: int, weight: float) -> None:
        """Let a column count so much in the objective."""
        self._objective.SetCoefficient(self._columns[column], weight)

    def _within(self, limit: float) -> float:
        return min(max(limit, -self._far), self._far)

    def solve(self, watch: Watch, *, seconds: float | None = None) -> bool | None:
        """Solve it; tell whether any point meets all rows, None if time ran out before."""
        if watch.over() or (seconds is not None and seconds <= 0):
            return None
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
        return np.array([column.solution_value() for column in self._columns])

    def multipliers(self) -> Values:
        """Give the dual value of each row."""
        return np.array([row.dual_value() for row in self._rows])
