"""The day's list: how each consultation stands and what needs a hand."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.fairday.arrivals import arrive, leave
from fairmatch.fairday.moments import shown_day
from fairmatch.fairday.today import Need, attention, talks_of
from fairmatch.fairday.verdicts import Standing
from fairmatch.models import ClaimKind, Fair, Side
from fairmatch.publishing import Amendment, amend
from tests.fairmatch.counting import statements
from tests.fairmatch.fairday.fair_of_today import (
    agency_of,
    at,
    by,
    consultation,
    fair_of_today,
    firm_of,
    say,
)

TODAY = date(2015, 10, 29)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_of_today(session)


def _needs(session: Session, fair: Fair, minutes: float) -> dict[Need, list[str]]:
    talks = talks_of(session, fair, TODAY, now=at(minutes))
    found = attention(talks, at(minutes))
    return {
        need: [f"{one.firm.code}×{one.agency.code}" for one in ones] for need, ones in found.items()
    }


def test_a_day_is_listed_by_time_whole_or_of_one_party(session: Session, fair: Fair) -> None:
    whole = talks_of(session, fair, TODAY, now=at(-30))
    assert [(one.firm.code, one.agency.code) for one in whole] == [
        ("F1", "A1"),
        ("F2", "A2"),
        ("F2", "A1"),
    ]
    assert {one.standing for one in whole} == {Standing.TO_COME}
    of_agency = talks_of(session, fair, TODAY, now=at(-30), of=agency_of(session, "A1"))
    assert [one.firm.code for one in of_agency] == ["F1", "F2"]
    of_firm = talks_of(session, fair, TODAY, now=at(-30), of=firm_of(session, "F2"))
    assert [one.agency.code for one in of_firm] == ["A2", "A1"]
    assert talks_of(session, fair, date(2015, 10, 30), now=at(0)) == []


def test_a_list_takes_as_many_questions_for_any_number_of_consultations(
    engine: Engine, session: Session, fair: Fair
) -> None:
    fair.days  # noqa: B018 - loaded before it is counted
    firm = firm_of(session, "F1")
    with statements(engine) as one:
        talks_of(session, fair, TODAY, now=at(0), of=firm)
    with statements(engine) as three:
        talks_of(session, fair, TODAY, now=at(0))
    assert len(one) == len(three) == 3


def test_who_is_not_there_when_it_is_time_is_missed_until_checked_in(
    session: Session, fair: Fair
) -> None:
    assert _needs(session, fair, -11) == {}
    assert _needs(session, fair, -10) == {Need.NOT_HERE: ["F1×A1", "F2×A2"]}
    for party in (firm_of(session, "F1"), agency_of(session, "A1")):
        arrive(session, fair, party, by=by(-9))
    assert _needs(session, fair, -8) == {Need.NOT_HERE: ["F2×A2"]}
    leave(session, fair, firm_of(session, "F1"), by=by(-7))
    assert _needs(session, fair, -6) == {Need.NOT_HERE: ["F1×A1", "F2×A2"]}


def test_what_is_said_moves_a_consultation_through_the_list(session: Session, fair: Fair) -> None:
    say(session, fair, Side.FIRM, ClaimKind.LATE, -5, late=7)
    assert _needs(session, fair, 0)[Need.LATE] == ["F1×A1"]
    late = talks_of(session, fair, TODAY, now=at(0))[0]
    assert (late.late(Side.FIRM), late.late(Side.AGENCY)) == (7, None)
    say(session, fair, Side.AGENCY, ClaimKind.FIRM_MISSING, 7)
    assert _needs(session, fair, 8)[Need.FREED] == ["F1×A1"]
    assert talks_of(session, fair, TODAY, now=at(8))[0].seat_free
    say(session, fair, Side.FIRM, ClaimKind.AGENCY_MISSING, 8)
    assert _needs(session, fair, 9)[Need.DISPUTED] == ["F1×A1"]
    say(session, fair, Side.DESK, ClaimKind.BEGUN, 10)
    assert _needs(session, fair, 11) == {Need.NOT_HERE: ["F2×A2", "F2×A1"]}
    assert _needs(session, fair, 20)[Need.SILENT] == ["F2×A2"]
    assert talks_of(session, fair, TODAY, now=at(20))[0].standing is Standing.HELD


def test_what_was_struck_off_stays_in_the_list_and_needs_nobody(
    session: Session, fair: Fair, new_uid: Callable[[], str]
) -> None:
    say(session, fair, Side.AGENCY, ClaimKind.FIRM_MISSING, 6)
    missed = Amendment(missed=frozenset({consultation(session, "F1", "A1").id}))
    amend(session, fair, missed, clock=lambda: at(7), new_uid=new_uid)
    struck = talks_of(session, fair, TODAY, now=at(8))[0]
    assert struck.struck_off
    assert struck.standing is Standing.FIRM_MISSING
    assert Need.FREED not in _needs(session, fair, 8)


def test_the_day_shown_first_is_today_or_the_next_or_the_last(session: Session, fair: Fair) -> None:
    assert shown_day(fair, at(-60 * 24 * 3)) == TODAY
    assert shown_day(fair, at(0)) == TODAY
    assert shown_day(fair, at(60 * 24 * 3)) == TODAY
