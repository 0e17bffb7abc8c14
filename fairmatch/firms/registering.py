"""A firm registers itself, once its contact's mail address is proved."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.accounts import give
from fairmatch.firms.errors import AlreadyRegistered, ConsentMissing
from fairmatch.firms.facts import Consents, ContactFacts, FirmFacts, Number
from fairmatch.models import Account, Approval, Fair, Firm, Phase, Role
from fairmatch.phases import require_open

_CODE = "R"
"""What the codes of firms start with that registered themselves."""


def register(
    session: Session,
    fair: Fair,
    account: Account,
    number: Number,
    facts: FirmFacts,
    *,
    contact: str,
    phone: str,
    consents: Consents,
    clock: Callable[[], datetime],
) -> Firm:
    """Add a firm whose main contact is the person who has proved the account's address.

    Where the fair requires the organiser's approval the firm waits for it: it can do everything
    but is in no timetable, and officers do not see it. Of two who register the same number at
    once, one does. The session is for writing.

    Raises
    ------
    PhaseClosed
        If registration is not open.
    ConsentMissing
        If the firm does not agree that its data be kept.
    AlreadyRegistered
        If the fair has a firm of that number.
    """
    session.refresh(fair, with_for_update=True)
    now = clock()
    require_open(fair, Phase.REGISTRATION, now)
    if not consents.privacy:
        raise ConsentMissing
    if find_by_number(session, fair, number) is not None:
        raise AlreadyRegistered(number.value)
    person = ContactFacts(name=contact, phone=phone, email=account.email)
    today = now.astimezone(ZoneInfo(fair.zone)).date()
    firm = Firm(
        fair_id=fair.id,
        code=new_code(session, fair, _CODE),
        registration_number=number.value,
        **facts.model_dump(),
        contact=person.name,
        phone=person.phone,
        email=person.email,
        consent_privacy=today,
        consent_third_party=today if consents.third_party else None,
        registered_at=now,
        approval=Approval.WAITING if fair.approval_required else Approval.APPROVED,
    )
    session.add(firm)
    session.flush()
    give(session, account, fair, Role.CONTACT, firm=firm, clock=clock)
    if firm.takes_part:
        fair.revision += 1
    session.flush()
    return firm


def find_by_number(session: Session, fair: Fair, number: Number) -> Firm | None:
    """Give the fair's firm of this registration number, if there is one."""
    return session.scalars(
        select(Firm).where(Firm.fair_id == fair.id, Firm.registration_number == number.value)
    ).one_or_none()


def new_code(session: Session, fair: Fair, start: str) -> str:
    """Give a code that no firm of the fair has: these letters and a number."""
    taken = set(
        session.scalars(
            select(Firm.code).where(Firm.fair_id == fair.id, Firm.code.startswith(start))
        )
    )
    number = len(taken) + 1
    while f"{start}{number:03}" in taken:
        number += 1
    return f"{start}{number:03}"
