"""What happened, at the desk: chosen, proposed, accepted, dropped, made anew where too old."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.models import Act, ActKind, Fair, Repair, Timetable
from fairmatch.publishing import publish
from tests.web.signing_in import Members, sign_in
from tests.web.small_fair import draft_by_hand

PAGE = "/desk/small/day/repairs"
DAY = "2026-05-14"
GONE = {"what": "firm_gone", "date": DAY, "firm": "F4", "until": "good"}

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture(autouse=True)
def _plain_forms(app: Flask) -> None:
    """Let forms be sent without the pages they stand on."""
    app.config["WTF_CSRF_ENABLED"] = False


def _versions(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.scalars(select(Timetable).where(Timetable.number.is_not(None))).all())


def _states(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [one.state.value for one in session.scalars(select(Repair).order_by(Repair.id))]


def _propose(desk: FlaskClient, form: dict[str, str]) -> str:
    desk.get(f"{PAGE}?lang=en")
    answer = desk.post(PAGE, data=form)
    assert answer.status_code == 303
    return answer.location


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("firm_gone", 'value="F4"'),
        ("booth_away", 'value="A1"'),
        ("late", 'value="20"'),
        ("table_more", 'value="A1"'),
    ],
)
def test_each_thing_that_can_happen_asks_whom_it_is_about(
    desk: FlaskClient, what: str, found: str
) -> None:
    assert "A booth is not staffed" in desk.get(f"{PAGE}?lang=en").text
    assert found in desk.get(f"{PAGE}?what={what}").text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (GONE, "not any more"),
        ({"what": "booth_away", "date": DAY, "agency": "A2", "long": "day"}, "the rest of the day"),
        ({"what": "late", "date": DAY, "minutes": "20"}, "20 minutes later"),
        ({"what": "table_more", "agency": "A1", "fill": "yes"}, "one table more"),
    ],
)
def test_a_proposal_says_what_changes_and_accepted_it_is_published(
    desk: FlaskClient, engine: Engine, form: dict[str, str], told: str
) -> None:
    address = _propose(desk, form)
    shown = desk.get(f"{address}?lang=en").text
    assert told in shown
    assert "No timetable that follows this changes fewer." in shown
    assert _versions(engine) == 1
    for _ in range(2):
        answer = desk.post(f"{address}/accept")
        assert (answer.status_code, answer.location) == (303, address)
    done = "stays as it is" if form["what"] == "table_more" else "Version 2 is published."
    assert done in desk.get(address).text
    assert _versions(engine) == (1 if form["what"] == "table_more" else 2)
    assert _states(engine) == ["accepted"]
    with reading(engine) as session:
        acts = session.scalars(select(Act).where(Act.kind == ActKind.REPAIRED)).all()
        assert len(acts) == 1
    assert "Timetable followed what happened" in desk.get("/desk/small/record?lang=en").text


def test_dropped_it_changes_nothing(desk: FlaskClient, engine: Engine) -> None:
    address = _propose(desk, GONE)
    assert desk.post(f"{address}/drop").location == PAGE
    refused = desk.post(f"{address}/accept")
    assert refused.status_code == 409
    assert "It was decided already." in refused.text
    assert _versions(engine) == 1
    assert "not followed" in desk.get(PAGE).text
    accepted = _propose(desk, GONE)
    desk.post(f"{accepted}/accept")
    assert desk.post(f"{accepted}/drop").status_code == 409


def test_too_old_it_is_made_anew_and_not_followed(desk: FlaskClient, engine: Engine) -> None:
    address = _propose(desk, GONE)
    with writing(engine) as session:
        session.scalars(select(Fair).where(Fair.code == "small")).one().revision += 1
    assert "Accepting makes a new proposal first." in desk.get(f"{address}/standing").text
    answer = desk.post(f"{address}/accept")
    assert answer.status_code == 303
    shown = desk.get(answer.location).text
    assert "so it was not followed" in shown
    assert _versions(engine) == 1
    assert _states(engine) == ["replaced", "open"]
    assert "Show the newer proposal" in desk.get(address).text
    desk.post(f"{answer.location.partition('?')[0]}/accept")
    assert _versions(engine) == 2


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "Choose what happened"),
        ({"what": "fire", "date": DAY}, "Choose what happened"),
        ({"what": "firm_gone", "date": "soon", "firm": "F4"}, "Choose what happened"),
        ({"what": "late", "date": DAY, "minutes": "1e9"}, "Choose what happened"),
        ({"what": "late", "date": DAY, "minutes": "500"}, "Choose what happened"),
        ({"what": "booth_away", "date": DAY, "agency": "A1", "long": "-5"}, "Choose what happened"),
        ({"what": "late", "date": "2020-01-01", "minutes": "20"}, "Choose another day or time"),
        ({"what": "firm_gone", "date": DAY, "firm": "<b>"}, "Nobody has the code"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words(
    desk: FlaskClient, engine: Engine, form: dict[str, str], told: str
) -> None:
    answer = desk.post(f"{PAGE}?lang=en", data=form)
    assert answer.status_code == 422
    assert told in answer.text
    assert "<b>" not in answer.text
    assert _states(engine) == []


def test_another_fairs_proposal_is_not_there(
    app: Flask, desk: FlaskClient, who: Members, engine: Engine
) -> None:
    address = _propose(desk, GONE)
    other = app.test_client()
    sign_in(other, who.other_organiser)
    elsewhere = address.replace("small", "elsewhere")
    assert other.get(address).status_code == other.get(elsewhere).status_code == 404
    assert other.post(f"{elsewhere}/accept").status_code == 404
    assert _states(engine) == ["open"]


def test_a_viewer_looks_and_decides_nothing(app: Flask, desk: FlaskClient, who: Members) -> None:
    address = _propose(desk, GONE)
    viewer = app.test_client()
    sign_in(viewer, who.viewer)
    assert "/accept" not in viewer.get(address).text
    assert viewer.post(f"{address}/accept").status_code == 404


def test_another_version_published_meanwhile_makes_it_too_old(
    desk: FlaskClient, engine: Engine, clock: Callable[[], datetime]
) -> None:
    address = _propose(desk, GONE)
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        publish(session, fair, clock=clock, draft_id=draft_by_hand(session, fair).id)
    assert "anew=yes" in desk.post(f"{address}/accept").location
