"""Who has not answered, and when they were last heard."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import give, open_account
from fairmatch.chasing.silence import Awaited, Silence, awaited, count, is_silent
from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.models import (
    Agency,
    Approval,
    BuyingMethod,
    Fair,
    Firm,
    Mail,
    MailKind,
    MailState,
    MarkKind,
    PlanItem,
    PlanState,
    Role,
)
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm, add_interests, add_mark

NOW = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def add_item(session: Session, agency: Agency, state: PlanState = PlanState.PUBLISHED) -> None:
    session.add(
        PlanItem(
            fair_id=agency.fair_id,
            agency_id=agency.id,
            code=f"P{agency.id}",
            title="청소용역",
            amount=1,
            year=2016,
            quarter=1,
            method=BuyingMethod.NEGOTIATED,
            state=state,
        )
    )
    session.flush()


def meet(session: Session, fair: Fair, party: Firm | Agency, at: datetime | None) -> None:
    """Let somebody of the party have an account, and sign in if a time is given."""
    account = open_account(session, f"x{party.email}", clock=lambda: NOW)
    account.signed_in_at = at
    if isinstance(party, Firm):
        give(session, account, fair, Role.CONTACT, firm=party, clock=lambda: NOW)
    else:
        give(session, account, fair, Role.OFFICER, agency=party, clock=lambda: NOW)


def send(session: Session, fair: Fair, party: Firm, at: datetime, state: MailState) -> None:
    session.add(
        Mail(
            fair_id=fair.id,
            firm_id=party.id,
            uid=f"{state} {at}",
            kind=MailKind.PAGE_ADDRESS,
            cause=f"{state} {at}",
            recipient=party.email,
            language="ko",
            state=state,
            made_at=at,
            due_at=at,
            moved_at=at,
        )
    )


def found(engine: Engine) -> dict[str, Awaited]:
    with reading(engine) as session:
        return {one.party.code: one for one in awaited(session, find_fair(session, None))}


def test_everything_is_awaited_of_those_who_did_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        add_agency(session, fair, "A1")
        add_firm(session, fair, "F1")
    parties = found(engine)
    assert list(parties) == ["A1", "F1"]
    assert parties["A1"].silences == (
        Silence.NO_PLAN,
        Silence.NO_HOURS,
        Silence.NEVER_SIGNED_IN,
    )
    assert parties["F1"].silences == (Silence.NO_REQUESTS, Silence.NEVER_SIGNED_IN)
    assert (parties["A1"].is_firm, parties["F1"].is_firm) == (False, True)
    assert parties["F1"].last_contact is None
    assert count(list(parties.values())) == {
        Silence.NO_REQUESTS: 1,
        Silence.NO_PLAN: 1,
        Silence.NO_MARKS: 0,
        Silence.NO_HOURS: 1,
        Silence.NEVER_SIGNED_IN: 2,
    }


def test_nothing_is_awaited_of_those_who_did_everything(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1", hours=[(0, "10:00", "11:00")])
        firm = add_firm(session, fair, "F1")
        add_item(session, agency)
        add_interests(session, firm, agency)
        add_mark(session, agency, firm, MarkKind.NEUTRAL)
        meet(session, fair, agency, NOW)
        meet(session, fair, firm, NOW)
    assert found(engine) == {}


def test_an_account_that_never_signed_in_is_not_enough(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        meet(session, fair, add_firm(session, fair, "F1"), None)
    assert Silence.NEVER_SIGNED_IN in found(engine)["F1"].silences


def test_a_draft_is_no_plan_yet(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        add_item(session, add_agency(session, fair, "A1"), PlanState.DRAFT)
    assert Silence.NO_PLAN in found(engine)["A1"].silences


def test_askers_without_an_answer_are_counted(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1")
        for number in range(3):
            firm = add_firm(session, fair, f"F{number}")
            add_interests(session, firm, agency)
        add_mark(session, agency, firm, MarkKind.LIKE)
        gone = add_firm(session, fair, "F9", approval=Approval.WAITING)
        add_interests(session, gone, agency)
    one = found(engine)["A1"]
    assert Silence.NO_MARKS in one.silences
    assert one.open_marks == 2


def test_firms_that_take_no_part_are_left_alone(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        add_firm(session, fair, "F1", approval=Approval.REFUSED)
        add_firm(session, fair, "F2", withdrawn_at=NOW)
        add_firm(session, fair, "F3", erased_at=NOW)
    assert found(engine) == {}


def test_the_last_contact_is_the_later_of_mail_and_visit(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        firm = add_firm(session, fair, "F1")
        send(session, fair, firm, NOW, MailState.SENT)
        send(session, fair, firm, NOW + timedelta(days=2), MailState.WAITING)
        meet(session, fair, firm, NOW + timedelta(days=1))
    one = found(engine)["F1"]
    assert (one.written_at, one.seen_at) == (NOW, NOW + timedelta(days=1))
    assert one.last_contact == NOW + timedelta(days=1)


def test_one_party_is_asked_about_one_thing(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1")
        firm = add_firm(session, fair, "F1")
        assert is_silent(session, firm, Silence.NO_REQUESTS)
        add_interests(session, firm, agency)
        assert not is_silent(session, firm, Silence.NO_REQUESTS)
        assert is_silent(session, agency, Silence.NO_MARKS)
        assert not is_silent(session, firm, Silence.NO_PLAN)


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_statements_does_not_grow(sqlite_engine: Engine, size: int) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        for number in range(size):
            add_agency(session, fair, f"A{number}")
            add_firm(session, fair, f"F{number}")
    with reading(sqlite_engine) as session:
        fair = session.scalars(select(Fair)).one()
        with statements(sqlite_engine) as sent:
            awaited(session, fair)
        assert len(sent) == 5
