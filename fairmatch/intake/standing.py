"""What published consultations forbid an import to take away."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.errors import PartiesInUse, SlotsInUse
from fairmatch.fairs import SlotTime
from fairmatch.files.rows import AgencyRow, FirmRow, Row
from fairmatch.intake.stored import Key, Stored
from fairmatch.models import Agency, Consultation, ConsultationState, Fair, Firm, Placement, Slot


def require_slots_free(session: Session, fair: Fair, slots: Sequence[SlotTime]) -> None:
    """Refuse to take away the time of a consultation that stands.

    Raises
    ------
    SlotsInUse
        If a slot not among ``slots`` holds one.
    """
    question = (
        select(Slot.date, Slot.starts, Slot.ends, Firm.code, Agency.code)
        .join(Placement, Placement.slot_id == Slot.id)
        .join(Consultation, Consultation.placement_id == Placement.id)
        .join(Firm, Firm.id == Consultation.firm_id)
        .join(Agency, Agency.id == Consultation.agency_id)
        .where(Slot.fair_id == fair.id, Consultation.state == ConsultationState.CONFIRMED)
        .order_by(Slot.position, Firm.code)
    )
    staying = set(slots)
    held = [
        (f"{day} {starts:%H:%M}", f"{firm} ~ {agency}")
        for day, starts, ends, firm, agency in session.execute(question)
        if SlotTime(day, starts, ends) not in staying
    ]
    if held:
        raise SlotsInUse(held)


def require_parties_free(
    session: Session, fair: Fair, stored: Stored, gone: dict[type[Row], list[Key]]
) -> list[int]:
    """Give the never published consultations of the parties that go; they go with them.

    Raises
    ------
    PartiesInUse
        If any of the parties has a consultation that was ever published: its calendar event
        is out in the world.
    """
    firms = {stored.of(FirmRow)[key].id for key in gone.get(FirmRow, [])}
    agencies = {stored.of(AgencyRow)[key].id for key in gone.get(AgencyRow, [])}
    if not firms and not agencies:
        return []
    question = (
        select(Consultation, Firm.code, Agency.code)
        .join(Consultation.firm)
        .join(Consultation.agency)
        .where(Consultation.fair_id == fair.id)
    )
    held: list[tuple[str, str]] = []
    proposed: list[int] = []
    for consultation, firm, agency in session.execute(question):
        if consultation.firm_id in firms or consultation.agency_id in agencies:
            if consultation.changed_at is None:
                proposed.append(consultation.id)
                continue
            if consultation.firm_id in firms:
                held.append(("firm", firm))
            if consultation.agency_id in agencies:
                held.append(("agency", agency))
    if held:
        raise PartiesInUse([f"{kind} {code}" for kind, code in sorted(set(held))])
    return proposed


def remove_consultations(session: Session, ids: Sequence[int]) -> None:
    """Remove consultations of drafts, with their placements."""
    model: Any = Consultation
    for start in range(0, len(ids), 1_000):
        statement = delete(model).where(model.id.in_(ids[start : start + 1_000]))
        session.execute(statement, execution_options={"synchronize_session": False})
