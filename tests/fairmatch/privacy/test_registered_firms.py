"""What registering adds is handed out and erased as everything else is."""

from collections.abc import Callable

from sqlalchemy import Engine, inspect, select, text

from fairmatch.accounts import find_account
from fairmatch.db import reading, writing
from fairmatch.firms.approving import refuse
from fairmatch.firms.attachments import keep_file
from fairmatch.firms.contacts import add_contact
from fairmatch.firms.facts import ContactFacts
from fairmatch.models import Approval, Fair, FirmContact, FirmFile
from fairmatch.privacy import erase_firm, firm_data
from tests.fairmatch.fair_rows import add_fair
from tests.fairmatch.firms.registrants import NUMBERS, Clock, add_registered, the_firm

PDF = b"%PDF-1.7 secret words"


def _registered(engine: Engine, clock: Clock, new_uid: Callable[[], str]) -> None:
    """Keep a refused firm with a file and two contacts, one of whom is of another firm too."""
    with writing(engine) as session:
        fair = add_fair(session, approval_required=True)
        firm = add_registered(session, fair, clock, third_party=True)
        lee = ContactFacts(name="이둘", phone="010-2", email="lee@dure.example")
        add_contact(session, firm, lee, clock=clock)
        add_registered(session, fair, clock, number=NUMBERS[1], email=lee.email, name_ko="다른")
        keep_file(session, firm, "소개.pdf", PDF, clock=clock, new_uid=new_uid)
        refuse(session, firm, "두레공방의 인증서가 없습니다.")


def test_nothing_of_an_erased_firm_is_left_and_people_elsewhere_stay(
    engine: Engine, clock: Clock, new_uid: Callable[[], str]
) -> None:
    _registered(engine, clock, new_uid)
    with writing(engine) as session:
        erase_firm(session, the_firm(session), clock=clock)
    with reading(engine) as session:
        assert session.scalars(select(FirmFile)).all() == []
        assert session.scalars(select(FirmContact)).all() == []
        assert find_account(session, "kim@dure.example") is None
        lee = find_account(session, "lee@dure.example")
        assert lee is not None
        assert [one.firm and one.firm.name_ko for one in lee.memberships] == ["다른"]
        assert the_firm(session).approval is Approval.REFUSED
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        rows = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]
    everything = str(rows)
    traces = ("두레공방", "kim@dure", "소개.pdf", "secret words", NUMBERS[0], "인증서")
    assert [trace for trace in traces if trace in everything] == []


def test_a_firm_is_handed_what_it_registered(
    sqlite_engine: Engine, clock: Clock, new_uid: Callable[[], str]
) -> None:
    _registered(sqlite_engine, clock, new_uid)
    with reading(sqlite_engine) as session:
        data = firm_data(session, the_firm(session))
        assert session.scalars(select(Fair.revision)).one() == 0
    assert data["registration"] == {
        "registered_at": clock().isoformat(),
        "approval": "refused",
        "reason": "두레공방의 인증서가 없습니다.",
        "withdrawn_at": None,
    }
    assert [(one["email"], one["main"]) for one in data["contacts"]] == [
        ("kim@dure.example", True),
        ("lee@dure.example", False),
    ]
    assert data["files"] == [
        {
            "name": "소개.pdf",
            "media_type": "application/pdf",
            "size": len(PDF),
            "kept_at": clock().isoformat(),
        }
    ]
    assert [one["email"] for one in data["accounts"]] == ["kim@dure.example", "lee@dure.example"]
    assert "secret" not in str(data)
