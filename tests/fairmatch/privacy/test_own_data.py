"""Everybody's own data: all of it, and nothing of others."""

import json
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.models import Agency, Fair, Firm, FirmCertificate, FirmKind, MarkKind, Product
from fairmatch.privacy import agency_data, firm_data
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    slots_of,
)


def _fair(engine: Engine, clock: Callable[[], datetime]) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1")
        one = add_firm(
            session, fair, "F1", hours=[(0, "10:00", "11:00")], consent_privacy=date(2015, 9, 1)
        )
        one.kinds = [FirmCertificate(kind=FirmKind.COOPERATIVE, number="제1호")]
        one.products = [Product(name="근무복", category="53102710")]
        other = add_firm(session, fair, "F2")
        for firm in (one, other):
            add_interests(session, firm, agency, purpose=f"{firm.code} asks")
        add_mark(session, agency, one, MarkKind.LIKE)
        slots = slots_of(session, fair)
        draft = add_draft(
            session, fair, {(one, agency): (slots[0], 1), (other, agency): (slots[1], 1)}
        )
        publish(session, session.get_one(Fair, fair.id), clock=clock, draft_id=draft.id)


def test_a_firm_gets_all_of_its_own_and_nothing_of_others(
    engine: Engine, clock: Callable[[], datetime]
) -> None:
    _fair(engine, clock)
    with reading(engine) as session:
        data = firm_data(session, session.scalars(select(Firm).where(Firm.code == "F1")).one())
    assert data["firm"]["email"] == "f1@example.com"
    assert data["consents"] == {"privacy": "2015-09-01", "third_party": None}
    assert data["types"] == [{"type": "cooperative", "number": "제1호", "expires": None}]
    assert data["products"] == [{"name": "근무복", "category": "53102710"}]
    assert data["hours"] == [{"date": "2015-10-29", "comes": "10:00", "leaves": "11:00"}]
    assert data["wishes"] == [
        {"rank": 1, "agency": "A1", "plan_item": None, "purpose": "F1 asks"}
    ]  # fmt: skip
    assert [one["with"] for one in data["consultations"]] == ["A1"]
    words = json.dumps(data, ensure_ascii=False)
    assert "F2" not in words
    assert '"like"' not in words


def test_an_officer_gets_contact_marks_and_consultations(
    engine: Engine, clock: Callable[[], datetime]
) -> None:
    _fair(engine, clock)
    with reading(engine) as session:
        data = agency_data(session, session.scalars(select(Agency)).one())
    assert data["agency"]["officer"] == "김담당"
    assert data["marks"] == [{"firm": "F1", "mark": "like", "reason": "", "shown": False}]
    assert [one["with"] for one in data["consultations"]] == ["F1", "F2"]
    assert json.dumps(data, ensure_ascii=False).count("@") == 1
