"""What every consultation learns when a version is published.

What a calendar has to be told is decided here. The time (start and end) and the place (booth
and table) of a consultation, and whether it takes place, are what its ``sequence`` counts;
whatever else the two parties read about it (department, purpose) is not.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.models import Consultation, ConsultationState, Fair, Placement, Timetable


def tell_consultations(session: Session, fair: Fair, version: Timetable, now: datetime) -> None:
    """Confirm, move and cancel the fair's consultations as a version just published says."""
    consultations = session.scalars(
        select(Consultation)
        .where(Consultation.fair_id == fair.id)
        .options(joinedload(Consultation.placement))
        .execution_options(populate_existing=True)
    )
    placements = session.scalars(select(Placement).where(Placement.timetable_id == version.id))
    placed = {placement.consultation_id: placement for placement in placements}
    for consultation in consultations:
        placement = placed.get(consultation.id)
        if placement is None:
            if consultation.state is ConsultationState.CONFIRMED:
                consultation.state = ConsultationState.CANCELLED
                _changed(consultation, now)
            continue
        if consultation.state is ConsultationState.PROPOSED:
            consultation.changed_at = now
        elif (
            consultation.state is ConsultationState.CANCELLED
            or consultation.placement is None
            or when_and_where(consultation.placement) != when_and_where(placement)
        ):
            _changed(consultation, now)
        consultation.state = ConsultationState.CONFIRMED
        consultation.placement = placement


def when_and_where(placement: Placement) -> tuple[datetime, datetime, str, int]:
    """Give what a calendar's sequence counts of a placement: start, end, booth and table."""
    return placement.starts_at, placement.ends_at, placement.booth_code, placement.table


def _changed(consultation: Consultation, now: datetime) -> None:
    consultation.sequence += 1
    consultation.changed_at = now
