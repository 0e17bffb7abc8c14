"""Joining waiting lists and leaving them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import open_database, writing
from fairmatch.models import (
    Approval,
    BuyingMethod,
    Fair,
    FirmHours,
    Mark,
    MarkKind,
    PlanItem,
    Waiting,
    WaitingState,
)
from fairmatch.publishing import publish
from fairmatch.requests.refusals import ItemOfAnother, NotThere
from fairmatch.waiting.errors import (
    AlreadyMeets,
    ListClosed,
    NotOpenToFirm,
    NotToday,
    NotWaiting,
    QuotaReached,
)
from fairmatch.waiting.joining import Joined, Wanted, join, leave
from fairmatch.waiting.lists import places_of, waiting_list
from fairmatch.waiting.looking import read_floor
from fairmatch.waiting.offering import make_offers
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import FIRST_DAY, add_agency, add_draft, add_fair, add_firm
from tests.fairmatch.waiting.hall import (
    BEFORE,
    agency_of,
    at,
    by,
    firm_of,
    hall,
    new_uid,
    open_offers,
    waits,
)

FULL = {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 2}


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def full(session: Session) -> Fair:
    """Give a fair whose booth A1 has no seat left; A2 has three."""
    return hall(session, FULL, slots=3)


def _entries(session: Session) -> list[tuple[str, str]]:
    found = session.scalars(
        select(Waiting).where(Waiting.state == WaitingState.WAITING).order_by(Waiting.id)
    )
    return [(one.firm.code, one.agency.code) for one in found]


def _refused(joined: Joined) -> dict[str, type[Exception]]:
    return {code: type(error) for code, error in joined.refused}


def test_a_firm_joins_several_lists_at_once(session: Session, full: Fair) -> None:
    joined = waits(session, "W10", "A1", "A2")
    assert joined.refused == ()
    assert _entries(session) == [("W10", "A1"), ("W10", "A2")]


def test_a_firm_is_on_a_list_once(session: Session, full: Fair) -> None:
    first = waits(session, "W10", "A1", minutes=0)
    again = waits(session, "W10", "A1", minutes=5)
    assert again.entries == first.entries
    assert again.entries[0].asked_at == at(0)


def test_the_same_form_twice_joins_once_and_answers_the_same(session: Session, full: Fair) -> None:
    for _ in range(2):
        joined = waits(session, "W10", "A1", "A2", key="form")
        assert len(joined.entries) == 2
    assert len(_entries(session)) == 2


def test_what_cannot_be_is_told_and_the_rest_is_joined(session: Session, full: Fair) -> None:
    joined = waits(session, "F1", "A1", "A2")
    assert _refused(joined) == {"A1": AlreadyMeets}
    assert _entries(session) == [("F1", "A2")]


def test_a_firm_that_has_all_it_may_have_cannot_wait(session: Session) -> None:
    hall(session, FULL, slots=4, settings={"firm_quota": 1})
    assert _refused(waits(session, "F1", "A2")) == {"A2": QuotaReached}


def test_the_limit_of_a_day_is_one_too(session: Session) -> None:
    hall(session, FULL, slots=4, settings={"firm_quota_per_day": 1})
    ((_, error),) = waits(session, "F1", "A2").refused
    assert isinstance(error, QuotaReached)
    assert (error.limit, error.a_day) == (1, True)


def test_an_agency_that_does_not_want_to_see_a_firm_is_not_waited_for(
    session: Session, full: Fair
) -> None:
    firm, agency = firm_of(session, "W10"), agency_of(session, "A1")
    session.add(Mark(fair_id=full.id, agency_id=agency.id, firm_id=firm.id, kind=MarkKind.NO))
    session.flush()
    assert _refused(waits(session, "W10", "A1")) == {"A1": NotOpenToFirm}


def test_a_booth_that_is_closed_for_the_day_has_no_list(session: Session, full: Fair) -> None:
    assert _refused(waits(session, "W10", "A1", minutes=55)) == {"A1": ListClosed}


def test_there_are_no_lists_on_other_days(session: Session, full: Fair) -> None:
    with pytest.raises(NotToday):
        waits(session, "W10", "A1", minutes=-24 * 60)


@pytest.mark.parametrize("fields", [{"approval": Approval.REFUSED}, {"withdrawn_at": BEFORE}])
def test_who_takes_no_part_cannot_wait(
    session: Session, full: Fair, fields: dict[str, object]
) -> None:
    firm = firm_of(session, "W10")
    for name, value in fields.items():
        setattr(firm, name, value)
    session.flush()
    with pytest.raises(NotThere):
        waits(session, "W10", "A1")


def test_a_plan_item_has_to_be_the_agencys_own(session: Session, full: Fair) -> None:
    agency = agency_of(session, "A2")
    session.add(
        PlanItem(
            fair_id=full.id,
            agency_id=agency.id,
            code="P1",
            title="청소",
            category="76111501",
            amount=1,
            year=2016,
            quarter=1,
            method=BuyingMethod.NEGOTIATED,
        )
    )
    session.flush()
    wanted = [Wanted(agency_of(session, "A1"), "P1"), Wanted(agency, "P1")]
    joined = join(session, firm_of(session, "W10"), wanted, by=by(0), new_uid=new_uid)
    assert _refused(joined) == {"A1": ItemOfAnother}
    assert [one.plan_item and one.plan_item.code for one in joined.entries] == ["P1"]


def test_who_leaves_is_on_the_list_no_more_and_the_offer_goes_on(session: Session) -> None:
    hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1}, slots=3)
    waits(session, "W10", "A1")
    waits(session, "W20", "A1")
    assert open_offers(session) == {"W10": ("B1", 40)}
    leave(session, firm_of(session, "W10"), agency_of(session, "A1"), by=by(1), new_uid=new_uid)
    assert open_offers(session) == {"W20": ("B1", 40)}
    assert _entries(session) == [("W20", "A1")]
    with pytest.raises(NotWaiting):
        leave(session, firm_of(session, "W10"), agency_of(session, "A1"), by=by(1), new_uid=new_uid)


def test_who_left_may_come_back_at_the_end(session: Session, full: Fair) -> None:
    waits(session, "W10", "A1")
    waits(session, "W20", "A1", minutes=1)
    firm, agency = firm_of(session, "W10"), agency_of(session, "A1")
    leave(session, firm, agency, by=by(2, "out"), new_uid=new_uid)
    leave(session, firm, agency, by=by(2, "out"), new_uid=new_uid)
    waits(session, "W10", "A1", minutes=3)
    places = waiting_list(read_floor(session, full, at(3)), agency.id)
    assert [(one.entry.firm.code, one.position) for one in places] == [("W20", 1), ("W10", 2)]


def test_whoever_has_an_offer_counts_for_nobody_behind(session: Session) -> None:
    fair = hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1}, slots=3)
    waits(session, "W10", "A1")
    waits(session, "W20", "A1", minutes=1)
    places = waiting_list(read_floor(session, fair, at(1)), agency_of(session, "A1").id)
    assert [(one.position, one.offer is not None) for one in places] == [(0, True), (1, False)]
    assert places[1].estimate.high is None


def test_whoever_asks_for_a_seat_today_is_there_whatever_it_said_before(session: Session) -> None:
    fair = hall(session, {})
    firm, other = firm_of(session, "W10"), firm_of(session, "W20")
    later = FIRST_DAY + timedelta(days=1)
    firm.hours = [FirmHours(date=later, comes=time(10), leaves=time(12))]
    other.hours = [FirmHours(date=FIRST_DAY, comes=time(11), leaves=time(11, 20))]
    session.flush()
    revision = fair.revision
    waits(session, "W10", "A1", minutes=1)
    assert open_offers(session) == {"W10": ("B1", 20)}
    assert {one.date for one in firm.hours} == {FIRST_DAY, later}
    assert fair.revision == revision + 1
    waits(session, "W20", "A2", minutes=1)
    assert open_offers(session)["W20"] == ("B2", 60)


def test_a_firm_sees_its_own_places(session: Session, full: Fair) -> None:
    waits(session, "W10", "A1", "A2")
    waits(session, "W20", "A1")
    places = places_of(read_floor(session, full, at(1)), firm_of(session, "W20"))
    assert [(one.entry.agency.code, one.position) for one in places] == [("A1", 2)]


def test_on_the_day_the_clocks_change_a_day_is_still_a_day(session: Session) -> None:
    fair = add_fair(
        session, days=1, slots=6, first_day=date(2015, 10, 25), zone="Europe/Berlin", code="b"
    )
    agency, firm = add_agency(session, fair, "A1"), add_firm(session, fair, "W10")
    publish(session, fair, clock=lambda: BEFORE, draft_id=add_draft(session, fair, {}).id)
    # Clocks go back at 3:00; before that, ten o'clock in Berlin is eight in UTC, then nine.
    night = By(None, datetime(2015, 10, 24, 23, 30, tzinfo=UTC))
    (entry,) = join(session, firm, [Wanted(agency)], by=night, new_uid=new_uid).entries
    assert entry.date == date(2015, 10, 25)
    (offer,) = entry.offers
    assert offer.starts_at == datetime(2015, 10, 25, 9, 0, tzinfo=UTC)
    make_offers(session, fair, now=datetime(2015, 10, 25, 22, 30, tzinfo=UTC), new_uid=new_uid)
    assert entry.state is WaitingState.CLOSED


@pytest.mark.parametrize("waiting", [1, 6])
def test_lists_of_any_length_ask_the_same_number_of_questions(
    sqlite_engine: Engine, waiting: int
) -> None:
    with writing(sqlite_engine) as session:
        fair = hall(session, FULL, slots=3, walk_ins=waiting)
        for number in range(1, waiting + 1):
            waits(session, f"W{number}0", "A1", "A2")
    with writing(sqlite_engine) as session:
        fair = session.scalars(select(Fair)).one()
        with statements(sqlite_engine) as sent:
            floor = read_floor(session, fair, at(1))
            for agency_id in floor.lists:
                waiting_list(floor, agency_id)
        assert len(sent) == 13


def test_two_desks_put_a_firm_on_a_list_once(engine: Engine, database_url: str) -> None:
    with writing(engine) as session:
        hall(session, FULL, slots=3)
    together = Barrier(3)

    def come(_: int) -> int:
        own = open_database(database_url)
        together.wait()
        with writing(own) as session:
            entries = len(waits(session, "W10", "A1").entries)
        own.dispose()
        return entries

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(come, range(3))) == [1, 1, 1]
    with writing(engine) as session:
        assert session.scalar(select(func.count()).select_from(Waiting)) == 1
