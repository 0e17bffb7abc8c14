"""How often somebody may try: strict for one, generous for a hall behind one address."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from fairmatch.config import Settings
from tests.web.signing_in import Members, sign_in
from web.app import create_app


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    return app


def _ask(client: FlaskClient, email: str, **headers: str) -> int:
    return client.post("/sign-in", data={"email": email}, headers=headers).status_code


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("email", ["hello@corridor.example", "ghost@corridor.example"])
def test_one_address_is_not_flooded_with_mails(client: FlaskClient, email: str) -> None:
    assert [_ask(client, email) for _ in range(6)] == [303] * 5 + [429]
    assert _ask(client, email.upper()) == 429
    answer = client.post("/sign-in?lang=en", data={"email": email})
    assert "Wait 15 minutes at most" in answer.text
    assert int(answer.headers["Retry-After"]) == 900


@pytest.mark.usefixtures("planned")
def test_a_hall_of_firms_behind_one_address_gets_in(client: FlaskClient) -> None:
    assert {_ask(client, f"firm{number}@fair.example") for number in range(120)} == {303}


@pytest.mark.usefixtures("who")
def test_passwords_are_not_guessed_for_long(client: FlaskClient) -> None:
    def guess(email: str) -> int:
        data = {"email": email, "password": "guess"}
        return client.post("/sign-in/password", data=data).status_code

    assert [guess(Members().organiser) for _ in range(11)] == [422] * 10 + [429]
    assert guess(Members().viewer) == 422


@pytest.mark.usefixtures("who")
def test_one_account_may_write_so_much_and_others_go_on(client: FlaskClient) -> None:
    sign_in(client, Members().contact)
    data = {"name": "x", "language": "ko"}
    answers = [client.post("/account", data=data).status_code for _ in range(125)]
    assert answers == [303] * 120 + [429] * 5
    assert client.get("/account").status_code == 200
    other = client.application.test_client()
    sign_in(other, Members().officer)
    assert other.post("/account", data=data).status_code == 303


@pytest.mark.usefixtures("who")
def test_so_many_files_may_be_sent_and_other_forms_go_on(client: FlaskClient) -> None:
    sign_in(client, Members().contact)
    data = {"name": "x", "language": "ko"}
    kind = "multipart/form-data"
    answers = [client.post("/account", data=data, content_type=kind).status_code for _ in range(61)]
    assert answers == [303] * 60 + [429]
    assert client.post("/account", data=data).status_code == 303


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(("proxies", "known"), [(0, False), (1, True)])
def test_where_one_comes_from_is_believed_of_our_own_web_server_only(
    settings: Settings,
    engine: Engine,
    clock: Callable[[], datetime],
    *,
    proxies: int,
    known: bool,
) -> None:
    behind = settings.model_copy(update={"proxies": proxies})
    app = create_app(behind, engine=engine, clock=clock)
    app.config["WTF_CSRF_ENABLED"] = False
    seen: list[str | None] = []

    @app.before_request
    def look() -> None:
        from flask import request

        seen.append(request.remote_addr)

    app.test_client().get("/sign-in", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (seen == ["203.0.113.9"]) is known
