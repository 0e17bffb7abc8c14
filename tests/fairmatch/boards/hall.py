"""A fair of two days with two booths, published, for what boards show of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from fairmatch.boards.day import Day
from fairmatch.boards.reading import read_day
from fairmatch.fairday.verdicts import Word
from fairmatch.models import (
    Agency,
    AttendanceClaim,
    Consultation,
    Fair,
    Firm,
    Waiting,
)
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import (
    FIRST_DAY,
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)


def at(hour: int, minute: int = 0, day: date = FIRST_DAY) -> datetime:
    """Give the moment at which the fair's clocks show a time."""
    local = datetime.combine(day, time(hour, minute), tzinfo=UTC)
    return local - timedelta(hours=9)


def make_hall(session: Session, clock: Callable[[], datetime]) -> Fair:
    """Publish: A1 (two tables) meets F1 and F2 at 10:00 and F3 at 10:20, A2 meets F1 at 10:40."""
    fair = add_fair(session, days=2, slots=6, lunch_after=3)
    one = add_agency(session, fair, "A1", tables=2)
    other = add_agency(session, fair, "A2", at=(130, 0))
    firms = [add_firm(session, fair, f"F{n}") for n in (1, 2, 3)]
    for firm in firms:
        add_interests(session, firm, one, other)
    slots = slots_of(session, fair)
    held = {
        (firms[0], one): (slots[0], 1),
        (firms[1], one): (slots[0], 2),
        (firms[2], one): (slots[1], 1),
        (firms[0], other): (slots[2], 1),
    }
    publish(session, fair, clock=clock, draft_id=add_draft(session, fair, held).id)
    return fair


def day_of(session: Session, fair: Fair, now: datetime) -> Day:
    """Read the day."""
    day = read_day(session, fair, now)
    assert day is not None
    return day


def claim(session: Session, one: Consultation, word: Word) -> None:
    """Let a side say something of a consultation at its time."""
    assert one.placement is not None
    session.add(
        AttendanceClaim(
            fair_id=one.fair_id,
            consultation_id=one.id,
            starts_at=one.placement.starts_at,
            side=word.side,
            kind=word.kind,
            at=word.at,
            minutes=word.minutes,
        )
    )
    session.flush()


def wait(session: Session, firm: Firm, agency: Agency, asked_at: datetime) -> Waiting:
    """Put a firm on a waiting list."""
    entry = Waiting(
        fair_id=firm.fair_id,
        date=FIRST_DAY,
        firm_id=firm.id,
        agency_id=agency.id,
        asked_at=asked_at,
    )
    session.add(entry)
    session.flush()
    return entry
