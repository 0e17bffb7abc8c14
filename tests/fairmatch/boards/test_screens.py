"""What screens show of a small hall, moment by moment."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.boards.day import Day, Phase
from fairmatch.boards.reading import read_day
from fairmatch.boards.screens import StandState, booth_screen, hall_screen
from fairmatch.boards.talks import TalkState
from fairmatch.db import writing
from fairmatch.fairday.verdicts import Word
from fairmatch.models import (
    Agency,
    Arrival,
    ClaimKind,
    Consultation,
    Fair,
    Firm,
    SeatOffer,
    Side,
)
from tests.fairmatch.boards.hall import at, claim, day_of, make_hall, wait
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import FIRST_DAY, add_fair, add_firm


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session, clock: Callable[[], datetime]) -> Fair:
    return make_hall(session, clock)


def _shown(day: Day, booth: str, hour: int, minute: int = 0) -> tuple[list[str], list[str]]:
    screen = booth_screen(day, booth, at(hour, minute))
    assert screen is not None
    return [one.who.code for one in screen.now], [one.who.code for one in screen.coming]


def test_a_booth_shows_who_sits_there_and_who_comes_next_as_time_goes_on(
    session: Session, fair: Fair
) -> None:
    day = day_of(session, fair, at(9))
    assert _shown(day, "B1", 9, 59) == ([], ["F1", "F2", "F3"])
    assert _shown(day, "B1", 10) == (["F1", "F2"], ["F3"])
    assert _shown(day, "B1", 10, 19) == (["F1", "F2"], ["F3"])
    assert _shown(day, "B1", 10, 20) == (["F3"], [])
    assert _shown(day, "B2", 10, 20) == ([], ["F1"])
    assert booth_screen(day, "B9", at(10)) is None


def test_firms_are_called_by_code_unless_boards_may_name_them(session: Session, fair: Fair) -> None:
    screen = booth_screen(day_of(session, fair, at(10)), "B1", at(10))
    assert screen is not None
    assert {(one.who.name_ko, one.who.name_en) for one in (*screen.now, *screen.coming)} == {
        ("", "")
    }
    fair.board_names = True
    session.flush()
    screen = booth_screen(day_of(session, fair, at(10)), "B1", at(10))
    assert screen is not None
    assert all(one.who.name_ko for one in screen.now)


def test_a_seat_is_free_where_nobody_sits_the_firm_did_not_come_or_the_talk_is_over(
    session: Session, fair: Fair
) -> None:
    states = {
        row.code: row.state for row in hall_screen(day_of(session, fair, at(10)), at(10)).rows
    }
    assert states == {"B1": StandState.BUSY, "B2": StandState.FREE}
    one = session.scalars(select(Consultation).join(Firm).where(Firm.code == "F1")).first()
    assert one is not None
    claim(session, one, Word(Side.AGENCY, ClaimKind.FIRM_MISSING, at(10, 6)))
    row = hall_screen(day_of(session, fair, at(10, 6)), at(10, 6)).rows[0]
    assert (row.state, row.free, [turn.who.code for turn in row.now]) == (
        StandState.FREE,
        1,
        ["F2"],
    )


def test_a_side_that_says_it_is_late_is_told_of_until_it_begins(
    session: Session, fair: Fair
) -> None:
    one = session.scalars(select(Consultation).join(Firm).where(Firm.code == "F1")).first()
    assert one is not None
    claim(session, one, Word(Side.FIRM, ClaimKind.LATE, at(9, 50), 7))
    row = hall_screen(day_of(session, fair, at(10)), at(10)).rows[0]
    assert (row.state, row.late) == (StandState.LATE, 7)
    claim(session, one, Word(Side.AGENCY, ClaimKind.BEGUN, at(10, 5)))
    row = hall_screen(day_of(session, fair, at(10, 5)), at(10, 5)).rows[0]
    assert (row.state, row.late) == (StandState.BUSY, 0)


def test_whoever_waits_is_shown_in_order_and_is_called_when_a_seat_is_offered(
    session: Session, fair: Fair
) -> None:
    agency = session.scalars(select(Agency).where(Agency.code == "A2")).one()
    firms = [add_firm(session, fair, f"F{n}") for n in (7, 8)]
    later = wait(session, firms[0], agency, at(10, 5))
    first = wait(session, firms[1], agency, at(10, 1))
    assert later.id < first.id
    session.add(
        SeatOffer(
            fair_id=fair.id,
            waiting_id=first.id,
            booth_code="B2",
            table=1,
            starts_at=at(10, 20),
            ends_at=at(10, 40),
            made_at=at(10, 6),
            expires_at=at(10, 11),
        )
    )
    session.flush()
    session.expire_all()
    screen = booth_screen(day_of(session, fair, at(10, 6)), "B2", at(10, 6))
    assert screen is not None
    told = [(one.position, one.who.code, one.offered_until) for one in screen.waiting]
    assert told == [(1, "F8", at(10, 11)), (2, "F7", None)]
    assert hall_screen(day_of(session, fair, at(10, 6)), at(10, 6)).rows[1].waiting == 2


@pytest.mark.parametrize(
    ("hour", "phase", "booth"),
    [
        (9, Phase.BEFORE, StandState.PAUSE),
        (10, Phase.OPEN, StandState.FREE),
        (11, Phase.LUNCH, StandState.PAUSE),
        (12, Phase.OPEN, StandState.FREE),
        (20, Phase.AFTER, StandState.CLOSED),
    ],
)
def test_the_day_runs_through_its_phases(
    session: Session, fair: Fair, hour: int, phase: Phase, booth: StandState
) -> None:
    screen = hall_screen(day_of(session, fair, at(hour)), at(hour))
    assert screen.frame.phase is phase
    assert screen.rows[1].state is booth


def test_after_midnight_the_next_day_is_shown_and_after_the_last_the_fair_is_over(
    session: Session, fair: Fair
) -> None:
    second = FIRST_DAY + timedelta(days=1)
    evening = day_of(session, fair, at(23))
    assert evening.date == FIRST_DAY
    assert hall_screen(evening, at(23)).frame.turns_at == at(10, day=second)
    night = day_of(session, fair, at(0, 1, day=second))
    assert (night.date, night.phase(at(0, 1, day=second))) == (second, Phase.BEFORE)
    last = day_of(session, fair, at(23, day=second))
    assert last.phase(at(23, day=second)) is Phase.OVER


def test_an_officer_who_has_gone_leaves_a_closed_booth(session: Session, fair: Fair) -> None:
    agency = session.scalars(select(Agency).where(Agency.code == "A2")).one()
    session.add(
        Arrival(fair_id=fair.id, date=FIRST_DAY, agency_id=agency.id, at=at(9), left_at=at(10, 5))
    )
    session.flush()
    rows = hall_screen(day_of(session, fair, at(10, 6)), at(10, 6)).rows
    assert [row.state for row in rows] == [StandState.BUSY, StandState.CLOSED]


def test_whoever_has_come_is_marked_as_there(session: Session, fair: Fair) -> None:
    firm = session.scalars(select(Firm).where(Firm.code == "F3")).one()
    session.add(Arrival(fair_id=fair.id, date=FIRST_DAY, firm_id=firm.id, at=at(9)))
    session.flush()
    screen = booth_screen(day_of(session, fair, at(10)), "B1", at(10))
    assert screen is not None
    assert [(one.who.code, one.here) for one in screen.coming] == [("F3", True)]
    assert {one.state for one in screen.coming} == {TalkState.COMING}


def test_a_fair_without_days_has_nothing_to_show(session: Session) -> None:
    empty = add_fair(session, "empty", days=0)
    assert read_day(session, empty, at(10)) is None


def test_a_day_costs_the_same_number_of_queries_whatever_it_holds(
    sqlite_engine: Engine, session: Session, fair: Fair
) -> None:
    def cost() -> int:
        session.expire_all()
        session.refresh(fair)
        with statements(sqlite_engine) as sent:
            day_of(session, fair, at(10))
        return len([one for one in sent if one.lstrip().startswith("SELECT")])

    agency = session.scalars(select(Agency).where(Agency.code == "A2")).one()
    wait(session, add_firm(session, fair, "F7"), agency, at(10))
    before = cost()
    for number in range(8, 12):
        wait(session, add_firm(session, fair, f"F{number}"), agency, at(10))
    assert cost() == before
