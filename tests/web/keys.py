"""Everybody's private addresses, for tests to walk through."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.config import Settings
from fairmatch.mail import post_page_addresses
from fairmatch.models import Agency, Fair, Firm, LinkPurpose

FIRST_MAIL = f"{1:032x}"
"""Name of the first mail that `post_mails` puts into the outbox."""


@dataclass(frozen=True)
class Keys:
    """The page tokens of a fair, by code, and the one that opens its boards."""

    firms: dict[str, str]
    agencies: dict[str, str]
    boards: str = ""


def make_keys(
    session: Session, fair: Fair, settings: Settings, clock: Callable[[], datetime]
) -> Keys:
    """Make everybody's page token."""
    secret = settings.secret_file.read_bytes()

    def token(firm: Firm | None = None, agency: Agency | None = None) -> str:
        return links.address(
            session,
            secret,
            fair,
            firm=firm,
            agency=agency,
            purpose=LinkPurpose.PAGE,
            clock=clock,
        )

    firms = session.scalars(select(Firm).where(Firm.fair_id == fair.id))
    agencies = session.scalars(select(Agency).where(Agency.fair_id == fair.id))
    return Keys(
        firms={firm.code: token(firm=firm) for firm in firms},
        agencies={agency.code: token(agency=agency) for agency in agencies},
        boards=links.address(session, secret, fair, purpose=LinkPurpose.BOARD, clock=clock),
    )


def post_mails(
    session: Session, fair: Fair, settings: Settings, clock: Callable[[], datetime]
) -> None:
    """Let everybody be written to."""
    numbers = count(1)
    secret = settings.secret_file.read_bytes()
    post_page_addresses(session, secret, fair, clock=clock, new_uid=lambda: f"{next(numbers):032x}")
