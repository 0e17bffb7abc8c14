"""Results at the desk, live and as files; for everybody only once they are opened."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fairmatch.files import workbooks
from fairmatch.models import Fair, Side
from fairmatch.results import Results, Tally
from fairmatch.results.opinions import count_marks
from web.results.blueprint import drawn

Enter = Callable[[str], FlaskClient]
CONTRACT = {"held": "yes", "kinds": ["contract"], "amount_signed": "19000000", "seen": "0"}
DESK = "/desk/small/results"
PUBLIC = "/fairs/small/results"


@pytest.fixture
def signed(enter: Enter) -> FlaskClient:
    """Let three firms sign with the first agency; give the organiser's browser."""
    officer = enter("officer")
    for firm in ("F1", "F4", "F5"):
        officer.post(f"/agency/small/A1/outcomes/small-{firm}-A1", data=CONTRACT)
    return enter("organiser")


def test_the_desk_counts_as_outcomes_come_in(signed: FlaskClient, enter: Enter) -> None:
    assert "5,700만 원" in signed.get(DESK).text
    assert "전체 9건" in signed.get(f"{DESK}/part").text
    enter("officer").post(
        "/agency/small/A1/outcomes/small-F2-A1", data=CONTRACT | {"amount_signed": "1000000"}
    )
    assert "5,800만 원" in signed.get(f"{DESK}/part").text
    bars = re.findall(r'<rect class="result-held"[^>]* width="([\d.]+)"', signed.get(DESK).text)
    assert bars


def test_thousands_are_set_apart_also_beside_a_figure(app: Flask) -> None:
    nobody = (count_marks(Side.FIRM, []), count_marks(Side.AGENCY, []))
    many = Tally(planned=1_190, held=1_162)
    results = Results(
        at=datetime(2026, 5, 14, tzinfo=UTC),
        total=many,
        agencies=(),
        halves=(),
        firm_kinds=(),
        opinions=nobody,
        names={},
    )
    with app.test_request_context():
        drawn_now = drawn("tally", fair=Fair(code="small", zone="Asia/Seoul"), results=results)
    assert "전체 1,190건" in drawn_now


def test_everybody_sees_nothing_before_it_is_opened_and_that_moment_afterwards(
    signed: FlaskClient, enter: Enter
) -> None:
    visitor = signed.application.test_client()
    assert "아직 공개된 결과가 없습니다" in visitor.get(PUBLIC).text
    signed.post(f"{DESK}/open")
    shown = visitor.get(PUBLIC).text
    assert "5,700만 원" in shown
    assert not re.search(r"맑은복도|바른땀|또박또박", shown)
    enter("officer").post(
        "/agency/small/A1/outcomes/small-F2-A1", data=CONTRACT | {"amount_signed": "1000000"}
    )
    assert visitor.get(PUBLIC).text == shown
    signed.post(f"{DESK}/close")
    assert "아직 공개된 결과가 없습니다" in visitor.get(PUBLIC).text


def test_what_one_firm_signed_between_two_openings_cannot_be_subtracted(
    signed: FlaskClient, enter: Enter
) -> None:
    visitor = signed.application.test_client()
    signed.post(f"{DESK}/open")
    enter("officer").post(
        "/agency/small/A1/outcomes/small-F2-A1", data=CONTRACT | {"amount_signed": "1000000"}
    )
    signed.post(f"{DESK}/close")
    signed.post(f"{DESK}/open")
    shown = visitor.get(PUBLIC).text
    assert "5,700만 원" in shown
    assert "5,800만 원" not in shown
    assert "<dd>4<small>" in shown
    assert "5,800만 원" in signed.get(DESK).text


def test_two_firms_amounts_are_not_told(enter: Enter) -> None:
    officer, desk = enter("officer"), enter("organiser")
    for firm in ("F1", "F4"):
        officer.post(f"/agency/small/A1/outcomes/small-{firm}-A1", data=CONTRACT)
    desk.post(f"{DESK}/open")
    for lang, word in (("ko", "비공개"), ("en", "not told")):
        visitor = desk.application.test_client()
        visitor.set_cookie("lang", lang)
        shown = visitor.get(PUBLIC).text
        assert word in shown
        assert "1,900만" not in shown
        assert "3,800만" not in shown


def test_files_are_handed_out_at_any_time(signed: FlaskClient) -> None:
    sheet = signed.get(f"{DESK}.xlsx")
    titles = [title for title, _ in workbooks.read(sheet.data, wanted=lambda _title: True)]
    assert titles[0] == "요약"
    report = signed.get(f"{DESK}.pdf")
    assert (report.data[:4], report.content_type) == (b"%PDF", "application/pdf")
