"""What the sides may say of a consultation, when, and how it is taken back."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.errors import UnknownConsultation
from fairmatch.fairday.claims import claim, consultation_of, withdraw_claim
from fairmatch.fairday.refusals import (
    BadAct,
    NothingSaid,
    NotToday,
    NotYoursToSay,
    TooEarly,
    TooLate,
)
from fairmatch.models import AttendanceClaim, ClaimKind, Fair, Side
from fairmatch.publishing import Amendment, amend
from tests.fairmatch.fairday.fair_of_today import (
    STARTS,
    agency_of,
    at,
    by,
    consultation,
    fair_of_today,
    firm_of,
    say,
)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_of_today(session)


def test_a_word_is_kept_once_by_its_key_and_taken_back(session: Session, fair: Fair) -> None:
    assert say(session, fair, Side.AGENCY, ClaimKind.BEGUN, 0, key="k")
    assert not say(session, fair, Side.AGENCY, ClaimKind.BEGUN, 1, key="k")
    kept = session.scalars(select(AttendanceClaim)).one()
    assert (kept.at, kept.starts_at, kept.withdrawn_at) == (at(0), STARTS, None)
    said_of = consultation(session, "F1", "A1")
    for key, news in (("back", True), ("back", False)):
        done = withdraw_claim(session, fair, said_of, Side.AGENCY, starts_at=STARTS, by=by(2, key))
        assert done is news
    assert kept.withdrawn_at == at(2)
    with pytest.raises(NothingSaid):
        withdraw_claim(session, fair, said_of, Side.AGENCY, starts_at=STARTS, by=by(3))


def test_the_latest_word_is_taken_back_first(session: Session, fair: Fair) -> None:
    say(session, fair, Side.FIRM, ClaimKind.LATE, -5, late=10)
    say(session, fair, Side.FIRM, ClaimKind.BEGUN, 8)
    said_of = consultation(session, "F1", "A1")
    withdraw_claim(session, fair, said_of, Side.FIRM, starts_at=STARTS, by=by(9))
    left = session.scalars(
        select(AttendanceClaim.kind).where(AttendanceClaim.withdrawn_at.is_(None))
    )
    assert left.all() == [ClaimKind.LATE]


@pytest.mark.parametrize(
    ("side", "kind"),
    [
        (Side.FIRM, ClaimKind.FIRM_MISSING),
        (Side.AGENCY, ClaimKind.AGENCY_MISSING),
        (Side.DESK, ClaimKind.LATE),
    ],
)
def test_a_side_does_not_say_what_is_not_its_to_say(
    session: Session, fair: Fair, side: Side, kind: ClaimKind
) -> None:
    with pytest.raises(NotYoursToSay):
        say(session, fair, side, kind, 6, late=5 if kind is ClaimKind.LATE else None)


@pytest.mark.parametrize(
    ("kind", "too_early", "first"),
    [
        (ClaimKind.FIRM_MISSING, 4.9, 5),
        (ClaimKind.BEGUN, -31, -30),
        (ClaimKind.ENDED, -1, 0),
        (ClaimKind.HELD, -1, 0),
    ],
)
def test_each_word_has_its_time(
    session: Session, fair: Fair, kind: ClaimKind, too_early: float, first: float
) -> None:
    with pytest.raises(TooEarly) as told:
        say(session, fair, Side.AGENCY, kind, too_early)
    assert told.value.since == at(first)
    assert say(session, fair, Side.AGENCY, kind, first)


def test_a_firm_that_said_to_be_late_is_waited_for(session: Session, fair: Fair) -> None:
    say(session, fair, Side.FIRM, ClaimKind.LATE, -3, late=9)
    with pytest.raises(TooEarly) as told:
        say(session, fair, Side.AGENCY, ClaimKind.FIRM_MISSING, 6)
    assert told.value.since == at(9)


def test_lateness_is_said_on_the_day_before_the_end_and_in_minutes(
    session: Session, fair: Fair
) -> None:
    for minutes in (None, 0, 241, -5):
        with pytest.raises(BadAct):
            say(session, fair, Side.FIRM, ClaimKind.LATE, -3, late=minutes)
    with pytest.raises(BadAct):
        say(session, fair, Side.FIRM, ClaimKind.BEGUN, 0, late=5)
    with pytest.raises(TooLate):
        say(session, fair, Side.FIRM, ClaimKind.LATE, 20, late=5)
    with pytest.raises(TooEarly):
        say(session, fair, Side.FIRM, ClaimKind.LATE, -24 * 60, late=5)


def test_who_knows_another_time_or_a_cancelled_one_is_told(
    session: Session, fair: Fair, new_uid: Callable[[], str]
) -> None:
    said_of = consultation(session, "F1", "A1")
    with pytest.raises(NotToday) as told:
        claim(
            session,
            fair,
            said_of,
            Side.FIRM,
            ClaimKind.BEGUN,
            starts_at=STARTS + timedelta(minutes=20),
            by=by(20),
        )
    assert told.value.starts_at == STARTS
    missed = Amendment(missed=frozenset({said_of.id}))
    amend(session, fair, missed, clock=lambda: at(7), new_uid=new_uid)
    with pytest.raises(NotToday) as gone:
        say(session, fair, Side.FIRM, ClaimKind.BEGUN, 8)
    assert gone.value.starts_at is None
    assert session.scalar(select(func.count(AttendanceClaim.id))) == 0


def test_a_consultation_is_found_by_its_own_two_sides_only(session: Session, fair: Fair) -> None:
    uid = consultation(session, "F1", "A1").uid
    assert consultation_of(session, fair, uid, of=firm_of(session, "F1")).uid == uid
    assert consultation_of(session, fair, uid, of=agency_of(session, "A1")).uid == uid
    for other in (firm_of(session, "F2"), agency_of(session, "A2")):
        with pytest.raises(UnknownConsultation):
            consultation_of(session, fair, uid, of=other)
    with pytest.raises(UnknownConsultation):
        consultation_of(session, fair, "nothing")
