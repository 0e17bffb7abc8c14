"""Rows that bind one firm alone are its plans' affair; all others are shared."""

import numpy as np

from solver.layout import Layout
from tests.solver.whole_plans.small_fair import fair, optional, shared_of

TWO = optional(fair("aX", "aY", "bX"))


def test_only_rows_of_several_parties_are_shared() -> None:
    layout = Layout(TWO)
    shared = shared_of(layout)
    # The seat of X in each of four slots; what a booth has is nobody's plan but a's and b's.
    assert len(shared.lower) == 4
    assert np.isinf(shared.lower).all()
    assert (shared.upper == 1).all()


def test_a_plan_fills_the_rows_of_its_meetings() -> None:
    layout = Layout(TWO)
    shared = shared_of(layout)
    a, b = layout.number_of_party["a"], layout.number_of_party["b"]
    first = shared.entries(shared.all_columns_of(a, ((0, 2), (1, 3))))
    second = shared.entries(shared.all_columns_of(b, ((2, 2),)))
    assert first == second
    assert list(first.values()) == [1]
    assert not shared.entries(shared.all_columns_of(b, ((2, 1),))).keys() & first.keys()


def test_entries_of_many_sums_are_those_of_each() -> None:
    layout = Layout(TWO)
    shared = shared_of(layout)
    a, b = layout.number_of_party["a"], layout.number_of_party["b"]
    sums = [
        shared.all_columns_of(a, ((0, 2), (1, 3))),
        [],
        shared.all_columns_of(b, ((2, 1),)),
        [*shared.columns_of(((0, 0),)), *shared.columns_of(((2, 0),))],
    ]
    found: list[dict[int, int]] = [{} for _ in sums]
    for number, row, coefficient in zip(*shared.all_entries(sums), strict=True):
        found[number][int(row)] = int(coefficient)
    assert found == [shared.entries(columns) for columns in sums]
    assert list(found[3].values()) == [2]


def test_columns_gain_by_the_multipliers_of_their_rows() -> None:
    layout = Layout(TWO)
    shared = shared_of(layout)
    ((row, _),) = shared.entries(shared.columns_of(((2, 3),))).items()
    multipliers = np.zeros(len(shared.lower), dtype=np.int64)
    multipliers[row] = 7
    gains = shared.gains(multipliers)
    in_slot = [shared.columns_of(((request, 3),))[0] for request in (0, 2)]
    assert gains[in_slot].tolist() == [7, 7]
    assert gains.sum() == 14
    assert gains[-1] == 0


def test_the_table_names_the_rows_that_limit_a_column() -> None:
    layout = Layout(TWO)
    shared = shared_of(layout)
    table = shared.table()
    (column,) = shared.columns_of(((0, 1),))
    (alone,) = shared.columns_of(((1, 1),))
    assert set(table[column]) - {len(shared.upper)} == set(shared.entries([column]))
    assert set(table[alone]) == {len(shared.upper)}
    assert shared.columns_at(0, np.array([1, 1])).tolist() == [column, column]


def test_rungs_are_worth_what_is_climbed_of_them() -> None:
    layout = Layout(TWO)
    shared = shared_of(layout)
    worth = np.ones(shared.relaxation.size + 1, dtype=np.int64)
    for group in shared.groups:
        assert shared.by_size(group, worth).tolist() == [list(range(group.size + 1))]
