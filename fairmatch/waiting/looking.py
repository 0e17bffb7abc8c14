"""Reading the floor: a constant number of queries, however large the fair and long its lists."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.fairday.today import presences, talks_of
from fairmatch.fairday.verdicts import Presence, Standing
from fairmatch.fairs import SlotTime
from fairmatch.hours import local_date
from fairmatch.models import (
    Agency,
    Booth,
    ClaimKind,
    Consultation,
    Fair,
    FairDay,
    Firm,
    Interest,
    Placement,
    Slot,
    Timetable,
    Waiting,
    WaitingState,
)
from fairmatch.plan_settings import own_settings
from fairmatch.waiting.floor import Floor, Taken, times_of


def read_floor(session: Session, fair: Fair, now: datetime) -> Floor:
    """Give the seats of the fair's day and who waits for them, as they stand at a moment."""
    zone = ZoneInfo(fair.zone)
    today = local_date(now, zone)
    days = session.scalars(select(FairDay).where(FairDay.fair_id == fair.id)).all()
    waiting = _waiting(session, fair)
    firms, agencies = presences(session, fair, today)
    # Nobody is missing of whom nobody said so: of the day's hundreds only these are looked at.
    talks = talks_of(session, fair, today, now=now, said=ClaimKind.FIRM_MISSING)
    taken = _taken(session, fair)
    gone_firms = {key for key, one in firms.items() if _left(one, now)}
    present = [
        one
        for one in waiting
        if one.date == today and one.firm.takes_part and one.firm_id not in gone_firms
    ]
    due = now - timedelta(minutes=fair.grace_minutes)
    return Floor(
        fair=fair,
        settings=own_settings(fair, days),
        now=now,
        times=times_of(_slots(session, fair, today), zone),
        agencies=_agencies(session, fair),
        taken=taken,
        walk_ins=_walk_ins(session, fair, today),
        missing=frozenset(
            one.consultation_id for one in talks if one.seat_free and not one.struck_off
        ),
        entries=tuple(present),
        stale=tuple(one for one in waiting if one not in present),
        away=frozenset(key for key, one in agencies.items() if _left(one, now)),
        due=sum(local_date(one.starts_at, zone) == today and one.starts_at <= due for one in taken)
        + sum(one.struck_off for one in talks),
        missed=sum(one.standing is Standing.FIRM_MISSING for one in talks),
    )


def _left(presence: Presence, now: datetime) -> bool:
    return presence.left_at is not None and presence.left_at <= now


def _waiting(session: Session, fair: Fair) -> list[Waiting]:
    return list(
        session.scalars(
            select(Waiting)
            .where(Waiting.fair_id == fair.id, Waiting.state == WaitingState.WAITING)
            .options(
                joinedload(Waiting.firm).selectinload(Firm.hours),
                joinedload(Waiting.plan_item),
                selectinload(Waiting.offers),
            )
            .order_by(Waiting.asked_at, Waiting.id)
            .execution_options(populate_existing=True)
        )
    )


def _taken(session: Session, fair: Fair) -> tuple[Taken, ...]:
    newest = (
        select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id).scalar_subquery()
    )
    rows = session.execute(
        select(
            Consultation.id,
            Consultation.firm_id,
            Consultation.agency_id,
            Placement.booth_code,
            Placement.table,
            Placement.starts_at,
            Placement.ends_at,
        )
        .join(Placement, Placement.consultation_id == Consultation.id)
        .join(Timetable, Timetable.id == Placement.timetable_id)
        .where(Timetable.fair_id == fair.id, Timetable.number == newest)
        .order_by(Placement.starts_at, Placement.id)
    )
    return tuple(Taken(*row) for row in rows)


def _walk_ins(session: Session, fair: Fair, today: date) -> Counter[int]:
    rows = session.scalars(
        select(Interest.agency_id).where(Interest.fair_id == fair.id, Interest.walk_in_on == today)
    )
    return Counter(rows)


def _slots(session: Session, fair: Fair, today: date) -> list[SlotTime]:
    rows = session.execute(
        select(Slot.date, Slot.starts, Slot.ends).where(Slot.fair_id == fair.id, Slot.date == today)
    )
    return [SlotTime(*row) for row in rows]


def _agencies(session: Session, fair: Fair) -> dict[int, Agency]:
    found = session.scalars(
        select(Agency)
        .where(Agency.fair_id == fair.id)
        .options(joinedload(Agency.booth).selectinload(Booth.hours))
        .order_by(Agency.code)
        .execution_options(populate_existing=True)
    )
    return {one.id: one for one in found}
