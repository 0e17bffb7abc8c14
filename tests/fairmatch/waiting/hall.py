"""A fair whose day is under way, with firms that wait for its booths."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.models import Agency, Fair, Firm, OfferAnswer, SeatOffer
from fairmatch.publishing import publish
from fairmatch.waiting.joining import Joined, Wanted, join
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)

BEFORE = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
OPENING = datetime(2015, 10, 29, 1, 0, tzinfo=UTC)
"""When the first slot begins: 10:00 in Seoul; there is one every 20 minutes."""
FIRMS, AGENCIES = ("F1", "F2", "F3"), ("A1", "A2")
Held = dict[tuple[str, str], int]

_numbers = count(1)


def new_uid() -> str:
    return f"{next(_numbers):032x}"


def at(minutes: float) -> datetime:
    """Give the moment so many minutes after the fair opened."""
    return OPENING + timedelta(minutes=minutes)


def by(minutes: float, key: str = "") -> By:
    return By(None, at(minutes), on_behalf=True, key=key)


def hall(
    session: Session,
    held: Held,
    *,
    slots: int = 6,
    walk_ins: int = 3,
    far: bool = False,
    settings: dict[str, Any] | None = None,
) -> Fair:
    """Publish a fair of two booths with one table each, and add firms W1, W2 … that ask nothing.

    ``held`` names the slot (from 0) of consultations of F1 to F3 with A1 and A2.
    """
    fair = add_fair(session, slots=slots, **(settings or {}))
    agencies = {
        code: add_agency(session, fair, code, at=(1200 * number if far else 0, 0))
        for number, code in enumerate(AGENCIES)
    }
    firms = {code: add_firm(session, fair, code) for code in FIRMS}
    for firm in firms.values():
        add_interests(session, firm, *agencies.values())
    for number in range(1, walk_ins + 1):
        add_firm(session, fair, f"W{number}0", walk_in=True)
    times = slots_of(session, fair)
    draft = add_draft(
        session,
        fair,
        {
            (firms[firm], agencies[agency]): (times[slot], 1)
            for (firm, agency), slot in held.items()
        },
    )
    publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id)
    return fair


def firm_of(session: Session, code: str) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def agency_of(session: Session, code: str) -> Agency:
    return session.scalars(select(Agency).where(Agency.code == code)).one()


def waits(session: Session, firm: str, *agencies: str, minutes: float = 0, key: str = "") -> Joined:
    """Let a firm join lists."""
    wanted = [Wanted(agency_of(session, code)) for code in agencies]
    return join(session, firm_of(session, firm), wanted, by=by(minutes, key), new_uid=new_uid)


def open_offers(session: Session) -> dict[str, tuple[str, int]]:
    """Give who is offered which booth, and how many minutes after the opening it begins."""
    offers = session.scalars(select(SeatOffer).where(SeatOffer.answer == OfferAnswer.OPEN))
    return {
        one.waiting.firm.code: (
            one.booth_code,
            round((one.starts_at - OPENING).total_seconds() / 60),
        )
        for one in offers
    }


def offer_to(session: Session, firm: str) -> SeatOffer:
    """Give the open offer of a firm."""
    open_one = select(SeatOffer).where(SeatOffer.answer == OfferAnswer.OPEN)
    return next(one for one in session.scalars(open_one) if one.waiting.firm.code == firm)
