"""A fair on its day, with consultations that something came of."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.models import BuyingMethod, Fair, Outcome, OutcomeKind, PlanItem, PlanState, Side
from fairmatch.outcomes import Written, record_outcome
from fairmatch.publishing import publish
from tests.fairmatch.publishing_fair import BEFORE, draft_of, two_by_two

TALK = "fair-F1-A1"
"""The consultation of the first firm with the first agency, at 10:00 in Seoul."""
NOW = datetime(2015, 10, 29, 1, 15, tzinfo=UTC)
"""A quarter past ten: the first consultations are on, the last is still to come."""
CONTRACT = Written(
    held=True,
    kinds=(OutcomeKind.CONTRACT,),
    amount_discussed=30_000_000,
    amount_signed=19_000_000,
    item="P1",
    note="환경미화원 근무복",
)
INFORMATION = Written(held=True, kinds=(OutcomeKind.INFORMATION,))


def fair_day(session: Session) -> Fair:
    """Add a published fair: F1 meets A1 and F2 meets A2 at 10:00, F2 meets A1 at 10:20."""
    fair = two_by_two(session)
    draft = draft_of(session, fair, {("F1", "A1"): 0, ("F2", "A2"): 0, ("F2", "A1"): 1})
    publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id)
    for agency, code, state in (
        (1, "P1", PlanState.PUBLISHED),
        (1, "P2", PlanState.DRAFT),
        (2, "P3", PlanState.PUBLISHED),
    ):
        session.add(
            PlanItem(
                fair_id=fair.id,
                agency_id=agency,
                code=code,
                title="근무복",
                amount=50_000_000,
                year=2016,
                quarter=1,
                method=BuyingMethod.NEGOTIATED,
                state=state,
            )
        )
    session.flush()
    return fair


def by(now: datetime = NOW, key: str = "") -> By:
    """Give somebody who acts."""
    return By(None, now, key=key)


def write(
    session: Session,
    fair: Fair,
    written: Written = CONTRACT,
    *,
    uid: str = TALK,
    side: Side = Side.AGENCY,
    seen: int = 0,
    now: datetime = NOW,
    key: str = "",
) -> Outcome:
    """Write down what came of a consultation."""
    return record_outcome(session, fair, uid, written, side=side, seen=seen, by=by(now, key))
