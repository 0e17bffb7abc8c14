"""What was promised is due on a day, done, or put off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.models import Fair, Side
from fairmatch.outcomes.errors import BadOutcome, NothingPromised
from fairmatch.outcomes.follow_ups import follow_up_again, follow_up_done, untold_follow_ups
from tests.fairmatch.outcomes.talks import INFORMATION, NOW, TALK, by, fair_day, write

DUE = date(2015, 11, 5)
PROMISE = replace(INFORMATION, follow_up_on=DUE, follow_up_side=Side.FIRM)


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_day(session)


def _untold(session: Session, fair: Fair, days: int) -> int:
    return len(untold_follow_ups(session, fair, NOW + timedelta(days=days)))


def test_it_is_told_from_its_day_on_until_it_is_done(session: Session, fair: Fair) -> None:
    write(session, fair, PROMISE)
    assert [_untold(session, fair, days) for days in (0, 6, 7, 9)] == [0, 0, 1, 1]
    follow_up_done(session, fair, TALK, side=Side.FIRM, by=by())
    follow_up_done(session, fair, TALK, side=Side.FIRM, by=by())
    assert _untold(session, fair, 9) == 0


def test_put_off_it_is_told_again(session: Session, fair: Fair) -> None:
    kept = write(session, fair, PROMISE)
    kept.follow_up_told = DUE
    follow_up_done(session, fair, TALK, side=Side.FIRM, by=by())
    later = DUE + timedelta(days=3)
    follow_up_again(session, fair, TALK, later, side=Side.AGENCY, by=by())
    assert [kept.follow_up_on, kept.follow_up_done_at] == [later, None]
    assert [_untold(session, fair, days) for days in (9, 10)] == [0, 1]


def test_it_is_not_put_off_into_the_past_nor_where_nothing_was_promised(
    session: Session, fair: Fair
) -> None:
    write(session, fair, INFORMATION)
    with pytest.raises(NothingPromised):
        follow_up_done(session, fair, TALK, side=Side.FIRM, by=by())
    with pytest.raises(NothingPromised):
        follow_up_again(session, fair, TALK, DUE, side=Side.FIRM, by=by())
    write(session, fair, PROMISE, seen=1)
    with pytest.raises(BadOutcome):
        follow_up_again(session, fair, TALK, date(2015, 10, 28), side=Side.FIRM, by=by())
