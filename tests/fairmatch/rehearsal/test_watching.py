"""A booth's reserve, held against every version by the rule as it stands at that moment."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import writing
from fairmatch.models import Fair, Timetable
from fairmatch.rehearsal.watching import Watch
from fairmatch.violations import Rule
from fairmatch.waiting.answering import accept
from tests.fairmatch.fair_rows import add_draft, slots_of
from tests.fairmatch.waiting.hall import (
    agency_of,
    at,
    by,
    firm_of,
    hall,
    new_uid,
    offer_to,
    waits,
)


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


def _watched(session: Session) -> tuple[Fair, Watch]:
    """Look at a fair that keeps more than is free, since something happened to it."""
    fair = hall(session, {("F1", "A1"): 0, ("F2", "A1"): 1})
    watch = Watch()
    watch.look(session, fair, at(0))
    fair.walk_in_reserve = 90
    session.flush()
    return fair, watch


def _publish(session: Session, fair: Fair, *held: tuple[str, int]) -> Timetable:
    """Store a second version as it is, whatever rules it breaks."""
    times = slots_of(session, fair)
    seats = {(firm_of(session, f), agency_of(session, "A1")): (times[n], 1) for f, n in held}
    version = add_draft(session, fair, seats)
    version.number, version.published_at = 2, at(0)
    session.flush()
    return version


def test_what_was_promised_before_seats_were_lost_breaks_no_rule(session: Session) -> None:
    fair, watch = _watched(session)
    waits(session, "W10", "A1", minutes=1)
    accept(session, offer_to(session, "W10"), by=by(2), new_uid=new_uid)
    version = session.scalars(select(Timetable).where(Timetable.number == 2)).one()
    assert Rule.RESERVE in {one.rule for one in check_timetable(session, version)}
    assert watch.look(session, fair, at(2))
    assert watch.broken == []


def test_whoever_is_put_on_a_seat_that_is_kept_breaks_the_rule(session: Session) -> None:
    fair, watch = _watched(session)
    _publish(session, fair, ("F1", 0), ("F2", 1), ("F3", 5))
    watch.look(session, fair, at(0))
    assert len(watch.broken) == 1
    assert "kept for walk-ins" in watch.broken[0]


def test_a_seat_that_has_opened_is_kept_no_more(session: Session) -> None:
    fair, watch = _watched(session)
    _publish(session, fair, ("F1", 0), ("F2", 1), ("F3", 2))
    watch.look(session, fair, at(0))
    assert watch.broken == []
