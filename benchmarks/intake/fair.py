"""A fair of many firms, each with a contact who is signed in, and a server that serves it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from uuid import uuid4

from flask import session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import open_database, reading, writing
from fairmatch.models import (
    Account,
    Agency,
    AgencyKind,
    Booth,
    Fair,
    FairDay,
    Firm,
    Membership,
    Phase,
    PhaseWindow,
    Role,
    Slot,
)
from fairmatch.secret import make_secret
from web.accounts.visits import begin
from web.app import create_app

CODE = "crowd"


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact whose form is open: the cookie of the visit, and the form's token."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Prepared:
    """A fair in a database, and the open form of each firm's contact by the firm's code."""

    settings: Settings
    agencies: tuple[str, ...]
    visits: dict[str, Visit]


def prepare(database: str, folder: Path, *, firms: int, agencies: int, limit: int) -> Prepared:
    """Fill a migrated, empty database; requests are open for a day from now."""
    make_secret(folder / "secret")
    settings = Settings(database=database, secret_file=folder / "secret")
    engine = open_database(database)
    now = datetime.now(UTC)
    codes = tuple(f"A{number:03}" for number in range(1, agencies + 1))
    with writing(engine) as rows:
        fair = _fair(now, limit)
        rows.add(fair)
        rows.flush()
        rows.add(
            PhaseWindow(fair_id=fair.id, phase=Phase.REQUESTS, closes_at=now + timedelta(days=1))
        )
        for number, code in enumerate(codes):
            booth = Booth(fair_id=fair.id, code=f"B{number}", x=10 * number, y=0)
            rows.add(
                Agency(
                    fair_id=fair.id,
                    code=code,
                    name_ko=f"기관 {number}",
                    name_en=f"Agency {number}",
                    kind=AgencyKind.DISTRICT,
                    booth=booth,
                )
            )
        for number in range(1, firms + 1):
            rows.add(_contact(fair, f"F{number:03}", now))
    try:
        return Prepared(settings, codes, _visits(engine, settings))
    finally:
        engine.dispose()


def _fair(now: datetime, limit: int) -> Fair:
    day = (now + timedelta(days=30)).date()
    return Fair(
        code=CODE,
        name_ko="막바지 상담회",
        name_en="Last-minute fair",
        venue_ko="광장",
        venue_en="Square",
        organiser_name="서울시",
        organiser_email="fair@example.org",
        request_limit=limit,
        days=[FairDay(date=day, opens=clock_time(10), closes=clock_time(17))],
        slots=[_slot(day, number) for number in range(18)],
    )


def _slot(day: date, number: int) -> Slot:
    starts = datetime.combine(day, clock_time(10)) + timedelta(minutes=20 * number)
    ends = starts + timedelta(minutes=20)
    return Slot(position=number, date=day, starts=starts.time(), ends=ends.time())


def _contact(fair: Fair, code: str, now: datetime) -> Membership:
    firm = Firm(
        fair_id=fair.id, code=code, registration_number=f"number {code}", name_ko=f"기업 {code}"
    )
    account = Account(email=f"{code.lower()}@example.com", session_key=uuid4().hex, made_at=now)
    return Membership(account=account, fair=fair, firm=firm, role=Role.CONTACT, made_at=now)


def _visits(engine: Engine, settings: Settings) -> dict[str, Visit]:
    """Let every contact be signed in and open a form, as the server itself would."""
    app = create_app(settings, engine=engine)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    visits: dict[str, Visit] = {}
    with reading(engine) as database:
        contacts = database.execute(
            select(Firm.code, Account)
            .join(Membership, Membership.firm_id == Firm.id)
            .join(Account, Account.id == Membership.account_id)
        )
        for code, account in contacts:
            with app.test_request_context():
                begin(account)
                token = generate_csrf()
                visits[code] = Visit(f"session={serializer.dumps(dict(session))}", token)
    return visits
