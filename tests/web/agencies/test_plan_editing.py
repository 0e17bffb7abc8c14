"""Officers write plan items down, publish, change and withdraw them; two tabs do no harm."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from fairmatch.db import reading
from fairmatch.models import Interest, PlanItem, PlanState
from tests.web.signing_in import Members, sign_in

PLANS = "/agency/small/A1/plans"
TYPED = {
    "title": "환경미화원 겨울 근무복",
    "department": "청소행정과",
    "category": "53102710",
    "amount": "1,900만원",
    "year": "2027",
    "quarter": "2",
    "method": "negotiated",
    "participation": "사회적기업 우선 견적",
    "contact": "이계약",
    "phone": "0299990000",
    "email": "lee@example.go.kr",
}


def item(engine: Engine, code: str) -> PlanItem:
    with reading(engine) as session:
        found = session.scalars(select(PlanItem).where(PlanItem.code == code)).one()
        session.expunge(found)
        return found


def words(page: str) -> str:
    """Give what is read of a page, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def test_an_item_is_kept_as_a_draft_and_shown_back(officer: FlaskClient, engine: Engine) -> None:
    answer = officer.post(PLANS + "/new", data={**TYPED, "act": "keep"})
    assert (answer.status_code, answer.location) == (303, PLANS + "/A1-001?done=kept")
    made = item(engine, "A1-001")
    assert (made.state, made.amount, made.quarter) == (PlanState.DRAFT, 19_000_000, 2)
    shown = words(officer.get(answer.location).text)
    for said in ("1,900만 원", "19,000,000원", "02-9999-0000", "초안으로 저장했습니다"):
        assert said in shown
    assert officer.get("/fairs/small/plans/A1-001").status_code == 404


def test_an_item_can_be_published_at_once_and_is_found_by_everybody(
    officer: FlaskClient, client: FlaskClient
) -> None:
    officer.post(PLANS + "/new", data={**TYPED, "act": "publish"})
    assert TYPED["title"] in client.get("/fairs/small/plans?q=겨울근무복").text
    assert TYPED["title"] in client.get("/fairs/small/plans.csv").get_data(as_text=True)


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    officer: FlaskClient, engine: Engine
) -> None:
    wrong = {**TYPED, "amount": "많이", "category": "123", "title": "", "email": "x"}
    answer = officer.post(PLANS + "/new", data={**wrong, "act": "publish"})
    assert answer.status_code == 422
    for name in ("amount", "category", "title", "email"):
        assert f'href="#{name}"' in answer.text
        assert f'id="{name}-error"' in answer.text
    for kept in ("많이", "이계약", "사회적기업 우선 견적"):
        assert kept in answer.text
    assert "19,000,000 또는 1,900만원" in words(answer.text)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).where(PlanItem.code == "A1-001")) == 0


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_script_in_a_field_is_only_text(
    officer: FlaskClient, client: FlaskClient, evil: str
) -> None:
    texts = dict.fromkeys(("title", "department", "participation", "contact"), evil)
    officer.post(PLANS + "/new", data={**TYPED, **texts, "act": "publish"})
    for page in (
        officer.get(PLANS),
        officer.get(PLANS + "/A1-001"),
        officer.get(PLANS + "/A1-001/edit"),
        officer.get(PLANS + "/A1-001/withdraw"),
        client.get("/fairs/small/plans/A1-001"),
        client.get("/fairs/small/plans"),
    ):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text


def test_a_formula_in_a_field_is_text_in_the_open_data(
    officer: FlaskClient, client: FlaskClient
) -> None:
    officer.post(PLANS + "/new", data={**TYPED, "title": "=HYPERLINK(1)", "act": "publish"})
    assert "'=HYPERLINK(1)" in client.get("/fairs/small/plans.csv").get_data(as_text=True)


@pytest.mark.parametrize("field", ["title", "contact"])
def test_control_characters_are_refused(officer: FlaskClient, field: str) -> None:
    answer = officer.post(PLANS + "/new", data={**TYPED, field: "가\x07나"})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_change_is_public_with_its_date_and_what_it_said_before(
    officer: FlaskClient, client: FlaskClient
) -> None:
    form = officer.get(PLANS + "/P101/edit").text
    assert 'value="18,000,000"' in form
    changed = {**TYPED, "title": "본관 청소용역", "amount": "2천만원", "version": "1"}
    answer = officer.post(PLANS + "/P101/edit", data=changed)
    assert answer.location.endswith("/P101?done=saved")
    own = words(officer.get(PLANS + "/P101").text)
    assert "officer@first.example" in own
    assert "18,000,000원 → 20,000,000원" in own
    public = words(client.get("/fairs/small/plans/P101").text)
    assert "18,000,000원 → 20,000,000원" in public
    assert "officer@first.example" not in public
    assert "문의처가 바뀌었습니다" in public


def test_two_tabs_do_not_overwrite_each_other_unknowingly(
    officer: FlaskClient, engine: Engine
) -> None:
    base = {**TYPED, "title": "본관 화장실·복도 청소용역", "amount": "18,000,000", "quarter": "1"}
    first = {**base, "amount": "21,000,000", "department": "총무과", "version": "1"}
    officer.post(PLANS + "/P101/edit", data=first)
    second = {**base, "department": "재무과", "amount": "25,000,000", "version": "1"}
    answer = officer.post(PLANS + "/P101/edit", data=second)
    assert answer.status_code == 409
    assert item(engine, "P101").amount == 21_000_000
    shown = words(answer.text)
    assert "그사이 다른 사람이" in shown
    assert "지금 내용: ‘21,000,000원’" in shown
    # The budget was touched in both tabs and stays as typed; the department only in the other.
    assert 'value="25,000,000"' in answer.text
    assert 'value="총무과"' in answer.text
    assert 'value="2"' in answer.text
    third = {**second, "department": "총무과", "version": "2"}
    assert officer.post(PLANS + "/P101/edit", data=third).status_code == 303
    assert item(engine, "P101").amount == 25_000_000


def test_withdrawing_says_what_happens_to_requests_and_loses_none(
    officer: FlaskClient, client: FlaskClient, engine: Engine
) -> None:
    with reading(engine) as session:
        about = select(Interest).join(Interest.plan_item).where(PlanItem.code == "P101")
        asked = len(session.scalars(about).all())
    assert asked
    asking = words(officer.get(PLANS + "/P101/withdraw").text)
    assert f"기업이 {asked}곳" in asking
    assert "신청은 없어지지 않습니다" in asking
    answer = officer.post(PLANS + "/P101/withdraw", data={"version": "1"})
    assert answer.location.endswith("done=withdrawn")
    gone = client.get("/fairs/small/plans/P101")
    assert gone.status_code == 410
    assert "철회" in gone.text
    assert "noindex" in gone.headers["X-Robots-Tag"]
    assert "P101" not in client.get("/fairs/small/agencies/A1").text
    with reading(engine) as session:
        assert len(session.scalars(about).all()) == asked
    officer.post(PLANS + "/P101/publish", data={"version": "2"})
    assert client.get("/fairs/small/plans/P101").status_code == 200


def test_a_button_pressed_twice_or_late_does_nothing_more(
    officer: FlaskClient, engine: Engine
) -> None:
    officer.post(PLANS + "/P101/withdraw", data={"version": "1"})
    again = officer.post(PLANS + "/P101/withdraw", data={"version": "1"})
    assert again.location.endswith("done=stale")
    assert "아무것도 하지 않았습니다" in officer.get(again.location).text
    assert item(engine, "P101").version == 2
    for forged in ("", "x", "-1", "9" * 40):
        assert officer.post(PLANS + "/P101/publish", data={"version": forged}).status_code == 303
    assert item(engine, "P101").state is PlanState.WITHDRAWN


def test_only_a_draft_is_removed(officer: FlaskClient, engine: Engine) -> None:
    officer.post(PLANS + "/new", data={**TYPED, "act": "keep"})
    assert officer.get(PLANS + "/A1-001/remove").status_code == 200
    answer = officer.post(PLANS + "/A1-001/remove", data={"version": "1"})
    assert "초안을 삭제했습니다" in officer.get(answer.location).text
    assert officer.get(PLANS + "/A1-001").status_code == 404
    assert "삭제할 수 없고" in officer.get(PLANS + "/P101/remove").text
    officer.post(PLANS + "/P101/remove", data={"version": "1"})
    assert item(engine, "P101").state is PlanState.PUBLISHED


def test_another_agencys_items_are_not_there(app: Flask, who: Members, engine: Engine) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, who.other_officer)
    for path in ("", "/edit", "/withdraw", "/remove"):
        assert client.get("/agency/small/A2/plans/P101" + path).status_code == 404
    for path in ("/publish", "/withdraw", "/remove", "/edit"):
        answer = client.post("/agency/small/A2/plans/P101" + path, data={**TYPED, "version": "1"})
        assert answer.status_code == 404
    assert item(engine, "P101").version == 1


def test_an_amount_is_said_back_while_it_is_typed(officer: FlaskClient) -> None:
    back = officer.get(PLANS + "/amount?amount=1900만").text
    assert back == "1,900만 원으로 읽었습니다(19,000,000원)"
    assert officer.get(PLANS + "/amount?amount=").text == ""
    assert "읽을 수 없" in officer.get(PLANS + "/amount?amount=<b>").text


def test_the_organiser_is_named_as_such(app: Flask, who: Members) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, who.organiser)
    client.post(PLANS + "/new", data={**TYPED, "act": "publish"})
    assert "organiser@desk.example(주최자)" in client.get(PLANS + "/A1-001").text
