"""An agency's own plan items at a glance: how many, worth how much, asked about by how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.models import Agency, Firm, Interest, PlanItem, PlanState


@dataclass(frozen=True, slots=True)
class Total:
    """How many items there are, and what they are worth in won."""

    count: int = 0
    amount: int = 0


def totals(session: Session, agency: Agency) -> dict[PlanState, Total]:
    """Give the total of an agency's items in each state."""
    rows = session.execute(
        select(PlanItem.state, func.count(), func.sum(PlanItem.amount))
        .where(PlanItem.agency_id == agency.id)
        .group_by(PlanItem.state)
    )
    found = {state: Total(count, int(amount)) for state, count, amount in rows}
    return {state: found.get(state, Total()) for state in PlanState}


def asked_about(session: Session, items: Iterable[PlanItem]) -> dict[int, int]:
    """Give how many firms that take part have asked about each item, by the item's number."""
    rows = session.execute(
        select(Interest.plan_item_id, func.count())
        .join(Interest.firm)
        .where(Interest.plan_item_id.in_([item.id for item in items]), Firm.takes_part)
        .group_by(Interest.plan_item_id)
    )
    return {identity: count for identity, count in rows if identity is not None}
