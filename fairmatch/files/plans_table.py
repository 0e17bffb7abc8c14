"""The agencies' purchasing plans as open data: CSV and XLSX, a row a plan item."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from fairmatch.files.calendars import one_line
from fairmatch.files.sheets import Cell, Column, Formats, open_book, prepare, write_table
from fairmatch.models import BuyingMethod, Fair, PlanItem

_COLUMNS = (
    Column("계획 번호", "Code", 12),
    Column("기관 코드", "Agency code", 10),
    Column("기관", "Agency", 26),
    Column("부서", "Department", 20),
    Column("사업명", "Title", 44),
    Column("물품분류번호", "Category", 12),
    Column("예산(원)", "Budget (won)", 16),
    Column("연도", "Year", 8),
    Column("분기", "Quarter", 8),
    Column("계약방법", "Method", 14),
    Column("참여 방법", "How to take part", 40),
)
_METHODS = {
    BuyingMethod.NEGOTIATED: "수의계약",
    BuyingMethod.LIMITED_BID: "제한경쟁입찰",
    BuyingMethod.OPEN_BID: "일반경쟁입찰",
    BuyingMethod.CATALOGUE: "종합쇼핑몰 구매",
}
# What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plans_csv(items: Sequence[PlanItem]) -> bytes:
    """Give the items as CSV: UTF-8 with the mark that Excel needs, headings in Korean.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, which
    makes it a text there.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(column.korean for column in _COLUMNS)
    writer.writerows([_plain(cell) for cell in _row(item)] for item in items)
    return file.getvalue().encode("utf-8-sig")


def plans_xlsx(fair: Fair, items: Sequence[PlanItem], *, made: datetime) -> bytes:
    """Give the items as a workbook of one sheet; the same values give the same bytes."""
    file = io.BytesIO()
    title = f"{one_line(fair.name_ko)} 구매계획"
    book = open_book(file, title=title, author=fair.organiser_name, made=made)
    sheet = book.add_worksheet("구매계획")
    write_table(sheet, Formats.of(book), _COLUMNS, [_row(item) for item in items])
    sheet.autofilter(0, 0, max(len(items), 1), len(_COLUMNS) - 1)
    prepare(sheet, title, frozen=1)
    book.close()
    return file.getvalue()


def _row(item: PlanItem) -> list[Cell]:
    return [
        item.code,
        item.agency.code,
        item.agency.name_ko,
        item.department,
        item.title,
        item.category,
        item.amount,
        item.year,
        item.quarter,
        _METHODS[item.method],
        item.participation,
    ]


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
