"""Reading workbooks, whole, damaged and hostile."""

import io
import os
import struct
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmatch.files import unpacking, workbooks
from fairmatch.files.grid import UnreadableFile
from tests.fairmatch.files.made_workbooks import (
    ONE_SHEET,
    one_sheet,
    read_all,
    refused,
    repacked,
    workbook,
)


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
            str(unpacking.WANTED) + (", unlocked" if "xls" in found else ""),
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
