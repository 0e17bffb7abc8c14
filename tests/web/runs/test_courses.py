"""The picture of a goal's way over time."""

from hypothesis import given
from hypothesis import strategies as st

from fairmatch.runs import GoalCourse, Point
from web.runs.courses import GROUND, WIDTH, draw_course, minutes

_numbers = st.none() | st.integers(0, 10**9)
_points = st.lists(st.builds(Point, st.floats(0, 100), _numbers, _numbers), min_size=1, max_size=6)


def _corners(told: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (one.split(",") for one in told.split())]


@given(_points, st.floats(0, 200))
def test_all_of_it_lies_within_the_picture_and_goes_on_to_its_edge(
    points: list[Point], elapsed: float
) -> None:
    points.sort(key=lambda point: point.seconds)
    chart = draw_course(GoalCourse("worth", None, tuple(points)), elapsed)
    for told, numbers in (
        (chart.value, [point.value for point in points]),
        (chart.bound, [point.bound for point in points]),
    ):
        corners = _corners(told)
        assert bool(corners) is any(number is not None for number in numbers)
        assert all(0 <= x <= WIDTH and 0 <= y <= GROUND for x, y in corners)
        assert [x for x, _ in corners] == sorted(x for x, _ in corners)
        if corners:
            assert corners[-1][0] == WIDTH - 4
    both = any(point.value is not None and point.bound is not None for point in points)
    assert bool(chart.between) is both


def test_the_lines_meet_where_it_is_proved() -> None:
    way = (Point(0.5, 3, 9), Point(2.0, 7, 8), Point(4.0, 8, 8))
    chart = draw_course(GoalCourse("worth", None, way), 8.0)
    assert chart.value_at == chart.bound_at
    assert (chart.high, chart.low) == (9, 3)


def test_what_never_changed_is_a_line_in_the_middle() -> None:
    chart = draw_course(GoalCourse("days", None, (Point(0.1, 0, 0),)), 1.0)
    assert chart.value_at == chart.bound_at
    assert chart.value_at is not None
    assert 0 < chart.value_at < GROUND


def test_time_is_told_as_a_stop_watch_tells_it() -> None:
    assert [minutes(one) for one in (0, 59.9, 60, 1205)] == ["0:00", "0:59", "1:00", "20:05"]
