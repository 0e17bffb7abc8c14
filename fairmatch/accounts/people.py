"""Accounts: one for each person, known by the mail address."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_hex

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fairmatch.errors import BadAddress
from fairmatch.models import Account

LONGEST_NAME = 80


def plain_address(typed: str) -> str:
    """Give the one form of a mail address that accounts are known by.

    Raises
    ------
    BadAddress
        If it is none.
    """
    try:
        found = validate_email(
            typed.strip(), check_deliverability=False, globally_deliverable=False
        )  # fmt: skip
    except EmailNotValidError as error:
        raise BadAddress(typed) from error
    return found.normalized.casefold()


def find_account(session: Session, email: str) -> Account | None:
    """Give the account of a mail address, in whatever form it is written."""
    try:
        wanted = plain_address(email)
    except BadAddress:
        return None
    return session.scalars(select(Account).where(Account.email == wanted)).one_or_none()


def open_account(
    session: Session,
    email: str,
    *,
    clock: Callable[[], datetime],
    name: str = "",
    language: str = "ko",
    new_key: Callable[[], str] = token_hex,
) -> Account:
    """Give the account of a mail address, made if there is none; of two at once, both get one.

    Name and language are those of a new account; one that is there keeps its own.

    Raises
    ------
    BadAddress
        If it is no mail address.
    """
    wanted = plain_address(email)
    found = find_account(session, wanted)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            made = Account(
                email=wanted,
                name=name.strip()[:LONGEST_NAME],
                language=language,
                session_key=new_key(),
                made_at=clock(),
            )
            session.add(made)
    except IntegrityError:
        return session.scalars(select(Account).where(Account.email == wanted)).one()
    return made
