"""Going back to an earlier version publishes it anew, as the next one."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.errors import (
    BegunMoves,
    FairMatchError,
    LatestVersion,
    NoTimetable,
    OutlookChanged,
    RuleBroken,
)
from fairmatch.models import Act, ActKind, Consultation, Fair, Firm, Mail, Timetable
from fairmatch.publishing import Seen, outlook, publish, roll_back, version_to_restore
from fairmatch.publishing.history import versions
from fairmatch.schedules import fair_schedule, latest_published, timetable_schedule
from tests.fairmatch.publishing_fair import (
    BEFORE,
    DURING,
    FIRST,
    SECOND,
    draft_of,
    two_by_two,
)

LATER = BEFORE + timedelta(days=1)


@pytest.fixture
def fair_id(engine: Engine) -> int:
    """Publish two versions."""
    with writing(engine) as session:
        fair = two_by_two(session)
        for held in (FIRST, SECOND):
            draft = draft_of(session, fair, held)
            publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id)
        return fair.id


@pytest.fixture
def session(engine: Engine, fair_id: int) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def _places(session: Session, number: int) -> set[tuple[str, datetime, int]]:
    fair = session.scalars(select(Fair)).one()
    version = version_to_restore(session, fair, number)
    return {(one.uid, one.starts_at, one.table) for one in timetable_schedule(session, version)}


def test_the_earlier_version_is_the_next_one_and_identities_go_on(
    session: Session, new_uid: Callable[[], str]
) -> None:
    fair = session.scalars(select(Fair)).one()
    version = roll_back(session, fair, 1, clock=lambda: LATER, new_uid=new_uid)
    assert (version.number, version.restores) == (3, 1)
    assert _places(session, 3) == _places(session, 1) != _places(session, 2)
    states = {
        (one.firm_code, one.agency_code): (one.state, one.sequence)
        for one in fair_schedule(session, fair)
    }
    assert states == {
        ("F1", "A1"): ("confirmed", 2),
        ("F2", "A2"): ("confirmed", 0),
        ("F2", "A1"): ("confirmed", 2),
        ("F1", "A2"): ("cancelled", 1),
    }
    assert session.scalar(select(func.count()).select_from(Mail)) == 4
    act = session.scalars(select(Act).where(Act.kind == ActKind.ROLLED_BACK)).one()
    assert (act.said["to"], act.said["number"], act.said["mails"]) == (1, 3, 4)
    assert [(one.number, one.restores) for one in versions(session, fair)] == [
        (3, 1),
        (2, None),
        (1, None),
    ]
    assert latest_published(session, fair) == version


def test_there_is_no_way_to_the_latest_version_or_to_none(session: Session) -> None:
    fair = session.scalars(select(Fair)).one()
    with pytest.raises(LatestVersion):
        roll_back(session, fair, 2, clock=lambda: LATER)
    for number in (0, 3, -1):
        with pytest.raises(NoTimetable):
            roll_back(session, fair, number, clock=lambda: LATER)


def test_a_version_that_breaks_a_rule_of_today_is_refused_with_the_rule(session: Session) -> None:
    fair = session.scalars(select(Fair)).one()
    session.scalars(select(Firm).where(Firm.code == "F2")).one().withdrawn_at = BEFORE
    session.flush()
    with pytest.raises(RuleBroken, match="F2 기업 F2 does not take part"):
        roll_back(session, fair, 1, clock=lambda: LATER)


def test_what_has_begun_is_not_moved_by_going_back(session: Session) -> None:
    fair = session.scalars(select(Fair)).one()
    with pytest.raises(BegunMoves):
        roll_back(session, fair, 1, clock=lambda: DURING)


def _race(engine: Engine, *acts: Callable[[Session, Fair], Timetable]) -> list[object]:
    start = Barrier(len(acts))

    def run(act: Callable[[Session, Fair], Timetable]) -> object:
        start.wait()
        try:
            with writing(engine) as session:
                return act(session, session.scalars(select(Fair)).one()).number
        except FairMatchError as refused:
            return type(refused)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _as_seen(engine: Engine, candidate: Callable[[Session, Fair], Timetable]) -> tuple[int, Seen]:
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        found = candidate(session, fair)
        ahead = outlook(session, fair, latest_published(session, fair), found, LATER)
        return found.id, Seen(ahead.seal, frozenset(one.seal for one in ahead.cautions))


@pytest.mark.usefixtures("fair_id")
def test_of_one_who_publishes_and_one_who_goes_back_at_once_the_second_looks_again(
    engine: Engine,
) -> None:
    with writing(engine) as session:
        draft_of(session, session.scalars(select(Fair)).one(), {**FIRST, ("F1", "A2"): 3})
    draft_id, seen = _as_seen(
        engine,
        lambda session, _: session.scalars(
            select(Timetable).where(Timetable.number.is_(None))
        ).one(),
    )
    _, back = _as_seen(engine, lambda session, fair: version_to_restore(session, fair, 1))
    outcomes = _race(
        engine,
        lambda session, fair: publish(
            session, fair, clock=lambda: LATER, draft_id=draft_id, seen=seen
        ),
        lambda session, fair: roll_back(session, fair, 1, clock=lambda: LATER, seen=back),
    )
    assert sorted(outcomes, key=str) == sorted([3, OutlookChanged], key=str)
    with reading(engine) as session:
        assert session.scalars(select(func.max(Timetable.number))).one() == 3
        counted = session.scalars(select(Consultation.sequence)).all()
        assert max(counted) <= 2


@pytest.mark.usefixtures("fair_id")
def test_two_who_go_back_at_once_make_one_version_and_one_mail_each(engine: Engine) -> None:
    _, back = _as_seen(engine, lambda session, fair: version_to_restore(session, fair, 1))
    uids = iter(range(100))

    def go(session: Session, fair: Fair) -> Timetable:
        return roll_back(
            session,
            fair,
            1,
            clock=lambda: LATER,
            seen=back,
            new_uid=lambda: f"{next(uids):032x}",
        )

    assert sorted(_race(engine, go, go), key=str) == sorted([3, OutlookChanged], key=str)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 4
