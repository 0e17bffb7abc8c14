"""The second factor: switched on, asked for, replaced by recovery codes, switched off."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Account
from tests.web.accounts.conftest import Post, in_account
from tests.web.signing_in import Members, sign_in

ORGANISER = Members().organiser


class App:
    """An authenticator app that has read the key; ``ahead`` gives the code after this one."""

    def __init__(self, page: str) -> None:
        found = re.search(r'class="mono key">([A-Z2-7-]+)<', page)
        assert found is not None
        self._totp = TOTP(key=found[1].replace("-", ""))

    def code(self, ahead: int = 0) -> str:
        import time

        return str(self._totp.generate(int(time.time()) + 30 * ahead).token)


@pytest.fixture
def phone(client: FlaskClient, who: Members) -> tuple[App, list[str]]:
    """Switch it on; give the app and the recovery codes."""
    sign_in(client, ORGANISER)
    page = client.get("/account/second").text
    assert "data:image/svg+xml" in page
    app = App(page)
    shown = client.post("/account/second", data={"code": app.code(-1)}).text
    codes = re.findall(r"<li>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</li>", shown)
    assert len(codes) == 8
    return app, codes


def _half(client: FlaskClient, post: Post) -> FlaskClient:
    new = client.application.test_client()
    new.post("/sign-in", data={"email": ORGANISER})
    answer = new.post(post.link)
    assert answer.location == "/sign-in/second"
    assert in_account(new) == ""
    return new


def test_it_is_asked_for_and_no_code_is_taken_twice(
    client: FlaskClient, phone: tuple[App, list[str]], post: Post
) -> None:
    app, _ = phone
    new = _half(client, post)
    assert new.post("/sign-in/second", data={"code": "000000"}).status_code == 422
    assert new.post("/sign-in/second", data={"code": app.code(-1)}).status_code == 422
    code = app.code()
    assert new.post("/sign-in/second", data={"code": code}).location == "/desk/small/"
    assert in_account(new) == ORGANISER
    assert _half(client, post).post("/sign-in/second", data={"code": code}).status_code == 422


def test_a_recovery_code_replaces_the_app_once(
    client: FlaskClient, phone: tuple[App, list[str]], post: Post
) -> None:
    _, codes = phone
    assert _half(client, post).post("/sign-in/second", data={"code": codes[3]}).status_code == 303
    assert _half(client, post).post("/sign-in/second", data={"code": codes[3]}).status_code == 422
    again = _half(client, post).post("/sign-in/second", data={"code": f" {codes[0].upper()} "})
    assert again.status_code == 303
    assert "6 recovery codes are left." in client.get("/account/second?lang=en").text


def test_nothing_of_it_lies_readable_in_the_database(
    phone: tuple[App, list[str]], engine: Engine
) -> None:
    with reading(engine) as session:
        account = session.scalars(select(Account).where(Account.email == ORGANISER)).one()
        assert len(account.recovery_codes) == 8
        assert not set(account.recovery_codes) & set(phone[1])
        assert '"enckey"' in (account.totp_secret or "")


def test_switching_it_off_takes_a_code(
    client: FlaskClient, phone: tuple[App, list[str]], post: Post
) -> None:
    _, codes = phone
    assert client.post("/account/second/off", data={"code": "123456"}).status_code == 422
    assert client.post("/account/second/off", data={"code": codes[0]}).status_code == 303
    new = client.application.test_client()
    new.post("/sign-in", data={"email": ORGANISER})
    assert new.post(post.link).location == "/desk/small/"


def test_it_is_not_replaced_by_switching_it_on_again(
    client: FlaskClient, phone: tuple[App, list[str]]
) -> None:
    with client.session_transaction() as session:
        session["setting_up"] = "anything"
    assert client.post("/account/second", data={"code": "123456"}).status_code == 303
    assert "asks for a code" in client.get("/account/second?lang=en").text


def test_a_wrong_code_switches_nothing_on(client: FlaskClient, who: Members) -> None:
    sign_in(client, ORGANISER)
    client.get("/account/second")
    for code in ("000000", "", "abc", "1" * 50):
        assert client.post("/account/second", data={"code": code}).status_code == 422
    assert "is off" in client.get("/account?lang=en").text


def test_without_the_first_proof_there_is_no_second(client: FlaskClient, app: Flask) -> None:
    assert client.get("/sign-in/second").location == "/sign-in"
    assert client.post("/sign-in/second", data={"code": "123456"}).location == "/sign-in"
