"""Whether whoever joined a waiting list waited as long as it was told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from fairmatch.waiting.estimates import Estimate


@dataclass(frozen=True, slots=True)
class Wait:
    """What a firm was told, and how many minutes it waited; None if it had no seat that day.

    ``hour`` is that of the day at which it joined the list, by the fair's clock.
    """

    told: Estimate
    came: int | None
    hour: int

    @property
    def inside(self) -> bool:
        """Whether it came as it was told.

        Who was told of no seat in sight is to have none. A range without an end says that there may
        be none.
        """
        low, high = self.told.low, self.told.high
        if low is None or self.came is None:
            return self.came is None and high is None
        return low <= self.came and (high is None or self.came <= high)

    @property
    def width(self) -> int | None:
        """Give how many minutes the range spans; None if it has no end."""
        low, high = self.told.low, self.told.high
        return None if low is None or high is None else high - low

    @property
    def error(self) -> float | None:
        """Give by how much the middle of the range was wrong; None without an end or a seat."""
        low, high = self.told.low, self.told.high
        if low is None or high is None or self.came is None:
            return None
        return abs(self.came - (low + high) / 2)


@dataclass(frozen=True)
class Foretelling:
    """All waits of a rehearsal."""

    waits: tuple[Wait, ...]

    def as_json(self) -> dict[str, Any]:
        """Give plain values, the median error for each hour of joining as well."""
        by_hour: dict[int, list[Wait]] = defaultdict(list)
        for one in self.waits:
            by_hour[one.hour].append(one)
        return {
            **_told(self.waits),
            "by_hour": {str(hour): _told(those) for hour, those in sorted(by_hour.items())},
        }

    def line(self) -> str:
        """Give it in a sentence."""
        told = _told(self.waits)
        return (
            f"waits foretold: {told['told']}, {told['inside_percent']} % came as told; "
            f"{told['with_end']} ranges had an end, {told['with_end_inside_percent']} % of these "
            f"right, {told['width_median']:.0f} minutes wide in the median, their middle wrong by "
            f"{told['error_median']:.0f}"
        )


def _told(waits: Sequence[Wait]) -> dict[str, Any]:
    ended = [one for one in waits if one.width is not None]
    errors = [one.error for one in waits if one.error is not None]
    return {
        "told": len(waits),
        "inside_percent": _percent(waits),
        "none_in_sight": sum(one.told.low is None for one in waits),
        "with_end": len(ended),
        "with_end_inside_percent": _percent(ended),
        "width_median": median(one.width or 0 for one in ended) if ended else 0,
        "error_median": median(errors) if errors else 0,
    }


def _percent(waits: Sequence[Wait]) -> float:
    return round(100 * sum(one.inside for one in waits) / max(1, len(waits)), 1)
