"""Bad input: each error with its place and what was expected, all at once, nothing lost."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.errors import BadCell, BadInput
from fairmatch.files.template import write_template
from fairmatch.intake import import_fair
from tests.fairmatch.fair_files import (
    FRIDAY,
    THURSDAY,
    Tables,
    tiny_fair,
    write_folder,
    write_workbook,
)


def refused(engine: Engine, source: Path, *, prune: bool = False) -> tuple[BadCell, ...]:
    with writing(engine) as session, pytest.raises(BadInput) as caught:
        import_fair(session, source, prune=prune)
    return caught.value.cells


@pytest.fixture
def errors_of(
    sqlite_engine: Engine, tmp_path: Path
) -> Callable[[Callable[[Tables], object]], list[str]]:
    """Give the lines of all errors after a change to the tiny fair."""

    def errors(change: Callable[[Tables], object]) -> list[str]:
        tables = tiny_fair()
        change(tables)
        folder = write_folder(tmp_path / "fair", tables)
        return [str(cell) for cell in refused(sqlite_engine, folder)]

    return errors


def put(stem: str, at: int, /, **values: object) -> Callable[[Tables], None]:
    """Give a change of one row."""
    return lambda tables: tables[stem][at].update(values)


def add(stem: str, /, **values: object) -> Callable[[Tables], None]:
    """Give a change that adds a row."""
    return lambda tables: tables[stem].append(values)


CODE = "a code: letters, digits, . _ -, at most 32 of them"

ONE_ERROR = {
    "a broken registration number": (
        put("firms", 1, registration_number="105-87-02004"),
        "firms.csv, row 3, column registration_number: found '105-87-02004', expected "
        "a registration number whose last digit checks (it would be 3)",
    ),
    "a registration number with a letter": (
        put("firms", 1, registration_number="10S-87-02003"),
        "firms.csv, row 3, column registration_number: found '10S-87-02003', expected "
        "ten digits, as 000-00-00000",
    ),
    "an empty cell": (
        put("agencies", 1, name_en=""),
        "agencies.csv, row 3, column name_en: expected text of 1 to 200 characters; "
        "it may not be empty",
    ),
    "no number": (
        put("booths", 0, tables="two"),
        "booths.csv, row 2, column tables: found 'two', expected a whole number from 1 to 50, "
        "or nothing for 1",
    ),
    "a number too large": (
        put("plans", 0, amount=10**14),
        "plans.csv, row 2, column amount: found '100000000000000', expected a whole number "
        "from 0 to 10,000,000,000,000",
    ),
    "a word outside the set": (
        put("marks", 0, mark="perhaps"),
        "marks.csv, row 2, column mark: found 'perhaps', expected one of must, like, neutral, no",
    ),
    "no such day in the calendar": (
        put("firms", 0, founded="2015-02-29"),
        "firms.csv, row 2, column founded: found '2015-02-29', expected a date as 2015-10-29, "
        "or nothing",
    ),
    "no such time": (
        put("days", 0, lunch_from="12:75", lunch_to="13:00"),
        "days.csv, row 2, column lunch_from: found '12:75', expected a time as 09:30, or nothing",
    ),
    "a seven-digit category": (
        put("products", 0, category="1411150"),
        "products.csv, row 2, column category: found '1411150', expected eight digits, or "
        "nothing (if a leading zero was lost, format the column as text)",
    ),
    "text too long": (
        put("firms", 2, pitch="가" * 2001),
        f"firms.csv, row 4, column pitch: found '{'가' * 60}…', expected at most 2000 characters",
    ),
    "a control character": (
        put("firms", 2, name_ko="다시\x07쓸모"),
        "firms.csv, row 4, column name_ko: found '다시\\x07쓸모', expected text without control "
        "characters",
    ),
    "a formula that failed": (
        put("firms", 2, phone="#N/A"),
        "firms.csv, row 4, column phone: found '#N/A', expected a value; the formula in this cell "
        "failed",
    ),
    "an interest in an unknown agency": (
        put("interests", 2, agency="A22", plan=""),
        "interests.csv, row 4, column agency: found 'A22', expected a code of agencies.csv; "
        "the nearest is A2",
    ),
    "an unknown firm far from any": (
        add("marks", agency="A1", firm="zzz", mark="no"),
        "marks.csv, row 3, column firm: found 'zzz', expected a code of firms.csv",
    ),
    "an unknown plan item": (
        put("interests", 0, plan="P11"),
        "interests.csv, row 2, column plan: found 'P11', expected a code of plans.csv; "
        "the nearest is P1",
    ),
    "a plan item of another agency": (
        put("interests", 0, plan="P2"),
        "interests.csv, row 2, column plan: found 'P2', expected a plan item of agency A1; "
        "this one is of A2",
    ),
    "hours of an unknown booth": (
        put("booth_hours", 0, booth="B9"),
        "booth_hours.csv, row 2, column booth: found 'B9', expected a code of booths.csv; "
        "the nearest is B2",
    ),
    "a duplicate firm": (
        add("firms", code="F1", registration_number="211-86-00002", name_ko="또"),
        "firms.csv, row 5, column code: found 'F1', expected each code once; row 2 has it already",
    ),
    "a duplicate registration number": (
        put("firms", 2, registration_number="1018601005"),
        "firms.csv, row 4, column registration_number: found '101-86-01005', expected each "
        "registration_number once; row 2 has it already",
    ),
    "a duplicate pair": (
        add("marks", agency="A2", firm="F2", mark="no"),
        "marks.csv, row 3, column firm: found 'A2 ~ F2', expected each agency and firm once; "
        "row 2 has it already",
    ),
    "a duplicate rank": (
        put("interests", 1, rank=1),
        "interests.csv, row 3, column rank: found 'F1 ~ 1', expected each firm and rank once; "
        "row 2 has it already",
    ),
    "a day given twice": (
        add("days", date=FRIDAY, opens=time(10), closes=time(11)),
        "days.csv, row 4, column date: found '2015-10-30', expected each date once; "
        "row 3 has it already",
    ),
    "an agency without a booth": (
        add("agencies", code="A3", name_ko="강남구", name_en="Gangnam", kind="district"),
        "agencies.csv, row 4, column code: found 'A3', expected an agency with a booth in "
        "booths.csv",
    ),
    "a day that ends before it starts": (
        put("days", 0, opens=time(11), closes=time(10)),
        "days.csv, row 2, column closes: found '10:00', expected a time after opens (11:00)",
    ),
    "a day too short for a slot": (
        put("days", 0, closes=time(10, 15)),
        "days.csv, row 2, column closes: found '10:00–10:15', expected hours that hold a slot "
        "of 20 minutes",
    ),
    "half a lunch": (
        put("days", 0, lunch_from=time(10, 20)),
        "days.csv, row 2, column lunch_to: expected both lunch_from and lunch_to, or neither",
    ),
    "the other half of a lunch": (
        put("days", 0, lunch_to=time(10, 20)),
        "days.csv, row 2, column lunch_from: expected both lunch_from and lunch_to, or neither",
    ),
    "lunch reversed": (
        put("days", 0, lunch_from=time(10, 40), lunch_to=time(10, 20)),
        "days.csv, row 2, column lunch_to: found '10:20', expected a time after lunch_from (10:40)",
    ),
    "lunch outside the day": (
        put("days", 0, lunch_from=time(12), lunch_to=time(13)),
        "days.csv, row 2, column lunch_from: found '12:00–13:00', expected lunch within "
        "10:00–11:00",
    ),
    "booth hours on another day": (
        put("booth_hours", 0, date=date(2015, 10, 31)),
        "booth_hours.csv, row 2, column date: found '2015-10-31', expected a day of the fair: "
        "2015-10-29, 2015-10-30",
    ),
    "booth hours outside the fair's": (
        put("booth_hours", 0, closes=time(12)),
        "booth_hours.csv, row 2, column closes: found '10:00–12:00', expected hours within the "
        "fair's, 10:00–11:00",
    ),
    "booth hours before the fair's": (
        put("booth_hours", 0, opens=time(9)),
        "booth_hours.csv, row 2, column opens: found '09:00–11:00', expected hours within the "
        "fair's, 10:00–11:00",
    ),
    "booth hours overlapping": (
        add("booth_hours", booth="B2", date=THURSDAY, opens=time(10, 30), closes=time(11)),
        "booth_hours.csv, row 4, column opens: found '10:30–11:00', expected hours that do not "
        "overlap those of row 2",
    ),
    "firm hours reversed": (
        put("firm_hours", 0, comes=time(11), leaves=time(10)),
        "firm_hours.csv, row 2, column leaves: found '10:00', expected a time after comes (11:00)",
    ),
    "firm hours when the fair is closed": (
        put("firm_hours", 0, comes=time(13), leaves=time(14)),
        "firm_hours.csv, row 2, column comes: found '13:00–14:00', expected hours that meet the "
        "fair's, 10:00–11:00",
    ),
    "a pin on another day": (
        put("pins", 0, date=date(2015, 10, 31)),
        "pins.csv, row 2, column date: found '2015-10-31', expected a day of the fair: "
        "2015-10-29, 2015-10-30",
    ),
    "a pin between slots": (
        put("pins", 0, starts=time(10, 10)),
        "pins.csv, row 2, column starts: found '10:10', expected the start of a slot: "
        "10:00, 10:20, 10:40",
    ),
    "a pin when the booth is not staffed": (
        put("pins", 0, starts=time(10, 40)),
        "pins.csv, row 2, column starts: found '10:40–11:00', expected a slot in the hours of "
        "both parties (10:00–10:40)",
    ),
    "a pin when the firm is not there": (
        put("pins", 0, date=THURSDAY),
        "pins.csv, row 2, column starts: found '10:20–10:40', expected a slot in the hours of "
        "both parties (never that day)",
    ),
    "two pins of a firm at one time": (
        add("pins", firm="F3", agency="A1", date=FRIDAY, starts=time(10, 20)),
        "pins.csv, row 3, column starts: found '2015-10-30 10:20', expected one pin of a firm at "
        "a time; row 2 is at the same",
    ),
    "too many interests": (
        put("fair", 0, request_limit=1),
        "interests.csv, row 3, column firm: found 'F1: 2', expected at most 1 interests of a "
        "firm (request_limit)",
    ),
    "a programme item on another day": (
        put("programme", 0, date=date(2015, 11, 1)),
        "programme.csv, row 2, column date: found '2015-11-01', expected a day of the fair: "
        "2015-10-29, 2015-10-30",
    ),
    "a programme item reversed": (
        put("programme", 0, ends=time(18)),
        "programme.csv, row 2, column ends: found '18:00', expected a time after starts (18:00)",
    ),
    "an unknown time zone": (
        put("fair", 0, zone="Asia/Soul"),
        "fair.toml, row 9, column zone: found 'Asia/Soul', expected an IANA time zone as "
        "Asia/Seoul",
    ),
    "a setting out of bounds": (
        put("fair", 0, request_limit=0),
        "fair.toml, row 8, column request_limit: found '0', expected a whole number from 1 to "
        "100, or nothing for 8",
    ),
    "an unknown setting": (
        put("fair", 0, slot_minuts=20),
        "fair.toml, row 9, column slot_minuts: found 'slot_minuts', expected a setting of this "
        "table: did you mean slot_minutes (상담 시간(분))?",
    ),
    "a missing setting": (
        lambda tables: tables["fair"][0].pop("organiser_email"),
        "fair.toml, column organiser_email: expected an address as name@example.kr; it may not "
        "be empty",
    ),
    "a missing file": (
        lambda tables: tables.pop("days"),
        "days.csv: found 'no such file or sheet', expected a table with at least the columns "
        "date, opens, closes",
    ),
}


@pytest.mark.parametrize(("change", "expected"), ONE_ERROR.values(), ids=ONE_ERROR.keys())
def test_each_error_has_its_place_and_what_was_expected(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
    change: Callable[[Tables], object],
    expected: str,
) -> None:
    assert errors_of(change) == [expected]


def test_more_pins_at_a_time_than_tables(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
) -> None:
    def change(tables: Tables) -> None:
        for firm in ("F1", "F2"):
            tables["pins"].append(
                {"firm": firm, "agency": "A1", "date": FRIDAY, "starts": time(10)}
            )

    assert errors_of(change) == [
        "pins.csv, row 4, column starts: found '2 pins, 1 table(s)', expected no more pins at a "
        "time than booth B1 has tables"
    ]


def test_a_pin_with_an_unknown_agency_is_that_error_only(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
) -> None:
    (error,) = errors_of(put("pins", 0, agency="A7"))
    assert error.startswith("pins.csv, row 2, column agency: found 'A7'")


def test_unreadable_files_stand_in_their_place_among_the_errors(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    tables = tiny_fair()
    tables["firms"][0]["name_ko"] = ""
    tables["marks"][0]["mark"] = "?"
    folder = write_folder(tmp_path / "fair", tables)
    (folder / "interests.csv").write_bytes(b"\xff\xff\0")
    (folder / "days.csv").write_bytes(b"PK\x03\x04")
    assert [(cell.file, cell.row) for cell in refused(sqlite_engine, folder)] == [
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
    assert [(cell.file, cell.row, cell.column) for cell in cells] == [
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
    places = [(cell.file.removeprefix("template.xlsx, sheet "), cell.column) for cell in cells]
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
        assert (error.file, error.row) == ("fair.toml", 0)
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
        assert (hours.file, hours.row, hours.column) == ("firm_hours.csv", 0, "date")
        assert (pin.file, pin.row, pin.column) == ("pins.csv", 0, "date")
        assert pin.found.startswith("2015-10-30 (F3 ~ A2 ~ 2015-10-30")
        for error in (hours, pin):
            assert error.expected == (
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
