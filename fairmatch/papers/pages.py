"""Where the QR code on each party's schedule leads: its own page, by its secret address."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.links import address, live_tokens, was_made
from fairmatch.models import Agency, Fair, Firm, LinkPurpose


def page_addresses(
    session: Session,
    secret: bytes,
    fair: Fair,
    *,
    start: str,
    clock: Callable[[], datetime],
    only: Firm | Agency | None = None,
) -> dict[str, str]:
    """Give the address of every party's page by the party's code; missing ones are made.

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
        token = tokens.get((firm.id if firm else None, agency.id if agency else None))
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
        pages[party.code] = f"{start}/my/{token}" if token else f"{start}/fairs/{fair.code}/"
    return pages
