"""What the database itself refuses, on both kinds, and how values come back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.intake import import_fair
from fairmatch.models import (
    Agency,
    AgencyKind,
    Base,
    Booth,
    Consultation,
    ConsultationState,
    Fair,
    FairDay,
    Firm,
    FirmCertificate,
    FirmKind,
    Interest,
    LinkPurpose,
    Mark,
    MarkKind,
    Pin,
    Placement,
    PlanItem,
    SecretLink,
    Slot,
    Timetable,
)
from tests.fairmatch.fair_files import tiny_fair, write_folder

NOW = datetime(2015, 10, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def tiny(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give a database that holds the tiny fair."""
    with writing(engine) as session:
        import_fair(session, write_folder(tmp_path_factory.mktemp("files") / "fair", tiny_fair()))
    return engine


class Rows:
    """The rows of the tiny fair that tests build upon."""

    def __init__(self, session: Session) -> None:
        self.fair = session.scalars(select(Fair)).one()
        self.agency, self.other = session.scalars(select(Agency).order_by(Agency.code)).all()
        self.firm = session.scalars(select(Firm).order_by(Firm.code).limit(1)).one()
        self.slot = session.scalars(select(Slot).order_by(Slot.position).limit(1)).one()

    def timetable(self, **values: Any) -> Timetable:
        return Timetable(
            **({"fair": self.fair, "made_at": NOW, "revision": 1, "report": {}} | values)
        )

    def consultation(self, **values: Any) -> Consultation:
        given = {"fair_id": self.fair.id, "firm": self.firm, "agency": self.agency, "uid": "u"}
        return Consultation(**(given | values))


def _placement(
    rows: Rows, timetable: Timetable, consultation: Consultation, **more: Any
) -> Placement:
    given = {"starts_at": NOW, "ends_at": NOW, "booth_code": "B1", "table": 1}
    return Placement(timetable=timetable, consultation=consultation, **(given | more))


def _two_at_one_table(rows: Rows) -> list[Base]:
    timetable = rows.timetable()
    return [
        _placement(rows, timetable, rows.consultation()),
        _placement(rows, timetable, rows.consultation(uid="v", agency=rows.other)),
    ]


REFUSED: dict[str, Callable[[Rows], list[Base]]] = {
    "a second fair of the code": lambda rows: [
        Fair(
            code="tiny",
            name_ko="x",
            name_en="x",
            venue_ko="x",
            venue_en="x",
            organiser_name="x",
            organiser_email="x",
        )
    ],
    "a day twice": lambda rows: [
        FairDay(fair=rows.fair, date=date(2015, 10, 29), opens=time(9), closes=time(10))
    ],
    "two slots at one start": lambda rows: [
        Slot(
            fair=rows.fair,
            position=9,
            date=date(2015, 10, 29),
            starts=time(10),
            ends=time(10, 30),
        )
    ],
    "an agency's code twice": lambda rows: [
        Agency(fair_id=rows.fair.id, code="A1", name_ko="x", name_en="x", kind=AgencyKind.CITY)
    ],
    "a second booth": lambda rows: [
        Booth(fair_id=rows.fair.id, agency_id=rows.agency.id, code="B9", x=0, y=0)
    ],
    "a firm's registration number twice": lambda rows: [
        Firm(fair_id=rows.fair.id, code="F9", registration_number="101-86-01005", name_ko="x")
    ],
    "a certificate twice": lambda rows: [
        FirmCertificate(firm_id=rows.firm.id, kind=FirmKind.COOPERATIVE)
    ],
    "a pair wished twice": lambda rows: [
        Interest(fair_id=rows.fair.id, firm=rows.firm, agency=rows.agency, rank=9)
    ],
    "a rank of nought": lambda rows: [
        Interest(
            fair_id=rows.fair.id,
            firm_id=rows.firm.id + 2,
            agency_id=rows.agency.id,
            rank=0,
        )
    ],
    "a quarter of no year": lambda rows: [
        PlanItem(
            fair_id=rows.fair.id,
            agency=rows.agency,
            code="P9",
            title="x",
            amount=1,
            year=2016,
            quarter=5,
            method="negotiated",
        )
    ],
    "a negative amount": lambda rows: [
        PlanItem(
            fair_id=rows.fair.id,
            agency=rows.agency,
            code="P9",
            title="x",
            amount=-1,
            year=2016,
            quarter=1,
            method="negotiated",
        )
    ],
    "a firm that is not there": lambda rows: [
        Mark(fair_id=rows.fair.id, agency=rows.agency, firm_id=10**6, kind=MarkKind.NO)
    ],
    "a number without a moment of publication": lambda rows: [rows.timetable(number=1)],
    "a moment of publication without a number": lambda rows: [rows.timetable(published_at=NOW)],
    "one number for two versions": lambda rows: [
        rows.timetable(number=1, published_at=NOW),
        rows.timetable(number=1, published_at=NOW),
    ],
    "one identity for two consultations": lambda rows: [
        rows.consultation(),
        rows.consultation(agency=rows.other),
    ],
    "two identities for one pair": lambda rows: [rows.consultation(), rows.consultation(uid="v")],
    "two consultations at one table": _two_at_one_table,
    "a link of two owners": lambda rows: [
        SecretLink(
            fair=rows.fair,
            firm=rows.firm,
            agency=rows.agency,
            purpose=LinkPurpose.PAGE,
            nonce="n",
            token_hash="h",
            made_at=NOW,
        )
    ],
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(tiny: Engine, make: Callable[[Rows], list[Base]]) -> None:
    with pytest.raises(IntegrityError), writing(tiny) as session:
        session.add_all(make(Rows(session)))


@pytest.mark.parametrize(
    ("column", "value"),
    [("slot_minutes", 4), ("slot_minutes", 241), ("walk_in_reserve", 91), ("walk_in_reserve", -1)],
)
def test_settings_have_bounds(tiny: Engine, column: str, value: int) -> None:
    with pytest.raises(IntegrityError), writing(tiny) as session:
        setattr(Rows(session).fair, column, value)


@pytest.mark.parametrize(("table", "column"), [("fair", "must_meet"), ("agency", "kind")])
def test_words_outside_a_closed_set_are_refused(tiny: Engine, table: str, column: str) -> None:
    with pytest.raises(IntegrityError), writing(tiny) as session:
        session.execute(text(f"UPDATE {table} SET {column} = 'whatever'"))
    with pytest.raises(StatementError), writing(tiny) as session:
        session.add(Agency(fair_id=1, code="A9", name_ko="x", name_en="x", kind="whatever"))


def test_words_come_back_as_members(tiny: Engine) -> None:
    with reading(tiny) as session:
        assert session.scalars(select(Mark.kind)).one() is MarkKind.MUST
        stored = session.execute(text("SELECT kind FROM mark")).scalar_one()
        assert stored == "must"


def test_moments_are_kept_in_utc_and_come_back_aware(tiny: Engine) -> None:
    seoul = timezone(timedelta(hours=9))
    with writing(tiny) as session:
        session.add(Rows(session).timetable(made_at=datetime(2015, 10, 29, 8, tzinfo=seoul)))
    with reading(tiny) as session:
        made_at = session.scalars(select(Timetable.made_at)).one()
        assert made_at == datetime(2015, 10, 28, 23, tzinfo=UTC)
        assert made_at.tzinfo is UTC
        assert session.scalars(select(Timetable.published_at)).one() is None
        question = select(Timetable).where(
            Timetable.made_at == datetime(2015, 10, 29, 8, tzinfo=seoul)
        )
        assert session.scalars(question).one().made_at == made_at


def test_a_moment_without_a_zone_is_refused(tiny: Engine) -> None:
    with (
        pytest.raises(StatementError, match="a moment without a time zone cannot be stored"),
        writing(tiny) as session,
    ):
        session.add(Rows(session).timetable(made_at=datetime(2015, 10, 29, 8)))  # noqa: DTZ001


def test_amounts_beyond_two_thousand_million_are_kept(tiny: Engine) -> None:
    with writing(tiny) as session:
        session.scalars(select(PlanItem).where(PlanItem.code == "P1")).one().amount = 10**13
    with reading(tiny) as session:
        question = select(PlanItem.amount).where(PlanItem.code == "P1")
        assert session.scalars(question).one() == 10**13


def test_a_fair_goes_with_all_that_belongs_to_it(tiny: Engine) -> None:
    with writing(tiny) as session:
        session.execute(text("DELETE FROM fair"))
    with tiny.connect() as connection:
        for table in Base.metadata.sorted_tables:
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


@pytest.mark.parametrize("party", ["firm", "agency"])
def test_a_party_with_consultations_cannot_be_deleted(tiny: Engine, party: str) -> None:
    with writing(tiny) as session:
        session.add(Rows(session).consultation())
    with pytest.raises(DBAPIError), writing(tiny) as session:
        session.execute(text(f"DELETE FROM {party}"))


def test_a_placement_outlives_its_slot(tiny: Engine) -> None:
    with writing(tiny) as session:
        rows = Rows(session)
        placed = _placement(rows, rows.timetable(), rows.consultation(), slot=rows.slot)
        session.add(placed)
    with writing(tiny) as session:
        session.execute(text("DELETE FROM slot"))
    with reading(tiny) as session:
        placement = session.scalars(select(Placement)).one()
        assert placement.slot is None
        assert placement.starts_at == NOW


def test_a_consultation_outlives_the_version_that_placed_it(tiny: Engine) -> None:
    with writing(tiny) as session:
        rows = Rows(session)
        consultation = rows.consultation()
        placed = _placement(rows, rows.timetable(), consultation)
        session.add(placed)
        session.flush()
        consultation.placement = placed
    with writing(tiny) as session:
        session.execute(text("DELETE FROM timetable"))
    with reading(tiny) as session:
        found = session.scalars(select(Consultation)).one()
        assert found.placement is None
        assert found.state is ConsultationState.PROPOSED


def test_children_come_in_their_order(tiny: Engine) -> None:
    with reading(tiny) as session:
        fair = session.scalars(select(Fair)).one()
        assert [day.date for day in fair.days] == sorted(day.date for day in fair.days)
        assert [slot.position for slot in fair.slots] == list(range(6))
        assert [item.code for item in fair.programme] == ["T1"]
        booth = session.scalars(select(Booth).where(Booth.code == "B2")).one()
        assert [hours.date.day for hours in booth.hours] == [29, 30]
        pin = session.scalars(select(Pin)).one()
        assert (pin.firm.code, pin.agency.code) == ("F3", "A2")
        assert pin.firm.hours[0].comes == time(10)
