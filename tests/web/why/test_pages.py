"""Why not: the reason at once, the price when it is there, holding it anyway."""

import re
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.accounts import give, open_account
from fairmatch.db import reading, writing
from fairmatch.models import Agency, Fair, Firm, Interest, Role, Timetable
from tests.web.signing_in import members, sign_in
from web.site import site_of

PAGE = "/desk/small/why/F2/A2"


@pytest.fixture(autouse=True)
def _solved(solved: None, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


def _priced(desk: FlaskClient, page: str = PAGE) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        text = desk.get(f"{page}?lang=en").text
        if "<progress" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("no price within a minute")


def _form(text: str) -> dict[str, str]:
    fields = ("of", "seal")
    found = {name: re.search(rf'name="{name}" value="([^"]+)"', text) for name in fields}
    return {name: one[1] for name, one in found.items() if one}


def test_the_reason_is_there_at_once_and_the_price_without_a_script(desk: FlaskClient) -> None:
    first = desk.get(f"{PAGE}?lang=en").text
    assert "Booth full" in first
    assert 'http-equiv="refresh"' in first
    text = _priced(desk)
    assert 'http-equiv="refresh"' not in text
    assert "Every timetable that holds it is worse." in text
    assert "Dropped (no fewer will do)" in text
    assert "Hold it anyway: 1 is dropped" in text
    part = desk.get(f"{PAGE}/price?lang=en").text
    assert "<html" not in part
    assert "Every timetable that holds it is worse." in part


def test_what_no_timetable_can_hold_has_nothing_to_press(desk: FlaskClient) -> None:
    text = _priced(desk, "/desk/small/why/F5/A3")
    assert "No timetable can hold it." in text
    assert 'name="seal"' not in text


def test_what_is_held_is_said_to_be(desk: FlaskClient) -> None:
    assert "This consultation is held." in desk.get("/desk/small/why/F1/A1?lang=en").text


@pytest.mark.parametrize("page", ["/desk/small/why/F2/A9", "/desk/small/why/F2/A3", f"{PAGE}?of=9"])
def test_what_nobody_asked_for_is_not_there(desk: FlaskClient, page: str) -> None:
    assert desk.get(page).status_code == 404


def test_a_wish_that_came_after_the_timetable_says_so(desk: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        agency = session.scalars(select(Agency).where(Agency.code == "A3")).one()
        session.add(Interest(fair_id=firm.fair_id, firm_id=firm.id, agency_id=agency.id, rank=9))
    text = _priced(desk, "/desk/small/why/F2/A3")
    assert "came after the timetable was made" in text


def test_held_anyway_it_is_a_draft_that_can_be_published(desk: FlaskClient, engine: Engine) -> None:
    answer = desk.post(f"{PAGE}/hold", data=_form(_priced(desk)))
    assert answer.status_code == 303
    text = desk.get(f"{answer.location}&lang=en").text
    assert "1 consultation that was promised is dropped." in text
    with reading(engine) as session:
        assert session.scalars(select(Timetable.number).order_by(Timetable.id)).all() == [1, None]
    record = desk.get("/desk/small/record?lang=en").text
    assert "Request held anyway, in a draft: 1 dropped" in record


def test_what_was_not_shown_is_not_held(desk: FlaskClient, engine: Engine, app: Flask) -> None:
    form = _form(_priced(desk))
    for other in (form | {"seal": "x"}, {"of": form["of"]}, form | {"longer": "yes"}):
        answer = desk.post(f"{PAGE}/hold?lang=en", data=other)
        assert answer.status_code == 409
        assert "counted anew" in answer.text
    with writing(engine) as session:
        session.scalars(select(Timetable)).one().edition = 1
    assert desk.post(f"{PAGE}/hold", data=form).status_code == 409
    with reading(engine) as session:
        assert len(session.scalars(select(Timetable.id)).all()) == 1
    assert site_of(app).prices is not None


def test_a_viewer_reads_and_holds_nothing(
    app: Flask, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        give(session, open_account(session, "v@x.kr", clock=clock), fair, Role.VIEWER, clock=clock)
    viewer = app.test_client()
    sign_in(viewer, "v@x.kr")
    text = _priced(viewer)
    assert "Dropped" in text
    assert 'name="seal"' not in text
    assert viewer.post(f"{PAGE}/hold", data={}).status_code == 404


def test_the_report_and_the_parties_pages_lead_there(desk: FlaskClient) -> None:
    assert "/desk/small/why/F2/A2?of=" in desk.get("/desk/small/report").text
    assert "/desk/small/why/F2/A2" in desk.get("/firm/small/F2/requests").text
    assert "/desk/small/why/F2/A2" in desk.get("/agency/small/A2/requests").text


def test_a_firm_and_an_agency_are_not_led_there(
    app: Flask, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        who = members(session, session.scalars(select(Fair)).one(), clock, elsewhere=False)
    for email, page in (
        (who.contact, "/firm/small/F1/requests"),
        (who.officer, "/agency/small/A1/requests"),
    ):
        client = app.test_client()
        sign_in(client, email)
        answer = client.get(page)
        assert answer.status_code == 200
        assert "/why/" not in answer.text
