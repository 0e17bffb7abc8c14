"""The desk's page of boards."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Act, ActKind, Announcement, Fair

PAGE = "/desk/small/boards"


@pytest.fixture(autouse=True)
def plain_forms(app: Flask) -> None:
    app.config.update(WTF_CSRF_ENABLED=False)


def _token(desk: FlaskClient) -> str:
    found = re.search(r"/boards/([\w-]{43})/hall", desk.get(PAGE).text)
    assert found is not None
    return found[1]


def _acts(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [act.kind for act in session.scalars(select(Act).order_by(Act.id))]


def test_an_address_is_made_shown_with_its_code_replaced_and_switched_off(
    desk: FlaskClient, engine: Engine
) -> None:
    assert not re.search(r"/boards/[\w-]{43}", desk.get(PAGE).text)
    desk.post(f"{PAGE}/open")
    first = _token(desk)
    assert "data:image/svg+xml" in desk.get(PAGE).text
    assert desk.get(f"/boards/{first}/hall").status_code == 200
    desk.post(f"{PAGE}/open")
    assert desk.get(f"/boards/{first}/hall").status_code == 410
    second = _token(desk)
    desk.post(f"{PAGE}/close")
    assert desk.get(f"/boards/{second}/hall").status_code == 410
    assert _acts(engine) == [
        ActKind.BOARDS_OPENED,
        ActKind.BOARDS_OPENED,
        ActKind.BOARDS_CLOSED,
    ]


def test_an_announcement_is_made_once_however_often_its_form_comes_and_taken_back(
    desk: FlaskClient, engine: Engine
) -> None:
    form = {"text_ko": "모두 20분 늦게", "text_en": "", "minutes": "30", "key": "k1"}
    for _ in range(2):
        assert desk.post(f"{PAGE}/announce", data=form).status_code == 303
    assert desk.get(PAGE).text.count("모두 20분 늦게</strong>") == 1
    with reading(engine) as session:
        number = session.scalars(select(Announcement.id)).one()
    desk.post(f"{PAGE}/announcements/{number}/end")
    assert "모두 20분 늦게</strong>" not in desk.get(PAGE).text
    assert _acts(engine) == [ActKind.ANNOUNCED, ActKind.ANNOUNCEMENT_ENDED]
    assert "Announcement made" in desk.get("/desk/small/record?lang=en").text


def test_what_cannot_be_announced_is_told_by_its_field_and_nothing_typed_is_lost(
    desk: FlaskClient,
) -> None:
    answer = desk.post(
        f"{PAGE}/announce?lang=en",
        data={"text_ko": " ", "text_en": "Everything is late", "minutes": "day"},
    )
    assert answer.status_code == 422
    assert 'href="#text_ko"' in answer.text
    assert 'value="Everything is late"' in answer.text
    assert '<option value="day" selected>' in answer.text
    wrong = desk.post(f"{PAGE}/announce", data={"text_ko": "안내", "minutes": "-5"})
    assert wrong.status_code == 422


def test_firms_are_called_by_name_only_after_the_organiser_said_so(
    desk: FlaskClient, engine: Engine
) -> None:
    for names in ("1", "1", "0"):
        desk.post(f"{PAGE}/names", data={"names": names})
        with reading(engine) as session:
            assert session.scalars(select(Fair.board_names)).one() is (names == "1")
    assert _acts(engine) == [ActKind.BOARD_NAMES] * 2
