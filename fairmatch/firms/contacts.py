"""The people of a firm: one main contact, whom the fair writes to, and further ones.

Each is known by a mail address, has a membership of the firm, and can sign in once that address
is proved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.accounts import find_account, give, members_of, open_account, take
from fairmatch.firms.errors import (
    ChangedMeanwhile,
    NotPossibleNow,
    TooMany,
    Twice,
    UnknownContact,
)
from fairmatch.firms.facts import ContactFacts, PersonFacts
from fairmatch.models import Fair, Firm, FirmContact, Role

MOST_CONTACTS = 5


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of a firm; ``main``: the one who is written to and named to agencies."""

    name: str
    phone: str
    email: str
    main: bool


def contacts_of(session: Session, firm: Firm) -> Sequence[Contact]:
    """Give a firm's contacts, the main one first, then by name."""
    others = session.scalars(
        select(FirmContact)
        .where(FirmContact.firm_id == firm.id)
        .order_by(FirmContact.name, FirmContact.id)
    )
    return [
        Contact(firm.contact, firm.phone, firm.email, main=True),
        *(Contact(one.name, one.phone, one.email, main=False) for one in others),
    ]


def add_contact(
    session: Session, firm: Firm, facts: ContactFacts, *, clock: Callable[[], datetime]
) -> None:
    """Add a person, who can sign in from now on.

    Raises
    ------
    Twice
        If the firm has a contact of that address.
    TooMany
        If it has `MOST_CONTACTS`.
    """
    _lock(session, firm)
    known = contacts_of(session, firm)
    if any(one.email.casefold() == facts.email for one in known):
        raise Twice("contact", facts.email)
    if len(known) >= MOST_CONTACTS:
        raise TooMany("contacts", MOST_CONTACTS)
    session.add(FirmContact(firm_id=firm.id, **facts.model_dump()))
    _let_in(session, firm, facts.email, facts.name, clock)


def change_contact(session: Session, firm: Firm, seen: Contact, *, name: str, phone: str) -> None:
    """Change a person's name and telephone; another address is another person.

    Parameters
    ----------
    seen
        The contact as whoever changes it saw it.

    Raises
    ------
    ChangedMeanwhile
        If it is not like that any more.
    """
    _lock(session, firm)
    if seen not in contacts_of(session, firm):
        raise ChangedMeanwhile
    facts = PersonFacts(name=name, phone=phone)
    if seen.main:
        firm.contact, firm.phone = facts.name, facts.phone
    else:
        row = _other(session, firm, seen.email)
        row.name, row.phone = facts.name, facts.phone
    session.flush()


def make_main(session: Session, firm: Firm, email: str, *, clock: Callable[[], datetime]) -> None:
    """Make another person the main contact; the main one so far stays a contact.

    Raises
    ------
    UnknownContact
        If the firm has no further contact of that address.
    """
    _lock(session, firm)
    row = _other(session, firm, email)
    before = ContactFacts.model_construct(name=firm.contact, phone=firm.phone, email=firm.email)
    # Whoever is let in only because the firm is written to at their address would be let in
    # no more: both get memberships of their own.
    for person in (before, row):
        if person.email:
            _let_in(session, firm, person.email, person.name, clock)
    firm.contact, firm.phone, firm.email = row.name, row.phone, row.email
    if before.email:
        row.name, row.phone, row.email = before.name, before.phone, before.email.casefold()
    else:
        session.delete(row)
    session.flush()


def remove_contact(
    session: Session, firm: Firm, email: str, *, clock: Callable[[], datetime]
) -> None:
    """Remove a person, who cannot enter the firm's area any more.

    Raises
    ------
    NotPossibleNow
        If it is the main contact: somebody else has to become that first.
    UnknownContact
        If the firm has no such contact.
    """
    fair = _lock(session, firm)
    if email.casefold() == firm.email.casefold():
        raise NotPossibleNow("main")
    session.delete(_other(session, firm, email))
    account = find_account(session, email)
    for membership in members_of(session, fair, firm=firm):
        if account is not None and membership.account_id == account.id:
            take(session, membership, clock=clock)
    session.flush()


def _let_in(
    session: Session, firm: Firm, email: str, name: str, clock: Callable[[], datetime]
) -> None:
    account = open_account(session, email, clock=clock, name=name, language=firm.language)
    fair = session.get_one(Fair, firm.fair_id)
    give(session, account, fair, Role.CONTACT, firm=firm, clock=clock)


def _other(session: Session, firm: Firm, email: str) -> FirmContact:
    found = session.scalars(
        select(FirmContact).where(
            FirmContact.firm_id == firm.id, FirmContact.email == email.casefold()
        )
    ).one_or_none()
    if found is None:
        raise UnknownContact(email)
    return found


def _lock(session: Session, firm: Firm) -> Fair:
    session.refresh(firm, with_for_update=True)
    return session.get_one(Fair, firm.fair_id)
