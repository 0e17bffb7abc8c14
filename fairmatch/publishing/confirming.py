"""What every consultation learns when a version is published.

What a calendar has to be told is decided here. The time (start and end) and the place (booth
and table) of a consultation, and whether it takes place, are what its ``sequence`` counts;
whatever else the two parties read about it (department, purpose) is not.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from fairmatch.models import Consultation, ConsultationState, Fair, Placement, Timetable


def tell_consultations(
    session: Session,
    fair: Fair,
    version: Timetable,
    now: datetime,
    *,
    among: Collection[int] | None = None,
) -> None:
    """Confirm, move and cancel the fair's consultations as a version just published says.

    Parameters
    ----------
    among
        The row ids of those that are another way than in the version before; None: any may be.
    """
    consultations = select(Consultation).where(Consultation.fair_id == fair.id)
    placements = select(Placement).where(Placement.timetable_id == version.id)
    if among is not None:
        _follow(session, fair, version, among)
        consultations = consultations.where(Consultation.id.in_(among))
        placements = placements.where(Placement.consultation_id.in_(among))
    placed = {placement.consultation_id: placement for placement in session.scalars(placements)}
    for consultation in session.scalars(
        consultations.options(joinedload(Consultation.placement)).execution_options(
            populate_existing=True
        )
    ):
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


def _follow(session: Session, fair: Fair, version: Timetable, among: Collection[int]) -> None:
    """Lead the consultations that stay where they were to their places in the new version."""
    place = select(Placement.id).where(
        Placement.timetable_id == version.id, Placement.consultation_id == Consultation.id
    )
    session.execute(
        update(Consultation)
        .where(
            Consultation.fair_id == fair.id,
            Consultation.id.not_in(among),
            place.exists(),
        )
        .values(placement_id=place.scalar_subquery()),
        execution_options={"synchronize_session": False},
    )
    for row in session.identity_map.values():
        if isinstance(row, Consultation) and row.id not in among:
            session.expire(row, ["placement_id", "placement"])


def when_and_where(placement: Placement) -> tuple[datetime, datetime, str, int]:
    """Give what a calendar's sequence counts of a placement: start, end, booth and table."""
    return placement.starts_at, placement.ends_at, placement.booth_code, placement.table


def _changed(consultation: Consultation, now: datetime) -> None:
    consultation.sequence += 1
    consultation.changed_at = now
