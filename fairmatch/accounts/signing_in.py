"""Proving who one is by mail: a code to type, or a link with a button behind it.

Whoever asks is answered the same whether or not the address is known here. Code and link are
derived from the server's secret and a random number kept in the row; what the link is
recognised by is only its SHA-256. Either is good once, and spends the other.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.accounts.memberships import is_known, recognise
from fairmatch.accounts.people import find_account, open_account, plain_address
from fairmatch.errors import SpentSignIn
from fairmatch.models import Account, Mail, SignIn, SignInPurpose

LIFE = {
    SignInPurpose.SIGN_IN: timedelta(minutes=15),
    SignInPurpose.PASSWORD: timedelta(hours=1),
    SignInPurpose.INVITATION: timedelta(days=7),
}
"""How long a code and a link are good."""

TRIES = 5
"""How many wrong codes may be typed before a new one is needed."""

DIGITS = 8
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of a code that was typed: whose it is, or how many tries are left."""

    account: Account | None
    left: int


def ask(
    session: Session,
    secret: bytes,
    email: str,
    *,
    clock: Callable[[], datetime],
    purpose: SignInPurpose | None = None,
    newcomer: bool = False,
    new_id: Callable[[], str] = token_hex,
) -> SignIn:
    """Make a code and a link for an address; where nobody has it, ones that open nothing.

    Without a purpose, whoever has a password is sent a link to set a new one instead of a code.
    The session has to be one for writing.

    Parameters
    ----------
    newcomer
        Whoever asks is about to register, so that the address need not be anybody's yet.

    Raises
    ------
    BadAddress
        If it is no mail address.
    """
    address, now = plain_address(email), clock()
    if purpose is None:
        account = find_account(session, address)
        has_password = account is not None and account.password is not None
        purpose = SignInPurpose.PASSWORD if has_password else SignInPurpose.SIGN_IN
    nonce = new_id()
    made = SignIn(
        uid=new_id(),
        nonce=nonce,
        token_hash=_hash(_token(secret, nonce)),
        purpose=purpose,
        email=address if newcomer or is_known(session, address) else None,
        tries=0,
        made_at=now,
        expires_at=now + LIFE[purpose],
    )
    session.add(made)
    _forget_old(session, now)
    session.flush()
    return made


def code_of(secret: bytes, sign_in: SignIn) -> str:
    """Give the code, eight digits."""
    digest = hmac.new(secret, f"code {sign_in.nonce}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest) % 10**DIGITS).zfill(DIGITS)


def token_of(secret: bytes, sign_in: SignIn) -> str:
    """Give what the link ends with, 43 characters that need no escaping."""
    return _token(secret, sign_in.nonce)


def look_at_link(
    session: Session, token: str, *, clock: Callable[[], datetime], lock: bool = False
) -> SignIn:
    """Give what a link is for, without spending it; ``lock`` keeps others from doing so.

    Raises
    ------
    SpentSignIn
        If it was used, is too old, or never was one.
    """
    digest = _hash(token)
    wanted = select(SignIn).where(SignIn.token_hash == digest)
    found = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if found is None or not hmac.compare_digest(digest, found.token_hash):
        raise SpentSignIn
    if found.email is None or found.used_at is not None or found.expires_at <= clock():
        raise SpentSignIn
    return found


def spend_link(
    session: Session, token: str, *, clock: Callable[[], datetime]
) -> tuple[Account, SignInPurpose]:
    """Give the account that a link proves, made if there is none; the link is spent.

    Raises
    ------
    SpentSignIn
        If it was used, is too old, or never was one, or its account is switched off.
    """
    found = look_at_link(session, token, clock=clock, lock=True)
    return _proved(session, found, clock), found.purpose


def spend_code(
    session: Session, secret: bytes, uid: str, typed: str, *, clock: Callable[[], datetime]
) -> Typed:
    """Give the account that a code proves; a wrong one costs a try.

    Parameters
    ----------
    uid
        What the browser that asked is known by.

    Raises
    ------
    SpentSignIn
        If the code was used, is too old, had too many tries, or never was.
    """
    found = session.scalars(select(SignIn).where(SignIn.uid == uid).with_for_update()).one_or_none()
    if found is None or found.used_at is not None or found.expires_at <= clock():
        raise SpentSignIn
    if found.tries >= TRIES:
        raise SpentSignIn
    digits = "".join(one for one in typed if one.isdigit() and one.isascii())
    right = hmac.compare_digest(digits, code_of(secret, found))
    if right and found.email is not None and found.purpose is SignInPurpose.SIGN_IN:
        return Typed(_proved(session, found, clock), TRIES)
    found.tries += 1
    session.flush()
    return Typed(None, TRIES - found.tries)


def _proved(session: Session, found: SignIn, clock: Callable[[], datetime]) -> Account:
    account = open_account(session, found.email or "", clock=clock)
    if not account.active:
        raise SpentSignIn
    found.used_at = account.signed_in_at = clock()
    recognise(session, account, clock=clock)
    return account


def _forget_old(session: Session, now: datetime) -> None:
    """Forget what has long been over, and to whom it was sent."""
    old = SignIn.expires_at < now - _KEPT
    session.execute(delete(Mail).where(Mail.sign_in_id.in_(select(SignIn.id).where(old))))
    session.execute(delete(SignIn).where(old))


def _token(secret: bytes, nonce: str) -> str:
    digest = hmac.new(secret, f"sign-in link {nonce}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
