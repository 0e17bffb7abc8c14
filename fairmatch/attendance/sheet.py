"""A party's attendance as a sheet of slots to tick."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.attendance.held import HeldTalk, held_talks
from fairmatch.attendance.spans import SlotPlace, slots_within
from fairmatch.half_days import half_of
from fairmatch.hours import Hours
from fairmatch.models import Agency, Booth, BoothHours, Fair, Firm, FirmHours, Slot
from fairmatch.requests.seen import seal


@dataclass(frozen=True)
class Sheet:
    """All slots of the fair, those in which a party is there, and what it holds in them."""

    slots: tuple[SlotPlace, ...]
    there: frozenset[int]
    held: tuple[HeldTalk, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """The days on which there are slots, in order."""
        return tuple(dict.fromkeys(slot.date for slot in self.slots))

    @property
    def seal(self) -> str:
        """What the sheet shows, to be compared before it is overwritten."""
        return seal(sorted(self.there), [(slot.date, slot.starts) for slot in self.slots])

    def in_the_way(self, chosen: frozenset[int]) -> tuple[HeldTalk, ...]:
        """Give the talks in slots that are there now and would not be any more."""
        return tuple(
            one
            for one in self.held
            if one.slot.position in self.there and one.slot.position not in chosen
        )


def sheet_of(session: Session, fair: Fair, party: Firm | Agency) -> Sheet:
    """Read when a firm, or an agency's booth, is there."""
    days = {day.date: day for day in fair.days}
    rows = session.scalars(
        select(Slot).where(Slot.fair_id == fair.id).order_by(Slot.date, Slot.starts)
    )
    slots = tuple(
        SlotPlace(position, row.date, row.starts, row.ends, half_of(row.starts, days.get(row.date)))
        for position, row in enumerate(rows)
    )
    there = slots_within(slots, _hours(session, party))
    return Sheet(slots, there, held_talks(session, fair, party, slots))


def _hours(session: Session, party: Firm | Agency) -> Hours:
    if isinstance(party, Firm):
        firm = select(FirmHours).where(FirmHours.firm_id == party.id)
        return Hours((one.date, one.comes, one.leaves) for one in session.scalars(firm))
    booth = (
        select(BoothHours)
        .join(Booth, Booth.id == BoothHours.booth_id)
        .where(Booth.agency_id == party.id)
    )
    return Hours((one.date, one.opens, one.closes) for one in session.scalars(booth))
