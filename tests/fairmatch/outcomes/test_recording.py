"""Outcomes are written once, changed knowingly, and nothing that stood there is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.errors import UnknownConsultation
from fairmatch.models import (
    Act,
    ActKind,
    Answer,
    Consultation,
    ConsultationState,
    Fair,
    Outcome,
    Side,
)
from fairmatch.outcomes import OutcomeState, find_line, lines_of, record_outcome, state_of
from fairmatch.outcomes.errors import (
    BadOutcome,
    NotBegun,
    OutcomeChanged,
    OutcomeDecided,
)
from tests.fairmatch.outcomes.talks import CONTRACT, INFORMATION, NOW, TALK, by, fair_day, write

LATER = "fair-F2-A1"


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_day(session)


def test_an_outcome_says_what_was_written(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    assert (kept.held, kept.kinds, kept.edition) == (True, ["contract"], 1)
    assert (kept.amount_discussed, kept.amount_signed) == (30_000_000, 19_000_000)
    assert kept.plan_item is not None
    assert kept.plan_item.code == "P1"
    assert (kept.recorded_side, kept.recorded_at) == (Side.AGENCY, NOW)
    assert state_of(kept) is OutcomeState.WRITTEN
    act = session.scalars(select(Act).where(Act.kind == ActKind.OUTCOME)).one()
    assert "근무복" not in str(act.said)


def test_nothing_can_have_come_of_what_is_still_to_begin(session: Session, fair: Fair) -> None:
    with pytest.raises(NotBegun):
        write(session, fair, INFORMATION, uid=LATER)
    kept = write(session, fair, INFORMATION, uid=LATER, now=NOW + timedelta(minutes=5))
    assert kept.edition == 1


def test_only_the_agencys_own_published_items_can_be_named(session: Session, fair: Fair) -> None:
    for item in ("P2", "P3", "P9"):
        with pytest.raises(BadOutcome):
            write(session, fair, replace(INFORMATION, item=item))


def test_what_was_cancelled_has_no_outcome_but_what_somebody_missed_has(
    session: Session, fair: Fair
) -> None:
    talk = session.scalars(select(Consultation).where(Consultation.uid == TALK)).one()
    talk.state = ConsultationState.CANCELLED
    with pytest.raises(UnknownConsultation):
        write(session, fair)
    talk.missed_at = NOW
    assert write(session, fair).held
    with pytest.raises(UnknownConsultation):
        write(session, fair, uid="fair-F9-A9")


def test_whoever_has_not_seen_the_latest_overwrites_nothing(session: Session, fair: Fair) -> None:
    write(session, fair)
    for seen in (0, 2):
        with pytest.raises(OutcomeChanged):
            write(session, fair, INFORMATION, seen=seen)
    assert write(session, fair, INFORMATION, seen=1).edition == 2


def test_a_change_keeps_what_stood_there_and_asks_the_other_side_again(
    session: Session, fair: Fair
) -> None:
    write(session, fair)
    write(session, fair, side=Side.FIRM, seen=1)  # the very same: the firm agrees
    kept = write(session, fair, INFORMATION, seen=1)
    (change,) = kept.changes
    assert (change.edition, change.side, change.was["amount_signed"]) == (1, "agency", 19_000_000)
    assert change.was["firm_answer"] == Answer.CONFIRMED
    assert (kept.firm_answer, kept.agency_answer) == (None, Answer.CONFIRMED)
    assert kept.plan_item_id is None


def test_a_form_sent_twice_writes_once(session: Session, fair: Fair) -> None:
    write(session, fair, key="k1")
    assert write(session, fair, key="k1").edition == 1
    assert len(session.scalars(select(Act).where(Act.kind == ActKind.OUTCOME)).all()) == 1


def test_what_was_written_without_a_network_keeps_its_moment(session: Session, fair: Fair) -> None:
    late = NOW + timedelta(hours=3)
    kept = record_outcome(
        session, fair, TALK, CONTRACT, side=Side.AGENCY, seen=0, by=by(late), at=NOW
    )
    assert kept.recorded_at == NOW


def test_the_desks_word_after_a_disagreement_decides(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    kept.firm_answer = Answer.DISPUTED
    write(session, fair, INFORMATION, side=Side.DESK, seen=1)
    assert state_of(kept) is OutcomeState.DECIDED
    with pytest.raises(OutcomeDecided):
        write(session, fair, CONTRACT, seen=2)
    assert write(session, fair, CONTRACT, side=Side.DESK, seen=2).edition == 3
    assert state_of(kept) is OutcomeState.DECIDED


def test_the_desk_may_write_first_and_both_sides_are_asked(session: Session, fair: Fair) -> None:
    kept = write(session, fair, side=Side.DESK)
    assert (kept.firm_answer, kept.agency_answer, kept.decided_at) == (None, None, None)


def test_a_promise_with_another_day_is_to_be_kept_again(session: Session, fair: Fair) -> None:
    due = replace(INFORMATION, follow_up_on=date(2015, 11, 5), follow_up_side=Side.FIRM)
    kept = write(session, fair, due)
    kept.follow_up_done_at, kept.follow_up_told = NOW, date(2015, 11, 5)
    write(session, fair, replace(due, note="전화"), seen=1)
    assert kept.follow_up_done_at == NOW
    write(session, fair, replace(due, follow_up_on=date(2015, 11, 9)), seen=2)
    assert [kept.follow_up_done_at, kept.follow_up_told] == [None, None]


def test_lists_hold_what_was_planned_in_its_order(session: Session, fair: Fair) -> None:
    write(session, fair)
    assert [line.uid for line in lines_of(session, fair)] == [TALK, "fair-F2-A2", LATER]
    line = find_line(session, fair, TALK)
    assert [one.uid for one in lines_of(session, line.firm)] == [TALK]
    assert [one.uid for one in lines_of(session, line.agency)] == [TALK, LATER]
    assert [one.state for one in lines_of(session, fair)] == ["written", "none", "none"]


def test_of_two_editors_at_once_one_is_told(engine: Engine) -> None:
    with writing(engine) as session:
        fair = fair_day(session)
        write(session, fair)
        number = fair.id

    def change(note: str) -> bool:
        try:
            with writing(engine) as session:
                fair = session.get_one(Fair, number)
                write(session, fair, replace(CONTRACT, note=note), seen=1)
        except OutcomeChanged:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(change, "abcd")) == [False, False, False, True]
    with reading(engine) as session:
        kept = session.scalars(select(Outcome)).one()
        assert (kept.edition, len(kept.changes)) == (2, 1)


def test_of_two_first_writers_at_once_one_is_told(engine: Engine) -> None:
    with writing(engine) as session:
        number = fair_day(session).id

    def first(side: Side) -> bool:
        try:
            with writing(engine) as session:
                write(session, session.get_one(Fair, number), side=side)
        except OutcomeChanged:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(first, (Side.FIRM, Side.AGENCY))) == [False, True]


def test_the_day_is_the_fairs_own(session: Session, fair: Fair) -> None:
    # Half past midnight in Seoul is the next day there, though not in UTC.
    night = datetime(2015, 10, 29, 15, 30, tzinfo=UTC)
    far = replace(INFORMATION, follow_up_on=date(2017, 10, 29), follow_up_side=Side.FIRM)
    assert write(session, fair, far, now=night).follow_up_on == date(2017, 10, 29)
