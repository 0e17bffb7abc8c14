import json
from io import BytesIO

from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

FILES = "/desk/small/files"


def test_the_desk_hands_the_published_timetable_to_other_programs(
    desk: FlaskClient, published: None
) -> None:
    page = desk.get("/desk/small/papers").text
    for name in ("timetable.xlsx", "timetable.csv", "timetable.json", "fair.xlsx"):
        assert f'href="{FILES}/{name}"' in page
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get(f"{FILES}/timetable.xlsx").data))
    assert "기업별" in book.sheet_names
    values = json.loads(desk.get(f"{FILES}/timetable.json").data)
    lines = desk.get(f"{FILES}/timetable.csv").data.decode("utf-8-sig").splitlines()
    assert len(values["consultations"]) == len(lines) - 1
    answer = desk.get(f"{FILES}/timetable.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "small-v1.csv" in answer.headers["Content-Disposition"]


def test_before_a_version_only_the_fair_itself_is_handed_out(
    desk: FlaskClient, planned: None
) -> None:
    assert desk.get(f"{FILES}/timetable.xlsx").status_code == 404
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get(f"{FILES}/fair.xlsx").data))
    assert "기업" in book.sheet_names
