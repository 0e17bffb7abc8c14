"""A firm's own day, moment by moment."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.boards.my_day import MyDay, my_day
from fairmatch.db import writing
from fairmatch.fairday.verdicts import Word
from fairmatch.models import Agency, Arrival, ClaimKind, Consultation, Fair, Firm, Side
from tests.fairmatch.boards.hall import at, claim, day_of, make_hall, wait
from tests.fairmatch.fair_rows import FIRST_DAY


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session, clock: Callable[[], datetime]) -> Fair:
    return make_hall(session, clock)


def _firm(session: Session, code: str) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def _mine(session: Session, fair: Fair, code: str, now: datetime) -> MyDay:
    return my_day(day_of(session, fair, now), _firm(session, code).id, now)


def test_where_a_firm_is_and_goes_next_follows_the_time(session: Session, fair: Fair) -> None:
    before, sitting, between, after = (
        _mine(session, fair, "F1", one) for one in (at(9), at(10, 5), at(10, 25), at(10, 45))
    )
    assert before.now is None
    assert before.next is not None
    assert before.next.booth == "B1"
    assert sitting.now is not None
    assert (sitting.now.booth, sitting.next and sitting.next.booth) == ("B1", "B2")
    assert (between.now, between.next and between.next.booth) == (None, "B2")
    assert (after.now and after.now.booth, after.next) == ("B2", None)
    assert [one.booth for one in after.visits] == ["B1", "B2"]


def test_the_way_leads_from_the_booth_before_and_says_when_to_set_off(
    session: Session, fair: Fair
) -> None:
    assert _mine(session, fair, "F1", at(9)).way is None
    mine = _mine(session, fair, "F1", at(10, 5))
    assert mine.way is not None
    told = mine.way.from_booth, mine.way.to_booth, mine.way.metres, mine.way.minutes
    assert told == ("B1", "B2", 130, 3)
    assert mine.leave_at == at(10, 37)


def test_a_firm_sees_its_own_consultations_and_waiting_places_only(
    session: Session, fair: Fair
) -> None:
    agency = session.scalars(select(Agency).where(Agency.code == "A2")).one()
    wait(session, _firm(session, "F2"), agency, at(10))
    mine = _mine(session, fair, "F2", at(10, 1))
    assert [one.booth for one in mine.visits] == ["B1"]
    assert [(one.booth, one.position) for one in mine.waits] == [("B2", 1)]
    assert _mine(session, fair, "F3", at(10, 1)).waits == ()


def test_it_knows_whether_the_firm_has_checked_in(session: Session, fair: Fair) -> None:
    assert not _mine(session, fair, "F1", at(10)).here
    firm = _firm(session, "F1")
    session.add(Arrival(fair_id=fair.id, date=FIRST_DAY, firm_id=firm.id, at=at(9)))
    session.flush()
    assert _mine(session, fair, "F1", at(10)).here


def test_a_booth_that_runs_late_is_told_of_beforehand(session: Session, fair: Fair) -> None:
    talk = session.scalars(
        select(Consultation).join(Agency).join(Firm).where(Agency.code == "A2", Firm.code == "F1")
    ).one()
    claim(session, talk, Word(Side.AGENCY, ClaimKind.LATE, at(10, 10), 10))
    mine = _mine(session, fair, "F1", at(10, 15))
    assert mine.next is not None
    assert mine.next.late == 10
    assert mine.next.missing_from == at(10, 50)
