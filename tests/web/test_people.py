"""The desk's page of people: inviting, changing roles, taking away."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.accounts import find_account, memberships_of
from fairmatch.db import reading
from fairmatch.models import Agency, Fair, Mail, MailKind, Membership
from tests.web.signing_in import Members, sign_in

PAGE = "/desk/small/people"


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    return app


@pytest.fixture
def organiser(client: FlaskClient, who: Members) -> FlaskClient:
    sign_in(client, who.organiser)
    return client


def _roles(engine: Engine, email: str) -> list[str]:
    with reading(engine) as session:
        account = find_account(session, email)
        return [] if account is None else [one.role for one in memberships_of(session, account)]


@pytest.mark.parametrize(
    ("data", "role"),
    [
        ({"role": "organiser"}, "organiser"),
        ({"role": "viewer"}, "viewer"),
        ({"role": "officer", "agency": "A3"}, "officer"),
        ({"role": "contact", "firm": "F5"}, "contact"),
    ],
)
def test_somebody_is_invited_by_mail(
    organiser: FlaskClient, engine: Engine, data: dict[str, str], role: str
) -> None:
    email = {"email": "New@City.example", "name": "박새"}
    assert organiser.post(PAGE, data=email | data).status_code == 303
    assert _roles(engine, "new@city.example") == [role]
    text = organiser.get(PAGE + "?lang=en&done=invited").text
    assert "박새" in text
    assert "A mail with a link is on its way." in text
    with reading(engine) as session:
        mail = session.scalars(select(Mail)).one()
        assert (mail.kind, mail.recipient) == (MailKind.INVITATION, "new@city.example")


@pytest.mark.parametrize(
    "data",
    [
        {"email": "kim", "role": "viewer"},
        {"email": "kim@city.example", "role": "officer"},
        {"email": "kim@city.example", "role": "officer", "agency": "X"},
        {"email": "kim@city.example", "role": "contact", "firm": "A1"},
    ],
)
def test_an_invitation_that_lacks_something_keeps_what_was_typed(
    organiser: FlaskClient, engine: Engine, data: dict[str, str]
) -> None:
    answer = organiser.post(PAGE + "?lang=en", data=data)
    assert answer.status_code == 422
    assert f'value="{data["email"]}"' in answer.text
    assert "Please correct this" in answer.text
    assert _roles(engine, "kim@city.example") == []


def test_a_strange_role_makes_nobody_an_organiser(organiser: FlaskClient, engine: Engine) -> None:
    organiser.post(PAGE, data={"email": "kim@city.example", "role": "root"})
    assert _roles(engine, "kim@city.example") in ([], ["viewer"])


def _number(engine: Engine, email: str) -> int:
    with reading(engine) as session:
        account = find_account(session, email)
        assert account is not None
        return memberships_of(session, account)[0].id


def test_taking_away_works_at_once_and_spares_the_last_organiser(
    organiser: FlaskClient, engine: Engine, app: Flask
) -> None:
    viewer = app.test_client()
    sign_in(viewer, Members().viewer)
    assert viewer.get("/desk/small/").status_code == 200
    number = _number(engine, Members().viewer)
    assert organiser.post(f"{PAGE}/{number}/take").location == f"{PAGE}?done=taken"
    assert viewer.get("/desk/small/").status_code == 404
    own = _number(engine, Members().organiser)
    assert organiser.post(f"{PAGE}/{own}/take").location == f"{PAGE}?done=last"
    assert "keeps at least one organiser" in organiser.get(f"{PAGE}?done=last&lang=en").text
    demoted = organiser.post(PAGE, data={"email": Members().organiser, "role": "viewer"})
    assert demoted.status_code == 422
    assert organiser.get("/desk/small/").status_code == 200


def test_another_fairs_people_are_out_of_reach(organiser: FlaskClient, engine: Engine) -> None:
    number = _number(engine, Members().other_organiser)
    assert organiser.post(f"{PAGE}/{number}/take").status_code == 404
    assert organiser.post(f"{PAGE}/999999/take").status_code == 404
    with reading(engine) as session:
        assert session.get_one(Membership, number).ended_at is None


def test_a_viewer_looks_and_finds_nothing_to_press(client: FlaskClient, who: Members) -> None:
    sign_in(client, who.viewer)
    for page in ("", "people", "parties", "mail", "feed"):
        text = client.get(f"/desk/small/{page}").text
        assert "<form" not in text.partition("<main")[2], page


def test_an_imported_agencys_officer_needs_no_invitation(
    organiser: FlaskClient, engine: Engine, app: Flask
) -> None:
    with reading(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        email = session.scalars(
            select(Agency.email).where(Agency.fair_id == fair.id, Agency.code == "A3")
        ).one()
    app.test_client().post("/sign-in", data={"email": email})
    with reading(engine) as session:
        assert session.scalars(select(Mail.recipient)).one() == email


def test_the_fairs_calendar_is_switched_on_and_off(organiser: FlaskClient) -> None:
    page = "/desk/small/?lang=en"
    assert "is switched off" in organiser.get(page).text
    organiser.post("/desk/small/feed/rotate")
    text = organiser.get(page).text
    feed = text.partition('value="http://fair.example/feeds/')[2].partition('"')[0]
    assert organiser.get(f"/feeds/{feed}").status_code == 200
    assert organiser.get("/desk/small/calendar.ics").mimetype == "text/calendar"
    assert "Switch the address off" in organiser.get("/desk/small/feed?lang=en").text
    organiser.post("/desk/small/feed/revoke")
    assert organiser.get(f"/feeds/{feed}").status_code == 410
