"""Geometry of a day's picture: how many consultations are held at each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

HEIGHT = 72.0
_STEP = 16.0
_NARROWEST = 288.0
_GAP_MINUTES = 30


@dataclass(frozen=True, slots=True)
class FlowBar:
    """One time of the day: how many are held, and the bar that shows it."""

    starts: time
    held: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Flow:
    """One day, its bars from left to right up to ``end``; a longer pause leaves a gap."""

    date: date
    width: float
    end: float
    held: int
    bars: tuple[FlowBar, ...]


def draw_flow(days: Mapping[date, Sequence[tuple[time, int]]]) -> tuple[Flow, ...]:
    """Lay out the days, all of them to one scale."""
    most = max((held for day in days.values() for _, held in day), default=0) or 1
    return tuple(_day(date, times, most) for date, times in days.items())


def _day(date: date, times: Sequence[tuple[time, int]], most: int) -> Flow:
    bars: list[FlowBar] = []
    x, before = 0.0, None
    for starts, held in times:
        now = starts.hour * 60 + starts.minute
        if before is not None and now - before > _GAP_MINUTES:
            x += _STEP
        height = round(HEIGHT * held / most, 1)
        bars.append(FlowBar(starts, held, x, round(HEIGHT - height, 1), height))
        x, before = x + _STEP, now
    return Flow(date, max(x, _NARROWEST), x - 4, sum(held for _, held in times), tuple(bars))
