"""Inviting somebody: an account, what it is to be, and the mail that says so."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.accounts import signing_in
from fairmatch.accounts.memberships import give
from fairmatch.accounts.people import open_account
from fairmatch.mail import post_sign_in
from fairmatch.models import Agency, Fair, Firm, Membership, Role, SignInPurpose


def invite(
    session: Session,
    secret: bytes,
    fair: Fair,
    email: str,
    role: Role,
    *,
    agency: Agency | None = None,
    firm: Firm | None = None,
    name: str = "",
    language: str = "ko",
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> Membership:
    """Let somebody be something at a fair and write to them; the session is for writing.

    Raises
    ------
    BadAddress
        If it is no mail address.
    LastOrganiser
        If it would make a viewer of the fair's only organiser.
    """
    account = open_account(session, email, name=name, language=language, clock=clock)
    membership = give(session, account, fair, role, agency=agency, firm=firm, clock=clock)
    asked = signing_in.ask(
        session, secret, account.email, purpose=SignInPurpose.INVITATION, clock=clock
    )
    post_sign_in(session, asked, fair=fair, clock=clock, new_uid=new_uid)
    return membership
