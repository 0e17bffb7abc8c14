"""A fair whose firms may ask for three consultations, and short ways to do it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.models import (
    Agency,
    BuyingMethod,
    Fair,
    Firm,
    Interest,
    Phase,
    PhaseWindow,
    PlanItem,
)
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm

NOW = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
CLOSES = NOW + timedelta(hours=1)
LIMIT = 3


def by(minutes: float = 0, *, key: str = "", on_behalf: bool = False) -> By:
    """Give somebody who acts some minutes after ``NOW``."""
    return By(None, NOW + timedelta(minutes=minutes), on_behalf=on_behalf, key=key)


def asking_fair(session: Session, *, firms: int = 2, agencies: int = 5) -> Fair:
    """Add a fair of two tables a booth, six slots, and a plan item P<n> of each agency A<n>."""
    fair = add_fair(session, slots=6, request_limit=LIMIT)
    for number in range(1, agencies + 1):
        agency = add_agency(session, fair, f"A{number}", tables=2)
        session.add(
            PlanItem(
                fair_id=fair.id,
                agency_id=agency.id,
                code=f"P{number}",
                title=f"구매 {number}",
                amount=1_000_000,
                year=2016,
                quarter=1,
                method=BuyingMethod.NEGOTIATED,
            )
        )
    for number in range(1, firms + 1):
        add_firm(session, fair, f"F{number}")
    for phase in (Phase.REQUESTS, Phase.MARKS):
        session.add(PhaseWindow(fair_id=fair.id, phase=phase, closes_at=CLOSES))
    session.flush()
    return fair


def firm_of(session: Session, code: str = "F1") -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def agency_of(session: Session, code: str = "A1") -> Agency:
    return session.scalars(select(Agency).where(Agency.code == code)).one()


def ranked(session: Session, firm: str = "F1") -> list[tuple[int, str]]:
    """Give the ranks and agencies of a firm's requests."""
    rows = session.execute(
        select(Interest.rank, Agency.code)
        .join(Agency, Agency.id == Interest.agency_id)
        .join(Firm, Firm.id == Interest.firm_id)
        .where(Firm.code == firm)
        .order_by(Interest.rank)
    )
    return [(rank, code) for rank, code in rows]
