"""Putting mails into the outbox, in the transaction that gives cause for them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import UnknownMail
from fairmatch.links import address
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, Mail, MailKind, MailState

KOREAN = "ko"
ENDED = (MailState.UNSURE, MailState.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Posted:
    """How many mails were put into the outbox, and who could not be written to.

    Attributes
    ----------
    without
        Codes of the parties that have no mail address.
    already
        Parties to whom the same was posted before.
    """

    posted: int
    without: tuple[str, ...]
    already: int


def post_page_addresses(
    session: Session,
    secret: bytes,
    fair: Fair,
    *,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> Posted:
    """Let every agency and firm be sent the address of its private page, each address once.

    Firms that take no part are left out. Addresses that are missing are made. Whoever was sent
    an address that is still good is left alone; a renewed one is sent. The session has to be
    one for writing.

    Raises
    ------
    WrongSecret
        If an address was made with another secret, so that it cannot be told.
    """
    known = set(session.scalars(select(Mail.cause).where(Mail.fair_id == fair.id)))
    posted, already = 0, 0
    without: list[str] = []
    for firm, agency in _parties(session, fair):
        party = firm or agency
        if party is None or not party.email:
            without.extend(() if party is None else (party.code,))
            continue
        token = address(
            session, secret, fair, firm=firm, agency=agency, purpose=LinkPurpose.PAGE, clock=clock
        )
        cause = f"page address {hashlib.sha256(token.encode()).hexdigest()}"
        if cause in known:
            already += 1
            continue
        posted += 1
        now = clock()
        session.add(
            Mail(
                fair_id=fair.id,
                firm_id=firm.id if firm else None,
                agency_id=agency.id if agency else None,
                uid=new_uid(),
                kind=MailKind.PAGE_ADDRESS,
                cause=cause,
                recipient=party.email,
                language=firm.language if firm else KOREAN,
                made_at=now,
                due_at=now,
                moved_at=now,
            )
        )
    session.flush()
    return Posted(posted, tuple(without), already)


def mail_to(
    party: Firm | Agency, kind: MailKind, cause: str, *, language: str, now: datetime, uid: str
) -> Mail:
    """Give a mail to a party; nobody is sent it before it is added to a session."""
    is_firm = isinstance(party, Firm)
    return Mail(
        fair_id=party.fair_id,
        firm_id=party.id if is_firm else None,
        agency_id=None if is_firm else party.id,
        uid=uid,
        kind=kind,
        cause=cause,
        recipient=party.email,
        language=language,
        made_at=now,
        due_at=now,
        moved_at=now,
    )


def send_again(session: Session, fair: Fair, uid: str, *, clock: Callable[[], datetime]) -> Mail:
    """Let a mail be tried anew that was given up, or of which nobody knows whether it arrived.

    Raises
    ------
    UnknownMail
        If the fair has no such mail, or it is still on its way, or has arrived.
    """
    found = session.scalars(
        select(Mail)
        .where(Mail.fair_id == fair.id, Mail.uid == uid, Mail.state.in_(ENDED))
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise UnknownMail(uid)
    found.state = MailState.WAITING
    found.attempts = 0
    found.error = ""
    found.due_at = found.moved_at = clock()
    return found


def _parties(session: Session, fair: Fair) -> list[tuple[Firm | None, Agency | None]]:
    agencies = select(Agency).where(Agency.fair_id == fair.id).order_by(Agency.code)
    firms = select(Firm).where(Firm.fair_id == fair.id, Firm.takes_part).order_by(Firm.code)
    return [
        *((None, agency) for agency in session.scalars(agencies)),
        *((firm, None) for firm in session.scalars(firms)),
    ]
