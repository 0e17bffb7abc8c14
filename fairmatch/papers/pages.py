"""Where the QR code on each party's schedule leads: its own page, by its secret address."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.links import address, live_tokens, was_made
from fairmatch.models import Agency, Firm, LinkPurpose
from fairmatch.papers.sources import Printed


def page_addresses(
    session: Session, secret: bytes, printed: Printed, *, clock: Callable[[], datetime]
) -> dict[str, str]:
    """Give the address of every party's page by the party's code; missing ones are made.

    Whoever switched the own page off, or whose address was made with another secret, is led to
    the fair's public page. The session has to be one for writing.
    """
    fair, start = printed.fair, printed.address
    tokens = live_tokens(session, secret, fair, LinkPurpose.PAGE)
    pages = {}
    parties: list[Firm | Agency] = [*printed.agencies.values(), *printed.firms.values()]
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
