"""A day of the fair as it stands: who is there, how each consultation stands, what needs a hand.

Each function costs the same number of queries whatever the size of the fair.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from fairmatch.fairday.verdicts import (
    Facts,
    Presence,
    Standing,
    Word,
    late_by,
    seat_is_free,
    verdict,
)
from fairmatch.models import (
    Agency,
    Arrival,
    AttendanceClaim,
    ClaimKind,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Outcome,
    Placement,
    Side,
)

SOON = timedelta(minutes=10)
"""How long before its time a consultation's parties had better be there."""


@dataclass(frozen=True, slots=True)
class Party:
    """A firm or an agency as a list shows it; ``phone`` is the organiser's to see."""

    id: int
    code: str
    name_ko: str
    name_en: str
    phone: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One consultation of a day.

    Attributes
    ----------
    struck_off
        It was taken out of the published timetable because somebody was missing.
    seat_free
        Somebody else may have the rest of its time.
    """

    uid: str
    consultation_id: int
    booth: str
    table: int
    firm: Party
    agency: Party
    struck_off: bool
    facts: Facts
    standing: Standing
    seat_free: bool

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.facts.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.facts.ends_at

    def late(self, side: Side) -> int | None:
        """By how many minutes a side says to be late; None if it does not, or it has begun."""
        return late_by(self.facts, side) if self.standing in _COMING else None

    def said(self, side: Side) -> Word | None:
        """Give the latest word of a side."""
        words = [word for word in self.facts.words if word.side == side]
        return max(words, key=lambda word: word.at, default=None)


class Need(StrEnum):
    """Why a consultation needs somebody's attention, the most pressing first."""

    DISPUTED = "disputed"
    FREED = "freed"
    NOT_HERE = "not_here"
    LATE = "late"
    SILENT = "silent"


_COMING = frozenset({Standing.TO_COME, Standing.DUE})
_NEEDS = {
    Standing.DISPUTED: Need.DISPUTED,
    Standing.FIRM_MISSING: Need.FREED,
    Standing.AGENCY_MISSING: Need.FREED,
    Standing.UNKNOWN: Need.SILENT,
}


def need_of(talk: Talk, now: datetime) -> Need | None:
    """Tell why a consultation needs attention now; None if it does not.

    A firm or an officer that is not checked in is missed from ten minutes before the time on.
    """
    if talk.struck_off:
        return None
    if talk.standing in _COMING:
        if any(talk.late(side) is not None for side in (Side.FIRM, Side.AGENCY)):
            return Need.LATE
        here = now < talk.starts_at - SOON or not absent(talk, now)
        return None if here else Need.NOT_HERE
    need = _NEEDS.get(talk.standing)
    return None if need is Need.FREED and talk.ends_at <= now else need


def absent(talk: Talk, now: datetime) -> list[Side]:
    """Give which of the two sides are not checked in."""
    sides = ((Side.FIRM, talk.facts.firm), (Side.AGENCY, talk.facts.agency))
    return [side for side, presence in sides if presence is None or not presence.there(now)]


def attention(talks: Iterable[Talk], now: datetime) -> dict[Need, list[Talk]]:
    """Give what needs attention, the most pressing kind first, each kind by time."""
    needs = list(Need)
    found: dict[Need, list[Talk]] = {}
    for talk in talks:
        need = need_of(talk, now)
        if need is not None:
            found.setdefault(need, []).append(talk)
    return {need: found[need] for need in sorted(found, key=needs.index)}


def talks_of(
    session: Session,
    fair: Fair,
    day: date,
    *,
    now: datetime,
    of: Firm | Agency | None = None,
    said: ClaimKind | None = None,
) -> list[Talk]:
    """Give the consultations of one day as they stand at a moment, by time, then booth.

    Those that were struck off because somebody was missing are among them.

    Parameters
    ----------
    of
        Only those of this firm or agency.
    said
        Only those of which somebody said this.
    """
    since, before = _bounds(fair, day)
    firm, agency = _names(Firm, "firm"), _names(Agency, "agency")
    statement = (
        select(
            Consultation.id,
            Consultation.uid,
            Consultation.state,
            Placement.starts_at,
            Placement.ends_at,
            Placement.booth_code,
            Placement.table,
            Outcome.held,
            *firm,
            *agency,
        )
        .join(Placement, Placement.id == Consultation.placement_id)
        .join(Firm, Firm.id == Consultation.firm_id)
        .join(Agency, Agency.id == Consultation.agency_id)
        .outerjoin(Outcome, Outcome.consultation_id == Consultation.id)
        .where(
            Consultation.fair_id == fair.id,
            Placement.starts_at >= since,
            Placement.starts_at < before,
            or_(
                Consultation.state == ConsultationState.CONFIRMED,
                Consultation.missed_at.is_not(None),
            ),
        )
        .order_by(Placement.starts_at, Placement.booth_code, Placement.table)
    )
    if of is not None:
        side = Consultation.firm_id if isinstance(of, Firm) else Consultation.agency_id
        statement = statement.where(side == of.id)
    if said is not None:
        statement = statement.where(
            exists().where(
                AttendanceClaim.consultation_id == Consultation.id, AttendanceClaim.kind == said
            )
        )
    rows = session.execute(statement).all()
    firms, agencies = presences(session, fair, day)
    words = _words(session, fair, since, before)
    grace = timedelta(minutes=fair.grace_minutes)
    parties: dict[tuple[str, int], Party] = {}
    talks = []
    for row in rows:
        whose, whom = ("firm", row.firm_id), ("agency", row.agency_id)
        if whose not in parties:
            parties[whose] = Party(
                row.firm_id, row.firm_code, row.firm_ko, row.firm_en, row.firm_phone
            )
        if whom not in parties:
            parties[whom] = Party(
                row.agency_id, row.agency_code, row.agency_ko, row.agency_en, row.agency_phone
            )
        facts = Facts(
            row.starts_at,
            row.ends_at,
            tuple(words.get((row.id, row.starts_at), ())),
            firms.get(row.firm_id),
            agencies.get(row.agency_id),
            row.held,
        )
        standing = verdict(facts, grace=grace, now=now)
        talks.append(
            Talk(
                row.uid,
                row.id,
                row.booth_code,
                row.table,
                parties[whose],
                parties[whom],
                row.state is ConsultationState.CANCELLED,
                facts,
                standing,
                seat_is_free(standing, facts, now),
            )
        )
    return talks


def presences(
    session: Session, fair: Fair, day: date
) -> tuple[Mapping[int, Presence], Mapping[int, Presence]]:
    """Give who was checked in on a day: firms and agencies, by their row ids."""
    firms, agencies = {}, {}
    for firm_id, agency_id, at, left_at in session.execute(
        select(Arrival.firm_id, Arrival.agency_id, Arrival.at, Arrival.left_at).where(
            Arrival.fair_id == fair.id, Arrival.date == day
        )
    ):
        presence = Presence(at, left_at)
        if firm_id is not None:
            firms[firm_id] = presence
        elif agency_id is not None:
            agencies[agency_id] = presence
    return firms, agencies


def _bounds(fair: Fair, day: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(fair.zone)
    midnights = (datetime.combine(one, time(), tzinfo=zone) for one in (day, day + timedelta(1)))
    since, before = (one.astimezone(UTC) for one in midnights)
    return since, before


def _names(of: type[Firm] | type[Agency], prefix: str) -> tuple[ColumnElement[Any], ...]:
    return (
        of.id.label(f"{prefix}_id"),
        of.code.label(f"{prefix}_code"),
        of.name_ko.label(f"{prefix}_ko"),
        of.name_en.label(f"{prefix}_en"),
        of.phone.label(f"{prefix}_phone"),
    )


def _words(
    session: Session, fair: Fair, since: datetime, before: datetime
) -> Mapping[tuple[int, datetime], Sequence[Word]]:
    words: dict[tuple[int, datetime], list[Word]] = {}
    for consultation_id, starts_at, side, kind, at, minutes in session.execute(
        select(
            AttendanceClaim.consultation_id,
            AttendanceClaim.starts_at,
            AttendanceClaim.side,
            AttendanceClaim.kind,
            AttendanceClaim.at,
            AttendanceClaim.minutes,
        ).where(
            AttendanceClaim.fair_id == fair.id,
            AttendanceClaim.starts_at >= since,
            AttendanceClaim.starts_at < before,
            AttendanceClaim.withdrawn_at.is_(None),
        )
    ):
        words.setdefault((consultation_id, starts_at), []).append(Word(side, kind, at, minutes))
    return words
