import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.errors import CannotWrite, NoTimetable
from fairmatch.exports import export_fair
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import Agency, Firm, Timetable
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from fairmatch.runs import solve_fair
from fairmatch.schedules import fair_schedule
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import add_draft, add_fair
from tests.fairmatch.files.json_schema import problems
from tests.fairmatch.ical_js import Parser, ical_js_parser, icalendar_parser

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "data" / "small"
SEOUL = ROOT / "data" / "seoul-2015"
ADDRESS = "https://fair.example"
AT = datetime(2026, 5, 10, 3, 0, tzinfo=UTC)
HOSTILE = ['=HYPERLINK("http://evil.example";"x")', "+1+1", "-2", "@SUM(A1)", "http://evil.example"]


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


def _solved(engine: Engine, *, seconds: float = 10) -> None:
    """Solve and publish the only fair there is."""
    numbers = count(1)

    def clock() -> datetime:
        return AT

    draft = solve_fair(
        engine,
        None,
        seconds=seconds,
        workers=2,
        clock=clock,
        new_uid=lambda: f"{next(numbers):032x}",
    )
    with writing(engine) as session:
        publish(session, find_fair(session, None), clock=clock, draft_id=draft)


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    with writing(sqlite_engine) as session:
        import_fair(session, SMALL)
    _solved(sqlite_engine)
    return sqlite_engine


def _export(engine: Engine, folder: Path) -> list[Path]:
    with reading(engine) as session:
        return export_fair(session, find_fair(session, None), folder, address=ADDRESS)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _json(folder: Path) -> Any:
    return json.loads((folder / "timetable.json").read_text(encoding="utf-8"))


def test_an_export_is_every_file_of_the_fair(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        import_fair(session, SMALL)
    _solved(engine)
    files = _export(engine, tmp_path / "out")
    assert [str(file.relative_to(tmp_path / "out")) for file in files] == [
        "timetable.json",
        "timetable.xlsx",
        "quality-report.json",
        "quality-report.md",
        "calendars/fair.ics",
        *(f"calendars/agencies/A{n}.ics" for n in (1, 2, 3)),
        *(f"calendars/firms/F{n}.ics" for n in (1, 2, 3, 4, 5)),
    ]
    assert sorted(_bytes(tmp_path / "out")) == sorted(
        str(file.relative_to(tmp_path / "out")) for file in files
    )


def test_the_same_version_gives_the_same_bytes(small: Engine, tmp_path: Path) -> None:
    _export(small, tmp_path / "one")
    _export(small, tmp_path / "two")
    _export(small, tmp_path / "two")
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_the_json_says_what_is_published_and_fits_its_schema(small: Engine, tmp_path: Path) -> None:
    _export(small, tmp_path)
    found = _json(tmp_path)
    schema = json.loads((ROOT / "docs/schema/timetable.schema.json").read_text(encoding="utf-8"))
    assert problems(found, schema) == []
    with reading(small) as session:
        shown = fair_schedule(session, find_fair(session, None))
        unmet = QualityReport.model_validate(session.scalars(select(Timetable)).one().report).unmet
    assert [
        (
            one["uid"],
            one["firm"],
            one["agency"],
            one["table"],
            datetime.fromisoformat(one["starts_at"]),
        )
        for one in found["consultations"]
    ] == [(one.uid, one.firm_code, one.agency_code, one.table, one.starts_at) for one in shown]
    assert {one["starts_at"][-6:] for one in found["consultations"]} == {"+09:00"}
    assert [(one["firm"], one["agency"]) for one in found["unmet"]] == [
        (one.firm_code, one.agency_code) for one in unmet
    ]
    assert found["version"] == {"number": 1, "published_at": "2026-05-10T03:00:00Z"}
    assert found["fair"]["days"][0]["opens"] == "10:00"


def test_the_judge_of_schemas_finds_what_does_not_fit(small: Engine, tmp_path: Path) -> None:
    _export(small, tmp_path)
    schema = json.loads((ROOT / "docs/schema/timetable.schema.json").read_text(encoding="utf-8"))

    def spoilt(change: Callable[[Any], object]) -> list[str]:
        found = _json(tmp_path)
        change(found)
        return problems(found, schema)

    first = "$.consultations[0]"
    assert spoilt(lambda f: f["consultations"][0].update(table=0)) == [
        f"{first}.table: 0 is below 1"
    ]
    assert spoilt(lambda f: f["consultations"][0].pop("uid")) == [f"{first}: uid is missing"]
    assert spoilt(lambda f: f["consultations"][0].update(phone="1")) == [
        f"{first}: phone is unknown"
    ]
    assert spoilt(lambda f: f["consultations"][0].update(state="maybe"))
    assert spoilt(lambda f: f["consultations"][0].update(starts_at="2026-05-14T10:00:00"))
    assert spoilt(lambda f: f["consultations"][0].update(plan=3))
    assert spoilt(lambda f: f["fair"]["days"][0].update(opens="10 o'clock"))
    assert spoilt(lambda f: f["fair"]["days"][0].update(date="Thursday"))
    assert spoilt(lambda f: f.update(format_version=True))
    assert spoilt(lambda f: f.update(format_version=2))
    assert spoilt(lambda f: f.update(firms={}))


def test_no_telephone_or_e_mail_is_in_the_json(small: Engine, tmp_path: Path) -> None:
    with reading(small) as session:
        contacts = [
            contact
            for party in (*session.scalars(select(Firm)), *session.scalars(select(Agency)))
            for contact in (party.phone, party.email)
            if contact
        ]
    _export(small, tmp_path)
    text = (tmp_path / "timetable.json").read_text(encoding="utf-8")
    assert contacts
    assert not [contact for contact in contacts if contact in text]


def test_the_workbook_shows_days_firms_everything_and_what_is_unmet(
    small: Engine, tmp_path: Path
) -> None:
    _export(small, tmp_path)
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    assert book.sheet_names == ["2026-05-14(목)", "2026-05-15(금)", "기업별", "전체", "미배정"]
    found = _json(tmp_path)
    flat = book.get_sheet_by_name("전체").to_python()
    assert flat[0][:6] == [
        "날짜\nDate",
        "요일\nDay",
        "시작\nFrom",
        "끝\nTo",
        "부스\nBooth",
        "상담석\nTable",
    ]
    for row, one in zip(flat[1:], found["consultations"], strict=True):
        starts = datetime.fromisoformat(one["starts_at"])
        ends = datetime.fromisoformat(one["ends_at"])
        assert row[0] == starts.date()
        assert isinstance(row[0], date)
        assert (row[2], row[3]) == (starts.time(), ends.time())
        assert isinstance(row[2], time)
        assert (row[4], row[5], row[6], row[8]) == (
            one["booth"],
            one["table"],
            one["agency"],
            one["firm"],
        )
        assert row[-2:] == ["확정 confirmed", one["uid"]]
    by_firm = book.get_sheet_by_name("기업별").to_python()[1:]
    assert sorted((row[0], row[2], row[4]) for row in by_firm) == sorted(
        (row[8], row[0], row[2]) for row in flat[1:]
    )
    assert [row[1] for row in by_firm] == sorted(str(row[1]) for row in by_firm)
    unmet = book.get_sheet_by_name("미배정").to_python()[1:]
    assert [(row[0], row[2], row[5]) for row in unmet] == [
        (one["firm"], one["agency"], one["reason"]["ko"]) for one in found["unmet"]
    ]


def test_the_grid_puts_each_firm_at_its_booth_and_time(small: Engine, tmp_path: Path) -> None:
    _export(small, tmp_path)
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    names = {firm["code"]: firm["name"]["ko"] for firm in _json(tmp_path)["firms"]}
    shown: set[tuple[str, str, str]] = set()
    for sheet in book.sheet_names[:2]:
        heading, *rows = book.get_sheet_by_name(sheet).to_python()
        for row in rows:
            for when, cell in list(zip(heading, row, strict=True))[3:]:
                shown.update(
                    (f"{sheet[:10]} {str(when)[:5]}", str(row[0]), line.partition(". ")[2] or line)
                    for line in str(cell).splitlines()
                    if line != "–"
                )
    assert shown == {
        (
            one["starts_at"][:16].replace("T", " "),
            one["booth"],
            f"{names[one['firm']]} ({one['firm']})",
        )
        for one in _json(tmp_path)["consultations"]
    }
    cells = [
        str(cell) for row in book.get_sheet_by_name("2026-05-15(금)").to_python() for cell in row
    ]
    assert "–" in cells


def _sheets(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_a_formula_in_a_name_is_never_run(small: Engine, tmp_path: Path) -> None:
    with writing(small) as session:
        parties = (*session.scalars(select(Firm)), *session.scalars(select(Agency)))
        for party, name in zip(parties, HOSTILE * 2, strict=False):
            party.name_ko = name
        find_fair(session, None).name_ko = "&[File] =1+1 & fair"
    _export(small, tmp_path)
    parts = _sheets(tmp_path / "timetable.xlsx")
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in content
            assert "hyperlink" not in content
    assert not [name for name in parts if name.startswith("xl/worksheets/_rels")]
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    written = {row[9] for row in book.get_sheet_by_name("전체").to_python()[1:]}
    assert written <= set(HOSTILE)
    assert "&amp;&amp;[File]" in parts["xl/worksheets/sheet1.xml"]


def test_tables_are_ready_to_filter_and_to_print(small: Engine, tmp_path: Path) -> None:
    _export(small, tmp_path)
    parts = _sheets(tmp_path / "timetable.xlsx")
    for number in range(1, 6):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in sheet
        assert re.search(r'<pageSetup paperSize="9"[^>]* orientation="landscape"', sheet)
        assert ("<autoFilter" in sheet) is (number > 2)
        assert "<oddFooter>" in sheet
    assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == 5


def _require_alike(folder: Path, files: list[Path], ical_js: Parser) -> None:
    """Both parsers find in each calendar just the consultations of its owner, as in the JSON."""
    contents = [file.read_bytes() for file in files]
    read = icalendar_parser(contents)
    assert ical_js(contents) == read
    events = {file.stem: facts["events"] for file, facts in zip(files, read, strict=True)}
    wanted: dict[str, dict[str, datetime]] = {name: {} for name in events}
    for one in _json(folder)["consultations"]:
        starts = datetime.fromisoformat(one["starts_at"]).astimezone(UTC)
        for name in ("fair", one["firm"], one["agency"]):
            wanted[name][one["uid"]] = starts
    assert {
        name: {event["uid"]: datetime.fromisoformat(event["starts"]) for event in held}
        for name, held in events.items()
    } == wanted


@pytest.mark.browser
def test_both_parsers_read_every_calendar_of_the_fair_alike(
    small: Engine, ical_js: Parser, tmp_path: Path
) -> None:
    files = [file for file in _export(small, tmp_path) if file.suffix == ".ics"]
    assert len(files) == 9
    _require_alike(tmp_path, files, ical_js)


@pytest.mark.browser
@pytest.mark.slow
def test_both_parsers_read_every_calendar_of_a_real_sized_fair_alike(
    sqlite_engine: Engine, ical_js: Parser, tmp_path: Path
) -> None:
    with writing(sqlite_engine) as session:
        import_fair(session, SEOUL)
    _solved(sqlite_engine, seconds=3)
    files = [file for file in _export(sqlite_engine, tmp_path) if file.suffix == ".ics"]
    assert len(files) == 345
    _require_alike(tmp_path, files, ical_js)


def test_the_report_is_given_as_values_and_in_words(small: Engine, tmp_path: Path) -> None:
    _export(small, tmp_path)
    with reading(small) as session:
        stored = QualityReport.model_validate(session.scalars(select(Timetable)).one().report)
    exported = (tmp_path / "quality-report.json").read_text(encoding="utf-8")
    assert QualityReport.model_validate_json(exported) == stored
    words = (tmp_path / "quality-report.md").read_text(encoding="utf-8")
    assert words.startswith("# 한빛구 작은 구매상담회: 상담 시간표 품질 보고서\n")
    assert "# Hanbit-gu Small Procurement Fair: Quality report of the timetable\n" in words
    for one in stored.unmet:
        assert one.firm_name_ko in words
        assert one.organiser_words.en in words.replace("\\", "")


def test_a_cancelled_consultation_stays_in_the_files_as_cancelled(
    small: Engine, tmp_path: Path
) -> None:
    with writing(small) as session:
        fair = find_fair(session, None)
        version = session.scalars(select(Timetable)).one()
        dropped = next(one for one in version.placements if not one.pinned)
        draft = Timetable(
            fair_id=fair.id, made_at=AT, revision=fair.revision, report=version.report
        )
        session.add(draft)
        uid = dropped.consultation.uid
        for one in version.placements:
            if one is not dropped:
                copied = ("consultation_id", "slot_id", "starts_at", "ends_at", "booth_code")
                draft.placements.append(
                    type(one)(**{name: getattr(one, name) for name in (*copied, "table", "pinned")})
                )
        session.flush()
        publish(session, fair, clock=lambda: AT + timedelta(days=1), draft_id=draft.id)
    _export(small, tmp_path)
    found = _json(tmp_path)
    (gone,) = (one for one in found["consultations"] if one["state"] == "cancelled")
    assert (gone["uid"], gone["sequence"]) == (uid, 1)
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    flat = book.get_sheet_by_name("전체").to_python()[1:]
    assert [row[-1] for row in flat if row[-2] == "취소 cancelled"] == [uid]
    assert len(book.get_sheet_by_name("기업별").to_python()) == len(flat)
    (facts,) = icalendar_parser([(tmp_path / f"calendars/firms/{gone['firm']}.ics").read_bytes()])
    assert {e["uid"]: e["status"] for e in facts["events"]}[uid] == "CANCELLED"


def test_a_firm_reads_its_calendar_in_its_own_language(small: Engine, tmp_path: Path) -> None:
    with writing(small) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.language = "en"
    _export(small, tmp_path)
    titles = {
        code: icalendar_parser([(tmp_path / f"calendars/firms/{code}.ics").read_bytes()])[0][
            "events"
        ][0]["summary"]
        for code in ("F1", "F2")
    }
    assert titles["F1"].startswith("Purchase consultation with ")
    assert titles["F2"].endswith(" 구매상담")


def test_without_a_published_version_nothing_is_written(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with writing(sqlite_engine) as session:
        add_draft(session, add_fair(session), {})
    with pytest.raises(NoTimetable, match="no published timetable"):
        _export(sqlite_engine, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(
    small: Engine, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite, match="is a file, not a folder"):
        _export(small, tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_the_number_of_queries_depends_on_the_days_only(small: Engine, tmp_path: Path) -> None:
    counts = []
    for more in (0, 20):
        with writing(small) as session:
            fair = find_fair(session, None)
            for number in range(more):
                session.add(
                    Firm(
                        fair_id=fair.id,
                        code=f"N{number}",
                        registration_number=f"{number}",
                        name_ko=f"새 기업 {number}",
                    )
                )
        with reading(small) as session:
            fair = find_fair(session, None)
            with statements(small) as sent:
                files = export_fair(session, fair, tmp_path, address=ADDRESS)
            counts.append(len(sent))
    assert len(files) == 13 + 20
    assert counts == [15, 15]
