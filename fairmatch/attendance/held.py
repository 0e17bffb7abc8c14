"""What sits in slots already: talks arranged beforehand, and published consultations."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from fairmatch.attendance.spans import SlotPlace
from fairmatch.models import (
    Agency,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Pin,
    Placement,
)

_NAMES = (
    Firm.code.label("firm_code"),
    Firm.name_ko.label("firm_name_ko"),
    Firm.name_en.label("firm_name_en"),
    Agency.code.label("agency_code"),
    Agency.name_ko.label("agency_name_ko"),
    Agency.name_en.label("agency_name_en"),
)


@dataclass(frozen=True, slots=True)
class HeldTalk:
    """One talk in a slot; ``arranged``: its time was fixed beforehand, no timetable moves it."""

    slot: SlotPlace
    firm_code: str
    firm_name_ko: str
    firm_name_en: str
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    arranged: bool


def held_talks(
    session: Session, fair: Fair, party: Firm | Agency, slots: tuple[SlotPlace, ...]
) -> tuple[HeldTalk, ...]:
    """Give a party's talks that have a time, in the order of their slots; each talk once."""
    at = {(slot.date, slot.starts): slot for slot in slots}
    found: dict[tuple[str, str], HeldTalk] = {}
    zone = ZoneInfo(fair.zone)
    published = (
        select(Placement.starts_at, *_NAMES)
        .join(Consultation, Consultation.placement_id == Placement.id)
        .join(Firm, Firm.id == Consultation.firm_id)
        .join(Agency, Agency.id == Consultation.agency_id)
        .where(_of(party, Consultation), Consultation.state == ConsultationState.CONFIRMED)
    )
    pins = (
        select(Pin.date, Pin.starts, *_NAMES)
        .join(Firm, Firm.id == Pin.firm_id)
        .join(Agency, Agency.id == Pin.agency_id)
        .where(_of(party, Pin))
    )
    for row in session.execute(published).mappings():
        who = dict(row)
        there = who.pop("starts_at").astimezone(zone)
        slot = at.get((there.date(), there.time()))
        if slot is not None:
            found[_pair(who)] = HeldTalk(slot, arranged=False, **who)
    for row in session.execute(pins).mappings():
        who = dict(row)
        slot = at.get((who.pop("date"), who.pop("starts")))
        if slot is not None:
            found[_pair(who)] = HeldTalk(slot, arranged=True, **who)
    return tuple(sorted(found.values(), key=lambda one: (one.slot.position, one.firm_code)))


def _of(party: Firm | Agency, model: type[Consultation] | type[Pin]) -> ColumnElement[bool]:
    if isinstance(party, Firm):
        return model.firm_id == party.id
    return model.agency_id == party.id


def _pair(who: dict[str, Any]) -> tuple[str, str]:
    return who["firm_code"], who["agency_code"]
