"""Signing in by mail: what is asked and answered, and what hostile visitors get."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Mail
from tests.web.accounts.conftest import Hands, Post, in_account
from web.accounts.landing import inside

FIRM = "hello@corridor.example"
OFFICER = "buy@library.hanbit.example"


def _plain(page: str, email: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page.replace(email, ""))


def _ask(client: FlaskClient, email: str = FIRM) -> None:
    answer = client.post("/sign-in", data={"email": email})
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")


@pytest.mark.parametrize(
    ("email", "place"), [(FIRM, "/firm/small/F1/"), (OFFICER, "/agency/small/A2/")]
)
def test_a_code_lets_in_and_leads_to_where_one_belongs(
    client: FlaskClient, post: Post, email: str, place: str
) -> None:
    _ask(client, email)
    assert email in client.get("/sign-in/code").text
    answer = client.post("/sign-in/code", data={"code": f" {post.code[:4]} {post.code[4:]}"})
    assert (answer.status_code, answer.location) == (303, place)
    assert in_account(client) == email
    assert client.get("/account/place").location == place
    assert client.get("/sign-in").location == place


def test_the_link_is_a_button_and_spent_by_pressing_it(client: FlaskClient, post: Post) -> None:
    _ask(client)
    elsewhere = client.application.test_client()
    for _ in range(2):
        page = elsewhere.get(post.link + "?lang=en")
        assert "he…@corridor.example" in page.text
        assert "hello@" not in page.text
    assert elsewhere.post(post.link).location == "/firm/small/F1/"
    assert in_account(elsewhere) == FIRM
    again = client.post(post.link + "?lang=en")
    assert again.status_code == 410
    assert "no longer good" in again.text
    assert client.get(post.link).status_code == 410
    assert client.post("/sign-in/code", data={"code": post.code}).status_code == 410


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    client: FlaskClient, post: Post, engine: Engine
) -> None:
    strangers = client.application.test_client()
    pages = []
    for browser, email in ((client, FIRM), (strangers, "ghost@corridor.example")):
        _ask(browser, email)
        page = browser.get("/sign-in/code?lang=en").text
        wrong = browser.post("/sign-in/code?lang=en", data={"code": "00000000"})
        pages.append([_plain(one, email) for one in (page, wrong.text)] + [str(wrong.status_code)])
    assert pages[0] == pages[1]
    with reading(engine) as session:
        assert session.scalars(select(Mail.recipient)).all() == [FIRM]


def test_wrong_codes_are_counted_and_then_over(client: FlaskClient, post: Post) -> None:
    _ask(client)
    for left in (4, 3, 2, 1):
        answer = client.post("/sign-in/code?lang=en", data={"code": post.wrong})
        assert answer.status_code == 422
        assert f"{left} tr" in answer.text
    assert client.post("/sign-in/code", data={"code": post.wrong}).status_code == 410
    assert client.post("/sign-in/code", data={"code": post.code}).location == "/sign-in"
    assert in_account(client) == ""


def test_a_code_is_no_good_in_another_browser_or_too_late(
    client: FlaskClient, post: Post, hands: Hands
) -> None:
    _ask(client)
    other = client.application.test_client()
    assert other.post("/sign-in/code", data={"code": post.code}).location == "/sign-in"
    hands.forward(minutes=15)
    assert client.post("/sign-in/code", data={"code": post.code}).status_code == 410


@pytest.mark.parametrize("email", ["", "kim", "kim@", "<script>alert(1)</script>@x.example"])
def test_what_is_no_address_is_told_and_kept(client: FlaskClient, post: Post, email: str) -> None:
    answer = client.post("/sign-in?lang=en", data={"email": email})
    assert answer.status_code == 422
    assert "Please correct this" in answer.text
    assert 'href="#email"' in answer.text
    assert "<script>alert" not in answer.text
    assert in_account(client) == ""


def test_one_goes_where_one_wanted_to_and_nowhere_else(client: FlaskClient, post: Post) -> None:
    first = client.get("/account/password?x=1")
    assert first.location == "/sign-in?next=/account/password?x%3D1"
    client.get(first.location)
    _ask(client)
    answer = client.post("/sign-in/code", data={"code": post.code})
    assert answer.location == "/account/password?x=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\\/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/a\tb",
        "evil",
        "/sign-in/link/x",
        "/sign-out",
        "/" + "x" * 2000,
        "",
        None,
    ],
)
def test_no_address_leads_out(client: FlaskClient, post: Post, address: str | None) -> None:
    assert inside(address) is None
    client.get("/sign-in", query_string={"next": address})
    _ask(client)
    assert client.post(post.link).location == "/firm/small/F1/"


def test_a_strange_host_changes_no_address(client: FlaskClient, post: Post) -> None:
    strange = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = client.get("/account", headers=strange)
    assert answer.location == "/sign-in?next=/account"
    answer = client.post("/sign-in", data={"email": FIRM}, headers=strange)
    assert answer.location == "/sign-in/code"
    assert "evil" not in client.get("/sign-in/code", headers=strange).text


def test_signing_in_leaves_nothing_of_the_session_before(client: FlaskClient, post: Post) -> None:
    """Whoever planted a session in a browser is not in it after its owner has signed in."""
    _ask(client)
    with client.session_transaction() as session:
        session["csrf_token"], session["_user_id"], session["planted"] = "known", "forged", 1
    planted = client.get_cookie("session")
    client.post(post.link)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "known"
        assert session["_user_id"] != "forged"
    assert planted is not None
    thief = client.application.test_client()
    thief.set_cookie("session", planted.value)
    assert in_account(thief) == ""


def test_a_forged_session_opens_nothing(client: FlaskClient, post: Post) -> None:
    for cookie in ("x", "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", ""):
        client.set_cookie("session", cookie)
        assert in_account(client) == ""


def test_a_form_of_a_strange_page_signs_nobody_in(
    client: FlaskClient, post: Post, app: Flask
) -> None:
    _ask(client)
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(post.link).status_code == 400
    assert client.post("/sign-in", data={"email": FIRM}).status_code == 400
    assert client.post("/sign-out").status_code == 400


def test_a_newcomer_is_sent_a_code_by_the_fair_and_comes_back_to_register(
    client: FlaskClient, post: Post, engine: Engine
) -> None:
    page = "/fairs/small/register"
    answer = client.post(f"{page}/address", data={"email": "new@firm.example"})
    assert answer.location == "/sign-in/code"
    with reading(engine) as session:
        assert session.scalars(select(Mail.recipient)).all() == ["new@firm.example"]
    assert client.post("/sign-in/code", data={"code": post.code}).location == page
    assert in_account(client) == "new@firm.example"
