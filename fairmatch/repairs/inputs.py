"""What happened, written into what timetables are made from: a later run knows it too."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from fairmatch.attendance.changing import write_hours
from fairmatch.attendance.spans import SlotPlace, Span, spans_of
from fairmatch.fairs import SlotTime
from fairmatch.half_days import half_of
from fairmatch.models import Booth, Fair, FairDay, Mark, MarkKind, Pin
from fairmatch.repairs.aftermath import Aftermath
from fairmatch.repairs.finding import Shift
from fairmatch.repairs.standing import Standing
from fairmatch.slots import write_slots


def write_inputs(
    session: Session, fair: Fair, standing: Standing, after: Aftermath, shifts: Sequence[Shift]
) -> None:
    """Make the fair what it became, and raise its revision.

    What was arranged goes along with its consultation, and is void where that is dropped; a must
    that cannot be kept becomes a wish. The session's rows are read anew afterwards.
    """
    kept = [index for index in range(len(after.slots)) if index not in after.lost]
    days = dict(standing.fair.days)
    if after.hours is not None:
        days[after.hours.date] = after.hours
    places = [
        SlotPlace(
            position, slot.date, slot.starts, slot.ends, half_of(slot.starts, days[slot.date])
        )
        for position, slot in enumerate(after.slots[index] for index in kept)
    ]
    position_of = {index: position for position, index in enumerate(kept)}
    for parties, there_of in (
        (standing.fair.firms, after.firms),
        (standing.fair.agencies, after.agencies),
    ):
        for key, there in there_of.items():
            chosen = frozenset(position_of[index] for index in there if index in position_of)
            write_hours(session, parties[key], _spans(places, chosen))
    for key, tables in after.tables.items():
        session.execute(update(Booth).where(Booth.agency_id == key).values(tables=tables))
    if after.hours is not None:
        _write_day(session, fair, after)
        _move_pins(session, fair, standing, after)
        write_slots(session, fair, [after.slots[index] for index in kept])
    _settle_bound(session, standing, shifts)
    fair.revision += 1
    session.flush()
    session.expire_all()


def _spans(places: Sequence[SlotPlace], chosen: frozenset[int]) -> list[Span]:
    """Give the stretches of these slots; a minute in which no slot fits where there is none."""
    if chosen:
        return spans_of(places, chosen)
    first = places[0]
    ends = (datetime.combine(first.date, first.starts) + timedelta(minutes=1)).time()
    return [Span(first.date, first.starts, ends)]


def _write_day(session: Session, fair: Fair, after: Aftermath) -> None:
    hours = after.hours
    assert hours is not None, "asked before"
    session.execute(
        update(FairDay)
        .where(FairDay.fair_id == fair.id, FairDay.date == hours.date)
        .values(closes=hours.closes, lunch_from=hours.lunch_from, lunch_to=hours.lunch_to)
    )


def _move_pins(session: Session, fair: Fair, standing: Standing, after: Aftermath) -> None:
    """Let what was arranged for a slot that is later be arranged for then."""
    later: Mapping[tuple[date, time], SlotTime] = {
        (old.date, old.starts): new
        for index, (old, new) in enumerate(zip(standing.fair.slots, after.slots, strict=True))
        if index >= after.begun and old != new
    }
    for pin in session.scalars(select(Pin).where(Pin.fair_id == fair.id)):
        new = later.get((pin.date, pin.starts))
        if new is not None:
            pin.starts = new.starts
    session.flush()


def _settle_bound(session: Session, standing: Standing, shifts: Sequence[Shift]) -> None:
    """Let what was arranged, or had to be, follow what becomes of its consultation."""
    zone = standing.fair.zone
    for shift in shifts:
        if shift.pair not in standing.bound:
            continue
        firm_id, agency_id = shift.pair
        of_pair = (Pin.firm_id == firm_id, Pin.agency_id == agency_id)
        if shift.after is not None:
            local = shift.after.starts_at.astimezone(zone)
            session.execute(
                update(Pin).where(*of_pair).values(date=local.date(), starts=local.time())
            )
            continue
        session.execute(delete(Pin).where(*of_pair))
        session.execute(
            update(Mark)
            .where(Mark.firm_id == firm_id, Mark.agency_id == agency_id, Mark.kind == MarkKind.MUST)
            .values(kind=MarkKind.LIKE)
        )
