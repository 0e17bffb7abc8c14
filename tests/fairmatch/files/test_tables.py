"""Folders and workbooks as raw tables, and everything that is neither."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmatch.files import delimited, settings_file, unpacking, workbooks
from fairmatch.files.grid import MAX_ROWS, UnreadableFile
from fairmatch.files.rows import AgencyRow, DayRow, FairRow, FirmRow, ProductRow
from fairmatch.files.tables import Source, read_source


def problems(source: Source) -> list[str]:
    return [str(cell) for cell in (*source.problems, *source.unreadable.values())]


def only_problem(path: Path) -> str:
    (problem,) = problems(read_source(path))
    return problem


def read_all(content: bytes) -> list[tuple[str, object]]:
    return list(workbooks.read(content, wanted=lambda _: True))


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as caught:
        read_all(content)
    return caught.value.found, caught.value.expected


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def one_sheet(title: str = "firms") -> bytes:
    return workbook(lambda book: book.add_worksheet(title).write_row(0, 0, ["code", 1]))


ONE_SHEET = one_sheet()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Give a workbook with its parts changed, or left out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return stream.getvalue()


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
        assert caught.value.found == found

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


class TestWorkbooks:
    def test_sheets_are_read_with_the_rows_excel_shows(self) -> None:
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet("firms")
            sheet.write_row(2, 1, ["code", 1018601005])
            sheet.write_row(4, 1, ["F1", 0.5])
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": "=firms!$C$5:$C$5"})
            book.add_chartsheet("chart").set_chart(chart)

        ((title, grid),) = read_all(workbook(fill))
        assert title == "firms"
        assert grid == [
            (1, ("", "", "")),
            (2, ("", "", "")),
            (3, ("", "code", "1018601005")),
            (4, ("", "", "")),
            (5, ("", "F1", "0.5")),
        ]

    def test_a_formula_that_failed_is_not_taken_for_an_empty_cell(self) -> None:
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet("firms")
            sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
            sheet.write_formula(0, 1, "=VLOOKUP(1,A1:B1,1)", None, "#N/A")
            sheet.write_formula(0, 2, "=1+1", None, 2)

        ((_, grid),) = read_all(workbook(fill))
        assert grid == [(1, ("#DIV/0!", "#N/A", "2"))]

    def test_sheets_not_wanted_are_only_named(self) -> None:
        content = workbook(lambda book: book.add_worksheet("메모").write(0, 0, "x"))
        assert workbooks.read(content, wanted=lambda _: False) == [("메모", [])]

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "an empty file"),
            (os.urandom(2000).replace(b"PK", b"XX"), "what is no spreadsheet"),
            (b"\n<html><table><tr><td>1</td></tr></table>", "a web page"),
            (b"%PDF-1.7", "PDF"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "an old (.xls) workbook or one "
             "with a password"),
            (b"PK\x03\x04" + os.urandom(500), "a damaged workbook"),
            (one_sheet()[:-200], "a damaged workbook"),
        ],
    )  # fmt: skip
    def test_what_is_no_workbook(self, content: bytes, found: str) -> None:
        assert refused(content) == (
            found,
            unpacking.WANTED + (", unlocked" if "xls" in found else ""),
        )

    def test_another_archive(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("readme.xml", "hello")
        assert refused(stream.getvalue())[0] == "an archive that is no workbook"

    def test_too_many_parts(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for number in range(1001):
                archive.writestr(f"{number}.xml", "")
        assert refused(stream.getvalue())[0] == "an archive of 1,001 parts"

    def test_broken_xml(self) -> None:
        content = repacked(
            one_sheet(), lambda name, part: b"<a><b></a>" if "workbook.xml" in name else part
        )
        assert refused(content)[0] == "a damaged workbook"

    def test_a_listed_sheet_that_is_not_there(self) -> None:
        content = repacked(
            one_sheet(), lambda name, part: None if name.endswith("sheet1.xml") else part
        )
        ((_, error),) = read_all(content)
        assert isinstance(error, UnreadableFile)

    @pytest.mark.parametrize("spoilt", [b"\xff\xfe<", b"\0"])
    def test_sheets_in_another_encoding(self, spoilt: bytes) -> None:
        content = repacked(one_sheet(), lambda name, part: spoilt if "sheet1" in name else part)
        assert refused(content)[0] == "a damaged workbook"

    def test_a_zip_bomb(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "")
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for _ in range(201):
                    part.write(b"\0" * 1024 * 1024)
        assert len(stream.getvalue()) < 1024 * 1024
        assert refused(stream.getvalue()) == (
            "a workbook that unpacks to 201 MB",
            "at most 200 MB unpacked",
        )

    def test_a_zip_bomb_that_lies_about_its_size(self) -> None:
        content = repacked(
            one_sheet(), lambda name, part: b"<!--" + b" " * 10**7 if "sheet1" in name else part
        )
        told, true = struct.pack("<L", 1000), struct.pack("<L", 10**7 + 4)
        assert refused(content.replace(true, told))[0] == "a damaged workbook"

    @pytest.mark.parametrize(
        "cell",
        [
            b'<c r="XFD1048576"><v>1</v></c>',
            b"<c  r='A1048576' t='n'><v>1</v></c>",
            b'<x:c r="XFD1"><v>1</v></x:c>',
            b'<row r="1048576"><c><v>1</v></c></row>',
            b"<row>" + b"<c><v>1</v></c>" * 201 + b"</row>",
        ],
    )
    def test_a_cell_far_out(self, cell: bytes) -> None:
        content = repacked(
            one_sheet(),
            lambda name, part: (
                part.replace(b"</sheetData>", cell + b"</sheetData>") if "sheet1" in name else part
            ),
        )
        assert refused(content)[0] == "a sheet with cells far out"

    @pytest.mark.parametrize("piece", [b"<c ", b"<c r=", b"<v ", b"<row ", b"<si", b"<c t =  "])
    def test_endless_broken_tags_take_no_endless_time(self, piece: bytes) -> None:
        content = repacked(
            one_sheet(), lambda name, part: piece * 300_000 if "sheet1" in name else part
        )
        with suppress(UnreadableFile):
            read_all(content)

    def test_a_sheet_kept_elsewhere_in_the_archive_is_bounded_too(self) -> None:
        stream = io.BytesIO()
        content = repacked(
            one_sheet(),
            lambda name, part: part.replace(b"worksheets/sheet1", b"hidden").replace(
                b"</sheetData>", b'<c r="XFD1048576"><v>1</v></c></sheetData>'
            ),
        )
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(stream, "w") as new,
        ):
            for name in old.namelist():
                new.writestr(name.replace("worksheets/sheet1", "hidden"), old.read(name))
        assert refused(stream.getvalue())[0] == "a sheet with cells far out"

    def test_parts_of_other_programs_are_not_looked_at(self) -> None:
        stream = io.BytesIO(one_sheet())
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("customXml/item1.xml", "<a/>".encode("utf-16"))
        assert read_all(stream.getvalue()) == [("firms", [(1, ("code", "1"))])]

    def test_too_many_cells_in_all(self) -> None:
        def fill(book: xlsxwriter.Workbook) -> None:
            for number in range(2):
                book.add_worksheet(str(number)).write(29_999, 99, 1)

        assert refused(workbook(fill)) == (
            "a workbook of 6,000,000 cells",
            "at most 5,000,000 cells",
        )

    def test_cells_without_a_place_are_read(self) -> None:
        rows = b'<row r="4"><c><v>7</v></c><c><v>8</v></c></row></sheetData>'
        content = repacked(
            one_sheet(),
            lambda name, part: part.replace(b"</sheetData>", rows) if "sheet1" in name else part,
        )
        ((_, grid),) = read_all(content)
        assert isinstance(grid, list)
        assert grid[3] == (4, ("7", "8"))

    def test_empty_cells_far_down_do_no_harm(self) -> None:
        content = repacked(
            one_sheet(),
            lambda name, part: (
                part.replace(
                    b"</sheetData>", b'<row r="999999"><c r="A999999" s="0"/></row></sheetData>'
                )
                if "sheet1" in name
                else part
            ),
        )
        assert read_all(content) == [("firms", [(1, ("code", "1"))])]

    def test_text_repeated_endlessly(self) -> None:
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet("firms")
            for row in range(7000):
                sheet.write_string(row, 0, "가" * 10_000)

        assert refused(workbook(fill))[0] == "a workbook of endlessly repeated text"

    @settings(deadline=None)
    @given(st.binary(max_size=300))
    def test_any_bytes_are_sheets_or_refused(self, content: bytes) -> None:
        for start in (b"", b"PK\x03\x04"):
            with pytest.raises(UnreadableFile):
                read_all(start + content)

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_a_spoilt_workbook_is_sheets_or_refused(self, data: st.DataObject) -> None:
        content = bytearray(ONE_SHEET)
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        with suppress(UnreadableFile):
            assert len(read_all(bytes(content))) == 1

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_spoilt_parts_are_sheets_or_refused(self, data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml"]))
        junk = data.draw(st.binary(max_size=30))

        def spoil(name: str, part: bytes) -> bytes:
            if name != target:
                return part
            at = data.draw(st.integers(0, len(part)))
            return part[:at] + junk + part[at + len(junk) :]

        with suppress(UnreadableFile):
            read_all(repacked(ONE_SHEET, spoil))


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
        assert source.tables[FirmRow].name == "기업.csv"
        assert source.tables[FirmRow].rows == ((2, ("F1",)),)
        assert source.tables[DayRow].header == ("date", "opens")
        assert source.file_name(FirmRow) == "기업.csv"
        assert source.file_name(AgencyRow) == "agencies.csv"

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
        assert {row: cell.found for row, cell in source.unreadable.items()} == {
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
        assert source.file_name(AgencyRow) == "fair.xlsx, sheet agencies"

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
