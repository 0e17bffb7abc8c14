"""A draft of a whole fair: 44 booths by 36 times, 1,300 consultations of 300 firms."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import session as visit
from sqlalchemy.orm import Session

from fairmatch.config import Settings
from fairmatch.db import migrate, open_database, writing
from fairmatch.fairs import OpeningHours, cut_slots
from fairmatch.hours import moment
from fairmatch.models import (
    Account,
    Agency,
    AgencyKind,
    Booth,
    Consultation,
    Fair,
    FairDay,
    Firm,
    Interest,
    Membership,
    Placement,
    Role,
    Slot,
    Timetable,
)
from fairmatch.secret import make_secret
from web.accounts.visits import begin
from web.app import create_app

CODE = "grid"
FIRMS, BOOTHS, TALKS, WISHES = 300, 44, 1300, 1500
A_DAY = 15
"""Slots of each booth and day that are filled; the others are kept for walk-ins."""


@dataclass(frozen=True)
class Hall:
    """The fair's server settings, its draft's grid, and an organiser's cookie."""

    settings: Settings
    grid: str
    cookie: str


def make(folder: Path, database: str | None = None) -> Hall:
    """Fill a new SQLite file, or the empty database named, and sign an organiser in."""
    secret = folder / "secret"
    make_secret(secret)
    settings = Settings(database=database or f"sqlite:///{folder}/grid.sqlite3", secret_file=secret)
    engine = open_database(settings.database)
    migrate(engine)
    try:
        with writing(engine) as rows:
            account = Account(
                email="kim@example.org", session_key=uuid4().hex, made_at=datetime.now(UTC)
            )
            draft = _draft(rows, account)
        app = create_app(settings, engine=engine)
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        with app.test_request_context(), writing(engine) as rows:
            begin(rows.merge(account))
            cookie = str(serializer.dumps(dict(visit)))
        return Hall(settings, f"/desk/{CODE}/drafts/{draft}/grid", cookie)
    finally:
        engine.dispose()


def _draft(rows: Session, account: Account) -> int:
    """Add the fair and a draft that keeps its rules; talk number n is of firm n modulo 300."""
    fair = _fair()
    rows.add(fair)
    rows.add(Membership(account=account, fair=fair, role=Role.ORGANISER, made_at=account.made_at))
    rows.flush()
    firms = [
        Firm(
            fair_id=fair.id,
            code=f"F{n:03}",
            registration_number=f"{n}",
            name_ko=f"기업협동조합 {n}",
        )
        for n in range(FIRMS)
    ]
    agencies = [_agency(fair.id, n) for n in range(BOOTHS)]
    rows.add_all([*firms, *agencies])
    draft = Timetable(fair_id=fair.id, made_at=account.made_at, revision=0, report={})
    rows.add(draft)
    rows.flush()
    slots = [slot for slot in fair.slots if slot.position % (len(fair.slots) // 2) < A_DAY]
    ranks = [0] * FIRMS
    for number in range(WISHES):
        place, booth = divmod(number, BOOTHS)
        firm, agency = firms[number % FIRMS], agencies[booth]
        ranks[number % FIRMS] += 1
        rank = ranks[number % FIRMS]
        rows.add(Interest(fair_id=fair.id, firm_id=firm.id, agency_id=agency.id, rank=rank))
        if number < TALKS:
            both = Consultation(
                fair_id=fair.id, firm_id=firm.id, agency_id=agency.id, uid=uuid4().hex
            )
            rows.add(both)
            rows.flush()
            rows.add(_placed(draft, both, slots[place], agency.booth.code))
    return draft.id


def _placed(draft: Timetable, both: Consultation, slot: Slot, booth: str) -> Placement:
    zone = ZoneInfo("Asia/Seoul")
    return Placement(
        timetable_id=draft.id,
        consultation_id=both.id,
        slot_id=slot.id,
        starts_at=moment(slot.date, slot.starts, zone),
        ends_at=moment(slot.date, slot.ends, zone),
        booth_code=booth,
        table=1,
    )


def _agency(fair_id: int, number: int) -> Agency:
    booth = Booth(fair_id=fair_id, code=f"B{number + 1:02}", x=4 * number, y=0)
    return Agency(
        fair_id=fair_id,
        code=f"A{number + 1:02}",
        name_ko=f"기관 {number + 1}",
        name_en=f"Agency {number + 1}",
        kind=AgencyKind.DISTRICT,
        booth=booth,
    )


def _fair() -> Fair:
    first = (datetime.now(UTC) + timedelta(days=30)).date()
    days = [_day(first), _day(first + timedelta(days=1))]
    times = [time for day in days for time in cut_slots(day, 20, 0)]
    return Fair(
        code=CODE,
        name_ko="손으로 고치는 상담회",
        name_en="Fair by hand",
        venue_ko="광장",
        venue_en="Square",
        organiser_name="서울시",
        organiser_email="fair@example.org",
        days=[FairDay(date=day.date, opens=day.opens, closes=day.closes) for day in days],
        slots=[
            Slot(position=place, date=time.date, starts=time.starts, ends=time.ends)
            for place, time in enumerate(times)
        ],
    )


def _day(day: date) -> OpeningHours:
    return OpeningHours(day, clock_time(10), clock_time(16))
