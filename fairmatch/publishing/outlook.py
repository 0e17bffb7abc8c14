"""What publishing a timetable would do: shown before, and compared with what is true then."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.comparing import Change, Comparison, compare
from fairmatch.errors import NotAcknowledged, NoTimetable, OutlookChanged
from fairmatch.hours import moment
from fairmatch.models import Fair, Slot, Timetable
from fairmatch.publishing.cautions import Case, Caution, cautions, moments_of
from fairmatch.violations import Violation


@dataclass(frozen=True, slots=True)
class Outlook:
    """What publishing a timetable would do.

    Attributes
    ----------
    number
        The version it would be.
    comparison
        What it changes against the version that is published now.
    cautions
        What whoever publishes has to acknowledge.
    violations
        Rules of the fair that it breaks; with any, it cannot be published.
    begun
        Changes of consultations that have begun; with any, it cannot be published.
    """

    timetable_id: int
    number: int
    comparison: Comparison
    cautions: tuple[Caution, ...]
    violations: tuple[Violation, ...]
    begun: tuple[Change, ...]

    @property
    def possible(self) -> bool:
        """Whether nothing forbids it."""
        return not self.violations and not self.begun

    @property
    def seal(self) -> str:
        """Give what a page carries: another one as soon as anything else would change."""
        facts = [self.timetable_id, self.number, self.comparison.as_json()]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def require_seen(self, seen: "Seen") -> None:
        """Refuse to go on unless this is what was seen, and all cautions were acknowledged.

        Raises
        ------
        OutlookChanged
            If something else would change than was seen.
        NotAcknowledged
            If there is something to know that was not acknowledged.
        """
        if seen.seal != self.seal:
            raise OutlookChanged
        open_still = [one.kind for one in self.cautions if one.seal not in seen.acknowledged]
        if open_still:
            raise NotAcknowledged(open_still)


@dataclass(frozen=True, slots=True)
class Seen:
    """What whoever publishes saw and acknowledged: the seals of an outlook and its cautions."""

    seal: str
    acknowledged: frozenset[str]


def outlook(
    session: Session, fair: Fair, old: Timetable | None, new: Timetable, now: datetime
) -> Outlook:
    """Give what publishing ``new`` would do while ``old`` is the latest version."""
    comparison = compare(session, old, new)
    return Outlook(
        timetable_id=new.id,
        number=((old.number or 0) if old else 0) + 1,
        comparison=comparison,
        cautions=cautions(Case(session, fair, old, new, comparison, now)),
        violations=tuple(check_timetable(session, new)),
        begun=_begun(session, fair, comparison, now) if old else (),
    )


def version_to_restore(session: Session, fair: Fair, number: int) -> Timetable:
    """Give a version of the fair by its number.

    Raises
    ------
    NoTimetable
        If there is none.
    """
    found = session.scalars(
        select(Timetable).where(Timetable.fair_id == fair.id, Timetable.number == number)
    ).one_or_none()
    if found is None:
        raise NoTimetable(f"the fair has no version {number}")
    return found


def _begun(
    session: Session, fair: Fair, comparison: Comparison, now: datetime
) -> tuple[Change, ...]:
    """Give changes of what has begun; a fair that is over counts as still to come."""
    begun = tuple(
        change
        for change in comparison.changes
        if any(starts_at <= now for starts_at in moments_of(change))
    )
    if not begun:
        return ()
    slots = session.scalars(select(Slot).where(Slot.fair_id == fair.id))
    zone = ZoneInfo(fair.zone)
    last = max((moment(slot.date, slot.starts, zone) for slot in slots), default=now)
    return begun if now < last else ()
