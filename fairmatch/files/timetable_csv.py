"""The published timetable as one flat CSV file: a line a consultation, cancelled ones too."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from fairmatch.files import delimited
from fairmatch.models import Fair
from fairmatch.schedules import Appointment

HEADINGS = (
    "date",
    "starts",
    "ends",
    "booth",
    "table",
    "agency",
    "agency_name_ko",
    "agency_name_en",
    "firm",
    "firm_name_ko",
    "firm_name_en",
    "department",
    "plan",
    "purpose",
    "arranged",
    "state",
    "uid",
)


def timetable_csv(fair: Fair, appointments: Sequence[Appointment]) -> bytes:
    """Give the file in UTF-8 with a byte order mark, which Excel asks for; times are local."""
    zone = ZoneInfo(fair.zone)
    return delimited.write(HEADINGS, (_row(one, zone) for one in appointments))


def _row(one: Appointment, zone: ZoneInfo) -> list[str | int]:
    starts, ends = (at.astimezone(zone) for at in (one.starts_at, one.ends_at))
    return [
        starts.date().isoformat(),
        f"{starts:%H:%M}",
        f"{ends:%H:%M}",
        one.booth,
        one.table,
        one.agency_code,
        one.agency_name_ko,
        one.agency_name_en,
        one.firm_code,
        one.firm_name_ko,
        one.firm_name_en,
        one.department,
        one.plan_code,
        one.purpose,
        "yes" if one.pinned else "no",
        one.state.value,
        one.uid,
    ]
