import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.fairs import find_fair
from fairmatch.models import Agency, Firm
from tests.fairmatch.exported import SMALL, export, exported_json, publish_fair

HOSTILE = ['=HYPERLINK("http://evil.example";"x")', "+1+1", "-2", "@SUM(A1)", "http://evil.example"]


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    publish_fair(sqlite_engine, SMALL)
    return sqlite_engine


def test_the_workbook_shows_days_firms_everything_and_what_is_unmet(
    small: Engine, tmp_path: Path
) -> None:
    export(small, tmp_path)
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    assert book.sheet_names == [
        "2026-05-14(목)",
        "2026-05-15(금)",
        "기업별",
        "전체",
        "미배정",
        "보고서",
        "부스별 수요",
    ]
    found = exported_json(tmp_path)
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
    export(small, tmp_path)
    book = CalamineWorkbook.from_path(str(tmp_path / "timetable.xlsx"))
    names = {firm["code"]: firm["name"]["ko"] for firm in exported_json(tmp_path)["firms"]}
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
        for one in exported_json(tmp_path)["consultations"]
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
    export(small, tmp_path)
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
    export(small, tmp_path)
    parts = _sheets(tmp_path / "timetable.xlsx")
    for number in range(1, 8):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in sheet
        assert re.search(r'<pageSetup paperSize="9"[^>]* orientation="landscape"', sheet)
        assert ("<autoFilter" in sheet) is (number > 2)
        assert "<oddFooter>" in sheet
    assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == 7
