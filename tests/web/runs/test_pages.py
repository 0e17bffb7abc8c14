from collections.abc import Callable
from datetime import datetime
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.accounts import give, open_account
from fairmatch.db import reading, writing
from fairmatch.jobs.attending import Hands, attend
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Fair, Role, Run, RunState
from tests.web.signing_in import sign_in

ASK = {"seconds": "20", "against": "nothing"}
RUNS = "/desk/small/runs"


@pytest.fixture(autouse=True)
def queue(engine: Engine, app: Flask) -> None:
    prepare(engine)
    app.config["WTF_CSRF_ENABLED"] = False


def _ask(desk: FlaskClient) -> str:
    answer = desk.post(RUNS, data=ASK)
    assert answer.status_code == 303
    return answer.location


def _work(engine: Engine, run_id: int, clock: Callable[[], datetime]) -> None:
    uids = iter(range(1000))
    attend(run_id, Hands(engine, "worker", 1, clock, lambda: f"{next(uids):032x}"), Event())


def _states(engine: Engine) -> list[RunState]:
    with reading(engine) as session:
        return list(session.scalars(select(Run.state).order_by(Run.id)))


def test_asking_twice_makes_one_run(desk: FlaskClient, engine: Engine) -> None:
    assert _ask(desk) == _ask(desk)
    assert _states(engine) == [RunState.QUEUED]
    page = desk.get(RUNS + "?lang=en").text
    assert "Watch it" in page
    assert "<form" not in page


@pytest.mark.parametrize("form", [{}, {"seconds": "21"}, ASK | {"against": "x"}])
def test_what_cannot_be_asked_is_refused_with_a_word(
    desk: FlaskClient, engine: Engine, form: dict[str, str]
) -> None:
    answer = desk.post(RUNS + "?lang=en", data={"seconds": "", "against": ""} | form)
    assert answer.status_code == 422
    assert "Please correct this" in answer.text
    assert _states(engine) == []


def test_a_run_is_followed_from_waiting_to_its_draft(
    desk: FlaskClient, engine: Engine, clock: Callable[[], datetime]
) -> None:
    run = _ask(desk)
    assert "waiting" in desk.get(run + "?lang=en").text
    _work(engine, 1, clock)
    page = desk.get(run + "?lang=en").text
    assert "proved best possible" in page
    assert "kept as a draft" in page
    assert "data-live" not in page
    assert page.count("<polyline") == 2 * page.count('<tr><th scope="row">')
    assert "kept as a draft" in desk.get(RUNS + "?lang=en").text


def test_a_waiting_run_is_called_off_and_another_can_be_asked_for(
    desk: FlaskClient, engine: Engine
) -> None:
    run = _ask(desk)
    assert desk.post(run + "/cancel").status_code == 303
    assert _states(engine) == [RunState.CANCELLED]
    assert "ended early" in desk.get(run + "?lang=en").text
    assert _ask(desk) != run


def test_why_there_is_no_timetable_is_told(
    desk: FlaskClient, engine: Engine, clock: Callable[[], datetime]
) -> None:
    run = _ask(desk)
    with writing(engine) as session:
        for slot in session.scalars(select(Fair)).one().slots:
            session.delete(slot)
    _work(engine, 1, clock)
    page = desk.get(run + "?lang=en").text
    assert "There is no timetable of this run" in page
    assert "slots" in page
    assert "상담 시간이 없습니다" in desk.get(run + "?lang=ko").text


def test_a_viewer_watches_but_has_nothing_to_press(
    desk: FlaskClient, app: Flask, engine: Engine, clock: Callable[[], datetime]
) -> None:
    run = _ask(desk)
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        give(session, open_account(session, "v@x.kr", clock=clock), fair, Role.VIEWER, clock=clock)
    viewer = app.test_client()
    sign_in(viewer, "v@x.kr")
    assert "waiting" in viewer.get(run + "?lang=en").text
    assert 'method="post"' not in viewer.get(run).text
    assert viewer.post(RUNS, data=ASK).status_code == 404
    assert viewer.post(run + "/cancel").status_code == 404


def test_another_fair_s_run_is_not_there(desk: FlaskClient) -> None:
    assert desk.get(RUNS + "/99").status_code == 404
    assert desk.get(RUNS + "/99/standing").status_code == 404


def test_a_run_that_is_over_rings_once(
    desk: FlaskClient, engine: Engine, clock: Callable[[], datetime]
) -> None:
    run = _ask(desk)
    _work(engine, 1, clock)
    answer = desk.get(run + "/events")
    assert answer.mimetype == "text/event-stream"
    assert answer.text.count("event: changed") == 1
