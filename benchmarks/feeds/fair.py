"""A published fair of the size of Seoul's, and the secret addresses of all its calendars."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.config import Settings
from fairmatch.db import migrate, open_database, writing
from fairmatch.models import (
    Agency,
    AgencyKind,
    Booth,
    Consultation,
    ConsultationState,
    Fair,
    FairDay,
    Firm,
    Interest,
    LinkPurpose,
    Placement,
    Timetable,
)
from fairmatch.secret import make_secret, read_secret

DAYS = (date(2015, 10, 29), date(2015, 10, 30))
SLOTS = 18
PUBLISHED = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def prepare(
    database: str, folder: Path, *, firms: int, agencies: int, each: int
) -> tuple[Settings, list[str]]:
    """Fill an empty database; give its settings and the tokens of every party's calendar.

    Parameters
    ----------
    each
        Consultations of each firm.
    """
    make_secret(folder / "secret")
    settings = Settings(database=database, secret_file=folder / "secret")
    secret = read_secret(settings.secret_file)
    engine = open_database(database)
    migrate(engine)
    with writing(engine) as session:
        fair = _fair()
        session.add(fair)
        session.flush()
        booths = [_agency(fair, number) for number in range(agencies)]
        people = [_firm(fair, number) for number in range(firms)]
        session.add_all([*booths, *people])
        session.flush()
        _publish(session, fair, booths, people, each)
        tokens = [
            links.address(
                session,
                secret,
                fair,
                firm=one if isinstance(one, Firm) else None,
                agency=one if isinstance(one, Agency) else None,
                purpose=LinkPurpose.FEED,
                clock=lambda: PUBLISHED,
            )
            for one in (*people, *booths)
        ]
    engine.dispose()
    return settings, tokens


def _fair() -> Fair:
    return Fair(
        code="polled",
        name_ko="사회적경제 공공구매 상담회",
        name_en="Purchase consultations",
        venue_ko="광화문광장",
        venue_en="Gwanghwamun Square",
        latitude=37.5725,
        longitude=126.9769,
        organiser_name="서울특별시 사회적경제과",
        organiser_email="fair@example.org",
        days=[FairDay(date=day, opens=time(10), closes=time(17)) for day in DAYS],
    )


def _agency(fair: Fair, number: int) -> Agency:
    return Agency(
        fair_id=fair.id,
        code=f"A{number:02}",
        name_ko=f"기관 {number}",
        name_en=f"Agency {number}",
        kind=AgencyKind.DISTRICT,
        department="총무과",
        officer="김담당",
        phone="02-000-0000",
        email=f"a{number}@example.org",
        booth=Booth(fair_id=fair.id, code=f"B{number:02}", area="가", x=10 * number, y=0),
    )


def _firm(fair: Fair, number: int) -> Firm:
    return Firm(
        fair_id=fair.id,
        code=f"F{number:03}",
        registration_number=f"number {number}",
        name_ko=f"기업 {number}",
        name_en=f"Firm {number}",
        contact="박대표",
        phone="010-0000-0000",
        email=f"f{number}@example.com",
        consent_third_party=DAYS[0] - timedelta(days=60),
    )


def _publish(
    session: Session, fair: Fair, agencies: list[Agency], firms: list[Firm], each: int
) -> None:
    """Publish a version in which every booth fills its slots and tables one after the other."""
    version = Timetable(
        fair_id=fair.id, number=1, made_at=PUBLISHED, published_at=PUBLISHED, revision=0, report={}
    )
    session.add(version)
    session.flush()
    seated: Counter[int] = Counter()
    for index, firm in enumerate(firms):
        for rank in range(each):
            agency = agencies[(index + 7 * rank) % len(agencies)]
            seat, seated[agency.id] = seated[agency.id], seated[agency.id] + 1
            table, slot = divmod(seat, SLOTS * len(DAYS))
            day, number = divmod(slot, SLOTS)
            starts = datetime.combine(DAYS[day], time(1), tzinfo=UTC) + timedelta(
                minutes=20 * number
            )
            one = Consultation(
                fair_id=fair.id,
                firm_id=firm.id,
                agency_id=agency.id,
                uid=f"{uuid4().hex}@fairmatch",
                state=ConsultationState.CONFIRMED,
                changed_at=PUBLISHED,
            )
            one.placement = Placement(
                timetable_id=version.id,
                consultation=one,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=20),
                booth_code=agency.booth.code,
                table=table + 1,
            )
            wish = Interest(fair_id=fair.id, firm_id=firm.id, agency_id=agency.id, rank=rank + 1)
            wish.purpose = "단체복과 작업복 납품 상담"
            session.add_all([one, wish])
    session.flush()
