"""Firms and booths say when they are there, without a script."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.attendance.sheet import sheet_of
from fairmatch.db import reading
from fairmatch.models import Agency, Fair, Firm
from tests.web.requests.conftest import Clock
from tests.web.signing_in import Members

FIRM, AGENCY = "/firm/small/F1/availability", "/agency/small/A1/availability"


def _there(engine: Engine, model: type[Firm] | type[Agency], code: str) -> set[int]:
    with reading(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        if model is Firm:
            firm = session.scalars(select(Firm).where(Firm.code == code)).one()
            return set(sheet_of(session, fair, firm).there)
        agency = session.scalars(select(Agency).where(Agency.code == code)).one()
        return set(sheet_of(session, fair, agency).there)


def _ticked(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'name="slot" value="(\d+)" checked', page)]


def test_the_whole_fair_is_ticked_until_somebody_says_otherwise(firm: FlaskClient) -> None:
    assert _ticked(firm.get(FIRM).text) == [0, 4, 1, 5, 2, 6, 3, 7]


def test_what_is_ticked_is_saved_and_can_be_undone(firm: FlaskClient, engine: Engine) -> None:
    answer = firm.post(FIRM, data={"slot": ["0", "1", "5"]}, follow_redirects=True)
    assert "The times are saved" in answer.text
    assert _there(engine, Firm, "F1") == {0, 1, 5}
    undo = answer.text.split('<div class="note told')[1].split("</form>")[0]
    before = [part.split('"')[0] for part in undo.split('name="slot" value="')[1:]]
    firm.post(FIRM, data={"slot": before, "sure": "1"})
    assert _there(engine, Firm, "F1") == set(range(8))


def test_a_half_day_is_turned_round_without_a_script(firm: FlaskClient, engine: Engine) -> None:
    form: dict[str, str | list[str]] = {"slot": ["4", "5"], "half": "2026-05-14/morning"}
    page = firm.post(FIRM, data=form).text
    assert set(_ticked(page)) == {0, 1, 2, 3, 4, 5}
    assert "Not saved yet" in page
    form["slot"] = ["0", "1", "2", "3", "4"]
    assert set(_ticked(firm.post(FIRM, data=form).text)) == {4}
    assert _there(engine, Firm, "F1") == set(range(8))


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], "Choose at least one slot"),
        (["99"], "The hours of the fair have changed"),
        (["x"], "The hours of the fair have changed"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    firm: FlaskClient, engine: Engine, slots: list[str], words: str
) -> None:
    answer = firm.post(FIRM, data={"slot": slots})
    assert answer.status_code == 422
    assert words in answer.text
    assert _there(engine, Firm, "F1") == set(range(8))


def test_another_window_is_not_overwritten_unknowingly(firm: FlaskClient, engine: Engine) -> None:
    seen = firm.get(FIRM).text.split('name="seen" value="')[1].split('"')[0]
    firm.post(FIRM, data={"slot": ["1"], "seen": seen})
    answer = firm.post(FIRM, data={"slot": ["2"], "seen": seen})
    assert answer.status_code == 422
    assert _ticked(answer.text) == [2]
    assert _there(engine, Firm, "F1") == {1}


@pytest.mark.usefixtures("published")
def test_talks_that_sit_there_are_listed_before_they_are_given_up(
    officer: FlaskClient, firm: FlaskClient, engine: Engine
) -> None:
    answer = officer.post(AGENCY, data={"slot": ["0", "1", "2"]})
    assert answer.status_code == 409
    assert "A talk sits in a time you give up" in answer.text
    assert "Useful Again Workshop" in answer.text
    assert "in the published timetable" in answer.text
    assert _ticked(answer.text) == [0, 1, 2]
    assert _there(engine, Agency, "A1") >= {3}
    officer.post(AGENCY, data={"slot": ["0", "1", "2"], "sure": "1"})
    assert _there(engine, Agency, "A1") == {0, 1, 2}
    assert "Hanbit Facilities Corporation" in firm.post(FIRM, data={"slot": ["0"]}).text


def test_after_the_deadline_nothing_can_be_ticked(
    firm: FlaskClient, engine: Engine, clock: Clock, who: Members
) -> None:
    clock.close((firm, who.contact))
    page = firm.get(FIRM).text
    assert "disabled" in page
    assert "Save the times" not in page
    assert firm.post(FIRM, data={"slot": ["0"]}).status_code == 422
    assert _there(engine, Firm, "F1") == set(range(8))
