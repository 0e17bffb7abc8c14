"""What one timetable changes against another, as a whole and for each party."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from fairmatch.models import Agency, Firm, Timetable
from fairmatch.schedules import Appointment, timetable_schedule


class ChangeKind(StrEnum):
    """What happens to a consultation."""

    MOVED = "moved"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: times aware and in UTC."""

    starts_at: datetime
    ends_at: datetime
    booth: str
    table: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values, times in ISO 8601."""
        return {
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "booth": self.booth,
            "table": self.table,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One consultation that is not as it was; ``before`` None if added, ``after`` if dropped."""

    kind: ChangeKind
    uid: str
    firm_code: str
    firm_name_ko: str
    firm_name_en: str
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    before: Place | None
    after: Place | None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "kind": self.kind.value,
            "uid": self.uid,
            "firm": {
                "code": self.firm_code,
                "name_ko": self.firm_name_ko,
                "name_en": self.firm_name_en,
            },
            "agency": {
                "code": self.agency_code,
                "name_ko": self.agency_name_ko,
                "name_en": self.agency_name_en,
            },
            "before": self.before.as_json() if self.before else None,
            "after": self.after.as_json() if self.after else None,
        }


@dataclass(frozen=True, slots=True)
class PartyChanges:
    """What changes for one firm or agency, by time; ``side`` is "firm" or "agency"."""

    side: str
    code: str
    name_ko: str
    name_en: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, each kind by time, and how many consultations are as they were."""

    moved: tuple[Change, ...]
    added: tuple[Change, ...]
    dropped: tuple[Change, ...]
    unchanged: int

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes: moved, then added, then dropped."""
        return (*self.moved, *self.added, *self.dropped)

    def by_party(self) -> tuple[PartyChanges, ...]:
        """Give what changes for whom: agencies, then firms, each by code."""
        named: dict[tuple[str, str], tuple[str, str]] = {}
        found: dict[tuple[str, str], list[Change]] = {}
        for change in sorted(self.changes, key=_time):
            for side, code, ko, en in (
                ("agency", change.agency_code, change.agency_name_ko, change.agency_name_en),
                ("firm", change.firm_code, change.firm_name_ko, change.firm_name_en),
            ):
                named[side, code] = (ko, en)
                found.setdefault((side, code), []).append(change)
        return tuple(
            PartyChanges(side, code, *named[side, code], tuple(found[side, code]))
            for side, code in sorted(found)
        )

    def as_json(self) -> dict[str, Any]:
        """Give plain values: the four parts, and the uids that change for each party."""
        return {
            "moved": [change.as_json() for change in self.moved],
            "added": [change.as_json() for change in self.added],
            "dropped": [change.as_json() for change in self.dropped],
            "unchanged": self.unchanged,
            "parties": [
                {
                    "side": party.side,
                    "code": party.code,
                    "name_ko": party.name_ko,
                    "name_en": party.name_en,
                    "changes": [
                        {"kind": change.kind.value, "uid": change.uid} for change in party.changes
                    ],
                }
                for party in self.by_party()
            ],
        }


def compare(
    session: Session,
    old: Timetable | None,
    new: Timetable,
    *,
    of: Firm | Agency | None = None,
    among: Collection[int] | None = None,
) -> Comparison:
    """Give what ``new`` changes against ``old``; everything is added if there is no old one.

    A consultation is moved if its time, booth or table is another: what raises the sequence
    of its calendar event (see `fairmatch.publishing`).

    Parameters
    ----------
    of
        Only what changes for this firm or agency.
    among
        Only what changes of these consultations, named by row id.
    """
    before = (
        {one.uid: one for one in timetable_schedule(session, old, of=of, among=among)}
        if old
        else {}
    )
    after = {one.uid: one for one in timetable_schedule(session, new, of=of, among=among)}
    kept = before.keys() & after.keys()
    moved = [uid for uid in kept if _place(before[uid]) != _place(after[uid])]
    return Comparison(
        moved=_sorted(
            _change(ChangeKind.MOVED, after[uid], before[uid], after[uid]) for uid in moved
        ),
        added=_sorted(
            _change(ChangeKind.ADDED, after[uid], None, after[uid])
            for uid in after.keys() - before.keys()
        ),
        dropped=_sorted(
            _change(ChangeKind.DROPPED, before[uid], before[uid], None)
            for uid in before.keys() - after.keys()
        ),
        unchanged=len(kept) - len(moved),
    )


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=_time))


def _time(change: Change) -> tuple[datetime, str, int]:
    place = change.after or change.before
    assert place is not None, "a change has a place before or after"
    return place.starts_at, place.booth, place.table


def _place(one: Appointment) -> Place:
    return Place(one.starts_at, one.ends_at, one.booth, one.table)


def _change(
    kind: ChangeKind, one: Appointment, before: Appointment | None, after: Appointment | None
) -> Change:
    return Change(
        kind=kind,
        uid=one.uid,
        firm_code=one.firm_code,
        firm_name_ko=one.firm_name_ko,
        firm_name_en=one.firm_name_en,
        agency_code=one.agency_code,
        agency_name_ko=one.agency_name_ko,
        agency_name_en=one.agency_name_en,
        before=_place(before) if before else None,
        after=_place(after) if after else None,
    )
