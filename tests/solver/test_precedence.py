import pytest

from solver.errors import InvalidProblem
from solver.layout import Layout
from solver.precedence import tighten
from tests.solver.examples import day, meet, small

ALL = tuple(range(4))


def test_musts_in_a_row_leave_each_other_room() -> None:
    found = tighten([ALL, ALL, ALL], {0, 1, 2}, [(1, 2), (0, 1)], [1, 1, 1])
    assert found == [(0, 1), (1, 2), (2, 3)]


def test_only_musts_bind_the_others() -> None:
    assert tighten([ALL, ALL, ALL], {1}, [(0, 1), (1, 2)], [1, 1, 1]) == [(0, 1, 2), ALL, (1, 2, 3)]
    assert tighten([ALL, ALL], (), [(0, 1)], [1, 1]) == [ALL, ALL]


def test_nothing_is_left_where_the_order_goes_round() -> None:
    assert () in tighten([ALL, ALL], {0, 1}, [(0, 1), (1, 0)], [1, 1])


def test_what_is_common_to_two_parties_knows_no_order() -> None:
    problem = small(meet("ab", "cd", must=True), day(2), precedences=(("ab", "cd"),))
    assert Layout(problem).common == [(0, 1), (0, 1)]
    assert Layout(problem).candidates == [(0,), (1,)]


def test_a_pair_given_twice_is_refused() -> None:
    with pytest.raises(InvalidProblem, match="each pair once"):
        small(meet("ab", "cd"), day(2), precedences=(("ab", "cd"),) * 2)
