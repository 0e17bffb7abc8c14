"""Who signs in for the tests, and how they come to be signed in."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime

from flask import Flask, session
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.accounts import find_account, give, open_account
from fairmatch.db import reading
from fairmatch.models import Account, Agency, Fair, Firm, Role
from tests.fairmatch.fair_rows import add_fair
from web.accounts.visits import begin
from web.site import current_site

ELSEWHERE = "elsewhere"
"""Code of the other fair, whose organiser is nobody at the first."""


@dataclass(frozen=True)
class Members:
    """One mail address for each kind of person there is."""

    viewer: str = "viewer@desk.example"
    organiser: str = "organiser@desk.example"
    officer: str = "officer@first.example"
    other_officer: str = "officer@second.example"
    contact: str = "contact@first.example"
    other_contact: str = "contact@second.example"
    other_organiser: str = "organiser@elsewhere.example"

    def everybody(self) -> dict[str, str]:
        """Give the addresses by what their owners are."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def members(
    session: Session, fair: Fair, clock: Callable[[], datetime], *, elsewhere: bool = True
) -> Members:
    """Make one person of each kind: of the fair's first two agencies and firms, and of no other.

    First are those with the first code. ``elsewhere`` adds another fair with an organiser.
    """
    who = Members()
    agencies = session.scalars(
        select(Agency).where(Agency.fair_id == fair.id).order_by(Agency.code).limit(2)
    ).all()
    firms = session.scalars(
        select(Firm).where(Firm.fair_id == fair.id).order_by(Firm.code).limit(2)
    ).all()

    def account(email: str) -> Account:
        return open_account(session, email, clock=clock)

    give(session, account(who.organiser), fair, Role.ORGANISER, clock=clock)
    give(session, account(who.viewer), fair, Role.VIEWER, clock=clock)
    if elsewhere:
        other = add_fair(session, ELSEWHERE)
        give(session, account(who.other_organiser), other, Role.ORGANISER, clock=clock)
    for email, agency in zip((who.officer, who.other_officer), agencies, strict=False):
        give(session, account(email), fair, Role.OFFICER, agency=agency, clock=clock)
    for email, firm in zip((who.contact, who.other_contact), firms, strict=False):
        give(session, account(email), fair, Role.CONTACT, firm=firm, clock=clock)
    return who


def sign_in(client: FlaskClient, email: str) -> None:
    """Let the client be signed in as whoever has this address; the account has to be there."""
    visit = _visit(client.application, email)
    with client.session_transaction() as kept:
        kept.clear()
        kept.update(visit)
        kept.permanent = True


def visit_cookie(app: Flask, email: str) -> str:
    """Give the session cookie of somebody signed in, for a browser."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps(_visit(app, email)))


def _visit(app: Flask, email: str) -> dict[str, object]:
    with app.test_request_context():
        with reading(current_site().engine) as database:
            account = find_account(database, email)
            assert account is not None, email
            begin(account)
        return dict(session)
