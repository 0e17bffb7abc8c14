"""One table of a file that somebody sent."""

import io

import pytest
import xlsxwriter

from fairmatch.files.rows import InterestRow
from fairmatch.files.tables import Source, read_upload
from fairmatch.intake.reading import read_one

TABLE = "기업 코드,기관 코드,순위\nF1,A1,1\n"


def workbook(*titles: str) -> bytes:
    """Give a workbook of a table in each of its sheets."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for title in titles:
            sheet = book.add_worksheet(title)
            for number, line in enumerate(TABLE.splitlines()):
                sheet.write_row(number, 0, line.split(","))
    return stream.getvalue()


def lines(source: Source, language: str = "en") -> list[str]:
    files = read_one(source, InterestRow)
    return [cell.in_language(language) for cell in files.complaints.in_order()]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("cp949"),
        workbook("아무거나"),
        workbook("안내", "상담 신청"),
        workbook("guide", "interests"),
    ],
)
def test_a_table_is_found_in_csv_and_workbook(content: bytes) -> None:
    source = read_upload("전화 신청.xlsx", content, InterestRow)
    files = read_one(source, InterestRow)
    assert files.complaints.in_order() == []
    (placed,) = files.rows(InterestRow)
    assert (placed.number, placed.row.firm, placed.row.rank) == (2, "F1", 1)


def test_of_several_sheets_one_has_to_be_named() -> None:
    source = read_upload("a.xlsx", workbook("하나", "둘"), InterestRow)
    assert lines(source) == [
        "a.xlsx: found '2 sheets', expected one sheet named 상담 신청 or interests"
    ]
    assert lines(source, "ko") == ["a.xlsx: 시트 2개 → 필요한 값: 상담 신청이라는 시트 하나"]


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"", "an empty file"), (b"PK\x03\x04zip", "a damaged workbook"), (b"%PDF\xff", "what is")],
)
def test_what_is_no_table_is_refused(content: bytes, found: str) -> None:
    (line,) = lines(read_upload("x", content, InterestRow))
    assert found in line


def test_a_table_without_rows_is_refused() -> None:
    source = read_upload("x.csv", TABLE.splitlines()[0].encode(), InterestRow)
    assert "at least one row" in lines(source)[0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\신청.csv", "신청.csv"),
        ("a\x00\nb.csv", "ab.csv"),
        ("", "interests"),
        ("x" * 200, "x" * 100),
    ],
)
def test_of_a_name_only_what_can_be_shown_is_kept(name: str, shown: str) -> None:
    assert read_upload(name, TABLE.encode(), InterestRow).name == shown
