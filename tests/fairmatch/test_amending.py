"""Changes of the published timetable on the day, from the rules' point of view."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import writing
from fairmatch.errors import BegunMoves, NoTimetable, RuleBroken, UnknownConsultation
from fairmatch.models import (
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Interest,
    Mail,
    Placement,
    Timetable,
)
from fairmatch.planning import build_problem
from fairmatch.publishing import Amendment, Spot, amend, publish
from fairmatch.schedules import firm_schedule
from tests.fairmatch.fair_rows import add_fair, add_firm, slots_of, starts_of
from tests.fairmatch.publishing_fair import BEFORE, DURING, FIRST, draft_of, two_by_two


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    """Give a fair whose first version is published: F1×A1 and F2×A2 first, then F2×A1."""
    fair = two_by_two(session)
    draft_of(session, fair, FIRST)
    publish(session, fair, clock=lambda: BEFORE)
    return fair


def _amend(session: Session, fair: Fair, amendment: Amendment, at: datetime = DURING) -> Timetable:
    return amend(session, fair, amendment, clock=lambda: at, new_uid=lambda: uuid4().hex)


def _consultation(session: Session, firm: str, agency: str) -> Consultation:
    return session.scalars(
        select(Consultation).where(Consultation.uid.endswith(f"{firm}-{agency}"))
    ).one()


def _spot(session: Session, fair: Fair, slot: int, table: int = 1) -> Spot:
    starts = starts_of(slots_of(session, fair)[slot])
    return Spot(starts, starts + timedelta(minutes=20), table)


def _held(session: Session, version: Timetable) -> dict[str, datetime]:
    rows = session.scalars(select(Placement).where(Placement.timetable_id == version.id))
    return {one.consultation.uid: one.starts_at for one in rows}


def test_a_move_is_the_next_version_and_leaves_the_rest_where_it_was(
    session: Session, fair: Fair
) -> None:
    moved = _consultation(session, "F2", "A1")
    spot = _spot(session, fair, 3)
    version = _amend(session, fair, Amendment(moved={moved.id: spot}))
    assert version.number == 2
    before = _held(session, session.scalars(select(Timetable).where(Timetable.number == 1)).one())
    assert _held(session, version) == before | {moved.uid: spot.starts_at}
    assert (moved.sequence, moved.changed_at, moved.state) == (1, DURING, "confirmed")


def test_whom_it_concerns_is_written_to_unless_it_is_done_quietly(
    session: Session, fair: Fair
) -> None:
    moved = _consultation(session, "F2", "A1")
    _amend(session, fair, Amendment(moved={moved.id: _spot(session, fair, 3)}))
    assert {(one.firm_id, one.agency_id) for one in session.scalars(select(Mail))} == {
        (moved.firm_id, None),
        (None, moved.agency_id),
    }
    amend(
        session,
        fair,
        Amendment(dropped=frozenset({moved.id})),
        clock=lambda: DURING,
        new_uid=lambda: uuid4().hex,
        quiet=True,
    )
    assert len(session.scalars(select(Mail)).all()) == 2


def test_what_was_missed_is_struck_off_and_planned_no_more(session: Session, fair: Fair) -> None:
    missed = _consultation(session, "F1", "A1")
    version = _amend(session, fair, Amendment(missed=frozenset({missed.id})))
    assert missed.uid not in _held(session, version)
    assert (missed.state, missed.missed_at) == (ConsultationState.CANCELLED, DURING)
    assert "F1~A1" not in {one.id for one in build_problem(session, fair).requests}


def test_the_seat_of_who_did_not_come_is_given_away_at_once(session: Session, fair: Fair) -> None:
    missed = _consultation(session, "F1", "A1")
    guest = _walk_in(session, fair)
    spot = _spot(session, fair, 0)
    version = _amend(
        session,
        fair,
        Amendment(missed=frozenset({missed.id}), seated={(guest.id, missed.agency_id): spot}),
    )
    seated = session.scalars(select(Consultation).where(Consultation.firm_id == guest.id)).one()
    assert _held(session, version)[seated.uid] == spot.starts_at
    assert seated.state is ConsultationState.CONFIRMED
    assert check_timetable(session, version) == []


def test_who_came_after_all_is_seated_again_with_the_same_identity(
    session: Session, fair: Fair
) -> None:
    missed = _consultation(session, "F1", "A1")
    pair = (missed.firm_id, missed.agency_id)
    _amend(session, fair, Amendment(missed=frozenset({missed.id})))
    version = _amend(session, fair, Amendment(seated={pair: _spot(session, fair, 3)}))
    assert missed.uid in _held(session, version)
    assert (missed.missed_at, missed.state, missed.sequence) == (None, "confirmed", 2)


def test_a_walk_in_may_take_a_seat_that_is_kept_free_for_walk_ins(
    session: Session, fair: Fair
) -> None:
    fair.walk_in_reserve = 50
    guest = _walk_in(session, fair)
    agency_id = _consultation(session, "F1", "A1").agency_id
    seated = Amendment(seated={(guest.id, agency_id): _spot(session, fair, 2)})
    version = _amend(session, fair, seated)
    assert check_timetable(session, version) == []
    firm = next(one for one in build_problem(session, fair).requests if "F9" in one.id)
    assert firm.slots is not None


def test_somebody_who_walked_in_to_no_list_may_not(session: Session, fair: Fair) -> None:
    fair.walk_in_reserve = 50
    guest = _walk_in(session, fair, on=None)
    agency_id = _consultation(session, "F1", "A1").agency_id
    with pytest.raises(RuleBroken, match="walk-ins"):
        _amend(session, fair, Amendment(seated={(guest.id, agency_id): _spot(session, fair, 2)}))


def test_a_rule_that_was_broken_before_does_not_stand_in_the_way(
    session: Session, fair: Fair
) -> None:
    fair.firm_quota = 1
    moved = _consultation(session, "F2", "A1")
    assert _amend(session, fair, Amendment(moved={moved.id: _spot(session, fair, 3)})).number == 2


def test_fewer_in_the_seats_kept_for_walk_ins_is_no_worse_but_more_is(
    session: Session, fair: Fair
) -> None:
    fair.walk_in_reserve = 90
    dropped, agency_id = (
        _consultation(session, "F2", "A1"),
        _consultation(session, "F2", "A2").agency_id,
    )
    assert _amend(session, fair, Amendment(dropped=frozenset({dropped.id}))).number == 2
    guest = _consultation(session, "F1", "A1").firm_id
    with pytest.raises(RuleBroken, match="walk-ins"):
        _amend(session, fair, Amendment(seated={(guest, agency_id): _spot(session, fair, 2)}))


@pytest.mark.parametrize("table", [1, 2])
def test_two_at_one_table_and_a_table_that_is_not_there_are_refused(
    session: Session, fair: Fair, table: int
) -> None:
    guest = _walk_in(session, fair)
    taken = _consultation(session, "F2", "A1")
    seated = {(guest.id, taken.agency_id): _spot(session, fair, 1, table)}
    with pytest.raises(RuleBroken, match="B1"):
        _amend(session, fair, Amendment(seated=seated))
    assert [one.number for one in session.scalars(select(Timetable))] == [1]
    assert _amend(session, fair, Amendment(dropped=frozenset({taken.id}))).number == 2


@pytest.mark.parametrize(
    "amendment",
    ["moves", "drops", "moves_back", "strikes_off_what_is_to_come", "seats_when_time_is_over"],
)
def test_what_is_over_stays(session: Session, fair: Fair, amendment: str) -> None:
    begun, to_come = _consultation(session, "F1", "A1"), _consultation(session, "F2", "A1")
    guest = _walk_in(session, fair)
    asked = {
        "moves": Amendment(moved={begun.id: _spot(session, fair, 3)}),
        "drops": Amendment(dropped=frozenset({begun.id})),
        "moves_back": Amendment(moved={to_come.id: _spot(session, fair, 0)}),
        "strikes_off_what_is_to_come": Amendment(missed=frozenset({to_come.id})),
        "seats_when_time_is_over": Amendment(
            seated={(guest.id, begun.agency_id): _spot(session, fair, 0)}
        ),
    }[amendment]
    late = timedelta(hours=1) if amendment == "seats_when_time_is_over" else timedelta(0)
    with pytest.raises(BegunMoves, match="×"):
        _amend(session, fair, asked, DURING + late)


def test_who_has_a_consultation_already_is_given_no_second(session: Session, fair: Fair) -> None:
    held = _consultation(session, "F2", "A1")
    pair = (held.firm_id, held.agency_id)
    with pytest.raises(RuleBroken, match="already"):
        _amend(session, fair, Amendment(seated={pair: _spot(session, fair, 3)}))


def test_everybody_elses_calendar_stays_as_it_was(session: Session, fair: Fair) -> None:
    before = firm_schedule(session, _consultation(session, "F1", "A1").firm)
    moved = _consultation(session, "F2", "A1")
    version = _amend(session, fair, Amendment(moved={moved.id: _spot(session, fair, 3)}))
    other = _consultation(session, "F1", "A1")
    assert firm_schedule(session, other.firm) == before
    assert other.placement is not None
    assert other.placement.timetable_id == version.id


def test_nothing_is_amended_where_nothing_is_published(session: Session) -> None:
    with pytest.raises(NoTimetable):
        _amend(session, add_fair(session), Amendment())


def test_what_is_not_in_the_timetable_is_refused(session: Session, fair: Fair) -> None:
    with pytest.raises(UnknownConsultation):
        _amend(session, fair, Amendment(dropped=frozenset({99})))


def _walk_in(session: Session, fair: Fair, on: date | None = date(2015, 10, 29)) -> Firm:
    guest = add_firm(session, fair, "F9")
    for agency_id in {one.agency_id for one in session.scalars(select(Consultation))}:
        rank = agency_id
        session.add(
            Interest(
                fair_id=fair.id, firm_id=guest.id, agency_id=agency_id, rank=rank, walk_in_on=on
            )
        )
    session.flush()
    return guest
