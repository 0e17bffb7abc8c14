"""An agency's demand against its own seats."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.hours import booth_hours
from fairmatch.models import Agency, Booth, Fair, Firm, Interest, Mark, MarkKind, Pin, Slot
from fairmatch.reserve import seats_to_give


@dataclass(frozen=True, slots=True)
class Seats:
    """Consultations a booth could hold, and how many of them may be given beforehand."""

    all: int
    to_give: int

    @property
    def kept(self) -> int:
        """Seats kept free for firms that walk in."""
        return self.all - self.to_give


@dataclass(frozen=True, slots=True)
class Demand:
    """Who wants how many of an agency's seats.

    Attributes
    ----------
    asked
        Firms with a request, invited ones that accepted among them.
    answered
        How many of them have which answer; those without one are missing.
    arranged
        Firms whose time is fixed already, asked for or not.
    musts
        Firms that have to be met: marked so and asking, or arranged.
    """

    asked: int
    answered: dict[MarkKind, int]
    arranged: int
    musts: int
    seats: Seats

    @property
    def waiting(self) -> int:
        """Firms that asked and have no answer; they count as neutral when answers close."""
        return self.asked - sum(self.answered.values())

    @property
    def too_many_musts(self) -> bool:
        """Whether more have to be met than could be, however the timetable is made."""
        return self.musts > self.seats.all

    @property
    def into_the_reserve(self) -> bool:
        """Whether the musts alone take seats that were to be kept for walk-ins."""
        return not self.too_many_musts and self.musts > self.seats.to_give


def seats_of(session: Session, fair: Fair, agency: Agency) -> Seats:
    """Count an agency's seats: its tables in every slot in which its booth is staffed."""
    booth = session.scalars(select(Booth).where(Booth.agency_id == agency.id)).one_or_none()
    if booth is None:
        return Seats(0, 0)
    hours = booth_hours(booth)
    slots = session.scalars(select(Slot).where(Slot.fair_id == fair.id))
    staffed = Counter(slot.date for slot in slots if hours.cover(slot.date, slot.starts, slot.ends))
    days = [booth.tables * count for count in staffed.values()]
    return Seats(sum(days), sum(seats_to_give(seats, fair.walk_in_reserve) for seats in days))


def demand_of(session: Session, fair: Fair, agency: Agency) -> Demand:
    """Count who asked an agency and how it answered, against its seats."""
    rows = session.execute(
        select(Interest.firm_id, Mark.kind)
        .outerjoin(
            Mark, (Mark.firm_id == Interest.firm_id) & (Mark.agency_id == Interest.agency_id)
        )
        .join(Firm, Firm.id == Interest.firm_id)
        .where(Interest.agency_id == agency.id, Firm.takes_part)
    ).all()
    pinned = (
        select(Pin.firm_id)
        .join(Firm, Firm.id == Pin.firm_id)
        .where(Pin.agency_id == agency.id, Firm.takes_part)
    )
    arranged = set(session.scalars(pinned))
    must = {row.firm_id for row in rows if row.kind is MarkKind.MUST}
    return Demand(
        asked=len(rows),
        answered=dict(Counter(row.kind for row in rows if row.kind is not None)),
        arranged=len(arranged),
        musts=len(must | arranged),
        seats=seats_of(session, fair, agency),
    )
