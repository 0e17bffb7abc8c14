"""The published timetable as JSON; docs/schema/timetable.schema.json describes the file.

The organiser's file: it names who meets whom, but nobody's telephone or e-mail.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from fairmatch.models import Agency, ConsultationState, Fair, Firm
from fairmatch.reports.model import UnmetInterest
from fairmatch.schedules import Appointment
from fairmatch.wording import Words

LocalTime = Annotated[
    time,
    PlainSerializer(lambda at: f"{at:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}),
]
"""A time of day in the fair's zone; the schema's own format for times wants an offset."""


class Part(BaseModel):
    """Base of the file's parts: nothing unknown in them."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DayPart(Part):
    """One day of the fair, in local time."""

    date: date
    opens: LocalTime
    closes: LocalTime
    lunch_from: LocalTime | None
    lunch_to: LocalTime | None


class FairPart(Part):
    """The fair; times without an offset are times of ``zone``."""

    code: str
    name: Words
    venue: Words
    zone: str = Field(description="IANA time zone")
    slot_minutes: int = Field(description="length of a consultation, minutes")
    days: tuple[DayPart, ...]


class VersionPart(Part):
    """Which published version of the timetable this is."""

    number: int = Field(ge=1)
    published_at: datetime


class BoothPart(Part):
    """An agency's place: metres from a corner of the hall, consultations held at once."""

    code: str
    area: str
    tables: int
    x: int
    y: int


class AgencyPart(Part):
    """A public agency and its booth."""

    code: str
    name: Words
    booth: BoothPart


class FirmPart(Part):
    """A firm; ``name.en`` is empty where it has none."""

    code: str
    name: Words


class PlanPart(Part):
    """The plan item a firm asked to talk about."""

    code: str
    title: str


class ConsultationPart(Part):
    """One consultation; a cancelled one keeps the place and time it last had.

    ``uid`` is the same in every version and in every calendar, ``sequence`` grows by one
    with each published change.
    """

    uid: str
    sequence: int = Field(ge=0)
    changed_at: datetime | None
    state: ConsultationState
    firm: str = Field(description="code of the firm")
    agency: str = Field(description="code of the agency")
    booth: str
    table: int = Field(ge=1, description="counted from 1 within the booth")
    starts_at: datetime = Field(description="with the offset of the fair's zone")
    ends_at: datetime = Field(description="with the offset of the fair's zone")
    department: str
    purpose: str
    plan: PlanPart | None
    arranged: bool = Field(description="fixed beforehand")


class UnmetPart(Part):
    """A wish that is not held, and why."""

    firm: str = Field(description="code of the firm")
    agency: str = Field(description="code of the agency")
    rank: int = Field(ge=1, description="1 is the firm's dearest wish")
    kind: str
    reason: Words


class TimetableFile(Part):
    """The whole file."""

    format: Literal["fairmatch-timetable"]
    format_version: Literal[1]
    fair: FairPart
    version: VersionPart
    agencies: tuple[AgencyPart, ...]
    firms: tuple[FirmPart, ...]
    consultations: tuple[ConsultationPart, ...]
    unmet: tuple[UnmetPart, ...]


def timetable_json(
    fair: Fair,
    *,
    number: int,
    published_at: datetime,
    agencies: Iterable[Agency],
    firms: Iterable[Firm],
    appointments: Iterable[Appointment],
    unmet: Iterable[UnmetInterest],
) -> bytes:
    """Give the file, UTF-8, indented; the same values give the same bytes."""
    zone = ZoneInfo(fair.zone)
    whole = TimetableFile(
        format="fairmatch-timetable",
        format_version=1,
        fair=_fair(fair),
        version=VersionPart(number=number, published_at=published_at),
        agencies=tuple(_agency(agency) for agency in agencies),
        firms=tuple(
            FirmPart(code=firm.code, name=Words(ko=firm.name_ko, en=firm.name_en)) for firm in firms
        ),
        consultations=tuple(_consultation(one, zone) for one in appointments),
        unmet=tuple(_unmet(one) for one in unmet),
    )
    return whole.model_dump_json(indent=2).encode() + b"\n"


def schema() -> str:
    """Give the JSON Schema of the file."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TimetableFile.model_json_schema(mode="serialization"),
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _fair(fair: Fair) -> FairPart:
    return FairPart(
        code=fair.code,
        name=Words(ko=fair.name_ko, en=fair.name_en),
        venue=Words(ko=fair.venue_ko, en=fair.venue_en),
        zone=fair.zone,
        slot_minutes=fair.slot_minutes,
        days=tuple(
            DayPart(
                date=day.date,
                opens=day.opens,
                closes=day.closes,
                lunch_from=day.lunch_from,
                lunch_to=day.lunch_to,
            )
            for day in fair.days
        ),
    )


def _agency(agency: Agency) -> AgencyPart:
    booth = agency.booth
    return AgencyPart(
        code=agency.code,
        name=Words(ko=agency.name_ko, en=agency.name_en),
        booth=BoothPart(
            code=booth.code, area=booth.area, tables=booth.tables, x=booth.x, y=booth.y
        ),
    )


def _consultation(one: Appointment, zone: ZoneInfo) -> ConsultationPart:
    return ConsultationPart(
        uid=one.uid,
        sequence=one.sequence,
        changed_at=one.changed_at,
        state=one.state,
        firm=one.firm_code,
        agency=one.agency_code,
        booth=one.booth,
        table=one.table,
        starts_at=one.starts_at.astimezone(zone),
        ends_at=one.ends_at.astimezone(zone),
        department=one.department,
        purpose=one.purpose,
        plan=PlanPart(code=one.plan_code, title=one.plan_title) if one.plan_code else None,
        arranged=one.pinned,
    )


def _unmet(one: UnmetInterest) -> UnmetPart:
    return UnmetPart(
        firm=one.firm_code,
        agency=one.agency_code,
        rank=one.rank,
        kind=one.kind,
        reason=one.organiser_words,
    )
