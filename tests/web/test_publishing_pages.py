"""Publishing and going back at the desk: seen, acknowledged, then done; nothing typed is lost."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from fairmatch.accounts import give, open_account
from fairmatch.db import reading, writing
from fairmatch.models import Act, Fair, Firm, Mail, Role, Timetable
from tests.web.signing_in import sign_in
from tests.web.small_fair import BY_HAND, draft_by_hand

PAGE = "/desk/small/compare"
BACK = "/desk/small/versions/1/restore"
FEWER = {pair: place for pair, place in BY_HAND.items() if pair != ("F1", "A3")}
"""One consultation less, and with it the only one of the agency."""


@pytest.fixture(autouse=True)
def _drafted(published: None, engine: Engine, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with writing(engine) as session:
        draft_by_hand(session, session.scalars(select(Fair)).one(), FEWER)


def _form(text: str) -> dict[str, str | list[str]]:
    """Give what the page's form sends when every caution is ticked."""
    form: dict[str, str | list[str]] = {"known": re.findall(r'name="known" value="([^"]+)"', text)}
    for field in ("seal", "draft"):
        found = re.search(rf'name="{field}" value="([^"]+)"', text)
        if found:
            form[field] = found[1]
    return form


def _send(desk: FlaskClient, page: str, form: dict[str, str | list[str]]) -> TestResponse:
    return desk.post(f"{page}?lang=en", data=form)


def _count(engine: Engine, model: type[Mail | Timetable | Act]) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_what_there_is_to_know_is_listed_and_ticked_before_it_is_published(
    desk: FlaskClient, engine: Engine
) -> None:
    text = desk.get(f"{PAGE}?lang=en").text
    assert "1 consultation that was promised is dropped." in text
    assert "1 firm or agency loses all its consultations." in text
    assert "2 mails go to those for whom something changes" in text
    answer = _send(desk, PAGE, _form(text))
    assert answer.status_code == 303
    told = desk.get(f"{answer.location}&lang=en").text
    assert "Version 2 is published." in told
    assert "2 mails are on their way." in told
    assert "0 added, 0 moved, 1 dropped" in told
    assert _count(engine, Mail) == 2
    record = desk.get("/desk/small/record?lang=en").text
    assert "Timetable published: version 2 · 0 new, 0 moved, 1 dropped, 2 mails" in record


def test_a_line_that_is_not_ticked_keeps_the_others(desk: FlaskClient, engine: Engine) -> None:
    form = _form(desk.get(PAGE).text)
    first, second = list(form["known"])
    answer = _send(desk, PAGE, form | {"known": [first], "quiet": "yes"})
    assert answer.status_code == 422
    assert "Tick everything" in answer.text
    assert f'value="{first}" required checked' in answer.text
    assert f'value="{second}" required>' in answer.text
    assert 'name="quiet" value="yes" checked' in answer.text
    assert _count(engine, Mail) == 0


def test_what_became_true_meanwhile_is_asked_for(desk: FlaskClient, engine: Engine) -> None:
    form = _form(desk.get(PAGE).text)
    with writing(engine) as session:
        session.scalars(select(Fair)).one().revision += 1
    answer = _send(desk, PAGE, form)
    assert answer.status_code == 422
    assert "What was asked or set has changed" in answer.text
    assert _send(desk, PAGE, _form(answer.text)).status_code == 303


def test_a_form_sent_twice_publishes_once(desk: FlaskClient, engine: Engine) -> None:
    form = _form(desk.get(PAGE).text)
    assert _send(desk, PAGE, form).status_code == 303
    again = _send(desk, PAGE, form)
    assert again.status_code == 409
    assert "Look again" in again.text
    assert _count(engine, Mail) == 2


def test_what_changed_by_hand_meanwhile_is_shown_anew(desk: FlaskClient, engine: Engine) -> None:
    form = _form(desk.get(PAGE).text)
    with writing(engine) as session:
        draft = session.scalars(select(Timetable).where(Timetable.number.is_(None))).one()
        session.delete(draft.placements[0])
    answer = _send(desk, PAGE, form)
    assert answer.status_code == 409
    assert "2 consultations that were promised are dropped." in answer.text


def test_published_quietly_nobody_is_written_to(desk: FlaskClient, engine: Engine) -> None:
    answer = _send(desk, PAGE, _form(desk.get(PAGE).text) | {"quiet": "yes"})
    assert "Nobody was written to." in desk.get(f"{answer.location}&lang=en").text
    assert _count(engine, Mail) == 0
    assert "without mails" in desk.get("/desk/small/record?lang=en").text


def test_a_broken_rule_is_named_and_leaves_nothing_to_press(
    desk: FlaskClient, engine: Engine
) -> None:
    form = _form(desk.get(PAGE).text)
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        firm.withdrawn_at = datetime.fromisoformat("2015-10-01T00:00:00+09:00")
    text = desk.get(f"{PAGE}?lang=en").text
    assert "It cannot be published as it is" in text
    assert "does not take part" in text
    assert 'name="seal"' not in text
    refused = _send(desk, PAGE, form)
    assert refused.status_code == 409
    assert "It breaks a rule of the fair:" in refused.text


def test_an_earlier_version_is_published_anew(desk: FlaskClient, engine: Engine) -> None:
    _send(desk, PAGE, _form(desk.get(PAGE).text))
    assert desk.get("/desk/small/versions/2").status_code == 200
    text = desk.get(f"{BACK}?lang=en").text
    assert "Going back to version 1" in text
    answer = _send(desk, BACK, _form(text))
    assert answer.status_code == 303
    told = desk.get(f"{answer.location}&lang=en").text
    assert "Version 3 is published." in told
    assert "back to version 1" in told
    record = desk.get("/desk/small/record?lang=en").text
    assert "Went back to an earlier version: to version 1, as version 3" in record
    again = _send(desk, BACK, _form(text))
    assert again.status_code == 409
    assert _count(engine, Timetable) == 3


def test_the_latest_version_and_one_that_is_not_there_are_not_gone_back_to(
    desk: FlaskClient,
) -> None:
    assert 'name="seal"' not in desk.get(BACK).text
    assert _send(desk, BACK, {"seal": "x"}).status_code == 409
    for page in ("/desk/small/versions/9", "/desk/small/versions/9/restore"):
        assert desk.get(page).status_code == 404
    assert _send(desk, "/desk/small/versions/9/restore", {}).status_code == 404


def test_a_viewer_sees_what_would_change_and_has_nothing_to_press(
    app: Flask, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        give(session, open_account(session, "v@x.kr", clock=clock), fair, Role.VIEWER, clock=clock)
    viewer = app.test_client()
    sign_in(viewer, "v@x.kr")
    text = viewer.get(PAGE).text
    assert "한빛시설관리공단" in text
    assert 'name="seal"' not in text
    assert viewer.post(PAGE, data={"draft": "2"}).status_code == 404


def test_before_the_first_version_the_list_leads_to_the_draft(
    desk: FlaskClient, engine: Engine
) -> None:
    with writing(engine) as session:
        for timetable in session.scalars(select(Timetable).where(Timetable.number == 1)):
            timetable.number = timetable.published_at = None
    assert "Nothing is published yet." in desk.get("/desk/small/versions?lang=en").text
