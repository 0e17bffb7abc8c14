"""Fairs made row by row: small, plain, and quick to read in a test."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import (
    Agency,
    AgencyKind,
    Booth,
    BoothHours,
    Consultation,
    Fair,
    FairDay,
    Firm,
    FirmHours,
    Interest,
    Mark,
    MarkKind,
    Pin,
    Placement,
    Slot,
    Timetable,
)
from fairmatch.registration import check_digit

FIRST_DAY = date(2015, 10, 29)
MADE_AT = datetime(2015, 10, 18, 9, 0, tzinfo=UTC)

Hours = Sequence[tuple[int, str, str]]
"""Day counted from 0, start and end as HH:MM."""


def add_fair(
    session: Session,
    code: str = "fair",
    *,
    days: int = 1,
    slots: int = 3,
    lunch_after: int | None = None,
    first_day: date = FIRST_DAY,
    **settings: Any,
) -> Fair:
    """Add a fair of 20-minute slots from 10:00, with an hour of lunch after some of them.

    There is no walk-in reserve unless one is set.
    """
    texts = {"name_ko": "구매상담회", "name_en": "Fair", "venue_ko": "광장", "venue_en": "Square"}
    organiser = {"organiser_name": "서울시", "organiser_email": "fair@example.org"}
    fair = Fair(code=code, **(texts | organiser | {"walk_in_reserve": 0} | settings))
    session.add(fair)
    session.flush()
    numbers = count()
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        at = datetime.combine(day, time(10, 0), tzinfo=UTC)
        lunch: tuple[time | None, time | None] = (None, None)
        for index in range(slots):
            if index == lunch_after:
                lunch = (at.time(), (at + timedelta(hours=1)).time())
                at += timedelta(hours=1)
            ends = at + timedelta(minutes=20)
            session.add(
                Slot(
                    fair_id=fair.id,
                    position=next(numbers),
                    date=day,
                    starts=at.time(),
                    ends=ends.time(),
                )
            )
            at = ends
        session.add(
            FairDay(
                fair_id=fair.id,
                date=day,
                opens=time(10, 0),
                closes=at.time(),
                lunch_from=lunch[0],
                lunch_to=lunch[1],
            )
        )
    session.flush()
    return fair


def add_agency(
    session: Session,
    fair: Fair,
    code: str,
    *,
    tables: int = 1,
    at: tuple[int, int] = (0, 0),
    hours: Hours = (),
) -> Agency:
    """Add an agency whose booth has the same number: A1 sits at B1."""
    agency = Agency(
        fair_id=fair.id,
        code=code,
        name_ko=f"기관 {code}",
        name_en=f"Agency {code}",
        kind=AgencyKind.DISTRICT,
        department="총무과",
        officer="김담당",
        phone="02-000-0000",
        email=f"{code.lower()}@example.org",
        booth=Booth(
            fair_id=fair.id, code=f"B{code[1:]}", tables=tables, area="가", x=at[0], y=at[1]
        ),
    )
    session.add(agency)
    session.flush()
    agency.booth.hours = [
        BoothHours(
            date=FIRST_DAY + timedelta(days=day),
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
        )
        for day, opens, closes in hours
    ]
    session.flush()
    return agency


def add_firm(session: Session, fair: Fair, code: str, *, hours: Hours = (), **fields: Any) -> Firm:
    """Add a firm; its registration number is made of the digits of its code."""
    digits = "".join(filter(str.isdigit, code)).zfill(9)
    number = digits + check_digit(digits)
    firm = Firm(
        fair_id=fair.id,
        code=code,
        registration_number=f"{number[:3]}-{number[3:5]}-{number[5:]}",
        name_ko=f"기업 {code}",
        name_en=f"Firm {code}",
        contact="박대표",
        phone="010-0000-0000",
        email=f"{code.lower()}@example.com",
        **fields,
    )
    session.add(firm)
    firm.hours = [
        FirmHours(
            date=FIRST_DAY + timedelta(days=day),
            comes=time.fromisoformat(comes),
            leaves=time.fromisoformat(leaves),
        )
        for day, comes, leaves in hours
    ]
    session.flush()
    return firm


def add_interests(session: Session, firm: Firm, *agencies: Agency, **fields: Any) -> None:
    """Add the firm's wishes, the dearest first, below those it has."""
    held = session.scalars(select(Interest.rank).where(Interest.firm_id == firm.id)).all()
    for rank, agency in enumerate(agencies, start=max(held, default=0) + 1):
        session.add(
            Interest(
                fair_id=firm.fair_id, firm_id=firm.id, agency_id=agency.id, rank=rank, **fields
            )
        )
    session.flush()


def add_mark(session: Session, agency: Agency, firm: Firm, kind: MarkKind) -> None:
    """Add what the agency says of the firm."""
    session.add(
        Mark(fair_id=agency.fair_id, agency_id=agency.id, firm_id=firm.id, kind=kind, reason="")
    )
    session.flush()


def add_pin(
    session: Session, firm: Firm, agency: Agency, slot: Slot, *, department: str = ""
) -> Pin:
    """Add a consultation arranged beforehand for a slot."""
    pin = Pin(
        fair_id=firm.fair_id,
        firm_id=firm.id,
        agency_id=agency.id,
        date=slot.date,
        starts=slot.starts,
        department=department,
        purpose="",
    )
    session.add(pin)
    session.flush()
    return pin


def slots_of(session: Session, fair: Fair) -> list[Slot]:
    """Give the fair's slots in order."""
    return list(
        session.scalars(select(Slot).where(Slot.fair_id == fair.id).order_by(Slot.position))
    )


def starts_of(slot: Slot) -> datetime:
    """Give the moment at which a slot starts, in UTC."""
    return datetime.combine(slot.date, slot.starts, tzinfo=ZoneInfo(slot.fair.zone)).astimezone(UTC)


def add_draft(
    session: Session,
    fair: Fair,
    held: Mapping[tuple[Firm, Agency], tuple[Slot, int]],
    *,
    pinned: Sequence[tuple[Firm, Agency]] = (),
) -> Timetable:
    """Add a draft that holds these consultations at these slots and tables."""
    draft = Timetable(fair_id=fair.id, made_at=MADE_AT, revision=fair.revision, report={})
    session.add(draft)
    session.flush()
    for (firm, agency), (slot, table) in held.items():
        known = select(Consultation).where(
            Consultation.firm_id == firm.id, Consultation.agency_id == agency.id
        )
        consultation = session.scalars(known).one_or_none()
        if consultation is None:
            uid = f"{fair.code}-{firm.code}-{agency.code}"
            consultation = Consultation(
                fair_id=fair.id, firm_id=firm.id, agency_id=agency.id, uid=uid
            )
            session.add(consultation)
            session.flush()
        starts = starts_of(slot)
        session.add(
            Placement(
                timetable_id=draft.id,
                consultation_id=consultation.id,
                slot_id=slot.id,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=20),
                booth_code=agency.booth.code,
                table=table,
                pinned=(firm, agency) in pinned,
            )
        )
    session.flush()
    return draft
