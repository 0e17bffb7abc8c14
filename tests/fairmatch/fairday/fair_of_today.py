"""A published fair on its first day, and acts as its people do them."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.fairday.claims import claim
from fairmatch.models import Agency, ClaimKind, Consultation, Fair, Firm, Side
from fairmatch.publishing import publish
from tests.fairmatch.publishing_fair import BEFORE, FIRST, draft_of, two_by_two

STARTS = datetime.fromisoformat("2015-10-29T10:00+09:00")
"""When F1×A1 and F2×A2 begin; F2×A1 follows."""


def fair_of_today(session: Session) -> Fair:
    """Give the fair of `FIRST`, published."""
    fair = two_by_two(session)
    draft_of(session, fair, FIRST)
    publish(session, fair, clock=lambda: BEFORE)
    return fair


def at(minutes: float) -> datetime:
    """Give a moment in minutes from ten o'clock, when the first consultations begin."""
    return STARTS + timedelta(minutes=minutes)


def by(minutes: float, key: str = "") -> By:
    """Give somebody who acts at that moment."""
    return By(None, at(minutes), key=key)


def firm_of(session: Session, code: str) -> Firm:
    """Give a firm."""
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def agency_of(session: Session, code: str) -> Agency:
    """Give an agency."""
    return session.scalars(select(Agency).where(Agency.code == code)).one()


def consultation(session: Session, firm: str, agency: str) -> Consultation:
    """Give the consultation of the two."""
    return session.scalars(
        select(Consultation).where(Consultation.uid.endswith(f"{firm}-{agency}"))
    ).one()


def say(
    session: Session,
    fair: Fair,
    side: Side,
    kind: ClaimKind,
    minutes: float,
    *,
    key: str = "",
    late: int | None = None,
) -> bool:
    """Let a side say something of F1×A1, some minutes after its beginning."""
    said_of = consultation(session, "F1", "A1")
    who = by(minutes, key)
    return claim(session, fair, said_of, side, kind, starts_at=STARTS, minutes=late, by=who)
