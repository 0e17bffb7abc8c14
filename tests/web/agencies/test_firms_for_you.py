"""Firms for an officer's plan items: with the reason, and only those that agreed to be shown."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Approval, Firm, PlanItem, PlanState, Product
from tests.web.agencies.test_plan_editing import words
from tests.web.signing_in import Members, sign_in

FIRMS = "/agency/small/A1/plans/P102/firms"
NAME = "유니폼 만드는 곳"


@pytest.fixture
def maker(engine: Engine, officer: FlaskClient) -> str:
    """Let F2 sell uniforms, with both consents, and nothing asked; give its code."""
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
        firm.name_ko, firm.name_en, firm.pitch = NAME, "", "옷을 짓습니다 <script>alert(1)</script>"
        firm.products = [Product(name="단체 유니폼", category="")]
        firm.consent_privacy = firm.consent_third_party = date(2026, 4, 1)
    return "F2"


def test_a_firm_is_found_by_a_synonym_and_it_is_said_why(officer: FlaskClient, maker: str) -> None:
    page = officer.get(FIRMS).text
    shown = words(page)
    assert NAME in shown
    assert "작업복 = 유니폼 같은 뜻" in shown
    assert "<script>alert" not in page
    overview = officer.get("/agency/small/A1/firms").text
    assert NAME in overview
    assert "<mark>작업복</mark>" in overview


@pytest.mark.parametrize("kept_back", ["consent_privacy", "consent_third_party", "approval"])
def test_a_firm_that_did_not_agree_is_not_shown(
    officer: FlaskClient, maker: str, engine: Engine, kept_back: str
) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == maker)).one()
        setattr(firm, kept_back, Approval.WAITING if kept_back == "approval" else None)
    assert NAME not in officer.get(FIRMS).text
    assert NAME not in officer.get("/agency/small/A1/firms").text


def test_only_own_published_items_have_firms(
    app: Flask, officer: FlaskClient, who: Members, engine: Engine
) -> None:
    assert officer.get("/agency/small/A1/plans/P201/firms").status_code == 404
    other = app.test_client()
    sign_in(other, who.other_officer)
    assert other.get(FIRMS).status_code == 404
    with writing(engine) as session:
        item = session.scalars(select(PlanItem).where(PlanItem.code == "P102")).one()
        item.state = PlanState.WITHDRAWN
    assert officer.get(FIRMS).status_code == 404


def test_an_invitation_is_one_step_away_unless_the_firm_asked(
    officer: FlaskClient, maker: str, engine: Engine
) -> None:
    page = officer.get(FIRMS).text
    asked = "상담을 신청했습니다" in page
    assert asked or "invitations?q=" in page
