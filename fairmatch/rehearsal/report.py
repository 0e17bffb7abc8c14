"""What a rehearsal came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any


@dataclass(frozen=True)
class Report:
    """Figures of a rehearsal; times in minutes of the fair's clock, or seconds where named so.

    Attributes
    ----------
    held, firms_served
        Consultations that took place, and firms that had one at least.
    waits
        For each consultation held how long after its time it began; for a walk-in's since it asked.
    guests, guests_served
        Firms that walked in, and those that had a consultation.
    repairs
        Seconds until each proposal was there: read, found, kept and shown.
    refused
        Acts that were refused, by the name of the refusal.
    """

    policy: str
    seed: int
    held: int
    firms_served: int
    missed: int
    waits: tuple[float, ...]
    guests: int
    guests_served: int
    offers: int
    repairs: tuple[float, ...]
    unproved: int
    accepts: tuple[float, ...]
    versions: int
    acts: int
    mails: int
    broken: tuple[str, ...]
    reserves: int
    moved: tuple[str, ...]
    untold: tuple[str, ...]
    lost: tuple[str, ...]
    refused: dict[str, int]

    @property
    def clean(self) -> bool:
        """Whether no rule was broken, nothing that is over moved, and nothing was lost."""
        return not (self.broken or self.moved or self.untold or self.lost)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "policy": self.policy,
            "seed": self.seed,
            "held": self.held,
            "firms_served": self.firms_served,
            "missed": self.missed,
            "wait_minutes": _spread(self.waits),
            "walk_ins": {"came": self.guests, "served": self.guests_served, "offers": self.offers},
            "repairs": {
                "count": len(self.repairs),
                "unproved": self.unproved,
                "seconds": _spread(self.repairs),
                "accepting_seconds": _spread(self.accepts),
            },
            "versions": self.versions,
            "acts": self.acts,
            "mails": self.mails,
            "rules_broken": list(self.broken),
            "reserves_used_up": self.reserves,
            "over_and_moved": list(self.moved),
            "not_told": list(self.untold),
            "lost": list(self.lost),
            "refused": self.refused,
        }

    def lines(self) -> list[str]:
        """Give the report for people, in English as commands speak."""
        repairs, waits = _spread(self.repairs), _spread(self.waits)
        refused = ", ".join(f"{count} {name}" for name, count in sorted(self.refused.items()))
        return [
            f"{self.held:,} consultations held, {self.missed:,} missed; "
            f"{self.firms_served:,} firms served",
            f"began {waits['mean']:.1f} minutes late in the mean, 95 % within {waits['p95']:.0f}",
            f"{self.guests} walked in, {self.guests_served} served; {self.offers} seats offered",
            f"{len(self.repairs)} repairs, {self.unproved} not proved: 95 % within "
            f"{repairs['p95']:.2f} s, most {repairs['most']:.2f} s",
            f"{self.versions} versions, {self.acts:,} acts, {self.mails:,} mails",
            f"rules broken: {len(self.broken)}; over and moved: {len(self.moved)}; not told: "
            f"{len(self.untold)}; accepted and lost: {len(self.lost)}",
            f"refused: {refused or 'nothing'}",
        ]


def _spread(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {"mean": 0.0, "p95": 0.0, "most": 0.0}
    ordered = sorted(values)
    late = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
    return {
        "mean": round(mean(ordered), 3),
        "p95": round(late, 3),
        "most": round(ordered[-1], 3),
    }
