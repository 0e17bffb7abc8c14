"""Approving and refusing firms at the desk."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.models import Approval, Fair, Firm
from tests.web.intake.conftest import DESK

FIRMS = f"{DESK}/firms"


@pytest.fixture(autouse=True)
def waiting(who: object, engine: Engine, clock: Callable[[], datetime]) -> None:
    """Let two firms wait, one of them named like a third."""
    with writing(engine) as session:
        for code in ("F1", "F2"):
            firm = firm_of(session, code)
            firm.approval, firm.registered_at = Approval.WAITING, clock()
        third = firm_of(session, "F3")
        firm.name_ko = f"(주) {third.name_ko}"


def firm_of(session: Session, code: str) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def approval(engine: Engine, code: str) -> tuple[Approval, str]:
    with reading(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == code)).one()
        return firm.approval, firm.approval_reason


def test_all_that_is_needed_to_decide_is_there(desk: FlaskClient, engine: Engine) -> None:
    with reading(engine) as session:
        numbers = [firm_of(session, code).registration_number for code in ("F1", "F2", "F3")]
    text = desk.get(FIRMS).text
    assert text.count('class="applicant"') == 2
    assert all(number in text for number in numbers)
    assert 'href="/firm/small/F3/"' in text


def test_several_are_approved_at_once(desk: FlaskClient, engine: Engine) -> None:
    answer = desk.post(f"{FIRMS}/approve", data={"firm": ["F1", "F2"]})
    assert answer.status_code == 303
    assert approval(engine, "F1") == approval(engine, "F2") == (Approval.APPROVED, "")
    text = desk.get(answer.location).text
    assert "2 firms approved." in text
    assert "No firm waits" in text
    assert desk.get("/desk/small/record?lang=en").text.count("Firm approved</td>") == 2


def test_choosing_none_or_one_that_is_gone_changes_nothing(
    desk: FlaskClient, engine: Engine
) -> None:
    assert desk.post(f"{FIRMS}/approve").status_code == 422
    answer = desk.post(f"{FIRMS}/approve", data={"firm": ["F1", "F999"]})
    assert answer.status_code == 409
    assert approval(engine, "F1")[0] is Approval.WAITING


def test_a_refusal_needs_a_reason(desk: FlaskClient, engine: Engine) -> None:
    answer = desk.post(f"{FIRMS}/F1/refuse", data={"reason": "  "})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    long = desk.post(f"{FIRMS}/F1/refuse", data={"reason": "가" * 501})
    assert long.status_code == 422
    assert "가" * 501 in long.text
    desk.post(f"{FIRMS}/F1/refuse", data={"reason": "<script>인증 만료"})
    assert approval(engine, "F1") == (Approval.REFUSED, "<script>인증 만료")
    text = desk.get(FIRMS).text
    assert "&lt;script&gt;인증 만료" in text
    assert "Approve after all" in text


def test_what_was_approved_meanwhile_is_not_refused(desk: FlaskClient, engine: Engine) -> None:
    desk.post(f"{FIRMS}/approve", data={"firm": "F1"})
    assert desk.post(f"{FIRMS}/F1/refuse", data={"reason": "x"}).status_code == 422
    assert desk.post(f"{FIRMS}/F999/refuse", data={"reason": "x"}).status_code == 422
    assert approval(engine, "F1")[0] is Approval.APPROVED


def test_whether_firms_wait_is_a_setting(desk: FlaskClient, engine: Engine) -> None:
    for required in ("yes", "no"):
        desk.post(f"{FIRMS}/rule", data={"required": required})
        with reading(engine) as session:
            fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
            assert fair.approval_required is (required == "yes")
    assert "required from now on" in desk.get("/desk/small/record?lang=en").text
