from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.boards.announcing import LONGEST, MOST, announce, show_names, take_back
from fairmatch.boards.day import Day
from fairmatch.boards.errors import BadAnnouncement
from fairmatch.boards.kept import KeptDays
from fairmatch.db import reading, writing
from fairmatch.models import Act, Announcement, Fair
from tests.fairmatch.boards.hall import at, day_of, make_hall
from tests.fairmatch.fair_rows import add_fair

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return add_fair(session)


def _by(now: datetime, key: str = "") -> By:
    return By(None, now, key=key)


def _standing(session: Session, fair: Fair, now: datetime) -> list[str]:
    return [one.text_ko for one in day_of(session, fair, now).standing(now)]


def test_it_stands_until_its_time_is_over_the_newest_first(session: Session, fair: Fair) -> None:
    announce(session, fair, "  모두\n20분 늦게 ", until=at(10, 30), by=_by(at(10)))
    announce(session, fair, "점심은 12시", "Lunch at 12", until=at(12), by=_by(at(10, 1)))
    assert _standing(session, fair, at(10, 29)) == ["점심은 12시", "모두 20분 늦게"]
    assert _standing(session, fair, at(10, 30)) == ["점심은 12시"]


def test_the_same_form_sent_twice_says_it_once(session: Session, fair: Fair) -> None:
    for _ in range(2):
        announce(session, fair, "늦음", until=at(11), by=_by(at(10), key="one"))
    assert _standing(session, fair, at(10)) == ["늦음"]


def test_it_can_be_taken_back_once_and_only_by_its_own_fair(session: Session, fair: Fair) -> None:
    other = add_fair(session, "other")
    announce(session, fair, "늦음", until=at(11), by=_by(at(10)))
    number = session.scalars(select(Announcement.id)).one()
    assert not take_back(session, other, number, by=_by(at(10)))
    assert take_back(session, fair, number, by=_by(at(10)))
    assert not take_back(session, fair, number, by=_by(at(10)))
    assert _standing(session, fair, at(10)) == []
    assert [act.kind for act in session.scalars(select(Act))] == [
        "announced",
        "announcement_ended",
    ]


@pytest.mark.parametrize(
    ("texts", "length", "refusal"),
    [
        ((" \n", "Late"), HALF_AN_HOUR, ("text_ko", "empty")),
        (("가" * (MOST + 1), ""), HALF_AN_HOUR, ("text_ko", "long")),
        (("늦음", "x" * (MOST + 1)), HALF_AN_HOUR, ("text_en", "long")),
        (("늦음", ""), timedelta(), ("until", "time")),
        (("늦음", ""), LONGEST + timedelta(seconds=1), ("until", "time")),
    ],
)
def test_what_cannot_be_shown_is_refused_by_field(
    session: Session,
    fair: Fair,
    texts: tuple[str, str],
    length: timedelta,
    refusal: tuple[str, str],
) -> None:
    with pytest.raises(BadAnnouncement) as refused:
        announce(session, fair, *texts, until=at(10) + length, by=_by(at(10)))
    assert (refused.value.field, refused.value.why) == refusal


def test_names_are_shown_only_where_the_fair_says_so(session: Session, fair: Fair) -> None:
    assert show_names(session, fair, True, by=_by(at(10)))
    assert not show_names(session, fair, True, by=_by(at(10)))
    assert day_of(session, fair, at(10)).names


def test_a_kept_day_is_read_anew_with_every_act_and_every_minute_only(
    sqlite_engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(sqlite_engine) as session:
        fair = make_hall(session, clock)
        number = fair.id
    now = [datetime(2015, 10, 29, 1, 0, tzinfo=UTC)]
    kept = KeptDays(lambda: now[0])

    def day() -> Day:
        with reading(sqlite_engine) as session:
            found = kept.day(session, number)
        assert found is not None
        return found

    first = day()
    now[0] += timedelta(seconds=59)
    assert day() is first
    with writing(sqlite_engine) as session:
        announce(session, session.get_one(Fair, number), "늦음", until=at(11), by=_by(now[0]))
    second = day()
    assert [one.text_ko for one in second.notices] == ["늦음"]
    now[0] += timedelta(seconds=1)
    third = day()
    assert third is not second
    assert third == second


def test_whoever_began_to_read_before_takes_no_news_away(
    sqlite_engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(sqlite_engine) as session:
        number = make_hall(session, clock).id
    kept = KeptDays(lambda: at(10))
    with reading(sqlite_engine) as early, reading(sqlite_engine) as late:
        kept.day(early, number)
        with writing(sqlite_engine) as session:
            announce(session, session.get_one(Fair, number), "늦음", until=at(11), by=_by(at(10)))
        fresh = kept.day(late, number)
        assert fresh is not None
        assert fresh.notices
        assert kept.day(early, number) is fresh
