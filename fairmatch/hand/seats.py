"""Seats of a draft as plain values, and what an act changes of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fairmatch.snapshot import Pair


@dataclass(frozen=True, slots=True)
class Seat:
    """Where and when a draft holds a consultation: all that its placement says (times in UTC).

    ``pinned``: arranged beforehand; ``fixed``: kept where it is by an organiser.
    """

    starts_at: datetime
    ends_at: datetime
    slot_id: int | None
    booth_code: str
    table: int
    department: str = ""
    pinned: bool = False
    fixed: bool = False

    @property
    def spot(self) -> tuple[datetime, str, int]:
        """When, at which booth and at which table: nobody else can sit there."""
        return self.starts_at, self.booth_code, self.table

    def to_json(self) -> dict[str, Any]:
        """Give it as an act keeps it."""
        return {
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "slot_id": self.slot_id,
            "booth_code": self.booth_code,
            "table": self.table,
            "department": self.department,
            "pinned": self.pinned,
            "fixed": self.fixed,
        }


@dataclass(frozen=True, slots=True)
class Shift:
    """One consultation's change: ``before`` is None if it is added, ``after`` if it is dropped."""

    pair: Pair
    before: Seat | None
    after: Seat | None

    @property
    def reversed(self) -> "Shift":
        """What undoes it."""
        return replace(self, before=self.after, after=self.before)

    def to_json(self) -> dict[str, Any]:
        """Give it as an act keeps it."""
        return {
            "firm_id": self.pair[0],
            "agency_id": self.pair[1],
            "before": None if self.before is None else self.before.to_json(),
            "after": None if self.after is None else self.after.to_json(),
        }


def shift_of(kept: dict[str, Any]) -> Shift:
    """Give a change from what an act keeps."""
    return Shift((kept["firm_id"], kept["agency_id"]), _seat(kept["before"]), _seat(kept["after"]))


def _seat(kept: dict[str, Any] | None) -> Seat | None:
    if kept is None:
        return None
    times = {name: datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at")}
    return Seat(**(kept | times))
