from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.reserve import DayLimit, day_limits, seats_to_give


def _limits(seats: list[int], reserve: int, musts: list[list[int]]) -> list[int]:
    return [day.limit for day in day_limits(seats, reserve, musts)]


def test_the_reserve_is_rounded_in_favour_of_walk_ins() -> None:
    assert [seats_to_give(seats, 15) for seats in (0, 1, 18, 20, 36)] == [0, 0, 15, 17, 30]
    assert seats_to_give(18, 0) == 18


def test_without_musts_each_day_gives_its_seats_less_the_reserve() -> None:
    assert day_limits([18, 10, 0], 20, []) == (
        DayLimit(18, 14, 14),
        DayLimit(10, 8, 8),
        DayLimit(0, 0, 0),
    )


def test_musts_within_the_limits_raise_nothing() -> None:
    assert _limits([4, 4], 50, [[0], [0], [0, 1], [1]]) == [2, 2]


def test_pins_of_one_day_raise_that_day_only() -> None:
    assert _limits([4, 4], 50, [[0], [0], [0]]) == [3, 2]


def test_musts_that_can_move_make_way_before_a_limit_is_raised() -> None:
    assert _limits([2, 2], 50, [[0, 1], [0]]) == [1, 1]
    assert (
        _limits([2, 2, 2], 50, [[0, 1], [1, 2], [0], [1]]) == [1, 1, 1]
        or sum(_limits([2, 2, 2], 50, [[0, 1], [1, 2], [0], [1]])) == 4
    )


def test_no_limit_is_raised_above_the_seats() -> None:
    assert _limits([1], 0, [[0], [0]]) == [1]
    assert _limits([2, 0], 0, [[], [1]]) == [2, 0]


def _some_days(days: int) -> list[tuple[int, ...]]:
    return [some for size in range(days + 1) for some in combinations(range(days), size)]


def _within(musts: list[list[int]], some: tuple[int, ...]) -> int:
    return sum(bool(must) and set(must) <= set(some) for must in musts)


def _most_held(room: list[int], musts: list[list[int]]) -> int:
    """Give how many musts fit, by the deficiency version of Hall's theorem."""
    all_musts = _within(musts, tuple(range(len(room))))
    return all_musts + min(
        sum(room[day] for day in some) - _within(musts, some) for some in _some_days(len(room))
    )


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=4).flatmap(
        lambda seats: st.tuples(
            st.just(seats),
            st.integers(0, 90),
            st.lists(st.lists(st.integers(0, len(seats) - 1), unique=True), max_size=8),
        )
    )
)
def test_limits_admit_all_musts_and_nothing_else_on_a_raised_day(
    case: tuple[list[int], int, list[list[int]]],
) -> None:
    seats, reserve, musts = case
    limits = day_limits(seats, reserve, musts)
    assert _most_held([day.limit for day in limits], musts) == _most_held(seats, musts)
    for number, day in enumerate(limits):
        assert day.before <= day.limit <= day.seats
        if day.limit > day.before:
            assert any(
                number in some
                and sum(limits[other].limit for other in some) <= _within(musts, some)
                for some in _some_days(len(seats))
            )
