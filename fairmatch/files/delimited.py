"""Text files of separated values, in the encodings and with the separators Excel writes."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence

from fairmatch.files.cells import CellValue, tidy
from fairmatch.files.grid import Grid, UnreadableFile, require_size
from fairmatch.wording import Words

_SEPARATORS = ",;\t"
# What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def decode(content: bytes) -> str:
    """Give the text of a file in UTF-8, UTF-16 with a mark, or else Korean Windows (cp949).

    Raises
    ------
    UnreadableFile
        If it is in none of them, is empty, or is no text at all.
    """
    if not content.strip():
        raise UnreadableFile(
            Words(ko="빈 파일", en="an empty file"), Words(ko="글자로 된 표", en="a table of text")
        )
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            Words(ko="엑셀 통합 문서", en="a workbook"),
            Words(
                ko="CSV(시트를 CSV로 저장하거나 통합 문서째 올려 주세요)",
                en="CSV (save the sheet as CSV, or import the workbook)",
            ),
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(
        Words(ko="글자가 아닌 내용", en="what is no text"),
        Words(ko="UTF-8(또는 cp949) 글자", en="text in UTF-8 (or cp949)"),
    )


def read(content: bytes) -> Grid:
    """Give the rows of a CSV file, numbered as a spreadsheet would.

    Raises
    ------
    UnreadableFile
        If it is no text, no table, or too large a one.
    """
    text = decode(content)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise UnreadableFile(
            Words(ko="웹페이지", en="a web page"),
            Words(ko="쉼표로 나눈 CSV", en="CSV: values separated by commas"),
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: Grid = []
    try:
        for number, cells in enumerate(reader, 1):
            require_size(number, len(cells))
            rows.append((number, tuple(map(tidy, cells))))
    except csv.Error as error:
        place = Words(
            ko=f"{reader.line_num}번째 줄을 읽을 수 없음", en=f"line {reader.line_num}: {error}"
        )
        limit = csv.field_size_limit()
        expected = Words(
            ko=f"따옴표가 짝이 맞고 칸마다 {limit:,}자 이하인 CSV",
            en=f"CSV with quotes in pairs and cells of at most {limit:,} signs",
        )
        raise UnreadableFile(place, expected) from error
    return rows


def _separator(text: str) -> str:
    """Choose the separator the heading line is cut by; a comma unless another cuts it more.

    Headings hold none of the three, so counting in that one line is safe where guessing from
    the body, whose texts hold commas and semicolons, is not.
    """
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    counts = {mark: heading.count(mark) for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: counts[mark])


def write(headings: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> bytes:
    """Give a CSV file: UTF-8 with the mark that Excel needs.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, which
    makes it a text there.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(map(_plain, headings))
    writer.writerows(map(_plain, row) for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _plain(cell: CellValue) -> CellValue:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
