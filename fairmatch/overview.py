"""A fair at a glance: the figures everybody may know."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from fairmatch.models import (
    Agency,
    Fair,
    Firm,
    Interest,
    Placement,
    PlanItem,
    PlanState,
    Slot,
    Timetable,
)
from fairmatch.schedules import latest_published


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a fair; ``amount`` is won.

    ``version`` and ``consultations`` are those of the latest published timetable, None
    before the first.
    """

    agencies: int
    firms: int
    interests: int
    plan_items: int
    amount: int
    version: int | None
    consultations: int | None


def all_fairs(session: Session) -> list[Fair]:
    """Give every fair with its days, the newest first."""
    fairs = session.scalars(select(Fair).options(selectinload(Fair.days)))

    def last_day(fair: Fair) -> tuple[date, str]:
        return max((day.date for day in fair.days), default=date.min), fair.code

    return sorted(fairs, key=last_day, reverse=True)


def figures(session: Session, fair: Fair) -> Figures:
    """Count what the fair consists of; firms that take no part and what they ask do not count."""
    agencies = select(func.count(Agency.id)).where(Agency.fair_id == fair.id)
    firms = select(func.count(Firm.id)).where(Firm.fair_id == fair.id, Firm.takes_part)
    interests = (
        select(func.count(Interest.id))
        .join(Interest.firm)
        .where(Interest.fair_id == fair.id, Firm.takes_part)
    )

    items, amount = session.execute(
        select(func.count(), func.coalesce(func.sum(PlanItem.amount), 0)).where(
            PlanItem.fair_id == fair.id, PlanItem.state == PlanState.PUBLISHED
        )
    ).one()
    published = latest_published(session, fair)
    held = None
    if published is not None:
        held = session.scalar(select(func.count()).where(Placement.timetable_id == published.id))
    return Figures(
        agencies=session.scalar(agencies) or 0,
        firms=session.scalar(firms) or 0,
        interests=session.scalar(interests) or 0,
        plan_items=items,
        amount=int(amount),
        version=published.number if published else None,
        consultations=held,
    )


def at_once(session: Session, timetable: Timetable) -> dict[date, list[tuple[time, int]]]:
    """Give, day by day, how many consultations a draft or version holds at each time.

    Times are those at which a slot of the fair or a consultation starts, in local time.
    """
    fair = timetable.fair
    zone = ZoneInfo(fair.zone)
    counts: Counter[tuple[date, time]] = Counter()
    for slot in session.execute(select(Slot.date, Slot.starts).where(Slot.fair_id == fair.id)):
        counts[slot.date, slot.starts] = 0
    rows = session.execute(
        select(Placement.starts_at, func.count())
        .where(Placement.timetable_id == timetable.id)
        .group_by(Placement.starts_at)
    )
    for starts_at, number in rows:
        there = starts_at.astimezone(zone)
        counts[there.date(), there.time()] += number
    days: dict[date, list[tuple[time, int]]] = {}
    for day, starts in sorted(counts):
        days.setdefault(day, []).append((starts, counts[day, starts]))
    return days
