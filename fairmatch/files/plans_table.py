"""The agencies' purchasing plans as open data: CSV and XLSX, a row a plan item."""

import io
from collections.abc import Sequence
from datetime import datetime

from fairmatch.files import delimited
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


def plans_csv(items: Sequence[PlanItem]) -> bytes:
    """Give the items as CSV, headings in Korean; see `delimited.write`."""
    return delimited.write([column.korean for column in _COLUMNS], map(_row, items))


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
