"""Whom the organiser waits for, and reminding them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, func, select

from fairmatch.db import reading, writing
from fairmatch.models import Act, Firm, Interest, Mail, MailState, Pin
from tests.web.intake.conftest import DESK


@pytest.fixture(autouse=True)
def silent(who: object, engine: Engine) -> None:
    """Leave the first firm without a request."""
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.email = "first@firm.example"
        session.execute(delete(Interest).where(Interest.firm_id == firm.id))
        session.execute(delete(Pin).where(Pin.firm_id == firm.id))


def test_each_thing_that_is_missing_is_counted_and_listed(desk: FlaskClient) -> None:
    text = desk.get(DESK).text
    counts = dict(re.findall(r">([\w ]+)&nbsp;<span class=\"num\">(\d+)</span>", text))
    assert counts["No request yet"] == "1"
    listed = desk.get(f"{DESK}?missing=no_requests").text
    assert listed.count('<th scope="row">') == 1
    assert 'href="/firm/small/F1/"' in listed
    assert "Remind this one by mail" in listed


def test_the_list_is_narrowed_by_name_and_side(desk: FlaskClient) -> None:
    assert '<th scope="row">' not in desk.get(f"{DESK}?q=nobody-of-this-name").text
    firms = desk.get(f"{DESK}?side=firm").text
    assert "/firm/small/" in firms
    assert "/agency/small/" not in firms
    assert desk.get(f"{DESK}?missing=nonsense&side=nonsense&page=99").status_code == 200


def test_a_reminder_is_seen_before_it_is_posted(desk: FlaskClient, engine: Engine) -> None:
    text = desk.get(f"{DESK}/remind/no_requests").text
    assert "Send 1 reminder" in text
    assert "http://fair.example/firm/small/F1/" in text
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 0


def test_a_reminder_is_posted_once_a_day_and_recorded(desk: FlaskClient, engine: Engine) -> None:
    for _ in range(2):
        answer = desk.post(f"{DESK}/remind/no_requests")
        assert answer.status_code == 303
        assert answer.location == f"{DESK}/remind/no_requests/2015-10-19"
    with writing(engine) as session:
        mail = session.scalars(select(Mail)).one()
        assert mail.recipient == "first@firm.example"
        act = session.scalars(select(Act)).one()
        assert (act.kind, act.said) == ("reminded", {"about": "no_requests", "count": 1})
        mail.state = MailState.SENT
    progress = desk.get(answer.location).text
    assert "1 of 1 sent" in progress
    assert "There is nobody to write to." in desk.get(f"{DESK}/remind/no_requests").text
    assert "1 party · No request yet" in desk.get("/desk/small/record?lang=en").text


def test_only_those_shown_are_reminded(desk: FlaskClient, engine: Engine) -> None:
    desk.post(f"{DESK}/remind/no_requests", data={"q": "nobody-of-this-name"})
    desk.post(f"{DESK}/remind/never_signed_in", data={"side": "agency"})
    with reading(engine) as session:
        mails = session.scalars(select(Mail)).all()
        assert mails
        assert all(mail.agency_id is not None for mail in mails)


def test_what_is_no_reminder_is_not_found(desk: FlaskClient) -> None:
    for path in ("remind/nonsense", "remind/no_plan/yesterday", "remind/x/2015-10-19"):
        assert desk.get(f"{DESK}/{path}").status_code == 404
    assert "Nobody was reminded" in desk.get(f"{DESK}/remind/no_plan/2015-10-19").text


def test_who_may_only_look_finds_no_button(onlooker: FlaskClient) -> None:
    text = onlooker.get(f"{DESK}?missing=no_requests").text
    assert "Remind" not in text
    assert "/firm/small/F1/" not in text
