"""The organiser's page of mails: what was written, to whom, and what to do about it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from fairmatch.db import reading, writing
from fairmatch.models import Act, Fair, Mail, MailState
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


def test_an_empty_outbox_says_so_and_where_mails_will_go(desk: FlaskClient, keys: Keys) -> None:
    text = desk.get("/desk/small/mail?lang=en").text
    assert "No mail has been written yet." in text
    assert str(Path("var/mail")) in text
    assert "The server sends what waits by itself" in text


def test_the_addresses_are_put_into_the_outbox_once(
    desk: FlaskClient, keys: Keys, engine: Engine
) -> None:
    for _ in range(2):
        assert desk.post("/desk/small/mail").status_code == 303
    with reading(engine) as session:
        recipients = session.scalars(select(Mail.recipient)).all()
    assert len(recipients) == len(keys.firms) + len(keys.agencies)
    text = desk.get("/desk/small/mail?lang=en").text
    assert all(recipient in text for recipient in recipients)
    assert f"waits {len(recipients)}" in text


def test_a_mail_is_shown_as_it_will_arrive(desk: FlaskClient, keys: Keys, engine: Engine) -> None:
    desk.post("/desk/small/mail")
    text = desk.get(f"/desk/small/mail/{_first(engine).uid}?lang=en").text
    assert any(f"http://fair.example/my/{key}" in text for key in keys.agencies.values())
    assert "Send again" not in text


@pytest.mark.parametrize("state", [MailState.UNSURE, MailState.GIVEN_UP])
def test_what_did_not_arrive_for_certain_can_be_sent_again(
    desk: FlaskClient, keys: Keys, engine: Engine, state: MailState
) -> None:
    desk.post("/desk/small/mail")
    uid = _first(engine).uid
    with writing(engine) as session:
        session.execute(update(Mail).where(Mail.uid == uid).values(state=state, error="550 no"))
    page = f"/desk/small/mail/{uid}"
    assert "Send again" in desk.get(f"{page}?lang=en").text
    listed = desk.get(f"/desk/small/mail?lang=en&state={state}").text
    assert "550 no" in listed
    assert listed.count("<tr>") == 2
    for _ in range(2):
        assert desk.post(page).status_code == 303
    assert _first(engine).state is MailState.WAITING


def test_an_unknown_mail_is_not_there(desk: FlaskClient) -> None:
    page = f"/desk/small/mail/{'0' * 32}"
    assert desk.get(page).status_code == 404
    assert desk.post(page).status_code == 303
    assert desk.get(page).status_code == 404


def test_what_lets_somebody_sign_in_is_told_to_nobody_else(
    desk: FlaskClient, planned: None, engine: Engine
) -> None:
    address = "hello@corridor.example"
    desk.application.test_client().post("/sign-in", data={"email": address})
    listed = desk.get("/desk/small/mail?lang=en").text
    assert address in listed
    assert "Code for signing in" in listed
    text = desk.get(f"/desk/small/mail/{_first(engine).uid}?lang=en").text
    assert "shown to nobody else" in text
    assert "/sign-in/link/" not in text


def test_a_form_of_a_strange_page_is_refused(desk: FlaskClient, keys: Keys, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert desk.post("/desk/small/mail").status_code == 400


def test_what_goes_out_by_itself_is_switched_on_and_off_and_recorded(
    desk: FlaskClient, keys: Keys, engine: Engine
) -> None:
    def stands() -> tuple[bool, bool]:
        with reading(engine) as session:
            fair = session.scalars(select(Fair)).one()
            return fair.invitations, fair.evening_reminders

    assert stands() == (False, False)
    both = {"invitations": "yes", "evening_reminders": "yes"}
    assert desk.post("/desk/small/mail/rule", data=both).location == "/desk/small/mail#rule"
    assert stands() == (True, True)
    text = desk.get("/desk/small/mail?lang=en").text
    assert text.count(" checked>") == 2
    assert desk.post("/desk/small/mail/rule", data=both).status_code == 303
    desk.post("/desk/small/mail/rule", data={"evening_reminders": "yes"})
    assert stands() == (False, True)
    with reading(engine) as session:
        acts = session.scalars(select(Act).where(Act.kind == "mail_rule").order_by(Act.id)).all()
        assert [one.said["invitations"] for one in acts] == [True, False]
    shown = desk.get("/desk/small/record?lang=en").text
    assert "invitations for the calendar, reminders on the evening before" in shown


def test_invitations_switched_on_again_tell_what_stands(
    desk: FlaskClient, keys: Keys, engine: Engine
) -> None:
    with writing(engine) as session:
        session.execute(update(Fair).values(invited_version=1))
    desk.post("/desk/small/mail/rule", data={"invitations": "yes"})
    with reading(engine) as session:
        assert session.scalars(select(Fair.invited_version)).one() is None
