"""Estimates of waiting: honest ranges that never shorten with the number of those before."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.waiting.estimates import Estimate, Opening, estimate, no_show_share

NOW = datetime(2015, 10, 29, 1, 0, tzinfo=UTC)
FAR = 10_000


def _day(*slots: tuple[int, int] | tuple[int, int, bool], every: int = 20) -> list[Opening]:
    return [
        Opening(NOW + timedelta(minutes=every * number), *slot)
        for number, slot in enumerate(slots, start=1)
    ]


openings = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 5), st.booleans()), max_size=12
).map(lambda slots: _day(*slots))
shares = st.floats(0, 1)


def _order(one: Estimate) -> tuple[int, int]:
    return (FAR if one.low is None else one.low, FAR if one.high is None else one.high)


def test_with_free_seats_only_the_wait_is_the_time_until_ones_own() -> None:
    day = _day((1, 0), (0, 1), (1, 0))
    assert estimate(1, day, 0.0, now=NOW) == Estimate(20, 20)
    assert estimate(2, day, 0.0, now=NOW) == Estimate(60, 60)


def test_no_seat_is_in_sight_where_none_is_free_and_everybody_comes() -> None:
    assert estimate(1, _day((0, 2), (0, 2)), 0.0, now=NOW) == Estimate(None, None)


def test_a_seat_that_may_come_free_begins_a_range_that_nobody_can_end() -> None:
    # After three taken seats one in ten of which comes free, the chance is 1 - 0.9³ = 27 %.
    assert estimate(1, _day(*[(0, 1)] * 4), 0.1, now=NOW) == Estimate(60, None)


def test_the_range_ends_where_enough_seats_have_come_free_in_four_days_of_five() -> None:
    # One of two taken seats comes free each: 75 % after the first slot, 94 % after the second.
    assert estimate(1, _day((0, 2), (0, 2)), 0.5, now=NOW) == Estimate(20, 40)


def test_a_slot_at_which_the_firm_is_elsewhere_is_none_for_it() -> None:
    day = _day((1, 0, False), (0, 1, True), (1, 0, True))
    assert estimate(1, day, 0.0, now=NOW) == Estimate(40, 40)


def test_minutes_are_rounded_outwards() -> None:
    day = [Opening(NOW + timedelta(minutes=17), 1, 0)]
    assert estimate(1, day, 0.0, now=NOW) == Estimate(15, 20)


def test_the_share_of_no_shows_begins_with_what_is_usual_and_follows_the_day() -> None:
    assert no_show_share(0, 0) == 0.1
    assert no_show_share(0, 200) < 0.02
    assert 0.25 < no_show_share(60, 200) < 0.3


@given(openings, shares)
def test_nobody_waits_longer_than_those_behind(day: list[Opening], share: float) -> None:
    for one, other in pairwise(estimate(position, day, share, now=NOW) for position in range(1, 9)):
        (low, high), (later_low, later_high) = _order(one), _order(other)
        assert low <= later_low
        assert high <= later_high


@given(openings, shares, st.integers(1, 8))
def test_a_range_runs_forwards(day: list[Opening], share: float, position: int) -> None:
    low, high = _order(estimate(position, day, share, now=NOW))
    assert low <= high


@given(openings, st.integers(1, 8), shares, shares)
def test_more_no_shows_never_make_the_wait_longer(
    day: list[Opening], position: int, one: float, other: float
) -> None:
    fewer, more = sorted((one, other))
    few, many = (_order(estimate(position, day, share, now=NOW)) for share in (fewer, more))
    assert many[0] <= few[0]
    assert many[1] <= few[1]
