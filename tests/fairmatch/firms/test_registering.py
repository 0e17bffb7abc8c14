"""Registering: a number once, a contact who can enter, nothing without consent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import enter_firm, open_account
from fairmatch.db import reading, writing
from fairmatch.errors import PhaseClosed
from fairmatch.firms.errors import AlreadyRegistered, ConsentMissing
from fairmatch.firms.facts import Certificate, Consents, FirmFacts, Number, Offer, Pitch
from fairmatch.firms.registering import register
from fairmatch.models import Approval, Fair, Firm, FirmKind, Phase, PhaseOverride
from fairmatch.phases import set_by_hand
from tests.fairmatch.fair_rows import add_fair, add_firm
from tests.fairmatch.firms.registrants import (
    FACTS,
    NUMBERS,
    Clock,
    add_registered,
    the_fair,
    the_firm,
)


def test_a_firm_registers_and_its_contact_can_enter(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        add_registered(session, fair, clock, third_party=True, name_en="Dure", employees=7)
    with reading(engine) as session:
        firm = the_firm(session)
        assert (firm.registration_number, firm.name_ko, firm.name_en) == (
            NUMBERS[0],
            "두레공방",
            "Dure",
        )
        assert (firm.contact, firm.email) == ("김담당", "kim@dure.example")
        assert (firm.registered_at, firm.takes_part) == (clock(), True)
        assert firm.consent_privacy == firm.consent_third_party == date(2015, 10, 19)
        assert the_fair(session).revision == 1
        account = open_account(session, "KIM@dure.example", clock=clock)
        entered = enter_firm(session, account.id, "fair", "R001")
        assert (entered.firm.id, entered.on_behalf) == (firm.id, False)


def test_where_approval_is_required_it_waits_and_drafts_stay_good(
    sqlite_engine: Engine, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, approval_required=True)
        firm = add_registered(session, fair, clock)
        assert (firm.approval, firm.takes_part, fair.revision) == (Approval.WAITING, False, 0)
        assert firm.consent_third_party is None


def test_codes_of_firms_that_register_are_not_taken_twice(
    sqlite_engine: Engine, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        add_firm(session, fair, "R002")
        codes = [
            add_registered(session, fair, clock, number=number, email=f"{at}@x.example").code
            for at, number in enumerate(NUMBERS)
        ]
        assert codes == ["R003", "R004", "R005"]


def test_a_number_that_is_there_is_refused_without_saying_whose(
    engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        add_registered(session, add_fair(session), clock)
    with pytest.raises(AlreadyRegistered) as caught, writing(engine) as session:
        add_registered(session, the_fair(session), clock, email="other@dure.example")
    assert caught.value.number == NUMBERS[0]
    assert "kim" not in str(caught.value)
    with reading(engine) as session:
        assert len(session.scalars(select(Firm)).all()) == 1


def test_of_two_who_register_one_number_at_once_one_does(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        add_fair(session)
    together = Barrier(2)

    def one(email: str) -> str:
        together.wait()
        try:
            with writing(engine) as session:
                add_registered(session, the_fair(session), clock, email=email)
        except AlreadyRegistered:
            return "refused"
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(one, ("a@x.example", "b@x.example")))
    assert outcomes == ["refused", "registered"]
    with reading(engine) as session:
        assert session.scalars(select(Firm.registration_number)).all() == [NUMBERS[0]]


def test_nothing_is_kept_without_consent_or_after_the_close(
    sqlite_engine: Engine, clock: Clock
) -> None:
    def attempt(session: Session, fair: Fair, *, privacy: bool) -> None:
        register(
            session,
            fair,
            open_account(session, "kim@dure.example", clock=clock),
            Number(value=NUMBERS[0]),
            FACTS,
            contact="김담당",
            phone="010-1234-5678",
            consents=Consents(privacy=privacy, third_party=True),
            clock=clock,
        )

    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        with pytest.raises(ConsentMissing):
            attempt(session, fair, privacy=False)
        set_by_hand(fair, Phase.REGISTRATION, PhaseOverride.CLOSED, clock())
        session.flush()
        with pytest.raises(PhaseClosed):
            attempt(session, fair, privacy=True)
        assert session.scalars(select(Firm)).all() == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: Number(value="124-81-00997"),
        lambda: FirmFacts(name_ko=" ", representative="김"),
        lambda: FirmFacts(name_ko="가", representative=""),
        lambda: FirmFacts(name_ko="가\0나", representative="김"),
        lambda: FirmFacts(name_ko="가" * 201, representative="김"),
        lambda: FirmFacts(name_ko="가", representative="김", employees=-1),
        lambda: Certificate.model_validate({"kind": "bank"}),
        lambda: Offer(name="손수건", category="1234567"),
        lambda: Offer(name="손수건", category="123456789"),
        lambda: Pitch(text="가" * 501),
    ],
)
def test_wrong_facts_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValidationError):
        make()


def test_facts_are_tidied() -> None:
    assert Number(value=" 1248100998 ").value == NUMBERS[0]
    assert Offer(name=" 손수건 ", category="１２３４５６７８").category == "12345678"
    assert Offer(name="손수건", category="1234567890").category == "1234567890"
    assert Certificate.model_validate({"kind": "cooperative"}).kind is FirmKind.COOPERATIVE
    assert FirmFacts(name_ko="가\u200b나", representative="김").name_ko == "가나"


def test_the_clock_of_the_fair_dates_the_consent(sqlite_engine: Engine) -> None:
    late = datetime.fromisoformat("2015-10-19T20:00+00:00")
    with writing(sqlite_engine) as session:
        firm = add_registered(session, add_fair(session), lambda: late)
        assert firm.consent_privacy == date(2015, 10, 20)
