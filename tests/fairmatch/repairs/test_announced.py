"""A day that runs late is announced on boards by itself, for as long as it does."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.boards.announcing import take_back
from fairmatch.boards.reading import read_day
from fairmatch.models import Act, ActKind, Announcement, Fair
from fairmatch.repairs.accepting import accept
from fairmatch.repairs.aftermath import Happened
from fairmatch.repairs.disruptions import OverLunch, RunningLate, TableMore
from fairmatch.repairs.finding import find_repair
from fairmatch.repairs.proposing import keep
from fairmatch.repairs.standing import read_standing
from tests.fairmatch.fair_rows import FIRST_DAY
from tests.fairmatch.publishing_fair import MORNING

NewUid = Callable[[], str]


def _follow(
    session: Session,
    fair: Fair,
    happened: Happened,
    new_uid: NewUid,
    *,
    quiet: bool = False,
    now: datetime = MORNING,
) -> None:
    standing = read_standing(session, fair)
    by = By(None, now, key=f"key {happened} {now}")
    found = find_repair(standing, happened, now, workers=1, seconds=10)
    repair = keep(session, standing, happened, found, by=by)
    for _ in range(2):
        accept(session, fair.id, repair.id, clock=lambda: now, by=by, new_uid=new_uid, quiet=quiet)


def _shown(session: Session, fair: Fair, now: datetime = MORNING) -> list[tuple[str, str]]:
    session.flush()
    day = read_day(session, fair, now)
    assert day is not None
    return [(one.text_ko, one.text_en) for one in day.standing(now)]


def _late(minutes: int, day: date = FIRST_DAY) -> RunningLate:
    return RunningLate(date=day, minutes=minutes)


def test_boards_tell_until_when_and_by_how_much(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    _follow(session, fair, _late(30), new_uid)
    assert _shown(session, fair) == [
        (
            "12:50까지 상담이 예정보다 30분 늦게 시작합니다.",
            "Until 12:50 consultations begin 30 minutes later than planned.",
        )
    ]
    kinds = session.scalars(select(Act.kind).order_by(Act.id)).all()
    assert kinds.count(ActKind.ANNOUNCED) == 1
    over = datetime.fromisoformat("2015-10-29T12:50+09:00")
    assert _shown(session, fair, over - timedelta(minutes=1))
    assert _shown(session, fair, over) == []


def test_a_further_delay_adds_to_the_one_that_is_told_already(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    _follow(session, fair, _late(20), new_uid)
    _follow(session, fair, _late(10), new_uid)
    assert [english for _, english in _shown(session, fair)] == [
        "Until 12:50 consultations begin 30 minutes later than planned."
    ]
    assert len(session.scalars(select(Announcement)).all()) == 2


def test_it_is_told_until_lunch_where_the_afternoon_begins_on_time(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    late = RunningLate(date=FIRST_DAY, minutes=15, lunch=OverLunch.SHORTER)
    _follow(session, fair, late, new_uid)
    assert [english for _, english in _shown(session, fair)] == [
        "Until 10:55 consultations begin 15 minutes later than planned."
    ]


def test_it_can_be_taken_back_and_then_is_told_from_nought(
    session: Session, fair: Fair, new_uid: NewUid
) -> None:
    _follow(session, fair, _late(20), new_uid)
    (said,) = session.scalars(select(Announcement))
    assert take_back(session, fair, said.id, by=By(None, MORNING))
    assert _shown(session, fair) == []
    _follow(session, fair, _late(10), new_uid)
    assert "10 minutes later" in _shown(session, fair)[0][1]


@pytest.mark.parametrize(
    ("happened", "quiet"),
    [
        (_late(20), True),
        (_late(20, FIRST_DAY + timedelta(days=1)), False),
        (TableMore(agency="A1"), False),
    ],
)
def test_nothing_is_told_quietly_or_of_another_day_or_of_what_is_no_delay(
    session: Session, fair: Fair, new_uid: NewUid, happened: Happened, quiet: bool
) -> None:
    _follow(session, fair, happened, new_uid, quiet=quiet)
    assert _shown(session, fair) == []
