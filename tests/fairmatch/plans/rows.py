"""Plan items as rows, and finding what the database made of them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.files.rows import PlanRow
from fairmatch.models import Agency, PlanItem


def plan_row(**fields: Any) -> PlanRow:
    plain: dict[str, Any] = {
        "code": "A1-001",
        "agency": "A1",
        "title": "환경미화원 근무복 구매",
        "department": "청소행정과",
        "category": "53102710",
        "amount": 19_000_000,
        "year": 2016,
        "quarter": 1,
        "method": "negotiated",
        "participation": "견적서 제출",
    }
    return PlanRow(**(plain | fields))


def agency(session: Session, code: str = "A1") -> Agency:
    return session.scalars(select(Agency).where(Agency.code == code)).one()


def item(session: Session, code: str = "A1-001") -> PlanItem:
    return session.scalars(select(PlanItem).where(PlanItem.code == code)).one()
