"""GLOP from one optimum to the next."""

from math import inf

import numpy as np
import pytest

from solver.choosing.glop import Glop
from solver.running.watch import Watch


@pytest.mark.parametrize("once", [False, True])
def test_limits_weights_and_columns_change_between_solves(once: bool) -> None:
    glop = Glop(once=once)
    one = glop.add_column(0.0, 1.0)
    row = glop.add_row(-inf, 1.5, [(one, 1.0)])
    glop.weigh(one, 2.0)
    assert glop.solve(Watch(10))
    assert glop.value() == pytest.approx(2.0)
    other = glop.add_column(0.0, inf, [(row, 1.0)])
    glop.weigh(other, 3.0)
    assert glop.solve(Watch(10))
    assert list(glop.point()) == pytest.approx([0.0, 1.5])
    assert list(glop.multipliers()) == pytest.approx([3.0])
    glop.weigh(other, -1.0)
    glop.limit_row(row, 0.5, 0.5)
    assert glop.solve(Watch(10))
    assert glop.value() == pytest.approx(1.0)


def test_the_least_is_found_if_asked_for() -> None:
    glop = Glop(lowest=True)
    column = glop.add_column(0.0, 9.0)
    row = glop.add_row(2.0, inf)
    glop.put(row, column, 1.0)
    glop.weigh(column, 1.0)
    assert glop.solve(Watch(10))
    assert glop.value() == pytest.approx(2.0)


def test_what_no_point_meets_is_told_from_what_there_was_no_time_for() -> None:
    glop = Glop()
    glop.add_row(2.0, inf, [(glop.add_column(0.0, 1.0), 1.0)])
    assert glop.solve(Watch(10)) is False
    assert glop.solve(Watch(10), seconds=0) is None
    assert glop.solve(Watch(0)) is None


def test_a_programme_loaded_at_once_is_the_one_made_row_by_row() -> None:
    glop = Glop()
    entries = (np.array([1, 0, 1]), np.array([1, 2, 3]), np.array([2, 0, 0]))
    glop.load(2, [(-inf, 2.5), (-inf, inf), (0.0, 0.25)], entries)
    glop.weigh(0, 1.0)
    glop.weigh(1, 1.0)
    assert glop.solve(Watch(10))
    assert list(glop.point()) == pytest.approx([1.0, 1 / 6])
    row = glop.add_row(-inf, 0.5, [(0, 1.0)])
    assert glop.solve(Watch(10), dual=True)
    assert list(glop.point()) == pytest.approx([0.5, 0.25])
    assert glop.multipliers()[row] > 0


def test_the_dual_simplex_goes_on_where_limits_have_changed() -> None:
    glop = Glop()
    columns = [glop.add_column(0.0, 1.0) for _ in range(3)]
    row = glop.add_row(-inf, 2.0, [(column, 1.0) for column in columns])
    for column, weight in zip(columns, (3.0, 2.0, 1.0), strict=True):
        glop.weigh(column, weight)
    assert glop.solve(Watch(10))
    glop.limit_row(row, -inf, 1.0)
    assert glop.solve(Watch(10), dual=True)
    assert glop.value() == pytest.approx(3.0)
    glop.limit_row(row, 3.5, inf)
    assert glop.solve(Watch(10), dual=True) is False
