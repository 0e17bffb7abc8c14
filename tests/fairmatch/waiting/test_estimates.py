"""Estimates of waiting: honest ranges that never shorten with the number of those before."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.waiting.estimates import WITH_SOME, Estimate, Opening, estimate, no_show_share

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


def test_free_seats_that_others_may_be_given_make_a_range() -> None:
    # One seat in two comes to it: 50 %, 75 %, 88 %.
    day = _day((1, 0), (1, 0), (1, 0))
    assert estimate(1, day, 0.0, now=NOW) == Estimate(20, 60)


def test_whoever_has_something_already_waits_longer() -> None:
    day = _day((1, 0), (1, 0), (1, 0))
    assert estimate(1, day, 0.0, now=NOW, chances=WITH_SOME) == Estimate(20, None)


def test_of_those_before_one_in_five_takes_a_seat_that_would_do() -> None:
    day = _day((4, 0), (4, 0), (4, 0))
    assert estimate(2, day, 0.0, now=NOW) == estimate(1, day, 0.0, now=NOW) == Estimate(20, 20)
    assert estimate(6, day, 0.0, now=NOW) == Estimate(20, 40)


def test_no_seat_is_in_sight_where_none_is_free_and_everybody_comes() -> None:
    assert estimate(1, _day((0, 2), (0, 2)), 0.0, now=NOW) == Estimate(None, None)


def test_a_seat_that_may_come_free_begins_a_range_that_nobody_can_end() -> None:
    # One taken seat in ten comes free, and six in ten of these in time: 6 % at each start.
    assert estimate(1, _day(*[(0, 1)] * 4), 0.1, now=NOW) == Estimate(20, None)


def test_a_slot_at_which_the_firm_is_elsewhere_is_none_for_it() -> None:
    day = _day((1, 0, False), (0, 1, True), (3, 0, True))
    assert estimate(1, day, 0.0, now=NOW) == Estimate(60, 60)


def test_minutes_are_rounded_outwards() -> None:
    day = [Opening(NOW + timedelta(minutes=17), 3, 0)]
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
