"""Who enters what, on both databases."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import (
    enter_agency,
    enter_desk,
    enter_firm,
    find_account,
    give,
    open_account,
    read_desk,
    recognise,
    take,
)
from fairmatch.db import reading, writing
from fairmatch.errors import NoEntry
from fairmatch.models import Account, Agency, Fair, Firm, Membership, Role
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm

FAIRS = ("one", "two")
CODES = ("X1", "X2")


@pytest.fixture
def fairs(engine: Engine, clock: Callable[[], datetime]) -> Engine:
    """Add two fairs whose agencies and firms have the same codes, and people of each kind."""
    with writing(engine) as session:
        for code in FAIRS:
            fair = add_fair(session, code)
            parties = [
                (add_agency(session, fair, one), add_firm(session, fair, one)) for one in CODES
            ]

            def person(name: str, code: str = code) -> Account:
                return open_account(session, f"{name}@{code}.example", clock=clock)

            give(session, person("organiser"), fair, Role.ORGANISER, clock=clock)
            give(session, person("viewer"), fair, Role.VIEWER, clock=clock)
            for agency, firm in parties:
                officer, contact = person(f"officer.{agency.code}"), person(f"contact.{firm.code}")
                give(session, officer, fair, Role.OFFICER, agency=agency, clock=clock)
                give(session, contact, fair, Role.CONTACT, firm=firm, clock=clock)
    return engine


def _enters(session: Session, email: str) -> set[str]:
    account = find_account(session, email)
    assert account is not None
    entered = set()
    for fair in FAIRS:
        for name, enter in (("reads", read_desk), ("writes", enter_desk)):
            try:
                assert enter(session, account.id, fair).fair.code == fair
                entered.add(f"{name} {fair}")
            except NoEntry:
                pass
        for code in CODES:
            try:
                firm = enter_firm(session, account.id, fair, code)
                assert (firm.fair.code, firm.firm.code, firm.account) == (fair, code, account)
                entered.add(f"firm {fair} {code}{' on behalf' if firm.on_behalf else ''}")
            except NoEntry:
                pass
            try:
                agency = enter_agency(session, account.id, fair, code)
                assert (agency.fair.code, agency.agency.code) == (fair, code)
                entered.add(f"agency {fair} {code}{' on behalf' if agency.on_behalf else ''}")
            except NoEntry:
                pass
    return entered


@pytest.mark.parametrize(
    ("email", "entered"),
    [
        (
            "organiser@one.example",
            {"reads one", "writes one"}
            | {f"{kind} one {code} on behalf" for kind in ("firm", "agency") for code in CODES},
        ),
        ("viewer@one.example", {"reads one"}),
        ("officer.x1@one.example", {"agency one X1"}),
        ("officer.X2@two.example", {"agency two X2"}),
        ("contact.X1@one.example", {"firm one X1"}),
        ("CONTACT.x2@two.example", {"firm two X2"}),
    ],
)
def test_everybody_enters_their_own_and_nothing_else(
    fairs: Engine, email: str, entered: set[str]
) -> None:
    with reading(fairs) as session:
        assert _enters(session, email) == entered


def test_whoever_is_switched_off_or_gone_enters_nothing(
    fairs: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(fairs) as session:
        account = find_account(session, "contact.X1@one.example")
        assert account is not None
        take(session, *account.memberships, clock=clock)
        switched_off = find_account(session, "officer.X1@one.example")
        assert switched_off is not None
        switched_off.active = False
    with reading(fairs) as session:
        assert _enters(session, "contact.X1@one.example") == set()
        assert _enters(session, "officer.X1@one.example") == set()


def test_an_address_opens_only_while_the_party_is_written_to_at_it(
    fairs: Engine, clock: Callable[[], datetime]
) -> None:
    email = "buyer@agency.example"
    with writing(fairs) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "one")).one()
        agency = session.scalars(
            select(Agency).where(Agency.fair_id == fair.id, Agency.code == "X1")
        ).one()
        firm = session.scalars(select(Firm).where(Firm.fair_id == fair.id, Firm.code == "X2")).one()
        agency.email, firm.email = "Buyer@Agency.example", email
        account = open_account(session, email, clock=clock)
        assert len(recognise(session, account, clock=clock)) == 2
        assert recognise(session, account, clock=clock) == []
        assert _enters(session, email) == {"agency one X1", "firm one X2"}
        agency.email = "somebody.else@agency.example"
        assert _enters(session, email) == {"firm one X2"}
        membership = session.scalars(
            select(Membership).where(Membership.firm_id == firm.id, Membership.by_address)
        ).one()
        take(session, membership, clock=clock)
        assert recognise(session, account, clock=clock) == []
        assert _enters(session, email) == set()
        give(session, account, fair, Role.CONTACT, firm=firm, clock=clock)
        firm.email = ""
        assert _enters(session, email) == {"firm one X2"}
