"""Outcomes on pages: written, refused in words, confirmed, contradicted, decided, with files."""

import io
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Outcome, OutcomeFile
from tests.web.keys import Keys

Enter = Callable[[str], FlaskClient]
OFFICER = "/agency/small/A1/outcomes"
TALK = f"{OFFICER}/small-F1-A1"
FIRM = "/firm/small/F1/outcomes/small-F1-A1"
DESK = "/desk/small/outcomes"
CONTRACT = {"held": "yes", "kinds": ["contract"], "amount_signed": "1억 9천만 원", "seen": "0"}


def _stored(engine: Engine) -> Outcome | None:
    with reading(engine) as session:
        found = session.scalars(select(Outcome)).one_or_none()
        if found is not None:
            session.expunge(found)
        return found


def test_an_officer_writes_and_the_list_says_so(enter: Enter, engine: Engine) -> None:
    officer = enter("officer")
    assert "아직 기록 없음" in officer.get(OFFICER).text
    answer = officer.post(TALK, data=CONTRACT, follow_redirects=True)
    assert "저장했습니다" in answer.text
    assert "1억 9,000만 원" in answer.text
    kept = _stored(engine)
    assert kept is not None
    assert (kept.amount_signed, kept.recorded_side) == (190_000_000, "agency")


def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    enter: Enter, engine: Engine
) -> None:
    typed = {
        "held": "yes", "kinds": ["contract"], "note": "<b>비고</b>", "amount_discussed": "많이",
    }  # fmt: skip
    answer = enter("officer").post(TALK, data=typed)
    assert answer.status_code == 422
    assert 'href="#amount_discussed"' in answer.text
    assert "&lt;b&gt;비고&lt;/b&gt;" in answer.text
    assert 'value="많이"' in answer.text
    assert re.search(r'value="contract" checked', answer.text)
    answer = enter("officer").post(TALK, data=typed | {"amount_discussed": ""})
    assert 'href="#amount_signed"' in answer.text
    assert _stored(engine) is None


def test_two_officers_at_once_are_told_of_each_other(enter: Enter, engine: Engine) -> None:
    officer = enter("officer")
    officer.post(TALK, data=CONTRACT)
    late = {"held": "yes", "kinds": ["information"], "seen": "0", "note": "나중"}
    answer = officer.post(TALK, data=late)
    assert answer.status_code == 409
    assert "아직 저장되지 않았습니다" in answer.text
    assert "나중" in answer.text
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert seen is not None
    officer.post(TALK, data=late | {"seen": seen[1]})
    kept = _stored(engine)
    assert kept is not None
    assert (kept.kinds, kept.edition) == (["information"], 2)
    assert "변경 이력 1건" in officer.get(TALK).text


def test_the_firm_confirms_on_its_secret_page(enter: Enter, keys: Keys, engine: Engine) -> None:
    enter("officer").post(TALK, data=CONTRACT)
    visitor = enter("officer").application.test_client()
    page = f"/my/{keys.firms['F1']}/outcomes"
    assert "확인을 기다리는 상담 결과 1건" in visitor.get(page).text
    visitor.post(f"{page}/small-F1-A1/confirm", data={"seen": "1"})
    assert "양쪽 확인 완료" in visitor.get(page).text
    assert visitor.get(f"{page}/small-F4-A1").status_code == 404


def test_not_so_reaches_the_desk_which_decides(enter: Enter, engine: Engine) -> None:
    officer, contact, desk = enter("officer"), enter("contact"), enter("organiser")
    officer.post(TALK, data=CONTRACT)
    contact.post(f"{FIRM}/not-so", data={"seen": "1", "objection": "1억 8천만 원입니다"})
    listed = desk.get(f"{DESK}?state=disputed").text
    assert "상담 1건" in listed
    assert "1억 8천만 원입니다" in desk.get(f"{DESK}/small-F1-A1").text
    right = CONTRACT | {"amount_signed": "180000000", "seen": "1"}
    assert desk.post(f"{DESK}/small-F1-A1", data=right).status_code == 303
    assert "주최 측 확정" in contact.get(FIRM).text
    assert officer.post(TALK, data=CONTRACT | {"seen": "2"}).status_code == 409
    kept = _stored(engine)
    assert kept is not None
    assert kept.amount_signed == 180_000_000


def test_the_desk_lets_it_stand_only_as_it_was_seen(enter: Enter) -> None:
    enter("officer").post(TALK, data=CONTRACT)
    enter("contact").post(f"{FIRM}/not-so", data={"seen": "1"})
    desk = enter("organiser")
    assert desk.post(f"{DESK}/small-F1-A1/decide", data={"seen": "9"}).status_code == 409
    assert desk.post(f"{DESK}/small-F1-A1/decide", data={"seen": "1"}).status_code == 303
    assert "주최 측 확정" in desk.get(DESK).text


def test_nobody_reaches_the_talks_of_others(enter: Enter) -> None:
    other = "small-F5-A2"
    for address in (f"{OFFICER}/{other}", f"/firm/small/F1/outcomes/{other}"):
        who = enter("organiser")
        assert who.get(address).status_code == 404
        assert who.post(address, data=CONTRACT).status_code == 404
        assert who.post(f"{address}/confirm", data={"seen": "0"}).status_code == 404


def test_files_are_kept_handed_out_and_removed_by_their_side(enter: Enter, engine: Engine) -> None:
    officer, contact = enter("officer"), enter("contact")
    officer.post(TALK, data=CONTRACT)
    bad = officer.post(f"{TALK}/files", data={"file": (io.BytesIO(b"MZ"), "a.pdf")})
    assert bad.status_code == 422
    assert "PDF, JPEG, PNG" in bad.text
    assert officer.post(f"{TALK}/files", data={}).status_code == 422
    officer.post(f"{TALK}/files", data={"file": (io.BytesIO(b"%PDF-1.7"), "계약서.pdf")})
    with reading(engine) as session:
        uid = session.scalars(select(OutcomeFile.uid)).one()
    got = contact.get(f"{FIRM}/files/{uid}")
    assert (got.data, got.headers["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")
    assert got.headers["Content-Disposition"].startswith("attachment")
    contact.post(f"{FIRM}/files/{uid}/remove")
    assert contact.get(f"{FIRM}/files/{uid}").status_code == 200
    officer.post(f"{TALK}/files/{uid}/remove")
    assert contact.get(f"{FIRM}/files/{uid}").status_code == 404


def test_a_promise_is_done_or_put_off(enter: Enter, engine: Engine) -> None:
    officer = enter("officer")
    promise = {"follow_up_on": "2026-05-20", "follow_up_side": "agency"}
    officer.post(TALK, data=CONTRACT | promise)
    wrong = officer.post(f"{TALK}/follow-up", data={"act": "again", "day": "2020-01-01"})
    assert wrong.status_code == 422
    assert 'href="#day"' in wrong.text
    officer.post(f"{TALK}/follow-up", data={"act": "done"})
    assert "후속 조치를 완료했습니다" in officer.get(f"{TALK}?done=followed").text
    officer.post(f"{TALK}/follow-up", data={"act": "again", "day": "2026-06-01"})
    kept = _stored(engine)
    assert kept is not None
    assert (str(kept.follow_up_on), kept.follow_up_done_at) == ("2026-06-01", None)


def test_the_survey_is_answered_once_and_changed_knowingly(enter: Enter, keys: Keys) -> None:
    officer = enter("officer")
    page = f"/my/{keys.firms['F1']}/survey"
    assert officer.post(page, data={"match": "9"}).status_code == 422
    assert officer.post(page, data={"match": "5", "words": "좋음"}).status_code == 303
    assert officer.post(page, data={"match": "1"}).status_code == 409
    shown = officer.get(page).text
    assert "좋음" in shown
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    assert seen is not None
    changed = {"match": "1", "seen": seen[1].replace("&#43;", "+")}
    assert officer.post(page, data=changed).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("19000000", "1,900만 원"),
        ("1억 9천만", "1억 9,000만 원"),
        ("많이", "읽을 수 없습니다"),
        ("-5", "읽을 수 없습니다"),
        ("", ""),
    ],
)
def test_an_amount_is_said_back_in_big_numbers(client: FlaskClient, typed: str, said: str) -> None:
    assert said in client.get("/won", query_string={"amount_signed": typed}).text
