"""The workbook for organisers to fill."""

import zipfile
from pathlib import Path

import pytest
from python_calamine import load_workbook

from fairmatch.files.rows import ROWS, FairRow
from fairmatch.files.tables import read_source
from fairmatch.files.template import write_template


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "fair.xlsx"
    write_template(file)
    return file


def test_every_table_has_a_sheet_with_its_korean_headings(template: Path) -> None:
    source = read_source(template)
    assert source.problems == []
    assert source.ignored == ["fair.xlsx, sheet 안내"]
    assert set(source.tables) == {FairRow, *ROWS}
    for row in ROWS:
        titles = tuple(column.title for column in row.model_fields.values())
        assert source.tables[row].header == titles
        assert source.tables[row].rows == ()


def test_settings_stand_with_their_defaults(template: Path) -> None:
    rows = load_workbook(template).get_sheet_by_name("박람회").to_python()
    given = {str(line[0]): line[1] for line in rows[1:]}
    assert list(given) == [column.title for column in FairRow.model_fields.values()]
    assert given["상담 시간(분)"] == "20"
    assert given["필수 상담 처리"] == "규칙"
    assert given["박람회명"] == ""


def test_headings_explain_themselves_and_words_are_offered(template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        comments = b"".join(
            archive.read(name) for name in archive.namelist() if "comments" in name
        ).decode()
        sheets = b"".join(
            archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name
        ).decode()
    assert comments.count("Expected: ") == sum(len(row.model_fields) for row in ROWS)
    assert "registration_number: ten digits" in comments
    assert "필수,희망,보통,거절" in sheets
    assert "시,교육청,자치구,투자·출연기관" in sheets
