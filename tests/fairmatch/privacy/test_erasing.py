"""Erasing: nothing tells who somebody was, and the fair can still be counted."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.db import reading, writing
from fairmatch.errors import BadToken
from fairmatch.mail import post_page_addresses
from fairmatch.models import (
    Agency,
    Consultation,
    Fair,
    Firm,
    Interest,
    LinkPurpose,
    Mark,
    MarkKind,
    Product,
    Run,
    Timetable,
)
from fairmatch.privacy import Erased, enforce_retention, erase_firm, erase_officer
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair
from tests.fairmatch.fair_files import Tables, tiny_fair, write_folder
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
)
from tests.fairmatch.intake.steps import take_in

SECRET = bytes(range(32))
Clock = Callable[[], datetime]


@pytest.fixture
def fair(engine: Engine, clock: Clock, new_uid: Callable[[], str]) -> str:
    """Keep a small fair, solved, published, and written about; firms outnumber the seats."""
    with writing(engine) as session:
        fair = add_fair(session, slots=2, retention_until=date(2016, 10, 30))
        agency = add_agency(session, fair, "A1")
        firms = [
            add_firm(
                session, fair, f"F{n}", representative=f"대표자 {n}", pitch=f"소개 {n}",
                founded=date(2010, 5, n), district="마포구",
            )
            for n in (1, 2, 3)
        ]  # fmt: skip
        for firm in firms:
            firm.products = [Product(name=f"비밀 제품 {firm.code}", category="14111507")]
            add_interests(session, firm, agency, purpose=f"{firm.name_ko}의 용건")
        add_mark(session, agency, firms[0], MarkKind.LIKE)
        session.scalars(select(Mark)).one().reason = "기업 F1 최고"
        post_page_addresses(session, SECRET, fair, clock=clock, new_uid=new_uid)
    solve_fair(engine, "fair", seconds=5, workers=1, seed=0, clock=clock, new_uid=new_uid)
    with writing(engine) as session:
        publish(session, session.scalars(select(Fair)).one(), clock=clock)
        session.scalars(select(Run)).one().error = "기업 F1 and 기업 F2 clash"
    return "fair"


def _firm(session: Session, code: str) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def _everything(engine: Engine) -> str:
    """Give every value of every row as text."""
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        rows = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]
    return str(rows)


def test_no_value_in_the_database_tells_who_an_erased_firm_was(
    engine: Engine, fair: str, clock: Clock
) -> None:
    traces = (
        "기업 F1", "Firm F1", "대표자 1", "소개 1", "f1@example.com", "비밀 제품 F1",
        "2010-05-01", "2010, 5, 1)", "최고",
    )  # fmt: skip
    with reading(engine) as session:
        number = _firm(session, "F1").registration_number
    before = _everything(engine)
    assert [one for one in (*traces[:6], number) if one not in before] == []
    with writing(engine) as session:
        erase_firm(session, _firm(session, "F1"), clock=clock)
    after = _everything(engine)
    assert [one for one in (*traces, number) if one in after] == []
    assert "기업 F2" in after


def test_what_the_fair_is_counted_by_stays(engine: Engine, fair: str, clock: Clock) -> None:
    with writing(engine) as session:
        erase_firm(session, _firm(session, "F1"), clock=clock)
        erase_firm(session, _firm(session, "F1"), clock=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    with reading(engine) as session:
        firm = _firm(session, "F1")
        assert (firm.district, firm.founded, firm.erased_at) == (
            "마포구",
            date(2010, 1, 1),
            clock(),
        )
        assert [one.category for one in firm.products] == ["14111507"]
        assert len(session.scalars(select(Interest)).all()) == 3
        assert len(session.scalars(select(Consultation)).all()) == 2
        report = session.scalars(select(Timetable)).one().report
        assert report["demand"]["held"] == 2


def test_the_private_address_of_an_erased_firm_opens_nothing(
    engine: Engine, fair: str, clock: Clock
) -> None:
    with writing(engine) as session:
        firm = _firm(session, "F1")
        token = links.address(
            session, SECRET, session.get_one(Fair, firm.fair_id), firm=firm,
            purpose=LinkPurpose.PAGE, clock=clock,
        )  # fmt: skip
        erase_firm(session, firm, clock=clock)
    with reading(engine) as session, pytest.raises(BadToken):
        links.open_link(session, token, LinkPurpose.PAGE)


def test_an_officer_is_erased_and_the_agency_stays(engine: Engine, fair: str) -> None:
    with writing(engine) as session:
        agency = session.scalars(select(Agency)).one()
        assert erase_officer(session, agency)
        assert not erase_officer(session, agency)
    after = _everything(engine)
    assert "김담당" not in after
    assert "a1@example.org" not in after
    assert "기관 A1" in after


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        (datetime(2016, 10, 30, 14, 59, tzinfo=UTC), False),  # 23:59 in Seoul
        (datetime(2016, 10, 30, 15, 0, tzinfo=UTC), True),  # midnight there
    ],
)
def test_retention_ends_at_midnight_of_the_fairs_own_zone(
    engine: Engine, fair: str, moment: datetime, over: bool
) -> None:
    with writing(engine) as session:
        add_fair(session, "unlimited")
        found = enforce_retention(session, clock=lambda: moment)
        expected = {fair: Erased(("F1", "F2", "F3"), ("A1",))} if over else {}
        assert found == expected
        assert enforce_retention(session, clock=lambda: moment) == {}
    assert ("기업 F" in _everything(engine)) is not over


def test_an_import_does_not_bring_an_erased_firm_back(
    engine: Engine, tmp_path: Path, clock: Clock
) -> None:
    tables: Tables = tiny_fair()
    folder = write_folder(tmp_path / "fair", tables)
    take_in(engine, folder)
    with writing(engine) as session:
        firm = session.scalars(select(Firm).order_by(Firm.code)).first()
        assert firm is not None
        code, name = firm.code, firm.name_ko
        erase_firm(session, firm, clock=clock)
    for prune in (False, True):
        report = take_in(engine, folder, prune=prune)
        assert report.erased == (code,)
        assert report.added == report.changed == 0
        assert name not in _everything(engine)
    with reading(engine) as session:
        assert _firm(session, code).erased_at == clock()
