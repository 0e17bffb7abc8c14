"""What became of a crowd, counted the same way whichever way the fair was held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from fairmatch.snapshot import Pair, Snapshot
from fairmatch.worth import is_mutual, worth_of


@dataclass(frozen=True)
class Figures:
    """What firms had of a fair's days; times in minutes of the fair's clock.

    Attributes
    ----------
    came, served
        Firms that came to the fair on any day, and those that had a consultation.
    guests, guests_served
        Of these the firms that walked in without having registered.
    held
        Consultations that took place.
    first_wishes, worth
        Of registered firms' wishes: how many first ones were held, and what all held ones are worth
        by the fair's weights.
    stood
        For each consultation how long its firm stood before the table, or in line, until it began.
    beside
        For each firm served and day how long it was there until its last consultation ended, the
        time that it sat at tables left out.
    """

    came: int
    served: int
    guests: int
    guests_served: int
    held: int
    first_wishes: int
    worth: int
    stood: tuple[float, ...]
    beside: tuple[float, ...]

    @property
    def with_nothing(self) -> float:
        """Give the share of the firms that came and had no consultation, in percent."""
        return round(100 * (self.came - self.served) / max(1, self.came), 1)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "firms_came": self.came,
            "firms_served": self.served,
            "firms_with_nothing_percent": self.with_nothing,
            "walk_ins_came": self.guests,
            "walk_ins_served": self.guests_served,
            "held": self.held,
            "first_wishes_held": self.first_wishes,
            "worth_held": self.worth,
            "stood_minutes": spread(self.stood),
            "beside_minutes": spread(self.beside),
        }

    def lines(self) -> list[str]:
        """Give the figures for people, in English as commands speak."""
        stood, beside = spread(self.stood), spread(self.beside)
        return [
            f"{self.held:,} consultations held; of {self.came:,} firms that came {self.served:,} "
            f"served, {self.with_nothing} % had nothing; {self.guests} walked in, "
            f"{self.guests_served} of them served",
            f"first wishes held: {self.first_wishes:,}; worth of wishes held: {self.worth:,}",
            f"stood before a table {stood['median']:.0f} minutes in the median, 95 % within "
            f"{stood['p95']:.0f}; at the fair beside consultations {beside['median']:.0f} minutes "
            f"in the median, 95 % within {beside['p95']:.0f}",
        ]


def wishes_held(fair: Snapshot, held: Mapping[Pair, object]) -> tuple[int, int]:
    """Give how many first wishes of registered firms were held, and the worth of all held."""
    first = worth = 0
    for pair in held:
        asked = fair.interests.get(pair)
        if asked is None or fair.firms[pair[0]].walk_in:
            continue
        mutual = is_mutual(fair.marks.get(pair), arranged=pair in fair.pins)
        first += asked.rank == 1
        worth += worth_of(fair.settings, asked.rank, mutual=mutual)
    return first, worth


def spread(values: Sequence[float]) -> dict[str, float]:
    """Give mean, median, what 95 % stay within, and the most; 0 where there are none."""
    if not values:
        return {"mean": 0.0, "median": 0.0, "p95": 0.0, "most": 0.0}
    ordered = sorted(values)
    late = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
    return {
        "mean": round(mean(ordered), 3),
        "median": round(median(ordered), 3),
        "p95": round(late, 3),
        "most": round(ordered[-1], 3),
    }
