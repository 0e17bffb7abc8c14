"""Consultations with what came of them: one, a party's, or all of a fair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.errors import UnknownConsultation
from fairmatch.models import (
    Agency,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Interest,
    Outcome,
    Placement,
    PlanItem,
    PlanState,
)
from fairmatch.outcomes.standing import OutcomeState, state_of


@dataclass(frozen=True, slots=True)
class Line:
    """One consultation that was to be held, where and when, and what came of it.

    ``asked`` is the plan item that the firm had asked to talk about; ``walk_in``: it came to the
    booth on the day.
    """

    consultation: Consultation
    placement: Placement
    firm: Firm
    agency: Agency
    outcome: Outcome | None
    asked: PlanItem | None
    walk_in: bool

    @property
    def uid(self) -> str:
        """Names the consultation in addresses."""
        return self.consultation.uid

    @property
    def state(self) -> OutcomeState:
        """How the outcome stands between the two sides."""
        return state_of(self.outcome)

    def begun(self, now: datetime) -> bool:
        """Tell whether something can have come of it."""
        return self.placement.starts_at <= now


def lines_of(session: Session, of: Fair | Firm | Agency) -> list[Line]:
    """Give the consultations of a fair or of a party by time, then booth; one query.

    Those that were cancelled are not among them, unless somebody had not come to them.
    """
    return _lines(session, _of(of))


def find_line(session: Session, of: Fair | Firm | Agency, uid: str) -> Line:
    """Give one consultation of a fair, or of a party.

    Raises
    ------
    UnknownConsultation
        If it is none of theirs, or was cancelled.
    """
    found = _lines(session, and_(_of(of), Consultation.uid == uid))
    if not found:
        raise UnknownConsultation(uid)
    return found[0]


def items_for(session: Session, line: Line) -> Sequence[PlanItem]:
    """Give the plan items that an outcome may name: what the agency has published, and its own."""
    kept = None if line.outcome is None else line.outcome.plan_item_id
    may = or_(PlanItem.state == PlanState.PUBLISHED, PlanItem.id == kept)
    return session.scalars(
        select(PlanItem).where(PlanItem.agency_id == line.agency.id, may).order_by(PlanItem.code)
    ).all()


def _of(of: Fair | Firm | Agency) -> ColumnElement[bool]:
    if isinstance(of, Fair):
        return Consultation.fair_id == of.id
    if isinstance(of, Firm):
        return Consultation.firm_id == of.id
    return Consultation.agency_id == of.id


def _lines(session: Session, which: ColumnElement[bool]) -> list[Line]:
    planned = or_(
        Consultation.state == ConsultationState.CONFIRMED, Consultation.missed_at.is_not(None)
    )
    rows = session.execute(
        select(Consultation, Placement, Firm, Agency, Outcome, PlanItem, Interest.walk_in_on)
        .join(Placement, Placement.id == Consultation.placement_id)
        .join(Firm, Firm.id == Consultation.firm_id)
        .join(Agency, Agency.id == Consultation.agency_id)
        .outerjoin(Outcome, Outcome.consultation_id == Consultation.id)
        .outerjoin(
            Interest,
            and_(
                Interest.firm_id == Consultation.firm_id,
                Interest.agency_id == Consultation.agency_id,
            ),
        )
        .outerjoin(
            PlanItem,
            and_(PlanItem.id == Interest.plan_item_id, PlanItem.state == PlanState.PUBLISHED),
        )
        .where(which, planned)
        .order_by(Placement.starts_at, Placement.booth_code, Placement.table, Consultation.uid)
        .options(joinedload(Outcome.plan_item))
    )
    return [Line(*row[:-1], walk_in=row[-1] is not None) for row in rows]
