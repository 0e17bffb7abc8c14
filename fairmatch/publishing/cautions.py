"""What has to be known before a timetable is published; one function a caution."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.comparing import Change, Comparison
from fairmatch.models import Agency, Consultation, Fair, Firm, Interest, Placement, Timetable
from fairmatch.plan_settings import kept_settings, own_settings

SOON = timedelta(hours=24)
"""A change that begins within this time reaches people late."""


class CautionKind(StrEnum):
    """What there is to know."""

    DROPPED = "dropped"
    LOSES_ALL = "loses_all"
    SOON = "soon"
    WITHOUT_ANY = "without_any"
    STALE = "stale"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Named:
    """A firm or an agency by its names; ``side`` is "firm" or "agency"."""

    side: str
    code: str
    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that whoever publishes has to acknowledge.

    Attributes
    ----------
    seal
        What a page carries: another one as soon as something else is to be known.
    changes
        The consultations it is about.
    parties
        The firms and agencies it is about.
    settings
        Names of the fair's settings that it is about; see `PlanSettings`.
    """

    kind: CautionKind
    seal: str
    changes: tuple[Change, ...] = ()
    parties: tuple[Named, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many consultations, or else parties, it is about."""
        return len(self.changes) or len(self.parties)


@dataclass(frozen=True)
class Case:
    """What is about to be published, against what is published now."""

    session: Session
    fair: Fair
    old: Timetable | None
    new: Timetable
    comparison: Comparison
    now: datetime


def cautions(case: Case) -> tuple[Caution, ...]:
    """Give everything there is to acknowledge, the gravest first."""
    return tuple(caution for find in FINDERS for caution in find(case))


def is_dropped(case: Case) -> Iterator[Caution]:
    """Consultations that were promised are not held."""
    if case.comparison.dropped:
        yield _about(CautionKind.DROPPED, changes=case.comparison.dropped)


def loses_all(case: Case) -> Iterator[Caution]:
    """Firms and agencies that had consultations have none any more."""
    after = _who_meets(case.session, case.new)
    lost = {
        (one.side, one.code): one
        for change in case.comparison.dropped
        for one in _parties_of(change)
        if (one.side, one.code) not in after
    }
    if lost:
        yield _about(CautionKind.LOSES_ALL, parties=[lost[key] for key in sorted(lost)])


def is_soon(case: Case) -> Iterator[Caution]:
    """Something changes that was to begin, or is to begin, within a day from now."""
    soon = [
        change
        for change in case.comparison.changes
        if any(case.now < moment <= case.now + SOON for moment in moments_of(change))
    ]
    if soon and case.old is not None:
        yield _about(CautionKind.SOON, changes=soon)


def is_without_any(case: Case) -> Iterator[Caution]:
    """Firms that asked for consultations get none."""
    held = (
        select(Consultation.firm_id)
        .join(Placement, Placement.consultation_id == Consultation.id)
        .where(Placement.timetable_id == case.new.id)
    )
    asked = select(Interest.firm_id).where(Interest.fair_id == case.fair.id)
    firms = case.session.scalars(
        select(Firm)
        .where(Firm.fair_id == case.fair.id, Firm.takes_part)
        .where(Firm.id.in_(asked), Firm.id.not_in(held))
        .order_by(Firm.code)
    ).all()
    if firms:
        named = [Named("firm", firm.code, firm.name_ko, firm.name_en) for firm in firms]
        yield _about(CautionKind.WITHOUT_ANY, parties=named)


def is_stale(case: Case) -> Iterator[Caution]:
    """Something that timetables are made from has changed since this one was made."""
    if case.new.revision != case.fair.revision:
        facts = [f"{case.new.revision} {case.fair.revision}"]
        yield Caution(CautionKind.STALE, _seal(CautionKind.STALE, facts))


def changes_settings(case: Case) -> Iterator[Caution]:
    """The timetable was made with other settings, which become the fair's own."""
    kept = kept_settings(case.new)
    names = kept.differing(own_settings(case.fair, case.fair.days)) if kept else ()
    if names:
        kind = CautionKind.SETTINGS
        facts = [f"{name} {getattr(kept, name)!r}" for name in names]
        yield Caution(kind, _seal(kind, facts), settings=names)


FINDERS = (is_dropped, loses_all, is_soon, is_without_any, is_stale, changes_settings)


def moments_of(change: Change) -> tuple[datetime, ...]:
    """Give when the consultation began before, and begins after, as far as it does."""
    return tuple(place.starts_at for place in (change.before, change.after) if place is not None)


def _about(
    kind: CautionKind, *, changes: Iterable[Change] = (), parties: Iterable[Named] = ()
) -> Caution:
    changes, parties = tuple(changes), tuple(parties)
    facts = [repr((one.uid, one.before, one.after)) for one in changes]
    facts += [f"{one.side} {one.code}" for one in parties]
    return Caution(kind, _seal(kind, facts), changes, parties)


def _seal(kind: CautionKind, facts: list[str]) -> str:
    digest = hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()
    return f"{kind}-{digest[:24]}"


def _who_meets(session: Session, timetable: Timetable) -> set[tuple[str, str]]:
    rows = session.execute(
        select(Firm.code, Agency.code)
        .select_from(Placement)
        .join(Placement.consultation)
        .join(Consultation.firm)
        .join(Consultation.agency)
        .where(Placement.timetable_id == timetable.id)
    ).all()
    return {("firm", row[0]) for row in rows} | {("agency", row[1]) for row in rows}


def _parties_of(change: Change) -> tuple[Named, Named]:
    return (
        Named("agency", change.agency_code, change.agency_name_ko, change.agency_name_en),
        Named("firm", change.firm_code, change.firm_name_ko, change.firm_name_en),
    )
