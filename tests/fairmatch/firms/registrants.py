"""Firms as they register themselves, for the tests of what they do."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.accounts import open_account
from fairmatch.firms.facts import Consents, FirmFacts, Number
from fairmatch.firms.registering import register
from fairmatch.models import Fair, Firm

NUMBERS = ("124-81-00998", "220-81-62517", "120-81-47521")
FACTS = FirmFacts(name_ko="두레공방", representative="김두레", district="마포구")
Clock = Callable[[], datetime]


def the_fair(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def the_firm(session: Session, code: str = "R001") -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def add_registered(
    session: Session,
    fair: Fair,
    clock: Clock,
    *,
    number: str = NUMBERS[0],
    email: str = "kim@dure.example",
    third_party: bool = False,
    **facts: Any,
) -> Firm:
    """Let a firm register itself."""
    return register(
        session,
        fair,
        open_account(session, email, clock=clock),
        Number(value=number),
        FACTS.model_copy(update=facts),
        contact="김담당",
        phone="010-1234-5678",
        consents=Consents(privacy=True, third_party=third_party),
        clock=clock,
    )
