from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.errors import CannotWrite, NoTimetable
from fairmatch.exports import export_fair
from fairmatch.fairs import find_fair
from fairmatch.files.rows import ROWS
from fairmatch.models import Firm, Timetable
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from tests.fairmatch.counting import statements
from tests.fairmatch.exported import (
    ADDRESS,
    AT,
    SEOUL,
    SMALL,
    export,
    exported_json,
    publish_fair,
)
from tests.fairmatch.fair_rows import add_draft, add_fair
from tests.fairmatch.ical_js import Parser, ical_js_parser, icalendar_parser


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    publish_fair(sqlite_engine, SMALL)
    return sqlite_engine


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_an_export_is_every_file_of_the_fair(engine: Engine, tmp_path: Path) -> None:
    publish_fair(engine, SMALL)
    files = export(engine, tmp_path / "out")
    assert [str(file.relative_to(tmp_path / "out")) for file in files] == [
        "timetable.json",
        "timetable.xlsx",
        "timetable.csv",
        "quality-report.json",
        "quality-report.md",
        "fair.xlsx",
        "calendars/fair.ics",
        *(f"calendars/agencies/A{n}.ics" for n in (1, 2, 3)),
        *(f"calendars/firms/F{n}.ics" for n in (1, 2, 3, 4, 5)),
    ]
    assert sorted(_bytes(tmp_path / "out")) == sorted(
        str(file.relative_to(tmp_path / "out")) for file in files
    )


def test_the_same_version_gives_the_same_bytes(small: Engine, tmp_path: Path) -> None:
    export(small, tmp_path / "one")
    export(small, tmp_path / "two")
    export(small, tmp_path / "two")
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def _require_alike(folder: Path, files: list[Path], ical_js: Parser) -> None:
    """Both parsers find in each calendar just the consultations of its owner, as in the JSON."""
    contents = [file.read_bytes() for file in files]
    read = icalendar_parser(contents)
    assert ical_js(contents) == read
    events = {file.stem: facts["events"] for file, facts in zip(files, read, strict=True)}
    wanted: dict[str, dict[str, datetime]] = {name: {} for name in events}
    for one in exported_json(folder)["consultations"]:
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
    files = [file for file in export(small, tmp_path) if file.suffix == ".ics"]
    assert len(files) == 9
    _require_alike(tmp_path, files, ical_js)


@pytest.mark.browser
@pytest.mark.slow
def test_both_parsers_read_every_calendar_of_a_real_sized_fair_alike(
    sqlite_engine: Engine, ical_js: Parser, tmp_path: Path
) -> None:
    publish_fair(sqlite_engine, SEOUL, seconds=1)
    files = [file for file in export(sqlite_engine, tmp_path) if file.suffix == ".ics"]
    assert len(files) == 345
    _require_alike(tmp_path, files, ical_js)


def test_the_report_is_given_as_values_and_in_words(small: Engine, tmp_path: Path) -> None:
    export(small, tmp_path)
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
    export(small, tmp_path)
    found = exported_json(tmp_path)
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
    export(small, tmp_path)
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
        export(sqlite_engine, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(
    small: Engine, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite, match="is a file, not a folder"):
        export(small, tmp_path / "out")
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
    assert len(files) == 15 + 20
    assert counts[0] == counts[1]
    # One for each kind of row of the fair's own file, the rest for everything else.
    assert counts[0] <= len(ROWS) + 20
