"""Where the QR code on each party's schedule leads: its own page, by its secret address."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.links import address, live_tokens, was_made
from fairmatch.models import Agency, Fair, Firm, LinkPurpose

Owner = tuple[int | None, int | None]
"""Row numbers of a firm and of an agency, one of them None: codes of the two sides may be alike."""


def owner_of(party: Firm | Agency) -> Owner:
    """Give what a party's address is known by."""
    return (party.id, None) if isinstance(party, Firm) else (None, party.id)


def page_addresses(
    session: Session,
    secret: bytes,
    fair: Fair,
    *,
    start: str,
    clock: Callable[[], datetime],
    only: Firm | Agency | None = None,
) -> dict[Owner, str]:
    """Give the address of every party's page by its owner; missing ones are made.

    Whoever switched the own page off, or whose address was made with another secret, is led to
    the fair's public page. The session has to be one for writing.

    Parameters
    ----------
    start
        What public addresses start with.
    only
        The one party whose address is wanted; None: everybody's.
    """
    parties: list[Firm | Agency] = (
        [only]
        if only is not None
        else [
            *session.scalars(select(Agency).where(Agency.fair_id == fair.id)),
            *session.scalars(select(Firm).where(Firm.fair_id == fair.id)),
        ]
    )
    tokens = live_tokens(session, secret, fair, LinkPurpose.PAGE)
    pages = {}
    for party in parties:
        firm = party if isinstance(party, Firm) else None
        agency = party if isinstance(party, Agency) else None
        token = tokens.get(owner_of(party))
        if token is None and not was_made(
            session, fair, firm=firm, agency=agency, purpose=LinkPurpose.PAGE
        ):
            token = address(
                session,
                secret,
                fair,
                firm=firm,
                agency=agency,
                purpose=LinkPurpose.PAGE,
                clock=clock,
            )
        pages[owner_of(party)] = f"{start}/my/{token}" if token else f"{start}/fairs/{fair.code}/"
    return pages
