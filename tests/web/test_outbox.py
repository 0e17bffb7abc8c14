"""The organiser's page of mails: what was written, to whom, and what to do about it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from fairmatch.db import reading, writing
from fairmatch.models import Mail, MailState
from tests.web.keys import Keys


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    return app


def _first(engine: Engine) -> Mail:
    with reading(engine) as session:
        found = session.scalars(select(Mail).order_by(Mail.id).limit(1)).one()
        session.expunge(found)
        return found


def test_an_empty_outbox_says_so_and_where_mails_will_go(client: FlaskClient, keys: Keys) -> None:
    text = client.get(f"/desk/{keys.desk}/mail?lang=en").text
    assert "No mail has been written yet." in text
    assert str(Path("var/mail")) in text
    assert "fairmatch mail send" in text


def test_the_addresses_are_put_into_the_outbox_once(
    client: FlaskClient, keys: Keys, engine: Engine
) -> None:
    for _ in range(2):
        assert client.post(f"/desk/{keys.desk}/mail").status_code == 303
    with reading(engine) as session:
        recipients = session.scalars(select(Mail.recipient)).all()
    assert len(recipients) == len(keys.firms) + len(keys.agencies)
    text = client.get(f"/desk/{keys.desk}/mail?lang=en").text
    assert all(recipient in text for recipient in recipients)
    assert f"waits {len(recipients)}" in text


def test_a_mail_is_shown_as_it_will_arrive(client: FlaskClient, keys: Keys, engine: Engine) -> None:
    client.post(f"/desk/{keys.desk}/mail")
    text = client.get(f"/desk/{keys.desk}/mail/{_first(engine).uid}?lang=en").text
    assert any(f"http://fair.example/my/{key}" in text for key in keys.agencies.values())
    assert "Send again" not in text


@pytest.mark.parametrize("state", [MailState.UNSURE, MailState.GIVEN_UP])
def test_what_did_not_arrive_for_certain_can_be_sent_again(
    client: FlaskClient, keys: Keys, engine: Engine, state: MailState
) -> None:
    client.post(f"/desk/{keys.desk}/mail")
    uid = _first(engine).uid
    with writing(engine) as session:
        session.execute(update(Mail).where(Mail.uid == uid).values(state=state, error="550 no"))
    page = f"/desk/{keys.desk}/mail/{uid}"
    assert "Send again" in client.get(f"{page}?lang=en").text
    listed = client.get(f"/desk/{keys.desk}/mail?lang=en&state={state}").text
    assert "550 no" in listed
    assert listed.count("<tr>") == 2
    for _ in range(2):
        assert client.post(page).status_code == 303
    assert _first(engine).state is MailState.WAITING


def test_nobody_elses_page_opens_the_outbox(
    client: FlaskClient, keys: Keys, engine: Engine
) -> None:
    client.post(f"/desk/{keys.desk}/mail")
    stranger = next(iter(keys.firms.values()))
    uid = _first(engine).uid
    for page in (f"/desk/{stranger}/mail", f"/desk/{stranger}/mail/{uid}"):
        assert client.get(page).status_code == 404
        assert client.post(page).status_code == 404
    assert client.get(f"/desk/{keys.desk}/mail/{'0' * 32}").status_code == 404


def test_a_form_of_a_strange_page_is_refused(client: FlaskClient, keys: Keys, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/desk/{keys.desk}/mail").status_code == 400
