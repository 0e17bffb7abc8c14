"""What is counted: each consultation with what became of it, read for the whole fair at once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from fairmatch.fairday.today import talks_of
from fairmatch.fairday.verdicts import Standing
from fairmatch.half_days import HalfDay, half_of
from fairmatch.models import (
    Consultation,
    Fair,
    Firm,
    FirmCertificate,
    FirmKind,
    Interest,
    Outcome,
    OutcomeKind,
)
from fairmatch.outcomes import OutcomeState, state_of


class Fate(StrEnum):
    """What became of a consultation; each has exactly one.

    ``unclear``: its time is over and nobody said whether it was held, or the two sides say
    different things; ``coming``: its time is not over.
    """

    HELD = "held"
    FIRM_MISSED = "firm_missed"
    AGENCY_MISSED = "agency_missed"
    UNCLEAR = "unclear"
    COMING = "coming"


FATES = {
    Standing.TO_COME: Fate.COMING,
    Standing.DUE: Fate.COMING,
    Standing.UNDER_WAY: Fate.COMING,
    Standing.HELD: Fate.HELD,
    Standing.FIRM_MISSING: Fate.FIRM_MISSED,
    Standing.AGENCY_MISSING: Fate.AGENCY_MISSED,
    Standing.DISPUTED: Fate.UNCLEAR,
    Standing.UNKNOWN: Fate.UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One consultation, as it is counted; amounts in won.

    Attributes
    ----------
    walk_in
        The firm came to the booth on the day.
    kinds, discussed, signed, later
        What came of it; nothing where the two sides disagree and the desk has not decided.
        ``later``: something was signed, its amount follows.
    disputed
        The two sides disagree about what came of it.
    """

    agency: str
    firm: str
    firm_kinds: frozenset[FirmKind]
    day: date
    half: HalfDay
    fate: Fate
    walk_in: bool = False
    kinds: frozenset[OutcomeKind] = frozenset()
    discussed: int | None = None
    signed: int | None = None
    later: bool = False
    disputed: bool = False


def read_facts(session: Session, fair: Fair, *, now: datetime) -> list[Fact]:
    """Give every consultation of the published timetable, and those struck off as missed.

    The number of queries grows with the fair's days only.
    """
    outcomes = {
        one.consultation_id: one
        for one in session.scalars(select(Outcome).where(Outcome.fair_id == fair.id))
    }
    walk_ins = _walk_ins(session, fair)
    kinds = _kinds(session, fair)
    zone = ZoneInfo(fair.zone)
    facts = []
    for day in fair.days:
        for talk in talks_of(session, fair, day.date, now=now):
            outcome = outcomes.get(talk.consultation_id)
            disputed = state_of(outcome) is OutcomeState.DISPUTED
            counted = None if disputed or outcome is None or not outcome.held else outcome
            facts.append(
                Fact(
                    agency=talk.agency.code,
                    firm=talk.firm.code,
                    firm_kinds=frozenset(kinds[talk.firm.id]),
                    day=day.date,
                    half=half_of(talk.starts_at.astimezone(zone).time(), day),
                    fate=FATES[talk.standing],
                    walk_in=talk.consultation_id in walk_ins,
                    kinds=frozenset(map(OutcomeKind, counted.kinds)) if counted else frozenset(),
                    discussed=counted.amount_discussed if counted else None,
                    signed=counted.amount_signed if counted else None,
                    later=counted is not None and counted.amount_later,
                    disputed=disputed,
                )
            )
    return facts


def _walk_ins(session: Session, fair: Fair) -> set[int]:
    same = and_(
        Interest.firm_id == Consultation.firm_id, Interest.agency_id == Consultation.agency_id
    )
    found = select(Consultation.id).join(Interest, same)
    return set(
        session.scalars(
            found.where(Consultation.fair_id == fair.id, Interest.walk_in_on.is_not(None))
        )
    )


def _kinds(session: Session, fair: Fair) -> dict[int, set[FirmKind]]:
    found: dict[int, set[FirmKind]] = defaultdict(set)
    for firm_id, kind in session.execute(
        select(FirmCertificate.firm_id, FirmCertificate.kind)
        .join(Firm, Firm.id == FirmCertificate.firm_id)
        .where(Firm.fair_id == fair.id)
    ):
        found[firm_id].add(kind)
    return found
