"""An officer's own items: drafts among them, nobody else's."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Agency, Interest, Mark, MarkKind, PlanItem, PlanState
from tests.web.signing_in import Members, sign_in

PLANS = "/agency/small/A1/plans"


@pytest.fixture
def draft(engine: Engine, officer: FlaskClient) -> str:
    with writing(engine) as session:
        item = session.scalars(select(PlanItem).where(PlanItem.code == "P102")).one()
        item.state = PlanState.DRAFT
        return item.title


def test_the_list_shows_own_items_of_every_state(officer: FlaskClient, draft: str) -> None:
    page = officer.get(PLANS).text
    assert draft in page
    assert "P101" in page
    assert "P201" not in page
    only = officer.get(PLANS + "?state=draft").text
    assert draft in only
    assert "P101" not in only


def test_a_word_finds_own_items_of_the_state_asked_for(officer: FlaskClient, draft: str) -> None:
    assert draft in officer.get(PLANS + "?q=작업복").text
    assert draft not in officer.get(PLANS + "?q=작업복&state=published").text


def test_the_home_says_how_much_is_published(officer: FlaskClient, draft: str) -> None:
    page = officer.get("/agency/small/A1/").text
    assert "초안" in page
    assert draft not in page


def test_the_home_says_how_many_wait_for_an_answer(officer: FlaskClient, engine: Engine) -> None:
    home = "/agency/small/A1/?lang=en"
    waiting = re.search(r"(\d+) wait for your answer", officer.get(home).text)
    assert waiting
    with writing(engine) as session:
        agency = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        wish = select(Interest).where(Interest.agency_id == agency.id)
        marked = select(Mark.firm_id).where(Mark.agency_id == agency.id)
        asker = session.scalars(wish.where(Interest.firm_id.not_in(marked))).first()
        assert asker is not None
        kind = MarkKind.NEUTRAL
        session.add(Mark(fair_id=agency.fair_id, agency=agency, firm_id=asker.firm_id, kind=kind))
    left = re.search(r"(\d+) waits? for your answer", officer.get(home).text)
    assert (int(left[1]) if left else 0) == int(waiting[1]) - 1


@pytest.mark.usefixtures("published")
def test_the_home_lists_whom_the_agency_meets(officer: FlaskClient) -> None:
    page = officer.get("/agency/small/A1/").text
    assert page.count('class="meet') >= 5
    assert "한빛도서관" not in page


def test_how_many_firms_asked_is_said(officer: FlaskClient) -> None:
    assert "곳 신청" in officer.get(PLANS).text


def test_the_organiser_is_told_that_they_act_for_another(app: Flask, who: Members) -> None:
    client = app.test_client()
    sign_in(client, who.organiser)
    assert "대신해" in client.get(PLANS).text


def test_a_draft_is_nobody_elses(client: FlaskClient, draft: str) -> None:
    assert client.get("/fairs/small/plans/P102").status_code == 404
    assert draft not in client.get("/fairs/small/plans?q=작업복").text
    assert draft not in client.get("/fairs/small/plans.csv").text
