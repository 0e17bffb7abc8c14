"""Slots in which somebody's own calendar has something else."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.attendance.sheet import Sheet
from fairmatch.attendance.spans import SlotPlace
from fairmatch.files.busy_times import read_busy_times
from fairmatch.hours import moment
from fairmatch.models import Consultation, Fair


@dataclass(frozen=True, slots=True)
class Taken:
    """What a calendar would close; nothing is changed by it.

    Attributes
    ----------
    closed
        Slots that are open now and in which something else stands.
    left
        Positions of the slots that would stay open.
    unread
        Events of the calendar that could not be understood.
    """

    closed: tuple[SlotPlace, ...]
    left: frozenset[int]
    unread: int


def taken_by(session: Session, fair: Fair, sheet: Sheet, content: bytes) -> Taken:
    """Try a calendar file on a sheet; the fair's own consultations in it do not count.

    Raises
    ------
    BadCalendar
        If the file is no calendar, or more of one than is read.
    """
    zone = ZoneInfo(fair.zone)
    own = frozenset(
        session.scalars(select(Consultation.uid).where(Consultation.fair_id == fair.id))
    )
    read = read_busy_times(content, zone, min(sheet.dates), max(sheet.dates), own=own)
    closed = tuple(
        slot
        for slot in sheet.slots
        if slot.position in sheet.there
        and any(
            one.starts_at < moment(slot.date, slot.ends, zone)
            and one.ends_at > moment(slot.date, slot.starts, zone)
            for one in read.busy
        )
    )
    return Taken(closed, sheet.there - {slot.position for slot in closed}, read.unread)
