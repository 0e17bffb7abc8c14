"""The grid's pages as a browser without scripts sees them, and what its own script is told."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from fairmatch.db import reading, writing
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Act, ActKind, Fair, Firm, HandAct, Placement, Run, Timetable
from fairmatch.publishing import publish
from tests.web.signing_in import Members, sign_in
from tests.web.small_fair import draft_by_hand

VALUES = {"Accept": "application/json"}
FIRST = "2026-05-14T10:00"


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def draft(planned: None, engine: Engine) -> int:
    """Add a draft of the small fair, as its README finds it."""
    with writing(engine) as session:
        return draft_by_hand(session, session.scalars(select(Fair)).one()).id


def _post(client: FlaskClient, draft: int, what: str, **form: str) -> TestResponse:
    return client.post(f"/desk/small/drafts/{draft}/grid/{what}", data=form)


def _slots(engine: Engine) -> list[str]:
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return [f"{slot.date}T{slot.starts:%H:%M}" for slot in fair.slots]


def _where(engine: Engine, draft: int, firm: str, agency: str) -> tuple[str, int] | None:
    with reading(engine) as session:
        for placed in session.scalars(select(Placement).where(Placement.timetable_id == draft)):
            both = placed.consultation
            if (both.firm.code, both.agency.code) == (firm, agency):
                return f"{placed.starts_at:%H:%M}", placed.table
    return None


def test_the_grid_shows_every_consultation_of_both_days(desk: FlaskClient, draft: int) -> None:
    page = desk.get(f"/desk/small/drafts/{draft}/grid").text
    for code in ("F1", "F3"):
        assert f"/desk/small/drafts/{draft}/grid/{code}/A1" in page
    assert "◆" in page
    assert page.count("<tbody") == 3


def test_a_consultation_is_moved_by_its_own_page(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    page = desk.get(f"/desk/small/drafts/{draft}/grid/F3/A1").text
    assert "옮길 수 있는 자리" in page
    assert "이동 시간" in page or "동시 상담" in page or "기업 참석 시간" in page
    values = desk.get(f"/desk/small/drafts/{draft}/grid/F3/A1", headers=VALUES).get_json()
    legal = next(one for one in values["targets"] if one["legal"] and one["kind"] == "move")
    before = _where(engine, draft, "F3", "A1")
    place = {"to": legal["agency"], "at": legal["at"], "table": str(legal["table"])}
    answer = _post(desk, draft, "F3/A1/put", edition="0", **place)
    assert answer.status_code == 303
    assert answer.location.endswith(f"/drafts/{draft}/grid")
    assert _where(engine, draft, "F3", "A1") != before
    assert "이동: " in desk.get(answer.location).text


def test_what_breaks_a_rule_is_refused_with_its_name_and_nothing_is_changed(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    values = desk.get(f"/desk/small/drafts/{draft}/grid/F3/A1", headers=VALUES).get_json()
    wrong = next(one for one in values["targets"] if not one["legal"])
    before = _where(engine, draft, "F3", "A1")
    place = {"to": wrong["agency"], "at": wrong["at"], "table": str(wrong["table"])}
    answer = _post(desk, draft, "F3/A1/put", edition="0", **place)
    assert answer.status_code == 422
    assert wrong["told"].split(":")[0] in answer.text
    assert _where(engine, draft, "F3", "A1") == before


def test_dropping_tells_who_loses_what_and_can_be_undone(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    panel = desk.get(f"/desk/small/drafts/{draft}/grid/F5/A1", headers=VALUES).get_json()["panel"]
    assert "상담을 잃습니다" in panel
    assert _post(desk, draft, "F5/A1/drop", edition="0").status_code == 303
    assert _where(engine, draft, "F5", "A1") is None
    wishes = desk.get(f"/desk/small/drafts/{draft}/grid/wishes?q=F5").text
    assert "/grid/F5/A1" in wishes
    assert _post(desk, draft, "undo", edition="1").status_code == 303
    assert _where(engine, draft, "F5", "A1") is not None
    assert _post(desk, draft, "redo", edition="2").status_code == 303
    assert _where(engine, draft, "F5", "A1") is None
    assert _post(desk, draft, "redo", edition="3").status_code == 422


def test_the_page_is_told_what_others_did_and_cannot_overwrite_it(
    desk: FlaskClient, draft: int, app: Flask, who: Members, engine: Engine
) -> None:
    other = app.test_client()
    sign_in(other, who.organiser)
    _post(desk, draft, "F5/A1/pin", edition="0", fixed="yes")
    answer = other.post(
        f"/desk/small/drafts/{draft}/grid/F5/A1/drop", data={"edition": "0"}, headers=VALUES
    )
    assert answer.status_code == 409
    assert "다른 사람" in answer.get_json()["told"]
    news = other.get(f"/desk/small/drafts/{draft}/grid/changes?since=0").get_json()
    assert (news["edition"], len(news["rows"])) == (1, 1)
    assert news["others"] == []
    viewer = app.test_client()
    sign_in(viewer, who.viewer)
    seen = viewer.get(f"/desk/small/drafts/{draft}/grid/changes?since=0").get_json()
    assert "고정" in seen["others"][0]
    assert "<form" not in seen["tools"]
    assert _where(engine, draft, "F5", "A1") is not None


def test_an_act_by_the_script_is_answered_with_the_rows_that_changed(
    desk: FlaskClient, draft: int
) -> None:
    answer = desk.post(
        f"/desk/small/drafts/{draft}/grid/F5/A1/drop", data={"edition": "0"}, headers=VALUES
    )
    values = answer.get_json()
    assert list(values["rows"]) == ["B1"] or len(values["rows"]) == 1
    assert values["edition"] == 1
    assert values["told"].startswith("취소: ")


@pytest.mark.parametrize(
    "form",
    [
        {"edition": "0", "at": "yesterday", "table": "1"},
        {"edition": "x", "at": FIRST, "table": "1"},
        {"edition": "9" * 40, "at": FIRST, "table": "1"},
        {"at": FIRST, "table": "1"},
    ],
)
def test_what_no_page_sends_is_a_bad_request(
    desk: FlaskClient, draft: int, form: dict[str, str]
) -> None:
    assert _post(desk, draft, "F3/A1/put", **form).status_code == 400


def test_seats_and_parties_that_are_not_there_are_refused(desk: FlaskClient, draft: int) -> None:
    for table in ("99999999999999999999", "-1", "<b>"):
        answer = _post(desk, draft, "F3/A1/put", edition="0", at=FIRST, table=table)
        assert answer.status_code == 422
    assert _post(desk, draft, "F9/A1/put", edition="0", at=FIRST, table="1").status_code == 422
    elsewhere = {"edition": "0", "at": "2031-01-01T10:00", "table": "1"}
    assert _post(desk, draft, "F3/A1/put", **elsewhere).status_code == 422
    assert desk.get(f"/desk/small/drafts/{draft}/grid/F9/A1").status_code == 404


def test_names_are_text_and_nothing_else(desk: FlaskClient, draft: int, engine: Engine) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F5")).one()
        firm.name_ko = firm.name_en = "<script>alert(1)</script>"
    base = f"/desk/small/drafts/{draft}/grid"
    for page in (base, f"{base}/F5/A1", f"{base}/wishes?q=<script>"):
        assert "<script>alert" not in desk.get(page).text
    _post(desk, draft, "F5/A1/drop", edition="0")
    news = desk.get(f"{base}/changes?since=0").get_json()
    assert "<script>alert" not in news["tools"]


def test_a_draft_that_is_published_or_gone_says_so(
    desk: FlaskClient, draft: int, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        publish(session, session.scalars(select(Fair)).one(), clock=clock, draft_id=draft)
    page = desk.get(f"/desk/small/drafts/{draft}/grid")
    assert page.status_code == 410
    assert "제1판" in page.text
    answer = desk.post(
        f"/desk/small/drafts/{draft}/grid/undo", data={"edition": "0"}, headers=VALUES
    )
    assert answer.status_code == 410
    assert "제1판" in answer.get_json()["told"]
    assert desk.get("/desk/small/drafts/99/grid").status_code == 410


def test_a_draft_is_begun_from_the_published_version(
    desk: FlaskClient, published: None, engine: Engine
) -> None:
    page = desk.get("/desk/small/grid").text
    assert "이 판에서 초안을 시작해" in page
    answer = desk.post("/desk/small/drafts", data={"version": "1"})
    assert answer.status_code == 303
    assert desk.get(answer.location).status_code == 200
    assert desk.post("/desk/small/drafts", data={"version": "7"}).status_code == 404
    assert desk.post("/desk/small/drafts", data={"version": "x"}).status_code == 400
    with reading(engine) as session:
        last = select(Act.kind).order_by(Act.id.desc()).limit(1)
        assert session.scalars(last).one() == ActKind.DRAFT_BEGUN


def test_a_draft_older_than_the_fair_is_held_against_the_rules_of_today(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        fair.revision += 1
        fair.firm_quota = 1
    page = desk.get(f"/desk/small/drafts/{draft}/grid").text
    assert "지금 규칙에 어긋나는 것이" in page
    assert "한도 1건" in page
    assert _post(desk, draft, "renew", edition="0").status_code == 409
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        fair.revision += 1
        fair.firm_quota = 6
    assert "지금 만든 것으로 인정" in desk.get(f"/desk/small/drafts/{draft}/grid").text
    assert _post(desk, draft, "renew", edition="0").status_code == 303
    with reading(engine) as session:
        kept = session.get_one(Timetable, draft)
        assert kept.revision == session.scalars(select(Fair)).one().revision


def test_a_consultation_without_a_place_in_the_grid_is_listed(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    with writing(engine) as session:
        placed = session.scalars(select(Placement).where(Placement.timetable_id == draft)).first()
        assert placed is not None
        placed.booth_code = "Z9"
    assert "시간표에 자리가 없는 상담" in desk.get(f"/desk/small/drafts/{draft}/grid").text
    with reading(engine) as session:
        assert session.scalars(select(HandAct)).all() == []


def test_a_run_around_the_draft_is_asked_for_once(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    prepare(engine)
    assert _post(desk, draft, "around", edition="0", seconds="7").status_code == 400
    assert _post(desk, draft, "around", edition="3", seconds="20").status_code == 409
    answer = _post(desk, draft, "around", edition="0", seconds="20")
    assert answer.status_code == 303
    assert "/runs/" in answer.location
    again = _post(desk, draft, "around", edition="0", seconds="20")
    assert again.status_code == 409
    assert "다른 시간표를 만들고 있습니다" in again.text
    with reading(engine) as session:
        run = session.scalars(select(Run)).one()
        assert run.settings["around"] == draft


def test_drafts_are_listed_and_deleted_as_they_were_seen(
    desk: FlaskClient, draft: int, engine: Engine
) -> None:
    assert f"/desk/small/drafts/{draft}/remove" in desk.get("/desk/small/drafts").text
    where = f"/desk/small/drafts/{draft}/remove"
    refused = desk.post(where, data={"edition": "3"})
    assert refused.status_code == 409
    assert "지우지 않았습니다" in refused.text
    answer = desk.post(where, data={"edition": "0"})
    assert answer.status_code == 303
    assert "초안을 지웠습니다" in desk.get(answer.location).text
    with reading(engine) as session:
        assert session.get(Timetable, draft) is None
    assert "초안 삭제" in desk.get("/desk/small/record").text
    assert desk.post(where, data={"edition": "0"}).status_code == 410
