"""Leaving on the pages: what it means is said first, and it can be undone while there is time."""

import json

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.firms.approving import refuse
from fairmatch.models import Act, Approval, Fair, Firm, Phase, PhaseOverride, Timetable
from fairmatch.phases import set_by_hand
from tests.web.firms.conftest import Clock
from tests.web.signing_in import Members, sign_in
from tests.web.small_fair import publish_by_hand

AREA = "/firm/small/F1"


def _fair(session: Session) -> Fair:
    return session.scalars(select(Fair).where(Fair.code == "small")).one()


def _firm(session: Session) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == "F1")).one()


def test_a_firm_withdraws_after_it_was_told_what_that_means_and_comes_back(
    contact: FlaskClient, engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        publish_by_hand(session, _fair(session), clock)
    page = contact.get(f"{AREA}/withdraw?lang=en").text
    assert "2 consultations are cancelled at once" in page
    unsure = contact.post(f"{AREA}/withdraw?lang=en")
    assert unsure.status_code == 422
    assert "tick the box" in unsure.text
    assert contact.post(f"{AREA}/withdraw", data={"sure": "y"}).location == (
        f"{AREA}/?done=withdrawn"
    )
    home = contact.get(f"{AREA}/?lang=en").text
    assert "You have withdrawn from the fair" in home
    assert "✕ cancelled" in home
    assert contact.get(f"{AREA}/withdraw").status_code == 303
    with reading(engine) as session:
        assert [one.number for one in session.scalars(select(Timetable))] == [1, 2]
    assert contact.post(f"{AREA}/come-back").location == f"{AREA}/?done=back"
    assert contact.post(f"{AREA}/come-back").location == f"{AREA}/"
    assert "You take part again" in contact.get(f"{AREA}/?lang=en&done=back").text
    with reading(engine) as session:
        assert _firm(session).takes_part
        done = session.scalars(select(Act.kind).where(Act.firm_id.is_not(None))).all()
        assert done == ["left", "came_back"]


def test_after_the_requests_coming_back_is_the_organisers_matter(
    contact: FlaskClient, engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        set_by_hand(_fair(session), Phase.REQUESTS, PhaseOverride.CLOSED, clock())
    assert "cannot be undone here" in contact.get(f"{AREA}/withdraw?lang=en").text
    contact.post(f"{AREA}/withdraw", data={"sure": "y"})
    home = contact.get(f"{AREA}/?lang=en").text
    assert "write to the organiser" in home
    assert "Take part again" not in home
    contact.post(f"{AREA}/come-back")
    with reading(engine) as session:
        assert not _firm(session).takes_part


def test_erasing_asks_for_the_name_and_ends_the_visit_of_whoever_is_nothing_else(
    contact: FlaskClient, engine: Engine, who: Members
) -> None:
    page = contact.get(f"{AREA}/data?lang=en")
    assert who.contact in page.text
    data = json.loads(contact.get(f"{AREA}/data.json").text)
    assert data["firm"]["code"] == "F1"
    wrong = contact.post(f"{AREA}/data/erase?lang=en", data={"name": "something"})
    assert wrong.status_code == 422
    done = contact.post(f"{AREA}/data/erase", data={"name": data["firm"]["name_ko"]})
    assert done.location == "/fairs/small/privacy?erased=1"
    assert "data is erased" in contact.get(f"{done.location}&lang=en").text
    assert contact.get(f"{AREA}/").location.startswith("/sign-in")
    with reading(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        assert firm.erased_at is not None
        assert not firm.takes_part


def test_a_refused_firm_reads_why_and_asks_again(contact: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        firm = _firm(session)
        firm.approval = Approval.WAITING
        session.flush()
        refuse(session, firm, "인증서를 <올려> 주십시오.")
    home = contact.get(f"{AREA}/?lang=en").text
    assert "인증서를 &lt;올려&gt; 주십시오." in home
    assert contact.post(f"{AREA}/ask-again").location == f"{AREA}/?done=asked"
    assert contact.post(f"{AREA}/ask-again").location == f"{AREA}/"
    assert "Waiting for the organiser" in contact.get(f"{AREA}/?lang=en&done=asked").text


def test_the_organiser_acts_on_behalf_and_it_is_said_and_recorded(
    app: Flask, engine: Engine, who: Members
) -> None:
    client = app.test_client()
    sign_in(client, who.organiser)
    assert "On behalf of" in client.get(f"{AREA}/?lang=en").text
    client.post(f"{AREA}/withdraw", data={"sure": "y"})
    with reading(engine) as session:
        act = session.scalars(select(Act)).one()
        assert (act.kind, act.on_behalf) == ("left", True)


def test_home_shows_times_and_a_calendar_once_published(
    contact: FlaskClient, engine: Engine, clock: Clock
) -> None:
    before = contact.get(f"{AREA}/?lang=en").text
    assert "Your times appear here" in before
    with writing(engine) as session:
        publish_by_hand(session, _fair(session), clock)
    after = contact.get(f"{AREA}/?lang=en").text
    assert "Your consultations" in after
    assert "webcal://" in after
