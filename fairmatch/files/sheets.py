"""Sheets as all our workbooks have them: headings in two languages, typed cells, ready to print.

Every text is written as text, so nothing in it is ever taken for a formula or an address.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fairmatch.files.calendars import several_lines

A4 = 9


class Won(int):
    """An amount in won, written with its thousands parted."""


Cell = str | int | float | date | time


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, in Korean above English, and the column's width in characters."""

    korean: str
    english: str
    width: int


@dataclass(frozen=True, slots=True)
class Formats:
    """The looks of a workbook's cells."""

    heading: Format
    text: Format
    number: Format
    won: Format
    share: Format
    date: Format
    time: Format
    closed: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> Self:
        """Add the formats to a workbook."""
        cell = {"valign": "top", "text_wrap": True, "border": 4, "font_size": 10}
        plain = {**cell, "text_wrap": False}
        return cls(
            heading=book.add_format(
                {**cell, "bold": True, "align": "center", "bg_color": "#E7ECF3", "border": 1}
            ),
            text=book.add_format({**cell, "num_format": "@"}),
            number=book.add_format({**plain, "num_format": "0"}),
            won=book.add_format({**plain, "num_format": "#,##0"}),
            share=book.add_format({**plain, "num_format": "0.000"}),
            date=book.add_format({**plain, "num_format": "yyyy-mm-dd"}),
            time=book.add_format({**plain, "num_format": "hh:mm"}),
            closed=book.add_format({**cell, "align": "center", "bg_color": "#E4E4E4"}),
        )


def open_book(file: io.BytesIO, *, title: str, author: str, made: datetime) -> xlsxwriter.Workbook:
    """Begin a workbook; the same values give the same bytes."""
    options = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(file, options)
    created = made.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "author": author, "created": created})
    return book


def write_table(
    sheet: Worksheet, formats: Formats, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    """Write a table from the first row on: headings, then cells by their type."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, f"{column.korean}\n{column.english}", formats.heading)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            _write_cell(sheet, formats, line, place, cell)


def _write_cell(sheet: Worksheet, formats: Formats, line: int, place: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, place, several_lines(cell), formats.text)
    elif isinstance(cell, int | float):
        style = formats.number if isinstance(cell, int) else formats.share
        if isinstance(cell, Won):
            style = formats.won
        sheet.write_number(line, place, cell, style)
    else:
        style = formats.date if isinstance(cell, date) else formats.time
        sheet.write_datetime(line, place, cell, style)


def prepare(sheet: Worksheet, title: str, *, frozen: int) -> None:
    """Freeze headings, and set the sheet up for printing on A4."""
    sheet.freeze_panes(1, frozen)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header("&L" + title.replace("&", "&&")[:180] + "&R&A")
    sheet.set_footer("&C&P / &N")
    sheet.set_row(0, 30)
