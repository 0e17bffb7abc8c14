"""Folders and workbooks as raw tables, and everything that is neither."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmatch.files import delimited, settings_file
from fairmatch.files.grid import MAX_ROWS, UnreadableFile
from fairmatch.files.rows import AgencyRow, DayRow, FairRow, FirmRow, ProductRow
from fairmatch.files.tables import read_source
from tests.fairmatch.files.made_workbooks import (
    one_sheet,
    only_problem,
    problems,
    repacked,
    workbook,
)


class TestText:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_the_separator_of_the_headings_cuts_the_rows(self, separator: str) -> None:
        text = separator.join(["firm", "name"]) + "\n" + separator.join(["F1", '"a,b;c\td"'])
        assert delimited.read(text.encode()) == [(1, ("firm", "name")), (2, ("F1", "a,b;c\td"))]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
    def test_encodings(self, encoding: str) -> None:
        assert delimited.read("기업 코드\n똠방".encode(encoding)) == [
            (1, ("기업 코드",)),
            (2, ("똠방",)),
        ]

    def test_rows_are_numbered_as_a_spreadsheet_does(self) -> None:
        content = b'a,b\r\n\r\n"two\nlines",x\r\nlast,y\r\n'
        assert delimited.read(content) == [
            (1, ("a", "b")),
            (2, ()),
            (3, ("two\nlines", "x")),
            (4, ("last", "y")),
        ]

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "an empty file"),
            (b" \r\n\r\n", "an empty file"),
            (b"\xff\xff\xfe", "what is no text"),
            (b"code\0,name", "what is no text"),
            (b"\xff\xfea", "what is no text"),
            (b"<!DOCTYPE html><table>", "a web page"),
            (b"PK\x03\x04zip", "a workbook"),
            (b"\xd0\xcf\x11\xe0old", "a workbook"),
            (b'a,b\n"open', "line 2: unexpected end of data"),
            (b"a,b\n" + b"x" * 140_000, "line 2: field larger than field limit (131072)"),
            (b"," * 200, "201 columns"),
            (b"a\n" * (MAX_ROWS + 1), "more than 100,000 rows"),
        ],
    )
    def test_what_is_no_table(self, content: bytes, found: str) -> None:
        with pytest.raises(UnreadableFile) as caught:
            delimited.read(content)
        assert str(caught.value.found) == found

    @settings(deadline=None)
    @given(st.binary())
    def test_any_bytes_are_rows_or_refused(self, content: bytes) -> None:
        for read in (delimited.read, settings_file.read):
            with suppress(UnreadableFile):
                rows = read(content)
                assert all(isinstance(cell, str) for _, cells in rows for cell in cells)

    @settings(deadline=None)
    @given(st.text())
    def test_any_text_is_rows_or_refused(self, text: str) -> None:
        content = text.encode(errors="surrogatepass")
        for read in (delimited.read, settings_file.read):
            with suppress(UnreadableFile):
                assert read(content)


class TestSettings:
    def test_settings_know_their_lines(self) -> None:
        content = (
            b'# fair\ncode = "x"\n\n"name_ko"="y"\nslot_minutes = 20\nopen = true\nday = 2015-10-29'
        )
        assert settings_file.read(content) == [
            (0, ("key", "value")),
            (2, ("code", "x")),
            (4, ("name_ko", "y")),
            (5, ("slot_minutes", "20")),
            (6, ("open", "true")),
            (7, ("day", "2015-10-29")),
        ]

    @pytest.mark.parametrize(
        "content", [b"code", b"[a]\nb = 1", b"a = [1]", b"a = 1\na = 2", b"a = 0x" + b"f" * 6000]
    )
    def test_what_are_no_settings(self, content: bytes) -> None:
        with pytest.raises(UnreadableFile):
            settings_file.read(content)


class TestSources:
    def test_a_folder_gives_its_tables_under_english_or_korean_names(self, tmp_path: Path) -> None:
        (tmp_path / "fair.toml").write_text('code = "x"')
        (tmp_path / "기업.csv").write_text("code\nF1\n", encoding="utf-8")
        (tmp_path / "Days.TSV").write_text("date\topens\n\n")
        (tmp_path / "notes.txt").write_text("not a table")
        (tmp_path / "README.md").write_text("nor this")
        source = read_source(tmp_path)
        assert problems(source) == []
        assert set(source.tables) == {FairRow, FirmRow, DayRow}
        assert source.ignored == ["notes.txt"]
        assert str(source.tables[FirmRow].name) == "기업.csv"
        assert source.tables[FirmRow].rows == ((2, ("F1",)),)
        assert source.tables[DayRow].header == ("date", "opens")
        assert str(source.file_name(FirmRow)) == "기업.csv"
        assert str(source.file_name(AgencyRow)) == "agencies.csv"

    def test_names_in_decomposed_korean_are_read(self, tmp_path: Path) -> None:
        import unicodedata

        (tmp_path / unicodedata.normalize("NFD", "기업.csv")).write_text("code\nF1\n")
        assert set(read_source(tmp_path).tables) == {FirmRow}

    def test_a_missing_folder(self, tmp_path: Path) -> None:
        expected = "found 'no such file or folder', expected a folder or an .xlsx workbook"
        assert only_problem(tmp_path / "nowhere") == f"{tmp_path / 'nowhere'}: {expected}"
        assert expected in only_problem(Path("a\0b"))

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        assert "expected a folder with fair.toml and CSV files in it" in only_problem(tmp_path)

    def test_a_folder_a_pipe_or_a_dangling_link_named_csv(self, tmp_path: Path) -> None:
        (tmp_path / "firms.csv").mkdir()
        os.mkfifo(tmp_path / "days.csv")
        (tmp_path / "products.csv").symlink_to(tmp_path / "gone")
        source = read_source(tmp_path)
        assert {row: str(cell.found) for row, cell in source.unreadable.items()} == {
            FirmRow: "a folder or a device",
            DayRow: "a folder or a device",
            ProductRow: "No such file or directory",
        }

    def test_a_device_as_a_source(self) -> None:
        assert only_problem(Path("/dev/null")) == (
            "null: found 'a folder or a device', expected a plain file"
        )

    def test_a_large_file_is_refused_unread(self, tmp_path: Path) -> None:
        for name in ("fair.xlsx", "firms.csv"):
            with (tmp_path / name).open("wb") as file:
                file.truncate(100 * 1024 * 1024)
        assert only_problem(tmp_path / "fair.xlsx") == (
            "fair.xlsx: found '100 MB', expected a file of at most 50 MB"
        )
        assert only_problem(tmp_path) == (
            "firms.csv: found '100 MB', expected a file of at most 50 MB"
        )

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
    def test_what_may_not_be_read(self, tmp_path: Path) -> None:
        file = tmp_path / "firms.csv"
        file.write_text("code\n")
        file.chmod(0)
        assert "Permission denied" in only_problem(tmp_path)
        tmp_path.chmod(0)
        assert "Permission denied" in only_problem(tmp_path)
        tmp_path.chmod(0o700)

    def test_sheets_twice_or_under_a_name_nearly_right(self, tmp_path: Path) -> None:
        def fill(book: xlsxwriter.Workbook) -> None:
            for title in ("firms", "기업", "agencys", "chairs"):
                book.add_worksheet(title).write(0, 0, "code")

        file = tmp_path / "fair.xlsx"
        file.write_bytes(workbook(fill))
        source = read_source(file)
        assert problems(source) == [
            "fair.xlsx, sheet 기업: expected one sheet only, beside fair.xlsx, sheet firms",
            "fair.xlsx, sheet agencys: found 'agencys', expected another name: did you mean "
            "agencies?",
        ]
        assert source.ignored == ["fair.xlsx, sheet chairs"]
        assert str(source.file_name(AgencyRow)) == "fair.xlsx, sheet agencies"

    def test_a_workbook_without_any_known_sheet(self, tmp_path: Path) -> None:
        file = tmp_path / "fair.xlsx"
        file.write_bytes(one_sheet("Sheet1"))
        assert "expected a workbook with sheets named fair, days, agencies" in only_problem(file)

    def test_a_sheet_too_wide_or_gone_is_named(self, tmp_path: Path) -> None:
        file = tmp_path / "fair.xlsx"
        file.write_bytes(
            repacked(one_sheet(), lambda name, part: None if "sheet1.xml" in name else part)
        )
        assert only_problem(file).startswith("fair.xlsx, sheet firms: found 'a sheet that is")

    def test_a_csv_given_as_the_fair(self, tmp_path: Path) -> None:
        file = tmp_path / "firms.csv"
        file.write_text("code\n")
        assert only_problem(file) == (
            "firms.csv: found 'what is no spreadsheet', expected an Excel workbook (.xlsx), or a "
            "folder of CSV files"
        )
