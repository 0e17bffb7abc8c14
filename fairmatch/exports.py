"""The published timetable and all its calendars as files in a folder."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.errors import NoTimetable
from fairmatch.feeds import Edition, agency_calendar, fair_calendar, firm_calendar
from fairmatch.files.folder import write_files
from fairmatch.files.report_markdown import report_markdown
from fairmatch.files.timetable_json import timetable_json
from fairmatch.files.timetable_xlsx import timetable_xlsx
from fairmatch.models import Agency, Fair, Firm
from fairmatch.reports.model import QualityReport
from fairmatch.schedules import Appointment, fair_schedule, grid, latest_published


def export_fair(session: Session, fair: Fair, folder: Path, *, address: str) -> list[Path]:
    """Write the latest published version into the folder and give the files written.

    These are ``timetable.json``, ``timetable.xlsx``, ``quality-report.json``,
    ``quality-report.md``, ``calendars/fair.ics`` and a calendar for each agency and each
    firm. Everything is made before anything is written; the same version gives the same
    bytes. The number of queries does not depend on the size of the fair.

    Parameters
    ----------
    address
        What public addresses start with; calendars point there.

    Raises
    ------
    NoTimetable
        If nothing has been published.
    CannotWrite
        If the folder is a file, or the disk is full or may not be written to.
    """
    version = latest_published(session, fair)
    if version is None or version.number is None or version.published_at is None:
        raise NoTimetable(f"the fair {fair.code!r} has no published timetable; publish one first")
    agencies = session.scalars(
        select(Agency)
        .where(Agency.fair_id == fair.id)
        .options(joinedload(Agency.booth))
        .order_by(Agency.code)
    ).all()
    firms = session.scalars(select(Firm).where(Firm.fair_id == fair.id).order_by(Firm.code)).all()
    appointments = fair_schedule(session, fair)
    report = QualityReport.model_validate(version.report)
    table = timetable_json(
        fair,
        number=version.number,
        published_at=version.published_at,
        agencies=agencies,
        firms=firms,
        appointments=appointments,
        unmet=report.unmet,
    )
    workbook = timetable_xlsx(
        fair,
        number=version.number,
        published_at=version.published_at,
        grids=[grid(session, version, day.date) for day in fair.days],
        appointments=appointments,
        unmet=report.unmet,
    )
    words = report_markdown(
        report, fair_ko=fair.name_ko, fair_en=fair.name_en, number=version.number
    )
    files = [
        ("timetable.json", table),
        ("timetable.xlsx", workbook),
        ("quality-report.json", report.model_dump_json(indent=2).encode() + b"\n"),
        ("quality-report.md", words.encode()),
        *_calendars(fair, agencies, firms, appointments, address),
    ]
    return write_files(folder, files)


def _calendars(
    fair: Fair,
    agencies: Iterable[Agency],
    firms: Iterable[Firm],
    appointments: Sequence[Appointment],
    address: str,
) -> Iterator[tuple[str, bytes]]:
    of_agency: dict[str, list[Appointment]] = defaultdict(list)
    of_firm: dict[str, list[Appointment]] = defaultdict(list)
    for one in appointments:
        of_agency[one.agency_code].append(one)
        of_firm[one.firm_code].append(one)
    edition = Edition(address)
    yield "calendars/fair.ics", fair_calendar(fair, appointments, edition).content
    for agency in agencies:
        feed = agency_calendar(fair, agency, of_agency[agency.code], edition)
        yield f"calendars/agencies/{quote(agency.code, safe='')}.ics", feed.content
    for firm in firms:
        wanted = Edition(address, language="en" if firm.language == "en" else "ko")
        feed = firm_calendar(fair, firm, of_firm[firm.code], wanted)
        yield f"calendars/firms/{quote(firm.code, safe='')}.ics", feed.content
