"""Opening and closing at the desk."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Act, Fair, Phase
from fairmatch.phases import PhaseState, phase_state
from tests.web.intake.conftest import DESK

REQUESTS = f"{DESK}/phases/requests"


@pytest.fixture
def state(engine: Engine, clock: Callable[[], datetime]) -> Callable[[], PhaseState]:
    def found() -> PhaseState:
        with reading(engine) as session:
            fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
            return phase_state(fair, Phase.REQUESTS, clock())

    return found


def seal_of(text: str) -> str:
    """Give what the second phase's form carries."""
    return str(re.findall(r'name="seen" value="([^"]*)"', text)[1])


def test_dates_are_typed_in_local_time_and_recorded(
    desk: FlaskClient, engine: Engine, state: Callable[[], PhaseState]
) -> None:
    answer = desk.post(f"{REQUESTS}/dates", data={"opens": "", "closes": "2015-10-21T00:00"})
    assert answer.status_code == 303
    assert state().closes_at == datetime(2015, 10, 20, 15, tzinfo=UTC)
    text = desk.get(answer.location).text
    assert "The dates are saved." in text
    assert "until 2015-10-20(Tue) 24:00" in text
    assert 'value="2015-10-21T00:00"' in text
    with reading(engine) as session:
        act = session.scalars(select(Act)).one()
        assert (act.kind, act.said["phase"]) == ("phase_dates", "requests")
    assert "Dates of a phase set: Requests of firms" in desk.get("/desk/small/record?lang=en").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"closes": "2015-10-20"}, "Give a date and a time"),
        ({"opens": "tomorrow"}, "Give a date and a time"),
        ({"opens": "2015-10-21T00:00", "closes": "2015-10-20T00:00"}, "close after it opens"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_kept_in_the_form(
    desk: FlaskClient, state: Callable[[], PhaseState], typed: dict[str, str], words: str
) -> None:
    before = state()
    answer = desk.post(f"{REQUESTS}/dates", data=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'role="alert"' in answer.text
    for value in typed.values():
        assert f'value="{value}"' in answer.text
    assert state() == before


def test_nobodys_dates_are_overwritten_unseen(
    desk: FlaskClient, state: Callable[[], PhaseState]
) -> None:
    stale = seal_of(desk.get(f"{DESK}/phases").text)
    desk.post(f"{REQUESTS}/dates", data={"closes": "2015-10-22T18:00", "seen": stale})
    mine = {"closes": "2015-10-25T18:00", "seen": stale}
    answer = desk.post(f"{REQUESTS}/dates", data=mine)
    assert answer.status_code == 409
    assert "Somebody changed these dates" in answer.text
    assert 'value="2015-10-25T18:00"' in answer.text
    assert "until 2015-10-22(Thu) 18:00" in answer.text
    desk.post(f"{REQUESTS}/dates", data={**mine, "seen": seal_of(answer.text)})
    assert state().closes_at == datetime(2015, 10, 25, 9, tzinfo=UTC)


def test_closing_says_what_it_means_and_can_be_undone(
    desk: FlaskClient, state: Callable[[], PhaseState]
) -> None:
    assert state().open
    assert "Close now?" in desk.get(f"{REQUESTS}/close").text
    answer = desk.post(f"{REQUESTS}/close")
    assert not state().open
    text = desk.get(answer.location).text
    assert "Undo" in text
    undo = re.search(r'<form method="post" action="([^"]+)">(?=(?:(?!</form>).)*Undo)', text)
    assert undo is not None
    desk.post(undo[1])
    assert state().open
    record = desk.get("/desk/small/record?lang=en").text
    assert "Phase closed by hand" in record
    assert "Phase left to its dates" in record


def test_what_is_closed_by_hand_can_be_opened(
    desk: FlaskClient, state: Callable[[], PhaseState]
) -> None:
    desk.post(f"{REQUESTS}/close")
    desk.post(f"{REQUESTS}/open")
    assert state().open
    assert "Let the dates count" in desk.get(f"{DESK}/phases").text


def test_what_is_no_phase_is_not_found(desk: FlaskClient) -> None:
    assert desk.get(f"{DESK}/phases/lunch/close").status_code == 404
    assert desk.post(f"{DESK}/phases/lunch/open").status_code == 404
    assert desk.post(f"{REQUESTS}/explode").status_code == 404


def test_who_may_only_look_sees_the_dates(onlooker: FlaskClient) -> None:
    text = onlooker.get(f"{DESK}/phases").text
    assert "Requests of firms" in text
    assert "<form" not in text
