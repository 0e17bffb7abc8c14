"""A spreadsheet of plan items by the page: template, trial, confirmation; hostile files."""

import io
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import load_workbook
from sqlalchemy import Engine, func, select

from fairmatch.db import reading, writing
from fairmatch.models import PlanItem, PlanState
from fairmatch.plans.uploaded import MAX_BYTES
from tests.fairmatch.files.made_workbooks import repacked, workbook
from tests.fairmatch.plans.test_uploading import HEAD, NEW, changed, table
from tests.web.agencies.test_plan_editing import words
from tests.web.signing_in import Members, sign_in

UPLOAD = "/agency/small/A1/plans/upload"


def send(client: FlaskClient, content: bytes, name: str = "계획.csv", to: str = UPLOAD) -> str:
    """Send a file and give where its trial is."""
    answer = client.post(to, data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, words(answer.text)
    return str(answer.location)


def seal(page: str) -> str:
    return unescape(re.findall(r'name="seal" value="([^"]*)"', page)[0])


def codes(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return set(session.scalars(select(PlanItem.code)))


def test_nothing_is_saved_before_it_is_confirmed(officer: FlaskClient, engine: Engine) -> None:
    before = codes(engine)
    edited = changed(NEW, **{"계획 번호": "P101", "사업명": "본관 청소", "연도": "2027"})
    where = send(officer, table(NEW, edited))
    page = officer.get(where)
    shown = words(page.text)
    assert "현관 도색" in shown
    assert "본관 화장실·복도 청소용역 → 본관 청소" in shown
    assert codes(engine) == before
    answer = officer.post(where, data={"seal": seal(page.text), "state": "published"})
    assert "모두 반영했습니다" in officer.get(answer.location).text
    assert codes(engine) - before == {"A1-001"}
    assert "현관 도색" in officer.get("/fairs/small/plans?q=현관도색").text
    again = officer.post(where, data={"seal": seal(page.text)})
    assert "다시 올려 주세요" in officer.get(again.location).text


def test_new_items_may_be_kept_as_drafts_and_published_together(
    officer: FlaskClient, engine: Engine
) -> None:
    where = send(officer, table(NEW, changed(NEW, **{"사업명": "벽화"})))
    officer.post(where, data={"seal": seal(officer.get(where).text), "state": "draft"})
    page = officer.get("/agency/small/A1/plans?state=draft").text
    assert "초안 2건 모두 공개하기" in page
    late = officer.post("/agency/small/A1/plans/publish-drafts", data={"count": "1"})
    assert "아무것도 공개하지 않았습니다" in officer.get(late.location).text
    done = officer.post("/agency/small/A1/plans/publish-drafts", data={"count": "2"})
    assert "모두 공개했습니다" in officer.get(done.location).text
    with reading(engine) as session:
        drafts = select(func.count()).where(PlanItem.state == PlanState.DRAFT)
        assert session.scalar(drafts) == 0


def test_every_error_is_listed_in_the_language_of_the_page(
    officer: FlaskClient, engine: Engine
) -> None:
    bad = table(changed(NEW, **{"예산(원)": "=1+1"}), changed(NEW, **{"분기": "5"}))
    before = codes(engine)
    for lang, said in (("ko", "오류가 2건"), ("en", "2 errors")):
        officer.set_cookie("lang", lang)
        answer = officer.post(UPLOAD, data={"file": (io.BytesIO(bad), "계획.csv")})
        assert answer.status_code == 422
        assert said in answer.text
        assert "=1+1" in answer.text
    assert codes(engine) == before


def test_the_template_comes_with_own_items_and_goes_back_unchanged(officer: FlaskClient) -> None:
    answer = officer.get("/agency/small/A1/plans/template.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).get_sheet_by_name("구매계획").to_python()
    assert [row[0] for row in sheet[1:]] == ["P101", "P102", "P103", "P104", "P105"]
    shown = words(officer.get(send(officer, answer.data, "계획.xlsx")).text)
    assert "반영할 것이 없습니다" in shown


def test_what_somebody_changed_meanwhile_is_shown_again_first(
    officer: FlaskClient, engine: Engine
) -> None:
    edited = changed(NEW, **{"계획 번호": "P101", "사업명": "본관 청소"})
    where = send(officer, table(edited))
    shown = seal(officer.get(where).text)
    with writing(engine) as session:
        item = session.scalars(select(PlanItem).where(PlanItem.code == "P101")).one()
        item.title, item.version = "그사이 바뀜", 2
    answer = officer.post(where, data={"seal": shown})
    page = officer.get(answer.location).text
    assert "화면을 연 뒤에" in words(page)
    assert "그사이 바뀜" in page
    officer.post(where, data={"seal": seal(page)})
    with reading(engine) as session:
        assert session.scalars(select(PlanItem.title).where(PlanItem.code == "P101")).one() == (
            "본관 청소"
        )


def test_a_file_can_be_dropped(officer: FlaskClient) -> None:
    where = send(officer, table(NEW))
    answer = officer.post(where, data={"act": "drop"})
    assert answer.location == UPLOAD
    assert "다시 올려 주세요" in officer.get(officer.get(where).location).text


def test_another_agencys_file_and_rows_are_refused(
    app: Flask, officer: FlaskClient, who: Members, engine: Engine
) -> None:
    where = send(officer, table(NEW))
    other = app.test_client()
    sign_in(other, who.other_officer)
    assert other.get(where).status_code == 404
    stolen = where.replace("/A1/", "/A2/")
    assert other.post(stolen, data={"seal": "x"}).location.endswith("done=gone")
    foreign = table([*NEW, "A2"], head=[*HEAD, "기관 코드"])
    answer = officer.post(UPLOAD, data={"file": (io.BytesIO(foreign), "a.csv")})
    assert answer.status_code == 422
    assert "우리 기관의 코드 A1" in answer.text


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>alert(1)</script>.csv", "a" * 999])
def test_a_hostile_name_is_only_shown(officer: FlaskClient, name: str) -> None:
    page = officer.get(send(officer, table(NEW), name)).text
    assert "<script>alert" not in page


def test_a_bomb_an_oversize_and_nothing_get_a_clear_refusal(officer: FlaskClient) -> None:
    bomb = repacked(
        workbook(lambda book: book.add_worksheet().write_row(0, 0, HEAD)),
        lambda name, content: b" " * (201 * 1024 * 1024) if "sheet1" in name else content,
    )
    answer = officer.post(UPLOAD, data={"file": (io.BytesIO(bomb), "계획.xlsx")})
    assert answer.status_code == 422
    assert "200" in words(answer.text)
    # Written out: the client's own way would leave a file open.
    head = '--end\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head.encode() + b"x" * (MAX_BYTES + 1) + b"\r\n--end--\r\n"
    large = officer.post(UPLOAD, data=body, content_type="multipart/form-data; boundary=end")
    assert large.status_code == 413
    for nothing in ({}, {"file": (io.BytesIO(b""), "a.csv")}, {"file": "a.csv"}):
        answer = officer.post(UPLOAD, data=nothing)
        assert answer.status_code == 422
        assert "파일을 선택해 주세요" in answer.text
