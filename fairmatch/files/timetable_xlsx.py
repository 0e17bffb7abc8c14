"""The published timetable as a workbook: a grid a day, by firm, flat, unmet wishes, the report.

Every text is written as text, so nothing in it is ever taken for a formula or an address.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from xlsxwriter.worksheet import Worksheet

from fairmatch.files.calendars import one_line, several_lines
from fairmatch.files.report_sheet import FIGURES, LOAD, figure_rows, load_rows
from fairmatch.files.sheets import Cell, Column, Formats, open_book, prepare, write_table
from fairmatch.models import Fair
from fairmatch.reports.model import QualityReport, UnmetInterest
from fairmatch.schedules import Appointment, Grid, GridCell
from fairmatch.wording import WEEKDAYS_KO

CLOSED = "–"


_WHEN = (
    Column("날짜", "Date", 12),
    Column("요일", "Day", 6),
    Column("시작", "From", 8),
    Column("끝", "To", 8),
)
_WHERE = (Column("부스", "Booth", 8), Column("상담석", "Table", 8))
_FIRM = (Column("기업 코드", "Firm code", 10), Column("기업", "Firm", 28))
_AGENCY = (Column("기관 코드", "Agency code", 10), Column("기관", "Agency", 24))
_ABOUT = (
    Column("상담 부서", "Department", 20),
    Column("구매계획", "Plan item", 36),
    Column("상담 목적", "Purpose", 36),
)
_BY_FIRM = (*_FIRM, *_WHEN, *_WHERE, *_AGENCY, *_ABOUT)
_FLAT = (
    *_WHEN,
    *_WHERE,
    *_AGENCY,
    *_FIRM,
    *_ABOUT,
    Column("사전 약속", "Arranged", 10),
    Column("상태", "State", 10),
    Column("식별자", "Identity", 36),
)
_UNMET = (
    *_FIRM,
    *_AGENCY,
    Column("순위", "Rank", 6),
    Column("사유", "Reason (Korean)", 60),
    Column("사유(영문)", "Reason", 60),
)
_GRID = (Column("부스", "Booth", 8), Column("기관", "Agency", 24), Column("구역", "Area", 8))


def timetable_xlsx(
    fair: Fair,
    *,
    number: int,
    published_at: datetime,
    grids: Sequence[Grid],
    appointments: Sequence[Appointment],
    report: QualityReport | None,
) -> bytes:
    """Give the workbook; the same values give the same bytes. Times are local."""
    zone = ZoneInfo(fair.zone)
    file = io.BytesIO()
    title = f"{one_line(fair.name_ko)} {number}판"
    book = open_book(file, title=title, author=fair.organiser_name, made=published_at)
    formats = Formats.of(book)
    held = [one for one in appointments if not one.cancelled]
    unmet = report.unmet if report else ()
    for grid in grids:
        sheet = book.add_worksheet(f"{grid.date}({WEEKDAYS_KO[grid.date.weekday()]})")
        _write_grid(sheet, formats, grid, zone)
        prepare(sheet, title, frozen=len(_GRID))
    by_firm = sorted(held, key=lambda one: (one.firm_name_ko, one.firm_code, one.starts_at))
    tables: tuple[tuple[str, Sequence[Column], list[list[Cell]], int], ...] = (
        ("기업별", _BY_FIRM, [_firm_row(one, zone) for one in by_firm], len(_FIRM)),
        ("전체", _FLAT, [_flat_row(one, zone) for one in appointments], 0),
        ("미배정", _UNMET, [_unmet_row(one) for one in unmet], len(_FIRM)),
        ("보고서", FIGURES, figure_rows(report) if report else [], 0),
        ("부스별 수요", LOAD, load_rows(report) if report else [], 0),
    )
    for name, columns, rows, frozen in tables:
        sheet = book.add_worksheet(name)
        write_table(sheet, formats, columns, rows)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        prepare(sheet, title, frozen=frozen)
    book.close()
    return file.getvalue()


def _write_grid(sheet: Worksheet, formats: Formats, grid: Grid, zone: ZoneInfo) -> None:
    heading = formats.heading
    for place, column in enumerate(_GRID):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, f"{column.korean}\n{column.english}", heading)
    sheet.set_column(len(_GRID), len(_GRID) + max(len(grid.slots), 1) - 1, 16)
    for place, slot in enumerate(grid.slots, start=len(_GRID)):
        span = (slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone))
        sheet.write_string(0, place, "\n– ".join(f"{moment:%H:%M}" for moment in span), heading)
    for line, row in enumerate(grid.rows, start=1):
        for place, text in enumerate((row.booth, row.agency_name_ko, row.area)):
            sheet.write_string(line, place, several_lines(text), formats.text)
        for place, cell in enumerate(row.cells, start=len(_GRID)):
            text = _seats(cell, tables=row.tables)
            style = formats.closed if text == CLOSED else formats.text
            sheet.write_string(line, place, text, style)


def _seats(cell: GridCell, *, tables: int) -> str:
    if not cell.held:
        return "" if cell.tables else CLOSED
    several = tables > 1
    return "\n".join(
        f"{f'{one.table}. ' if several else ''}{several_lines(one.firm_name_ko)} ({one.firm_code})"
        for one in cell.held
    )


def _firm_row(one: Appointment, zone: ZoneInfo) -> list[Cell]:
    return [
        one.firm_code,
        one.firm_name_ko,
        *_when(one, zone),
        one.booth,
        one.table,
        one.agency_code,
        one.agency_name_ko,
        *_about(one),
    ]


def _flat_row(one: Appointment, zone: ZoneInfo) -> list[Cell]:
    return [
        *_when(one, zone),
        one.booth,
        one.table,
        one.agency_code,
        one.agency_name_ko,
        one.firm_code,
        one.firm_name_ko,
        *_about(one),
        "예 yes" if one.pinned else "",
        "취소 cancelled" if one.cancelled else "확정 confirmed",
        one.uid,
    ]


def _unmet_row(one: UnmetInterest) -> list[Cell]:
    return [
        one.firm_code,
        one.firm_name_ko,
        one.agency_code,
        one.agency_name_ko,
        one.rank,
        one.organiser_words.ko,
        one.organiser_words.en,
    ]


def _when(one: Appointment, zone: ZoneInfo) -> tuple[Cell, ...]:
    starts, ends = (at.astimezone(zone) for at in (one.starts_at, one.ends_at))
    return (
        starts.date(),
        WEEKDAYS_KO[starts.weekday()],
        starts.time(),
        ends.time(),
    )


def _about(one: Appointment) -> tuple[str, str, str]:
    plan = f"{one.plan_title} ({one.plan_code})" if one.plan_code else ""
    return one.department, plan, one.purpose
