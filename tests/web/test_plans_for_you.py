"""What a firm is shown of the plans: what suits it, why, and the way to ask."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, select

from fairmatch.db import writing
from fairmatch.models import Fair, Firm, Interest, PlanItem, PlanState, Product
from tests.web.agencies.test_plan_editing import words
from tests.web.signing_in import members, sign_in

PLANS = "/firm/small/F1/plans"


@pytest.fixture
def contact(
    planned: None, app: Flask, engine: Engine, clock: Callable[[], datetime]
) -> FlaskClient:
    """Give a client of F1, which sells uniforms and has asked nobody yet."""
    with writing(engine) as session:
        who = members(session, session.scalars(select(Fair)).one(), clock)
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.products, firm.pitch = [Product(name="단체 유니폼", category="")], ""
        session.execute(delete(Interest).where(Interest.firm_id == firm.id))
    client = app.test_client()
    sign_in(client, who.contact)
    return client


def test_a_plan_item_is_found_by_a_synonym_with_the_words_marked(contact: FlaskClient) -> None:
    page = contact.get(PLANS).text
    assert "<mark>작업복</mark>" in page
    shown = words(page)
    assert "작업복 = 유니폼 같은 뜻" in shown
    assert "단체 유니폼" in shown
    assert 'href="/firm/small/F1/requests/new?item=P102"' in page


def test_what_was_asked_is_not_asked_again(contact: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        item = session.scalars(select(PlanItem).where(PlanItem.code == "P102")).one()
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        wish = Interest(fair_id=firm.fair_id, firm_id=firm.id, agency_id=item.agency_id, rank=1)
        wish.plan_item_id = item.id
        session.add(wish)
    page = contact.get(PLANS).text
    assert "이 항목으로 신청했습니다" in page
    assert "item=P102" not in page


def test_what_is_withdrawn_is_not_offered(contact: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        item = session.scalars(select(PlanItem).where(PlanItem.code == "P102")).one()
        item.state = PlanState.WITHDRAWN
    assert "P102" not in contact.get(PLANS).text


def test_a_firm_without_products_is_told_what_to_do(contact: FlaskClient, engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(delete(Product))
    page = contact.get(PLANS).text
    assert "아직 찾은 구매계획이 없습니다" in page
    assert "/firm/small/F1/profile" in page
