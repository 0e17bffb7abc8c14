"""The demand for every agency by half-day: CSV and XLSX, a row an agency."""

import io
from collections.abc import Iterator
from datetime import datetime

from fairmatch.demand_map import DemandMap, DemandRow
from fairmatch.files import delimited
from fairmatch.files.calendars import one_line
from fairmatch.files.sheets import Cell, Column, Formats, open_book, prepare, write_table
from fairmatch.half_days import HalfDay
from fairmatch.models import Fair

_COLUMNS = (
    Column("기관 코드", "Agency code", 10),
    Column("기관", "Agency", 26),
    Column("부스", "Booth", 8),
    Column("상담석", "Tables", 8),
    Column("신청 기업", "Firms that ask", 10),
    Column("배정 가능 좌석", "Seats to give", 12),
    Column("초과", "Beyond the seats", 10),
)
_HALVES = {HalfDay.MORNING: ("오전", "morning"), HalfDay.AFTERNOON: ("오후", "afternoon")}


def demand_csv(demand: DemandMap) -> bytes:
    """Give the demand as CSV, headings in Korean; a closed half-day has empty cells."""
    return delimited.write([column.korean for column in _columns(demand)], _rows(demand))


def demand_xlsx(fair: Fair, demand: DemandMap, *, made: datetime) -> bytes:
    """Give the demand as a workbook of one sheet; the same values give the same bytes."""
    file = io.BytesIO()
    title = f"{one_line(fair.name_ko)} 신청 현황"
    book = open_book(file, title=title, author=fair.organiser_name, made=made)
    sheet = book.add_worksheet("신청 현황")
    columns = _columns(demand)
    write_table(sheet, Formats.of(book), columns, list(_rows(demand)))
    sheet.autofilter(0, 0, max(len(demand.rows), 1), len(columns) - 1)
    prepare(sheet, title, frozen=2)
    book.close()
    return file.getvalue()


def _columns(demand: DemandMap) -> list[Column]:
    columns = list(_COLUMNS)
    for day, half in demand.halves:
        korean, english = _HALVES[half]
        columns.append(Column(f"{day} {korean} 신청", f"{day} {english}: could come", 12))
        columns.append(Column(f"{day} {korean} 좌석", f"{day} {english}: seats", 12))
    return columns


def _rows(demand: DemandMap) -> Iterator[list[Cell]]:
    return map(_row, demand.rows)


def _row(row: DemandRow) -> list[Cell]:
    cells: list[Cell] = [row.agency_code, row.agency_name_ko, row.booth, row.tables]
    cells += [row.whole.asked, row.whole.seats, row.whole.over]
    for load in row.halves:
        cells += ["", ""] if load is None else [load.asked, load.seats]
    return cells
