"""Geometry of a goal's way over time: the value's line and the bound's, and what lies between."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairmatch.runs import GoalCourse

WIDTH = 320.0
HEIGHT = 124.0
GROUND = HEIGHT - 20.0
"""Where the axis of time is drawn; its labels stand below."""
_TOP = 16.0
_FLOOR = GROUND - 18.0
_EDGE = 4.0

Corners = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class CourseChart:
    """A goal's picture, as SVG takes it.

    Attributes
    ----------
    value, bound
        Points of the two lines; empty where there is none.
    between
        Corners of the area in which the best there is must lie.
    high, low
        Numbers at the top and the bottom; they are the same where nothing ever changed.
    value_at, bound_at
        Height at which the lines end; None where there is none.
    """

    value: str
    bound: str
    between: str
    high: int | None
    low: int | None
    value_at: float | None
    bound_at: float | None


@dataclass(frozen=True, slots=True)
class _Scale:
    end: float
    low: int
    high: int

    def at(self, seconds: float, number: int) -> tuple[float, float]:
        across = _EDGE + (WIDTH - 2 * _EDGE) * min(1.0, seconds / self.end)
        if self.high == self.low:
            return across, (_TOP + _FLOOR) / 2
        up = (number - self.low) / (self.high - self.low)
        return across, _FLOOR - (_FLOOR - _TOP) * up


def draw_course(goal: GoalCourse, elapsed: float) -> CourseChart:
    """Lay a goal's way out over the seconds that the run has worked so far."""
    known = [
        number
        for point in goal.points
        for number in (point.value, point.bound)
        if number is not None
    ]
    scale = _Scale(max(elapsed, goal.seconds, 0.1), min(known, default=0), max(known, default=0))
    value = _steps([(one.seconds, one.value) for one in goal.points], scale)
    bound = _steps([(one.seconds, one.bound) for one in goal.points], scale)
    both = [one for one in goal.points if one.value is not None and one.bound is not None]
    above = _steps([(one.seconds, one.value) for one in both], scale)
    below = _steps([(one.seconds, one.bound) for one in both], scale)
    return CourseChart(
        _told(value),
        _told(bound),
        _told([*above, *reversed(below)]),
        max(known, default=None),
        min(known, default=None),
        value[-1][1] if value else None,
        bound[-1][1] if bound else None,
    )


def _steps(way: Sequence[tuple[float, int | None]], scale: _Scale) -> Corners:
    corners: Corners = []
    for seconds, number in way:
        if number is None:
            continue
        across, up = scale.at(seconds, number)
        if corners:
            corners.append((across, corners[-1][1]))
        corners.append((across, up))
    if corners:
        corners.append((WIDTH - _EDGE, corners[-1][1]))
    return corners


def _told(corners: Corners) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def minutes(seconds: float) -> str:
    """Give a length of time as a stop watch shows it: ``1:05``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"
