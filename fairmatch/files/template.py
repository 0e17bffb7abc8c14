"""Workbooks to fill in: Korean headings, help at each column; a whole fair or one table."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter
from pydantic.fields import FieldInfo
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fairmatch.files.cells import text_of
from fairmatch.files.expectations import expectation, expected_of, offered_labels
from fairmatch.files.labels import LABELS, YES_NO
from fairmatch.files.rows import ROWS, FairRow, Row

_LAST_ROW = 9_999
_FORMATS = {"a date": "yyyy-mm-dd", "a time": "hh:mm", "a whole": "#,##0", "an amount": "#,##0"}
_GUIDE = (
    ("빨간 제목은 반드시 채웁니다.", "Columns with a red heading must be filled."),
    ("제목 줄은 그대로 두고 그 아래에 채웁니다.", "Leave the headings; fill in below them."),
    ("쓰지 않는 시트는 비워 둡니다.", "Leave sheets you do not need empty."),
    ("제목에 마우스를 올리면 설명이 나옵니다.", "Hover over a heading for what it expects."),
)


def write_template(path: Path) -> None:
    """Write a workbook (.xlsx) with a sheet for each table of a fair and none of the rows.

    Required headings are red; each heading has a comment saying what it holds and expects;
    columns of a closed set of words offer them as a list.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        looks, formats = looks_of(book)
        _write_guide(book.add_worksheet("안내"))
        write_settings(book.add_worksheet(FairRow.korean), looks, formats["@"])
        for row in ROWS:
            write_table(book.add_worksheet(row.korean), row, looks, formats, row.model_fields)


def table_template(
    row: type[Row], rows: Iterable[Row] = (), *, without: frozenset[str] = frozenset()
) -> bytes:
    """Give a workbook (.xlsx) of one table to fill, with rows that are there already.

    It is read back as it stands: an amount is a number, all else text, none of it a formula.
    Columns in ``without`` are left out.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        looks, formats = looks_of(book)
        sheet = book.add_worksheet(row.korean)
        fields = [name for name in row.model_fields if name not in without]
        write_table(sheet, row, looks, formats, fields)
        for line, one in enumerate(rows, 1):
            for at, name in enumerate(fields):
                value = getattr(one, name)
                if isinstance(value, int):
                    sheet.write_number(line, at, value)
                elif value:
                    sheet.write_string(line, at, shown(value))
        _write_guide(book.add_worksheet("안내"))
    return file.getvalue()


def looks_of(book: xlsxwriter.Workbook) -> tuple[dict[str, Format], dict[str, Format]]:
    """Give the looks of headings by need, and the formats of cells."""
    looks = {
        name: book.add_format({"bold": True, "bg_color": "#F1F3F5", "font_color": colour})
        for name, colour in (("required", "#C92A2A"), ("optional", "#212529"))
    }
    formats = {code: book.add_format({"num_format": code}) for code in _FORMATS.values()}
    formats["@"] = book.add_format({"num_format": "@"})
    return looks, formats


def _write_guide(sheet: Worksheet) -> None:
    sheet.set_column(0, 1, 60)
    for number, line in enumerate(_GUIDE):
        sheet.write_row(number, 0, line)


def write_settings(sheet: Worksheet, looks: dict[str, Format], text: Format) -> None:
    """Write the settings with their defaults and what each expects."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 48, text)
    sheet.set_column(2, 2, 90)
    sheet.write_row(0, 0, ["항목", "값", "설명"], looks["optional"])
    sheet.freeze_panes(1, 0)
    for number, (name, column) in enumerate(FairRow.model_fields.items(), 1):
        sheet.write_string(number, 0, str(column.title), looks[_need(column)])
        if not column.is_required() and column.default not in (None, ""):
            sheet.write_string(number, 1, shown(column.default), text)
        sheet.write_string(number, 2, _help(FairRow, name))
        _offer(sheet, FairRow, name, (number, 1, number, 1))


def write_table(
    sheet: Worksheet,
    row: type[Row],
    looks: dict[str, Format],
    formats: dict[str, Format],
    fields: Iterable[str],
) -> None:
    """Write the headings of a table, with help and the formats of its columns."""
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(fields):
        column = row.model_fields[name]
        expected = expectation(row, name)
        code = next((code for start, code in _FORMATS.items() if expected.startswith(start)), "@")
        # Years are no quantities: no thousands set off.
        sheet.set_column(at, at, 18, None if name == "year" else formats[code])
        sheet.write_string(0, at, str(column.title), looks[_need(column)])
        sheet.write_comment(0, at, _help(row, name), {"x_scale": 2})
        _offer(sheet, row, name, (1, at, _LAST_ROW, at))


def _need(column: FieldInfo) -> str:
    return "required" if column.is_required() else "optional"


def _help(row: type[Row], name: str) -> str:
    column = row.model_fields[name]
    korean = f"{column.title}: {expected_of(row, name).ko}."
    return f"{korean}\n{name}: {column.description}. Expected: {expectation(row, name)}."


def shown(value: Any) -> str:
    """Give a value as people write it; words of a closed set in Korean."""
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    return LABELS[type(value)][value] if type(value) in LABELS else text_of(value)


def _offer(sheet: Worksheet, row: type[Row], name: str, place: tuple[int, int, int, int]) -> None:
    """Offer the Korean labels of a closed set of words as a list to choose from."""
    labels = offered_labels(row, name)
    if labels:
        sheet.data_validation(*place, {"validate": "list", "source": labels})
