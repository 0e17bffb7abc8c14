"""The record of what organisers did: CSV and XLSX, a row an act."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairmatch.files import delimited
from fairmatch.files.calendars import one_line
from fairmatch.files.sheets import Cell, Column, Formats, open_book, prepare, write_table
from fairmatch.models import Fair

_COLUMNS = (
    Column("날짜", "Date", 12),
    Column("시각", "Time", 8),
    Column("한 사람", "By whom", 22),
    Column("메일", "Mail", 28),
    Column("대리 여부", "On behalf", 10),
    Column("종류", "Kind", 18),
    Column("내용", "What", 48),
    Column("기업 코드", "Firm code", 10),
    Column("기업", "Firm", 26),
    Column("기관 코드", "Agency code", 10),
    Column("기관", "Agency", 26),
)


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in words; ``at`` as the fair's clocks show it."""

    at: datetime
    name: str
    email: str
    on_behalf: bool
    kind: str
    what: str
    firm_code: str
    firm: str
    agency_code: str
    agency: str

    def cells(self) -> list[Cell]:
        """Give the row of a table."""
        texts = (self.kind, self.what, self.firm_code, self.firm, self.agency_code, self.agency)
        behalf = "O" if self.on_behalf else ""
        at = self.at.replace(tzinfo=None, microsecond=0)
        return [at.date(), at.time(), self.name, self.email, behalf, *texts]


def acts_csv(lines: Sequence[ActLine]) -> bytes:
    """Give the record as CSV, headings in Korean."""
    return delimited.write([column.korean for column in _COLUMNS], (one.cells() for one in lines))


def acts_xlsx(fair: Fair, lines: Sequence[ActLine], *, made: datetime) -> bytes:
    """Give the record as a workbook of one sheet; the same values give the same bytes."""
    file = io.BytesIO()
    title = f"{one_line(fair.name_ko)} 작업 기록"
    book = open_book(file, title=title, author=fair.organiser_name, made=made)
    sheet = book.add_worksheet("작업 기록")
    write_table(sheet, Formats.of(book), _COLUMNS, [one.cells() for one in lines])
    sheet.autofilter(0, 0, max(len(lines), 1), len(_COLUMNS) - 1)
    prepare(sheet, title, frozen=2)
    book.close()
    return file.getvalue()
