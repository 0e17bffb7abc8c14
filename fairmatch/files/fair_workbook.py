"""A whole fair as a workbook that can be imported again: the template, filled in."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from xlsxwriter.worksheet import Worksheet

from fairmatch.files.fair_row import FairRow, Row
from fairmatch.files.rows import ROWS
from fairmatch.files.sheets import open_book
from fairmatch.files.template import looks_of, shown, write_settings, write_table

Tables = Mapping[type[Row], Sequence[Row]]


def fair_workbook(settings: FairRow, tables: Tables, *, made: datetime) -> bytes:
    """Give the workbook: a sheet for the settings and one for each kind of row.

    Numbers, dates and times are typed cells, all else is text, and none of it a formula. The
    same rows and moment give the same bytes.
    """
    file = io.BytesIO()
    with open_book(
        file, title=settings.name_ko, author=settings.organiser_name, made=made.astimezone(UTC)
    ) as book:
        looks, formats = looks_of(book)
        sheet = book.add_worksheet(FairRow.korean)
        write_settings(sheet, looks, formats["@"])
        for line, name in enumerate(FairRow.model_fields, 1):
            value = getattr(settings, name)
            sheet.write_string(line, 1, "" if value is None else shown(value), formats["@"])
        for row in ROWS:
            sheet = book.add_worksheet(row.korean)
            write_table(sheet, row, looks, formats, row.model_fields)
            rows = tables.get(row, ())
            for line, one in enumerate(rows, 1):
                for place, name in enumerate(row.model_fields):
                    _write(sheet, line, place, getattr(one, name))
            sheet.autofilter(0, 0, max(len(rows), 1), len(row.model_fields) - 1)
    return file.getvalue()


def _write(sheet: Worksheet, line: int, place: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, place, value)
    elif isinstance(value, date | time):
        sheet.write_datetime(line, place, value)
    else:
        sheet.write_string(line, place, shown(value))
