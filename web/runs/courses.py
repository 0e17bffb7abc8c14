"""Geometry of a goal's way over time: two lines of steps, the value's and the bound's."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairmatch.runs import GoalCourse

WIDTH = 220.0
HEIGHT = 44.0
_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class CourseLines:
    """Points of the two lines, as SVG takes them; empty where there is none."""

    value: str
    bound: str


def draw_course(goal: GoalCourse, elapsed: float) -> CourseLines:
    """Lay a goal's way out over the seconds that the run has worked so far."""
    end = max(elapsed, goal.seconds, 0.1)
    known = [
        number
        for point in goal.points
        for number in (point.value, point.bound)
        if number is not None
    ]
    low, high = min(known, default=0), max(known, default=0)
    return CourseLines(
        _steps([(one.seconds, one.value) for one in goal.points], end, low, high),
        _steps([(one.seconds, one.bound) for one in goal.points], end, low, high),
    )


def _steps(way: Sequence[tuple[float, int | None]], end: float, low: int, high: int) -> str:
    span = max(high - low, 1)
    points: list[tuple[float, float]] = []
    for seconds, number in way:
        if number is None:
            continue
        x = _EDGE + (WIDTH - 2 * _EDGE) * seconds / end
        y = HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * (number - low) / span
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    if points:
        points.append((WIDTH - _EDGE, points[-1][1]))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
