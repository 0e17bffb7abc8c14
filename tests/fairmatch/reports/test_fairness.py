import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.reports.fairness import gini, histogram, jain, percentile

amounts = st.lists(st.integers(0, 20), min_size=1, max_size=30)


def test_gini_of_known_shares() -> None:
    assert gini([3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 0, 4]) == pytest.approx(0.75)
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)
    assert gini([0, 0]) == 0


def test_jain_of_known_shares() -> None:
    assert jain([3, 3, 3]) == pytest.approx(1)
    assert jain([0, 0, 0, 4]) == pytest.approx(0.25)
    assert jain([1, 2, 3]) == pytest.approx(36 / 42)
    assert jain([0, 0]) == 1


@given(amounts)
def test_gini_is_the_mean_difference_over_twice_the_mean(shares: list[int]) -> None:
    count, total = len(shares), sum(shares)
    differences = sum(abs(one - other) for one in shares for other in shares)
    expected = differences / (2 * count * total) if total else 0
    assert gini(shares) == pytest.approx(expected, abs=1e-12)


@given(amounts)
def test_both_indices_stay_within_their_bounds(shares: list[int]) -> None:
    assert -1e-12 <= gini(shares) < 1
    assert 1 / len(shares) - 1e-12 <= jain(shares) <= 1 + 1e-12


def test_a_histogram_counts_from_none_to_the_most() -> None:
    assert histogram([2, 0, 2, 4]) == (1, 0, 2, 0, 1)
    assert histogram([]) == (0,)


def test_a_percentile_is_the_nearest_rank() -> None:
    assert percentile(list(range(1, 21)), 95) == 19
    assert percentile(list(range(1, 22)), 95) == 20
    assert percentile([7], 95) == 7
    assert percentile([], 95) == 0
