"""Secret addresses: the tokens that open a private page or a calendar feed.

A token is derived from the server's secret and a random number kept in the row, so that the
address can be shown again; what it is recognised by is only its SHA-256.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.errors import BadToken, RevokedToken, WrongSecret
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, SecretLink


class LinkRow(Protocol):
    """A link, or as much of its row as tells whether it opens anything."""

    token_hash: Any
    purpose: Any
    firm_id: Any
    agency_id: Any
    revoked_at: Any


L = TypeVar("L", bound=LinkRow)


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose link it is and what it opens."""

    fair_id: int
    firm_id: int | None
    agency_id: int | None
    purpose: LinkPurpose

    def links(self) -> Select[SecretLink]:
        """Ask for every link there ever was."""
        return select(SecretLink).where(
            SecretLink.fair_id == self.fair_id,
            SecretLink.firm_id.is_not_distinct_from(self.firm_id),
            SecretLink.agency_id.is_not_distinct_from(self.agency_id),
            SecretLink.purpose == self.purpose,
        )

    def link(self, session: Session) -> SecretLink | None:
        """Give the one link that is not revoked."""
        live = self.links().where(SecretLink.revoked_at.is_(None))
        return session.scalars(live).one_or_none()

    def make(self, session: Session, secret: bytes, nonce: str, made_at: datetime) -> str:
        """Add a link and give its token."""
        token = self.token(secret, nonce)
        session.add(
            SecretLink(
                fair_id=self.fair_id,
                firm_id=self.firm_id,
                agency_id=self.agency_id,
                purpose=self.purpose,
                nonce=nonce,
                token_hash=hash_of(token),
                made_at=made_at,
            )
        )
        session.flush()
        return token

    def token(self, secret: bytes, nonce: str) -> str:
        """Derive the token, 43 characters that need no escaping in an address."""
        message = f"{nonce} {self.purpose} {self.fair_id} {self.firm_id} {self.agency_id}"
        digest = hmac.new(secret, message.encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


def address(
    session: Session,
    secret: bytes,
    fair: Fair,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    purpose: LinkPurpose,
    clock: Callable[[], datetime],
    new_nonce: Callable[[], str] = token_hex,
) -> str:
    """Give the owner's token, made on the first call; neither firm nor agency: the organiser.

    Two first calls at once make one link. After `revoke` the next call makes a new one. The
    session has to be one for writing; `find_address` is content with one for reading.

    Raises
    ------
    WrongSecret
        If the link was made with another secret, so that its token cannot be shown.
    """
    holder = _holder(fair, firm, agency, purpose)
    link = holder.link(session)
    if link is None:
        _wait_for_others(session, fair)
        link = holder.link(session)
    if link is None:
        return holder.make(session, secret, new_nonce(), clock())
    return _shown(holder, secret, link)


def find_address(
    session: Session,
    secret: bytes,
    fair: Fair,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    purpose: LinkPurpose,
) -> str | None:
    """Give the owner's token, or None where none was made or it was revoked; writes nothing.

    Raises
    ------
    WrongSecret
        If the link was made with another secret, so that its token cannot be shown.
    """
    holder = _holder(fair, firm, agency, purpose)
    link = holder.link(session)
    return None if link is None else _shown(holder, secret, link)


def was_made(
    session: Session,
    fair: Fair,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    purpose: LinkPurpose,
) -> bool:
    """Tell whether the owner ever had such an address, be it revoked by now."""
    holder = _holder(fair, firm, agency, purpose)
    return session.scalars(holder.links().limit(1)).first() is not None


def live_tokens(
    session: Session, secret: bytes, fair: Fair, purpose: LinkPurpose
) -> dict[tuple[int | None, int | None], str]:
    """Give all tokens of the fair that open something, by firm's and agency's id; one query.

    Links made with another secret are left out: their tokens cannot be shown.
    """
    rows = session.scalars(
        select(SecretLink).where(
            SecretLink.fair_id == fair.id,
            SecretLink.purpose == purpose,
            SecretLink.revoked_at.is_(None),
        )
    )
    tokens = {}
    for link in rows:
        holder = _Holder(fair.id, link.firm_id, link.agency_id, purpose)
        token = holder.token(secret, link.nonce)
        if hmac.compare_digest(hash_of(token), link.token_hash):
            tokens[link.firm_id, link.agency_id] = token
    return tokens


def open_link(session: Session, token: str, purpose: LinkPurpose) -> SecretLink:
    """Give the link that the token opens, its fair, firm and agency loaded with it.

    Raises
    ------
    RevokedToken
        If it was rotated or revoked.
    BadToken
        If it opens nothing, or something of another purpose; organisers have no secret page.
    """
    digest = hash_of(token)
    link = session.scalars(
        select(SecretLink)
        .where(SecretLink.token_hash == digest)
        .options(
            joinedload(SecretLink.fair),
            joinedload(SecretLink.firm),
            joinedload(SecretLink.agency),
        )
    ).one_or_none()
    return recognised(link, digest, purpose)


def recognised(link: L | None, digest: str, purpose: LinkPurpose) -> L:
    """Give what was found by a token's hash if the token opens it for this purpose.

    Raises
    ------
    BadToken, RevokedToken
        As for `open_link`.
    """
    same = hmac.compare_digest(digest, link.token_hash if link else "")
    if link is None or not same or link.purpose is not purpose:
        raise BadToken
    if purpose is LinkPurpose.PAGE and link.firm_id is None and link.agency_id is None:
        raise BadToken
    if link.revoked_at is not None:
        raise RevokedToken
    return link


def rotate(
    session: Session,
    secret: bytes,
    fair: Fair,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    purpose: LinkPurpose,
    clock: Callable[[], datetime],
    new_nonce: Callable[[], str] = token_hex,
) -> str:
    """Give a new token; the old one, if there was one, opens nothing from then on."""
    revoke(session, fair, firm=firm, agency=agency, purpose=purpose, clock=clock)
    holder = _holder(fair, firm, agency, purpose)
    return holder.make(session, secret, new_nonce(), clock())


def revoke(
    session: Session,
    fair: Fair,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    purpose: LinkPurpose,
    clock: Callable[[], datetime],
) -> bool:
    """Make the owner's token open nothing from now on; tell whether there was one."""
    _wait_for_others(session, fair)
    link = _holder(fair, firm, agency, purpose).link(session)
    if link is None:
        return False
    link.revoked_at = clock()
    session.flush()
    return True


def _holder(fair: Fair, firm: Firm | None, agency: Agency | None, purpose: LinkPurpose) -> _Holder:
    return _Holder(fair.id, firm.id if firm else None, agency.id if agency else None, purpose)


def _wait_for_others(session: Session, fair: Fair) -> None:
    # Whoever makes or ends a link of this fair holds this lock until the end of its
    # transaction. On SQLite the transaction of a writer is the lock.
    session.execute(select(Fair.id).where(Fair.id == fair.id).with_for_update(key_share=True))


def _shown(holder: _Holder, secret: bytes, link: SecretLink) -> str:
    token = holder.token(secret, link.nonce)
    if not hmac.compare_digest(hash_of(token), link.token_hash):
        raise WrongSecret
    return token


def hash_of(token: str) -> str:
    """Give what a token is recognised by."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
