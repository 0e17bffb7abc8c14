"""Check-in: once, undone, gone home, and told later by a telephone without a network."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.fairday.arrivals import arrive, leave, undo_arrival
from fairmatch.fairday.refusals import NotAFairDay, NotComing, NotThere
from fairmatch.models import Act, Arrival, Fair
from tests.fairmatch.fairday.fair_of_today import agency_of, at, by, fair_of_today, firm_of


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_of_today(session)


def _arrival(session: Session) -> Arrival:
    return session.scalars(select(Arrival)).one()


def test_a_firm_and_an_officer_arrive_on_the_day_it_is_at_the_fair(
    session: Session, fair: Fair
) -> None:
    assert arrive(session, fair, firm_of(session, "F1"), by=by(-60))
    assert arrive(session, fair, agency_of(session, "A1"), by=by(-59))
    assert set(session.scalars(select(Arrival.date))) == {date(2015, 10, 29)}
    assert session.scalars(select(Act.kind).where(Act.kind == "arrived")).all() == ["arrived"] * 2


def test_arriving_twice_is_no_news_and_the_earlier_moment_counts(
    session: Session, fair: Fair
) -> None:
    firm = firm_of(session, "F1")
    assert arrive(session, fair, firm, by=by(-10))
    assert not arrive(session, fair, firm, by=by(-5))
    assert arrive(session, fair, firm, at=at(-20), by=by(-4))
    assert _arrival(session).at == at(-20)


@pytest.mark.parametrize("told", [30, -25 * 60])
def test_a_telephone_whose_clock_is_wrong_is_not_believed(
    session: Session, fair: Fair, told: float
) -> None:
    arrive(session, fair, firm_of(session, "F1"), at=at(told), by=by(-10))
    assert _arrival(session).at == at(-10)


def test_an_act_of_one_key_is_done_once_even_after_it_was_undone(
    session: Session, fair: Fair
) -> None:
    firm = firm_of(session, "F1")
    assert arrive(session, fair, firm, by=by(-10, "one"))
    assert not arrive(session, fair, firm, by=by(-9, "other"))
    assert undo_arrival(session, fair, firm, by=by(-8, "undo"))
    assert not undo_arrival(session, fair, firm, by=by(-7, "undo"))
    assert not arrive(session, fair, firm, by=by(-6, "one"))
    assert not arrive(session, fair, firm, by=by(-6, "other"))
    assert session.scalar(select(func.count(Arrival.id))) == 0


def test_who_went_home_may_come_back_and_is_there_since_it_first_came(
    session: Session, fair: Fair
) -> None:
    firm = firm_of(session, "F1")
    arrive(session, fair, firm, by=by(-10))
    assert leave(session, fair, firm, by=by(40))
    assert not leave(session, fair, firm, by=by(45))
    assert _arrival(session).left_at == at(40)
    assert arrive(session, fair, firm, by=by(60))
    assert (_arrival(session).at, _arrival(session).left_at) == (at(-10), None)


def test_what_cannot_be_is_refused(session: Session, fair: Fair) -> None:
    firm = firm_of(session, "F1")
    with pytest.raises(NotAFairDay) as told:
        arrive(session, fair, firm, by=by(24 * 60))
    assert told.value.day == date(2015, 10, 30)
    for act in (undo_arrival, leave):
        with pytest.raises(NotThere):
            act(session, fair, firm, by=by(0))
    arrive(session, fair, firm, by=by(10))
    with pytest.raises(NotThere):
        leave(session, fair, firm, at=at(5), by=by(11))
    firm.withdrawn_at = at(-100)
    with pytest.raises(NotComing):
        arrive(session, fair, firm, by=by(0))
