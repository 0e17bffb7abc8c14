"""Registering on the pages: the address first, nothing typed lost, no number twice."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.accounts import open_account
from fairmatch.accounts.signing_in import code_of
from fairmatch.db import reading, writing
from fairmatch.models import Account, Act, Approval, Fair, Firm, Phase, PhaseOverride, SignIn
from fairmatch.phases import set_by_hand
from tests.web.firms.conftest import Clock
from tests.web.signing_in import Members, sign_in
from web.site import Site

FORM = {
    "number": "1248100998",
    "name_ko": "두레공방 <script>alert(1)</script>",
    "name_en": "",
    "representative": "홍두레",
    "district": "마포구",
    "founded": "2012-03-04",
    "employees": "1,200",
    "language": "ko",
    "contact": "홍길동",
    "phone": "010-1234-5678",
    "privacy": "y",
}
PAGE = "/fairs/small/register"


@pytest.fixture
def newcomer(app: Flask, who: Members, engine: Engine, clock: Clock) -> FlaskClient:
    """Give the browser of somebody who has proved an address and is nothing here yet."""
    with writing(engine) as session:
        open_account(session, "hong@dure.example", clock=clock)
    client = app.test_client()
    sign_in(client, "hong@dure.example")
    return client


def _firm(engine: Engine) -> Firm:
    with reading(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "R001")).one()
        session.expunge(firm)
        return firm


def test_an_unknown_address_is_proved_by_a_code_before_anything_is_kept(
    app: Flask, client: FlaskClient, who: Members, engine: Engine
) -> None:
    assert "Send me a code" in client.get(f"{PAGE}?lang=en").text
    asked = client.post(f"{PAGE}/address", data={"email": "Hong@Dure.example"})
    assert asked.location == "/sign-in/code"
    with reading(engine) as session:
        sent = session.scalars(select(SignIn)).one()
        assert session.scalars(
            select(Account).where(Account.email == "hong@dure.example")
        ).all() == []  # fmt: skip
        site = app.extensions["fairmatch"]
        assert isinstance(site, Site)
        code = code_of(site.secret, sent)
    back = client.post("/sign-in/code", data={"code": code})
    assert back.location == PAGE
    page = client.get(PAGE).text
    assert "hong@dure.example" in page
    made = client.post(PAGE, data=FORM)
    assert made.location == "/firm/small/R001/profile/types?registering=1"
    firm = _firm(engine)
    assert (firm.email, firm.registration_number) == ("hong@dure.example", "124-81-00998")
    assert (firm.employees, firm.consent_third_party) == (1200, None)
    assert client.get("/firm/small/R001/").status_code == 200


def test_what_is_no_address_is_said_so(client: FlaskClient, who: Members) -> None:
    answer = client.post(f"{PAGE}/address?lang=en", data={"email": "hong"})
    assert answer.status_code == 422
    assert "Please give a mail address" in answer.text
    assert 'value="hong"' in answer.text


def test_a_form_sent_without_signing_in_leads_to_sign_in(client: FlaskClient, who: Members) -> None:
    assert client.post(PAGE, data=FORM).location.startswith("/sign-in?")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("number", "1248100997", "its last digit does not fit"),
        ("number", "12481", "ten digits"),
        ("name_ko", "   ", "Please fill this in"),
        ("name_ko", "\u200b", "Please fill this in"),
        ("representative", "", "Please fill this in"),
        ("representative", "가" * 101, "At most 100"),
        ("founded", "someday", "give a date"),
        ("employees", "many", "whole number"),
        ("employees", "-1", "a number that can be"),
        ("language", "fr", "Not a valid choice"),
        ("privacy", "", "Without this consent"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    newcomer: FlaskClient, engine: Engine, field: str, value: str, told: str
) -> None:
    sent = {key: text for key, text in (FORM | {field: value}).items() if text}
    answer = newcomer.post(f"{PAGE}?lang=en", data=sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert f'href="#{field}"' in answer.text
    assert 'value="홍길동"' in answer.text
    assert "두레공방 &lt;script&gt;" in answer.text or field == "name_ko"
    if field == "founded":
        assert 'value="someday"' in answer.text
    with reading(engine) as session:
        assert session.scalars(select(Firm).where(Firm.code == "R001")).all() == []


def test_words_of_control_are_left_out_and_script_stays_words(
    newcomer: FlaskClient, engine: Engine
) -> None:
    newcomer.post(PAGE, data=FORM | {"representative": "홍\x07두레\r\n"})
    assert _firm(engine).representative == "홍두레"
    page = newcomer.get("/firm/small/R001/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_number_that_is_there_is_answered_with_what_to_do_and_no_address(
    newcomer: FlaskClient, engine: Engine
) -> None:
    with reading(engine) as session:
        known = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        session.expunge(known)
    answer = newcomer.post(f"{PAGE}?lang=en", data=FORM | {"number": known.registration_number})
    assert answer.status_code == 409
    assert "A firm with this number is registered already" in answer.text
    for secret in (known.email, known.contact, known.name_ko, known.code):
        assert not secret or f">{secret}<" not in answer.text
    assert known.email not in answer.text
    assert 'value="홍두레"' in answer.text
    with reading(engine) as session:
        assert session.scalars(select(Firm).where(Firm.code == "R001")).all() == []


def test_whoever_registers_twice_is_led_to_the_firm(newcomer: FlaskClient) -> None:
    newcomer.post(PAGE, data=FORM)
    again = newcomer.post(PAGE, data=FORM)
    assert again.location == "/firm/small/R001/"


def test_a_waiting_firm_is_told_so_and_may_fill_everything_in(
    newcomer: FlaskClient, approval_required: None, engine: Engine
) -> None:
    assert "approves firms before agencies see them" in newcomer.get(f"{PAGE}?lang=en").text
    newcomer.post(PAGE, data=FORM)
    assert _firm(engine).approval is Approval.WAITING
    home = newcomer.get("/firm/small/R001/?lang=en").text
    assert "Waiting for the organiser" in home
    assert "In your own calendar" not in home
    assert newcomer.get("/firm/small/R001/profile/offer").status_code == 200


def test_a_closed_registration_says_so_and_takes_nothing(
    newcomer: FlaskClient, client: FlaskClient, engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        set_by_hand(fair, Phase.REGISTRATION, PhaseOverride.CLOSED, clock())
    assert "Registration is closed" in client.get(f"{PAGE}?lang=en").text
    answer = newcomer.post(f"{PAGE}?lang=en", data=FORM)
    assert answer.status_code == 409
    assert "Registration is closed" in answer.text
    assert client.post(f"{PAGE}/address", data={"email": "a@b.kr"}).location == PAGE
    assert "register" not in client.get("/fairs/small/").text


def test_who_registered_is_recorded(newcomer: FlaskClient, engine: Engine) -> None:
    newcomer.post(PAGE, data=FORM)
    with reading(engine) as session:
        act = session.scalars(select(Act)).one()
        assert (act.kind, act.on_behalf, act.said) == ("registered", False, {})


def test_the_scripts_and_styles_of_the_form_are_ours(newcomer: FlaskClient) -> None:
    page = newcomer.get(PAGE).text
    assert "js/forms.js" in page
    assert (Path(__file__).parents[3] / "web" / "static" / "js" / "forms.js").exists()
