"""What a rehearsal came to."""

from dataclasses import dataclass
from typing import Any

from fairmatch.rehearsal.figures import Figures, spread
from fairmatch.rehearsal.foretelling import Foretelling


@dataclass(frozen=True)
class Report:
    """Figures of a rehearsal; times in minutes of the fair's clock, or seconds where named so.

    Attributes
    ----------
    missed
        Consultations of the timetable, those struck off as well, that did not take place.
    late
        For each planned consultation held how long after its time it began.
    listed
        For each one from a waiting list how long after it was asked for it began.
    let_down
        Consultations published on the eve whose firm was there in time and that were never held.
    let_down_by_all
        Of these those whose officer was there as well.
    repairs, worked
        Seconds until each proposal was there: read, found, kept and shown; and the processor's.
    refused
        Acts that were refused, by the name of the refusal.
    """

    policy: str
    seed: int
    figures: Figures
    missed: int
    late: tuple[float, ...]
    listed: tuple[float, ...]
    let_down: int
    let_down_by_all: int
    offers: int
    foretelling: Foretelling
    repairs: tuple[float, ...]
    worked: tuple[float, ...]
    unproved: int
    accepts: tuple[float, ...]
    versions: int
    acts: int
    mails: int
    broken: tuple[str, ...]
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
            **self.figures.as_json(),
            "missed": self.missed,
            "late_minutes": spread(self.late),
            "from_lists": {
                "held": len(self.listed),
                "minutes_since_asked": spread(self.listed),
                "offers": self.offers,
            },
            "let_down": {"all": self.let_down, "officer_there": self.let_down_by_all},
            "foretold": self.foretelling.as_json(),
            "repairs": {
                "count": len(self.repairs),
                "unproved": self.unproved,
                "seconds": spread(self.repairs),
                "processor_seconds": spread(self.worked),
                "accepting_seconds": spread(self.accepts),
            },
            "versions": self.versions,
            "acts": self.acts,
            "mails": self.mails,
            "rules_broken": list(self.broken),
            "over_and_moved": list(self.moved),
            "not_told": list(self.untold),
            "lost": list(self.lost),
            "refused": self.refused,
        }

    def lines(self) -> list[str]:
        """Give the report for people, in English as commands speak."""
        repairs, worked = spread(self.repairs), spread(self.worked)
        late, listed = spread(self.late), spread(self.listed)
        refused = ", ".join(f"{count} {name}" for name, count in sorted(self.refused.items()))
        return [
            *self.figures.lines(),
            f"planned ones began {late['median']:.0f} minutes late in the median, 95 % within "
            f"{late['p95']:.0f}; {self.missed:,} missed",
            f"{len(self.listed)} from waiting lists, {listed['median']:.0f} minutes after asking "
            f"in the median, 95 % within {listed['p95']:.0f}; {self.offers} seats offered",
            f"published on the eve and never held though the firm was there: {self.let_down}, the "
            f"officer too: {self.let_down_by_all}",
            self.foretelling.line(),
            f"{len(self.repairs)} repairs, {self.unproved} not proved: 95 % within "
            f"{repairs['p95']:.2f} s, most {repairs['most']:.2f} s; of the processor's 95 % within "
            f"{worked['p95']:.2f} s",
            f"{self.versions} versions, {self.acts:,} acts, {self.mails:,} mails",
            f"rules broken: {len(self.broken)}; over and moved: {len(self.moved)}; not told: "
            f"{len(self.untold)}; accepted and lost: {len(self.lost)}",
            f"refused: {refused or 'nothing'}",
        ]
