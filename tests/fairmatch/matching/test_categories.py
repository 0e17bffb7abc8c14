"""How close two classifications are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmatch.matching.categories import closeness, shared_digits

codes = st.text("0123", min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("other", "digits", "how_close"),
    [
        ("76111501", "76111501", 1.0),
        ("76111504", "761115", 0.8),
        ("76119999", "7611", 0.6),
        ("76999999", "76", 0.2),
        ("53102710", "", -0.2),
        ("", "", 0.0),
    ],
)
def test_categories_are_the_closer_the_more_levels_they_share(
    other: str, digits: str, how_close: float
) -> None:
    assert shared_digits("76111501", other) == digits
    assert closeness("76111501", other) == how_close


@given(codes, codes)
def test_closeness_has_no_direction_and_is_greatest_with_oneself(one: str, other: str) -> None:
    assert closeness(one, other) == closeness(other, one)
    assert closeness(one, other) <= closeness(one, one) == 1.0
    assert closeness(one, "") == closeness("", "") == 0.0
