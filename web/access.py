"""The way in to everything that is not public; a view calls it before it does anything else.

Whoever is not signed in is led to the sign-in page. Whoever is, and may not enter, gets the same
answer as where there is nothing.
"""

from sqlalchemy.orm import Session

from fairmatch import accounts
from fairmatch.accounts import EnteredAgency, EnteredFair, EnteredFirm
from fairmatch.errors import FairMatchError
from web.accounts.visits import signed_in
from web.database import reading
from web.security import mark_private


class SignInNeeded(FairMatchError):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("nobody is signed in")


def contact_of(fair_code: str, firm_code: str, session: Session | None = None) -> EnteredFirm:
    """Let a firm's contact, or the organiser on its behalf, into the firm's area.

    Parameters
    ----------
    session
        The writing session, where something is to be written; else the request's reading one.

    Raises
    ------
    SignInNeeded
        If nobody is signed in.
    NoEntry
        If there is nothing of theirs there.
    """
    return accounts.enter_firm(session or reading(), account_id(), fair_code, firm_code)


def officer_of(fair_code: str, agency_code: str, session: Session | None = None) -> EnteredAgency:
    """Let an agency's officer, or the organiser on its behalf, in; else as `contact_of`."""
    return accounts.enter_agency(session or reading(), account_id(), fair_code, agency_code)


def organiser_of(fair_code: str, session: Session | None = None) -> EnteredFair:
    """Let an organiser of the fair in, to write; else as `contact_of`."""
    return accounts.enter_desk(session or reading(), account_id(), fair_code)


def viewer_of(fair_code: str, session: Session | None = None) -> EnteredFair:
    """Let an organiser or viewer of the fair in, to read; else as `contact_of`."""
    return accounts.read_desk(session or reading(), account_id(), fair_code)


def account_id() -> int:
    """Give the number of the account that is signed in; the page is private.

    Raises
    ------
    SignInNeeded
        If nobody is.
    """
    mark_private()
    person = signed_in()
    if person is None:
        raise SignInNeeded
    return person.id
