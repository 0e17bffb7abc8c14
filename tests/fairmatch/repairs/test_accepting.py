"""Proposals kept, accepted, dropped, refused as too old."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.availability import Availability
from fairmatch.checking import check_timetable
from fairmatch.db import reading, writing
from fairmatch.models import (
    Act,
    ActKind,
    Agency,
    Consultation,
    Fair,
    FairDay,
    Mail,
    Mark,
    MarkKind,
    Pin,
    Placement,
    Repair,
    RepairState,
    Timetable,
)
from fairmatch.planning import build_problem
from fairmatch.publishing import Amendment, amend
from fairmatch.repairs.accepting import accept
from fairmatch.repairs.aftermath import Happened
from fairmatch.repairs.disruptions import (
    AtClosing,
    BoothAway,
    FirmGone,
    RunningLate,
    TableMore,
)
from fairmatch.repairs.errors import RepairClosed, StaleRepair, UnknownRepair
from fairmatch.repairs.finding import find_repair
from fairmatch.repairs.proposing import drop, happened_of, keep, latest_proposals, propose
from fairmatch.repairs.standing import Standings, read_standing
from fairmatch.schedules import latest_published
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import FIRST_DAY
from tests.fairmatch.publishing_fair import MORNING
from tests.fairmatch.repairs.happening_fair import two_days

NewUid = Callable[[], str]


def _keep(session: Session, fair: Fair, happened: Happened, now: datetime = MORNING) -> Repair:
    standing = read_standing(session, fair)
    found = find_repair(standing, happened, now, workers=1, seconds=10)
    return keep(session, standing, happened, found, by=By(None, now))


def _accept(
    session: Session,
    fair: Fair,
    repair: Repair,
    new_uid: NewUid,
    *,
    now: datetime = MORNING,
    key: str = "",
) -> int:
    by = By(None, now, key=key)
    return accept(session, fair.id, repair.id, clock=lambda: now, by=by, new_uid=new_uid)


def _latest(session: Session, fair: Fair) -> Timetable:
    version = latest_published(session, fair)
    assert version is not None
    return version


def _clean(session: Session, fair: Fair) -> None:
    """Nothing is broken, and the fair can be planned anew."""
    assert check_timetable(session, _latest(session, fair)) == []
    build_problem(session, fair)


@pytest.mark.parametrize(
    "happened",
    [
        FirmGone(firm="F1", date=FIRST_DAY),
        FirmGone(firm="F1", date=FIRST_DAY, for_good=True),
        FirmGone(firm="F3", date=FIRST_DAY, for_good=True),
        BoothAway(agency="A1", date=FIRST_DAY, since=time(10, 10), until=time(10, 30)),
        BoothAway(agency="A2", date=FIRST_DAY),
        RunningLate(date=FIRST_DAY, minutes=30),
        RunningLate(date=FIRST_DAY, minutes=25, closing=AtClosing.KEPT),
        TableMore(agency="A2"),
    ],
)
def test_what_is_accepted_is_published_and_the_fair_is_what_it_became(
    session: Session, fair: Fair, new_uid: NewUid, happened: Happened
) -> None:
    repair = _keep(session, fair, happened)
    assert _accept(session, fair, repair, new_uid) == 2
    version = _latest(session, fair)
    assert (version.number, version.revision) == (2, fair.revision)
    assert (repair.state, repair.became) == (RepairState.ACCEPTED, 2)
    _clean(session, fair)
    acts = session.scalars(select(Act).where(Act.kind == ActKind.REPAIRED)).all()
    assert [act.said["what"] for act in acts] == [happened.kind]
    assert session.scalars(select(Mail)).all()


def test_a_gone_firm_is_there_no_more_and_nothing_is_arranged_with_it(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    gone = FirmGone(firm="F1", date=FIRST_DAY, for_good=True)
    _accept(session, fair, _keep(session, fair, gone), new_uid)
    snapshot = read_snapshot(session, fair)
    firm = next(one for one in snapshot.firms.values() if one.code == "F1")
    assert Availability(snapshot).of_firm(firm.id) == frozenset()
    assert session.scalars(select(Pin)).all() == []


def test_a_must_that_cannot_be_kept_becomes_a_wish(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    gone = FirmGone(firm="F3", date=FIRST_DAY, for_good=True)
    _accept(session, fair, _keep(session, fair, gone), new_uid)
    assert session.scalars(select(Mark.kind)).all() == [MarkKind.LIKE]


def test_a_day_put_off_keeps_identities_tables_and_what_was_arranged(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    before = {one.uid: one.sequence for one in session.scalars(select(Consultation))}
    _accept(session, fair, _keep(session, fair, RunningLate(date=FIRST_DAY, minutes=30)), new_uid)
    after = {one.uid: one.sequence for one in session.scalars(select(Consultation))}
    assert after == {uid: sequence + 1 for uid, sequence in before.items()}
    assert session.scalars(select(Pin.starts)).one() == time(10, 50)
    day = session.scalars(select(FairDay).order_by(FairDay.date)).first()
    assert day is not None
    assert (day.lunch_from, day.lunch_to, day.closes) == (time(11, 10), time(12, 10), time(12, 50))
    version = _latest(session, fair)
    placed = session.scalars(select(Placement).where(Placement.timetable_id == version.id)).all()
    assert all(one.slot is not None and one.table == 1 for one in placed)


def test_a_day_put_off_takes_stated_hours_along(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    away = BoothAway(agency="A1", date=FIRST_DAY, since=time(12), until=time(12, 20))
    _accept(session, fair, _keep(session, fair, away), new_uid)
    _accept(session, fair, _keep(session, fair, RunningLate(date=FIRST_DAY, minutes=5)), new_uid)
    snapshot = read_snapshot(session, fair)
    agency = next(one for one in snapshot.agencies.values() if one.code == "A1")
    assert Availability(snapshot).of_agency(agency.id) == {0, 1, 2, 4, 5, 6, 7}
    _clean(session, fair)


def test_where_nothing_changes_for_anybody_no_version_is_made(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    table = _keep(session, fair, TableMore(agency="A1", fill=False))
    assert _accept(session, fair, table, new_uid) == 1
    booth = session.scalars(select(Agency).where(Agency.code == "A1")).one().booth
    assert (_latest(session, fair).number, booth.tables) == (1, 2)


def test_one_key_accepts_once(session: Session, fair: Fair, new_uid: NewUid) -> None:
    repair = _keep(session, fair, FirmGone(firm="F2", date=FIRST_DAY))
    assert [_accept(session, fair, repair, new_uid, key="k") for _ in range(2)] == [2, 2]
    assert len(session.scalars(select(Timetable)).all()) == 2
    with pytest.raises(RepairClosed):
        _accept(session, fair, repair, new_uid, key="another")


def test_a_proposal_is_too_old_once_the_fair_or_the_version_is_another(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    gone, table = (
        _keep(session, fair, one)
        for one in (FirmGone(firm="F2", date=FIRST_DAY), TableMore(agency="A2"))
    )
    fair.revision += 1
    session.flush()
    with pytest.raises(StaleRepair):
        _accept(session, fair, gone, new_uid)
    fair.revision -= 1
    session.flush()
    held = session.scalars(select(Consultation).where(Consultation.uid.endswith("F1-A1"))).one()
    amendment = Amendment(dropped=frozenset({held.id}))
    amend(session, fair, amendment, clock=lambda: MORNING, new_uid=new_uid)
    with pytest.raises(StaleRepair):
        _accept(session, fair, table, new_uid)


@pytest.mark.parametrize("minutes", [30, 55])
def test_a_proposal_is_too_old_once_what_it_changes_has_begun(
    session: Session, fair: Fair, new_uid: NewUid, minutes: int
) -> None:
    late = _keep(session, fair, RunningLate(date=FIRST_DAY, minutes=10))
    gone = _keep(session, fair, FirmGone(firm="F1", date=FIRST_DAY))
    for repair in (late, gone):
        with pytest.raises(StaleRepair):
            _accept(session, fair, repair, new_uid, now=MORNING + timedelta(minutes=minutes))


def test_what_is_dropped_is_not_accepted(session: Session, fair: Fair, new_uid: NewUid) -> None:
    repair = _keep(session, fair, FirmGone(firm="F1", date=FIRST_DAY))
    for _ in range(2):
        drop(session, fair, repair.id, now=MORNING)
    with pytest.raises(RepairClosed):
        _accept(session, fair, repair, new_uid)
    other = _keep(session, fair, FirmGone(firm="F1", date=FIRST_DAY))
    _accept(session, fair, other, new_uid)
    with pytest.raises(RepairClosed):
        drop(session, fair, other.id, now=MORNING)
    assert [one.id for one in latest_proposals(session, fair, 5)] == [other.id, repair.id]


def test_another_fairs_proposal_is_unknown(session: Session, fair: Fair) -> None:
    with pytest.raises(UnknownRepair):
        drop(session, fair, 999, now=MORNING)


def test_a_new_proposal_takes_the_place_of_the_old_one(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair_id = two_days(session).id
    standings, by = Standings(sqlite_engine), By(None, MORNING)
    happened = FirmGone(firm="F1", date=FIRST_DAY)

    def proposed(replaces: int | None = None) -> int:
        return propose(
            sqlite_engine, standings, fair_id, happened, by=by, workers=1, replaces=replaces
        )

    first = proposed()
    second = proposed(first)
    with reading(sqlite_engine) as session:
        old, new = (session.get_one(Repair, number) for number in (first, second))
        assert (old.state, old.replaced_by, new.state) == ("replaced", second, "open")
        assert happened_of(new) == happened
        assert [one.id for one in latest_proposals(session, session.get_one(Fair, fair_id), 9)] == [
            second
        ]


def test_what_stands_is_read_again_only_when_it_is_another(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair_id = two_days(session).id
    standings = Standings(sqlite_engine)
    first = standings.of(fair_id)
    assert standings.of(fair_id) is first
    with writing(sqlite_engine) as session:
        session.get_one(Fair, fair_id).revision += 1
    assert standings.of(fair_id) is not first
