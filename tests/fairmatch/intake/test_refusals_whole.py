"""Errors of whole tables and files: all at once, in order, nothing lost."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.files.template import write_template
from fairmatch.intake import import_fair
from tests.fairmatch.fair_files import (
    FRIDAY,
    Tables,
    tiny_fair,
    write_folder,
    write_workbook,
)
from tests.fairmatch.intake.steps import put, refused


def test_unreadable_files_stand_in_their_place_among_the_errors(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    tables = tiny_fair()
    tables["firms"][0]["name_ko"] = ""
    tables["marks"][0]["mark"] = "?"
    folder = write_folder(tmp_path / "fair", tables)
    (folder / "interests.csv").write_bytes(b"\xff\xff\0")
    (folder / "days.csv").write_bytes(b"PK\x03\x04")
    assert [(str(cell.file), cell.row) for cell in refused(sqlite_engine, folder)] == [
        ("days.csv", 0),
        ("firms.csv", 2),
        ("interests.csv", 0),
        ("marks.csv", 2),
    ]


def test_all_errors_are_listed_at_once_in_the_order_of_the_files(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    tables = tiny_fair()
    tables["fair"][0]["zone"] = "Mars"
    tables["days"][0]["closes"] = "late"
    tables["firms"][0].update(registration_number="1", name_ko="")
    tables["firms"][2]["founded"] = "soon"
    tables["interests"][0]["agency"] = "A8"
    tables["interests"][1]["rank"] = 0
    cells = refused(sqlite_engine, write_folder(tmp_path / "fair", tables))
    assert [(str(cell.file), cell.row, cell.column) for cell in cells] == [
        ("fair.toml", 9, "zone"),
        ("days.csv", 2, "closes"),
        ("firms.csv", 2, "registration_number"),
        ("firms.csv", 2, "name_ko"),
        ("firms.csv", 4, "founded"),
        ("interests.csv", 2, "agency"),
        ("interests.csv", 3, "rank"),
    ]


def test_a_row_that_cannot_be_read_is_no_unknown_reference_elsewhere(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
) -> None:
    errors = errors_of(put("agencies", 1, kind="village"))
    assert len(errors) == 1
    assert errors[0].startswith("agencies.csv, row 3, column kind: found 'village'")


def test_headings_are_told_apart(sqlite_engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "fair", tiny_fair())
    (folder / "firm_types.csv").write_text(
        "firm,typ,number,Number,,colour,,\nF1,cooperative,1,1,,red,,\nF2,startup,1,1,x,red,,\n"
    )
    assert [str(cell) for cell in refused(sqlite_engine, folder)] == [
        "firm_types.csv, row 1: expected a heading over column 5",
        "firm_types.csv, row 1, column typ: found 'typ', expected a column of this table: "
        "did you mean type (유형)?",
        "firm_types.csv, row 1, column Number: found 'Number', expected each column once",
        "firm_types.csv, row 1, column colour: found 'colour', expected a column of this table: "
        "firm, type, number, expires",
        "firm_types.csv, row 1, column type: found 'no such column', expected a column type "
        "(유형): one of social_enterprise, preliminary_social_enterprise, cooperative, "
        "social_cooperative, village_enterprise, self_sufficiency_enterprise, social_venture, "
        "women_owned, disabled_owned, disabled_standard_workplace, severely_disabled_producer, "
        "startup",
    ]


def test_ragged_rows_are_refused(sqlite_engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "fair", tiny_fair())
    (folder / "products.csv").write_text(
        "firm,name,category\nF1,종이\n\nF2,근무복,53102710,extra\nF3,가방,,\n", encoding="utf-8"
    )
    assert [str(cell) for cell in refused(sqlite_engine, folder)] == [
        "products.csv, row 2: found '2 values', expected 3 values, one for each heading",
        "products.csv, row 4: found '4 values', expected 3 values, one for each heading",
    ]


def test_errors_in_a_workbook_name_the_sheet_and_its_own_headings(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    tables = tiny_fair()
    tables["firms"][1]["registration_number"] = 1058702004
    tables["pins"][0]["starts"] = time(10, 10)
    file = write_workbook(
        tmp_path / "상담회.xlsx",
        tables,
        sheet_name=lambda row: row.korean,
        heading=lambda row, name: str(row.model_fields[name].title),
    )
    assert [str(cell) for cell in refused(sqlite_engine, file)] == [
        "상담회.xlsx, sheet 기업, row 3, column 사업자등록번호: found '1058702004', expected a "
        "registration number whose last digit checks (it would be 3)",
        "상담회.xlsx, sheet 사전 확정, row 2, column 시각: found '10:10', expected the start of a "
        "slot: 10:00, 10:20, 10:40",
    ]


def test_the_template_asks_for_what_must_be_filled(sqlite_engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    write_template(file)
    cells = refused(sqlite_engine, file)
    places = [(str(cell.file).removeprefix("template.xlsx, sheet "), cell.column) for cell in cells]
    assert places == [
        ("박람회", "박람회 코드"),
        ("박람회", "박람회명"),
        ("박람회", "박람회명(영문)"),
        ("박람회", "장소"),
        ("박람회", "장소(영문)"),
        ("박람회", "주최자"),
        ("박람회", "주최자 이메일"),
        ("일정", ""),
        ("수요기관", ""),
        ("부스", ""),
        ("기업", ""),
    ]


def test_files_with_names_nearly_right_or_given_twice(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "fair", tiny_fair())
    (folder / "intrests.csv").write_text("firm\n")
    (folder / "기업.csv").write_text("firm\n", encoding="utf-8")
    (folder / "fair.csv").write_text("code\n")
    assert [str(cell) for cell in refused(sqlite_engine, folder)] == [
        "fair.csv: expected the fair's settings in fair.toml, not in a table",
        "intrests.csv: found 'intrests', expected another name: did you mean interests?",
        "기업.csv: expected one file only, beside firms.csv",
    ]


def test_settings_wrong_as_a_whole(sqlite_engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "fair", tiny_fair())
    for text, found in (
        ("code = ", "Invalid value (at end of document)"),
        ("[fair]\ncode = 'x'\n", "fair is a section"),
        ("code = [1]", "code is a list"),
    ):
        (folder / "fair.toml").write_text(text)
        (error,) = refused(sqlite_engine, folder)
        assert (str(error.file), error.row) == ("fair.toml", 0)
        assert error.found == found
    (folder / "fair.toml").unlink()
    (error,) = refused(sqlite_engine, folder)
    assert str(error) == (
        "fair.toml: found 'no such file or sheet', expected the settings of the fair as keys and "
        "values"
    )


def test_settings_twice_in_a_sheet(sqlite_engine: Engine, tmp_path: Path) -> None:
    import xlsxwriter

    file = tmp_path / "fair.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("fair")
        # No headings over keys and values: the first row is a setting already.
        for number, line in enumerate([("code", "x"), ("박람회  코드", "y"), ("venue", "z")]):
            sheet.write_row(number, 0, line)
        sheet.write_row(3, 0, ["장소", "\x01"])
    lines = [str(cell) for cell in refused(sqlite_engine, file)]
    assert [line for line in lines if ", row " in line] == [
        "fair.xlsx, sheet fair, row 2, column 박람회  코드: found 'y', expected each setting once; "
        "row 1 has it already",
        "fair.xlsx, sheet fair, row 3, column venue: found 'venue', expected a setting of this "
        "table: did you mean venue_ko (장소)?",
        "fair.xlsx, sheet fair, row 4, column 장소: found '\\x01', expected text without control "
        "characters",
    ]


def test_an_empty_required_table(sqlite_engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "fair", tiny_fair())
    (folder / "days.csv").write_text("date,opens,closes\n")
    (folder / "marks.csv").write_text(",,\n")
    assert [str(cell) for cell in refused(sqlite_engine, folder)] == [
        "days.csv: found 'no rows', expected at least one row under the headings",
        "marks.csv: found 'an empty table', expected headings in the first row",
    ]


class TestKeptRows:
    """Rows of an earlier import that the files do not name count in every check."""

    @pytest.fixture
    def folder(self, sqlite_engine: Engine, tmp_path: Path) -> Path:
        folder = write_folder(tmp_path / "fair", tiny_fair())
        with writing(sqlite_engine) as session:
            import_fair(session, folder)
        return folder

    def test_a_kept_rank_is_not_given_again(self, sqlite_engine: Engine, folder: Path) -> None:
        tables = tiny_fair()
        tables["interests"][0].update(firm="F2", agency="A1", rank=2)
        tables["interests"][2].update(firm="F1", agency="A2", plan="", rank=1)
        del tables["interests"][1]
        assert [str(cell) for cell in refused(sqlite_engine, write_folder(folder, tables))] == [
            "interests.csv, row 3, column rank: found 'F1 ~ 1', expected each firm and rank once; "
            "a row kept from an earlier import has it already (importing with prune removes what "
            "the files do not name)"
        ]
        with writing(sqlite_engine) as session:
            assert import_fair(session, folder, prune=True).removed == 2

    def test_kept_pins_and_hours_must_fit_changed_days(
        self, sqlite_engine: Engine, folder: Path
    ) -> None:
        tables = tiny_fair()
        tables["days"] = tables["days"][:1]
        tables["booth_hours"] = tables["booth_hours"][:1]
        tables["firm_hours"] = []
        tables["pins"] = []
        hours, pin = refused(sqlite_engine, write_folder(folder, tables))
        assert (str(hours.file), hours.row, hours.column) == ("firm_hours.csv", 0, "date")
        assert (str(pin.file), pin.row, pin.column) == ("pins.csv", 0, "date")
        assert str(pin.found).startswith("2015-10-30 (F3 ~ A2 ~ 2015-10-30")
        for error in (hours, pin):
            assert str(error.expected) == (
                "a day of the fair: 2015-10-29, in a row kept from an earlier import"
            )

    def test_files_may_speak_of_kept_parties(self, sqlite_engine: Engine, folder: Path) -> None:
        tables = tiny_fair()
        tables["firms"] = tables["firms"][:1]
        tables["firm_types"][0]["expires"] = ""
        with writing(sqlite_engine) as session:
            report = import_fair(session, write_folder(folder, tables))
        assert report.tables["firms"].missing == ("F2", "F3")
        assert report.changed == 1
        assert report.removed == 0

    def test_hours_in_several_parts_may_touch(self, sqlite_engine: Engine, folder: Path) -> None:
        tables = tiny_fair()
        tables["firm_hours"].append(
            {"firm": "F3", "date": FRIDAY, "comes": time(11), "leaves": time(12)}
        )
        tables["firm_hours"][0]["leaves"] = time(10, 40)
        tables["firm_hours"][1]["comes"] = time(10, 40)
        with writing(sqlite_engine) as session:
            report = import_fair(session, write_folder(folder, tables))
        assert (report.tables["firm_hours"].added, report.changed) == (1, 1)
