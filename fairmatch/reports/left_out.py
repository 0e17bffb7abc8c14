"""Who got nothing: the firms that asked and have no consultation, and why none of their wishes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Consultation, Firm, Placement, Timetable
from fairmatch.reports.model import UnmetInterest


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A firm without a consultation, and its wishes by rank."""

    code: str
    name_ko: str
    name_en: str
    wishes: tuple[UnmetInterest, ...]


def left_out(
    session: Session, timetable: Timetable, unmet: Sequence[UnmetInterest]
) -> list[LeftOut]:
    """Give the firms of which the timetable holds nothing, by code.

    Parameters
    ----------
    unmet
        The wishes that it does not hold, of all firms.
    """
    held = set(
        session.scalars(
            select(Firm.code)
            .join(Consultation, Consultation.firm_id == Firm.id)
            .join(Placement, Placement.consultation_id == Consultation.id)
            .where(Placement.timetable_id == timetable.id)
        )
    )
    wishes: dict[str, list[UnmetInterest]] = {}
    for one in unmet:
        if one.firm_code not in held:
            wishes.setdefault(one.firm_code, []).append(one)
    return [
        LeftOut(
            code,
            own[0].firm_name_ko,
            own[0].firm_name_en,
            tuple(sorted(own, key=lambda one: one.rank)),
        )
        for code, own in sorted(wishes.items())
    ]
