"""Mails that let somebody sign in: posted with the code and link, worded when they are sent."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.accounts import signing_in
from fairmatch.accounts.memberships import memberships_of
from fairmatch.accounts.people import find_account
from fairmatch.errors import MailRefused
from fairmatch.models import Agency, Fair, Firm, Mail, MailKind, SignIn, SignInPurpose

KINDS = {
    SignInPurpose.SIGN_IN: MailKind.SIGN_IN,
    SignInPurpose.PASSWORD: MailKind.PASSWORD,
    SignInPurpose.INVITATION: MailKind.INVITATION,
}
SIGN_IN_KINDS = frozenset(KINDS.values())
"""Mails whose words are for their reader only."""

KOREAN = "ko"


def post_sign_in(
    session: Session,
    sign_in: SignIn,
    *,
    fair: Fair | None = None,
    language: str = "",
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> Mail | None:
    """Put the mail with a code and a link into the outbox; None where nobody has the address.

    Parameters
    ----------
    fair
        Whose organiser the mail comes from; else the newest fair the address belongs to.
    language
        The reader's; else the account's.
    """
    if sign_in.email is None:
        return None
    account = find_account(session, sign_in.email)
    sender = fair or _fair_of(session, sign_in.email)
    if sender is None:
        return None
    mail = Mail(
        fair_id=sender.id,
        sign_in_id=sign_in.id,
        uid=new_uid(),
        kind=KINDS[sign_in.purpose],
        cause=f"sign-in {sign_in.uid}",
        recipient=sign_in.email,
        language=language or (account.language if account else KOREAN),
        made_at=clock(),
        due_at=clock(),
        moved_at=clock(),
    )
    session.add(mail)
    session.flush()
    return mail


def sign_in_facts(
    session: Session, mail: Mail, secret: bytes, start: str, *, clock: Callable[[], datetime]
) -> dict[str, object]:
    """Give what such a mail tells.

    Raises
    ------
    MailRefused
        If code and link are no longer good.
    """
    found = mail.sign_in
    if found is None or found.used_at is not None or found.expires_at <= clock():
        raise MailRefused("the code and link are no longer good", for_good=True)
    account = find_account(session, mail.recipient)
    minutes = int(signing_in.LIFE[found.purpose].total_seconds() // 60)
    code = signing_in.code_of(secret, found)
    half = len(code) // 2
    return {
        "fair": mail.fair,
        "code": f"{code[:half]} {code[half:]}",
        "link": f"{start}/sign-in/link/{signing_in.token_of(secret, found)}",
        "page": f"{start}/sign-in",
        "minutes": minutes,
        "days": minutes // (24 * 60),
        "memberships": [
            one
            for one in (memberships_of(session, account) if account else ())
            if one.fair_id == mail.fair_id
        ],
    }


def _fair_of(session: Session, email: str) -> Fair | None:
    account = find_account(session, email)
    fairs = {one.fair_id for one in memberships_of(session, account)} if account else set()
    for model in (Agency, Firm):
        fairs |= set(session.scalars(select(model.fair_id).where(func.lower(model.email) == email)))
    return session.get(Fair, max(fairs)) if fairs else None
