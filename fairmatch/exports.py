"""The published timetable and all its calendars as files in a folder."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.orm import Session

from fairmatch.fair_file import fair_file
from fairmatch.feeds import Edition, agency_calendar, fair_calendar, firm_calendar
from fairmatch.files.folder import write_files
from fairmatch.files.report_markdown import report_markdown
from fairmatch.models import Agency, Fair, Firm
from fairmatch.published import Published, as_csv, as_json, as_xlsx, read_published
from fairmatch.schedules import Appointment


def export_fair(session: Session, fair: Fair, folder: Path, *, address: str) -> list[Path]:
    """Write the latest published version into the folder and give the files written.

    These are ``timetable.json``, ``timetable.xlsx``, ``timetable.csv``, the quality report as
    ``quality-report.json`` and ``.md`` where the version has one, ``fair.xlsx``, which can be
    imported again, ``calendars/fair.ics`` and a calendar for each agency and each firm.
    Everything is made before anything is written; the same version of the same fair gives the
    same bytes. The number of queries does not depend on the size of the fair.

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
    published = read_published(session, fair)
    files = [
        ("timetable.json", as_json(published)),
        ("timetable.xlsx", as_xlsx(published)),
        ("timetable.csv", as_csv(published)),
        *_report(published),
        ("fair.xlsx", fair_file(session, fair, made=published.at)),
        *_calendars(fair, published.agencies, published.firms, published.appointments, address),
    ]
    return write_files(folder, files)


def _report(published: Published) -> Iterator[tuple[str, bytes]]:
    report, fair = published.report, published.fair
    if report is None:
        return
    words = report_markdown(
        report, fair_ko=fair.name_ko, fair_en=fair.name_en, number=published.number
    )
    yield "quality-report.json", report.model_dump_json(indent=2).encode() + b"\n"
    yield "quality-report.md", words.encode()


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
