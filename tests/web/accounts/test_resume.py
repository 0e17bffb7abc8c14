"""What was typed into a form whose session had ended is there again after signing in."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from fairmatch.accounts.holding import LARGEST
from fairmatch.config import Settings
from fairmatch.db import reading
from fairmatch.models import Account, HeldForm
from tests.web.accounts.conftest import Hands, Post, in_account
from tests.web.signing_in import Members, sign_in

HERE = {"Origin": "http://localhost", "Referer": "http://localhost/account?lang=en"}
ORGANISER = Members().organiser
INVITED = {"email": "new@city.example", "name": "박 <i>새</i>", "role": "viewer"}


@pytest.fixture
def strict(app: Flask) -> Iterator[Flask]:
    """Ask every form for its token."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def _send(client: FlaskClient, data: dict[str, str], **headers: str) -> TestResponse:
    return client.post("/desk/small/people", data=data, headers=HERE | headers)


def _back_in(client: FlaskClient, post: Post, email: str = ORGANISER) -> TestResponse:
    client.post("/sign-in", data={"email": email})
    return client.post(post.link)


def _kept(engine: Engine) -> list[HeldForm]:
    with reading(engine) as session:
        found = session.scalars(select(HeldForm)).all()
        session.expunge_all()
        return list(found)


@pytest.fixture
def away(client: FlaskClient, who: Members, hands: Hands, settings: Settings) -> FlaskClient:
    """Give the browser of an organiser who has been away for too long."""
    sign_in(client, ORGANISER)
    hands.forward(minutes=settings.session_minutes + 1)
    return client


def test_it_is_there_again_and_one_press_sends_it(
    away: FlaskClient, post: Post, engine: Engine
) -> None:
    answer = _send(away, INVITED)
    assert answer.location == "/sign-in?next=/account?lang%3Den"
    assert "What you typed is kept" in away.get(answer.location + "&lang=en").text
    assert _back_in(away, post).location == "/sign-in/resume"
    page = away.get("/sign-in/resume?lang=en").text
    assert 'action="/desk/small/people"' in page
    assert "박 &lt;i&gt;새&lt;/i&gt;" in page
    assert "<i>새" not in page
    assert _send(away, INVITED).location == "/desk/small/people?done=invited"
    assert _kept(engine) == []
    assert away.get("/sign-in/resume").location == "/account?lang=en"
    with reading(engine) as session:
        assert session.scalars(
            select(Account.name).where(Account.email == "new@city.example")
        ).all() == ["박 <i>새</i>"]


def test_it_can_be_let_go(away: FlaskClient, post: Post, engine: Engine) -> None:
    _send(away, INVITED)
    _back_in(away, post)
    assert away.post("/sign-in/resume").location == "/account?lang=en"
    assert _kept(engine) == []


def test_nobody_else_gets_it(away: FlaskClient, post: Post, engine: Engine) -> None:
    _send(away, INVITED)
    assert _back_in(away, post, "hello@corridor.example").location == "/sign-in/resume"
    assert away.get("/sign-in/resume").status_code == 303
    assert "new@city.example" not in away.get("/sign-in/resume", follow_redirects=True).text


def test_a_form_of_a_strange_page_is_not_kept(
    away: FlaskClient, post: Post, engine: Engine
) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = _send(away, INVITED, **headers)
        assert answer.location.startswith("/sign-in?")
    assert _kept(engine) == []


def test_passwords_and_tokens_are_not_kept(away: FlaskClient, engine: Engine) -> None:
    _send(away, INVITED | {"password": "geheim", "csrf_token": "x", "code": "1"})
    (form,) = _kept(engine)
    assert {name for name, _ in form.fields} == set(INVITED)


def test_what_is_too_long_to_keep_can_be_copied(away: FlaskClient, engine: Engine) -> None:
    answer = _send(away, INVITED | {"pitch": "가나다 " * LARGEST})
    assert answer.status_code == 413
    assert answer.text.count("가나다") == LARGEST
    assert _kept(engine) == []


def test_a_form_with_an_old_token_is_kept_too(
    client: FlaskClient, who: Members, strict: Flask, engine: Engine
) -> None:
    """Two tabs: signing in anew in one leaves the other's form with an old token."""
    sign_in(client, ORGANISER)
    answer = _send(client, INVITED)
    assert answer.location == "/sign-in/resume"
    page = client.get(answer.location).text
    assert 'action="/desk/small/people"' in page
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert _send(client, INVITED | {"csrf_token": token}).status_code == 303
    assert _kept(engine) == []


def test_a_script_leads_the_whole_page(away: FlaskClient, who: Members) -> None:
    answer = _send(away, INVITED, **{"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/sign-in")
    assert in_account(away) == ""
