"""The people of a firm: each can enter, one is the main one, none enters after removal."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import enter_firm, find_account, open_account, recognise
from fairmatch.db import writing
from fairmatch.errors import NoEntry
from fairmatch.firms.contacts import (
    MOST_CONTACTS,
    add_contact,
    change_contact,
    contacts_of,
    make_main,
    remove_contact,
)
from fairmatch.firms.errors import (
    ChangedMeanwhile,
    NotPossibleNow,
    TooMany,
    Twice,
    UnknownContact,
)
from fairmatch.firms.facts import ContactFacts
from fairmatch.models import Account, Firm
from tests.fairmatch.fair_rows import add_fair, add_firm
from tests.fairmatch.firms.registrants import Clock, the_firm

LEE = ContactFacts(name="이둘", phone="010-2222-2222", email="Lee@Dure.example")


def _may_enter(session: Session, email: str) -> bool:
    account = find_account(session, email)
    if account is None:
        return False
    try:
        enter_firm(session, account.id, "fair", "F1")
    except NoEntry:
        return False
    return True


@pytest.fixture
def kept(engine: Engine, clock: Clock) -> Engine:
    """Keep an imported firm whose contact has proved the address it is written to."""
    with writing(engine) as session:
        add_firm(session, add_fair(session), "F1")
        recognise(session, open_account(session, "f1@example.com", clock=clock), clock=clock)
    return engine


def test_a_further_contact_can_enter_until_removed(kept: Engine, clock: Clock) -> None:
    with writing(kept) as session:
        add_contact(session, the_firm(session, "F1"), LEE, clock=clock)
    with writing(kept) as session:
        firm = the_firm(session, "F1")
        assert [(one.email, one.main) for one in contacts_of(session, firm)] == [
            ("f1@example.com", True),
            ("lee@dure.example", False),
        ]
        assert _may_enter(session, "lee@dure.example")
        remove_contact(session, firm, "lee@dure.example", clock=clock)
        assert not _may_enter(session, "lee@dure.example")
        assert _may_enter(session, "f1@example.com")
        with pytest.raises(UnknownContact):
            remove_contact(session, firm, "lee@dure.example", clock=clock)


def test_the_main_contact_changes_and_both_may_enter(kept: Engine, clock: Clock) -> None:
    with writing(kept) as session:
        firm = the_firm(session, "F1")
        add_contact(session, firm, LEE, clock=clock)
        make_main(session, firm, "lee@dure.example", clock=clock)
        assert (firm.contact, firm.phone, firm.email) == (
            "이둘",
            "010-2222-2222",
            "lee@dure.example",
        )
        assert [one.email for one in contacts_of(session, firm)] == [
            "lee@dure.example",
            "f1@example.com",
        ]
        assert _may_enter(session, "f1@example.com")
        assert _may_enter(session, "lee@dure.example")
        with pytest.raises(NotPossibleNow):
            remove_contact(session, firm, "lee@dure.example", clock=clock)
        remove_contact(session, firm, "f1@example.com", clock=clock)
        assert not _may_enter(session, "f1@example.com")
        with pytest.raises(UnknownContact):
            make_main(session, firm, "f1@example.com", clock=clock)


def test_a_firm_without_any_address_gets_its_first_main_contact(
    sqlite_engine: Engine, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        firm.contact = firm.phone = firm.email = ""
        session.flush()
        add_contact(session, firm, LEE, clock=clock)
        make_main(session, firm, LEE.email, clock=clock)
        assert [one.name for one in contacts_of(session, firm)] == ["이둘"]


def test_contacts_are_few_and_none_is_there_twice(sqlite_engine: Engine, clock: Clock) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        same = LEE.model_copy(update={"email": "f1@example.com"})
        with pytest.raises(Twice):
            add_contact(session, firm, same, clock=clock)
        for number in range(MOST_CONTACTS - 1):
            person = LEE.model_copy(update={"email": f"{number}@x.example"})
            add_contact(session, firm, person, clock=clock)
        with pytest.raises(TooMany):
            add_contact(session, firm, LEE, clock=clock)


def test_name_and_telephone_change_unless_somebody_was_faster(
    sqlite_engine: Engine, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        add_contact(session, firm, LEE, clock=clock)
        main, other = contacts_of(session, firm)
        change_contact(session, firm, main, name="박새로", phone="02-1")
        change_contact(session, firm, other, name="이셋", phone="02-2")
        assert [(one.name, one.phone) for one in contacts_of(session, firm)] == [
            ("박새로", "02-1"),
            ("이셋", "02-2"),
        ]
        with pytest.raises(ChangedMeanwhile):
            change_contact(session, firm, other, name="이넷", phone="02-3")


def test_a_contact_of_another_firm_keeps_its_own(sqlite_engine: Engine, clock: Clock) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        first, second = add_firm(session, fair, "F1"), add_firm(session, fair, "F2")
        for firm in (first, second):
            add_contact(session, firm, LEE, clock=clock)
        remove_contact(session, first, LEE.email, clock=clock)
        account = session.scalars(select(Account).where(Account.email == LEE.email)).one()
        assert enter_firm(session, account.id, "fair", "F2").firm.id == second.id
        assert session.get_one(Firm, first.id).email == "f1@example.com"
