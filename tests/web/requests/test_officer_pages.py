"""An officer answers who asked, and invites others."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.models import (
    Agency,
    Booth,
    Firm,
    Invitation,
    InvitationState,
    Mark,
    MarkKind,
)
from tests.web.requests.conftest import Clock
from tests.web.signing_in import Members

AREA = "/agency/small/A1"


def _marks(engine: Engine) -> dict[str, tuple[str, str, bool]]:
    with reading(engine) as session:
        marks = session.scalars(
            select(Mark).join(Agency, Agency.id == Mark.agency_id).where(Agency.code == "A1")
        )
        return {one.firm.code: (one.kind.value, one.reason, one.shown) for one in marks}


def test_who_asked_is_shown_with_products_pitch_and_purpose(officer: FlaskClient) -> None:
    page = officer.get(f"{AREA}/requests").text
    for text in (
        "Clear Corridor Cooperative",
        "건물 청소 용역",
        "본관 청소용역 견적과 투입 인원 상담",
    ):
        assert text in page
    assert page.index("Clear Corridor Cooperative") < page.index("Clear Letter Press")


def test_one_tap_answers(officer: FlaskClient, engine: Engine) -> None:
    answer = officer.post(
        f"{AREA}/requests/F4", data={"kind": "like", "at_show": "waiting", "at_sort": "name"}
    )
    assert answer.location == f"{AREA}/requests?show=waiting&sort=name&keep=F4#firm-F4"
    # The firm just answered does not vanish under the finger.
    assert 'id="firm-F4"' in officer.get(answer.location).text
    assert _marks(engine)["F4"] == ("like", "", False)


def test_a_reason_is_kept_to_the_office_unless_it_may_be_seen(
    officer: FlaskClient, engine: Engine
) -> None:
    form = {"kind": "no", "reason": "올해는 끝", "shown": "1"}
    officer.post(f"{AREA}/requests/F4", data=form)
    assert _marks(engine)["F4"] == ("no", "올해는 끝", True)
    officer.post(f"{AREA}/requests/F4", data=form | {"shown": ""})
    assert _marks(engine)["F4"] == ("no", "올해는 끝", False)
    officer.post(f"{AREA}/requests/F4", data={"kind": ""})
    assert "F4" not in _marks(engine)


def test_a_colleagues_answer_is_not_overwritten_unknowingly(
    officer: FlaskClient, engine: Engine
) -> None:
    page = officer.get(f"{AREA}/requests").text
    card = page.split('id="firm-F4"')[1]
    seen = card.split('name="seen" value="')[1].split('"')[0]
    officer.post(f"{AREA}/requests/F4", data={"kind": "must", "seen": seen})
    answer = officer.post(
        f"{AREA}/requests/F4", data={"kind": "no", "seen": seen}, follow_redirects=True
    )
    assert "changed meanwhile" in answer.text
    assert _marks(engine)["F4"][0] == "must"


def test_all_who_wait_are_answered_at_once_and_back(officer: FlaskClient, engine: Engine) -> None:
    before = _marks(engine)
    answer = officer.post(f"{AREA}/requests/neutral", follow_redirects=True)
    assert "3 firms are now answered with neutral" in answer.text
    assert _marks(engine)["F4"] == ("neutral", "", False)
    undo = answer.text.split('<div class="note told')[1].split("</form>")[0]
    codes = [part.split('"')[0] for part in undo.split('name="firm" value="')[1:]]
    assert codes == ["F3", "F4", "F5"]
    officer.post(f"{AREA}/requests/neutral/back", data={"firm": codes})
    assert _marks(engine) == before


@pytest.mark.parametrize(
    ("query", "firms"),
    [
        ("show=waiting", ["F4", "F3", "F5"]),
        ("show=must", ["F2"]),
        ("show=nonsense", ["F1", "F2", "F4", "F3", "F5"]),
        ("q=도시락", ["F4"]),
        ("q=%25", []),
        ("sort=name", ["F3", "F5", "F1", "F2", "F4"]),
    ],
)
def test_askers_are_filtered_and_sorted(officer: FlaskClient, query: str, firms: list[str]) -> None:
    page = officer.get(f"{AREA}/requests?{query}").text
    shown = [part.split('"')[0] for part in page.split('id="firm-')[1:]]
    assert sorted(shown) == sorted(firms)
    if query == "show=waiting":
        assert shown == firms


def test_more_musts_than_seats_are_warned_of(officer: FlaskClient, engine: Engine) -> None:
    for firm in ("F1", "F3", "F4"):
        officer.post(f"{AREA}/requests/{firm}", data={"kind": "must"})
    assert "More must be met than you have seats" not in officer.get(f"{AREA}/requests").text
    with writing(engine) as session:
        booth = session.scalars(select(Booth).where(Booth.code == "B1")).one()
        booth.tables = 1
    officer.post(f"{AREA}/availability", data={"slot": ["0", "1"], "sure": "1"})
    assert "More must be met than you have seats" in officer.get(f"{AREA}/requests").text


def test_after_the_deadline_answers_stand(
    officer: FlaskClient, engine: Engine, clock: Clock, who: Members
) -> None:
    clock.close((officer, who.officer))
    before = _marks(engine)
    answer = officer.post(f"{AREA}/requests/F4", data={"kind": "must"}, follow_redirects=True)
    assert "Answers closed on 2026-05-14(Thu) 10:00" in answer.text
    assert _marks(engine) == before


@pytest.mark.parametrize("firm", ["F99", "..", "%27"])
def test_nobody_is_answered_who_is_not_there(
    officer: FlaskClient, engine: Engine, firm: str
) -> None:
    before = _marks(engine)
    officer.post(f"{AREA}/requests/{firm}", data={"kind": "must"})
    officer.post(f"{AREA}/invitations/{firm}", data={})
    assert _marks(engine) == before


def _invitations(engine: Engine) -> list[tuple[str, InvitationState]]:
    with reading(engine) as session:
        return [
            (one.firm.code, one.state)
            for one in session.scalars(select(Invitation).order_by(Invitation.id))
        ]


@pytest.fixture
def quiet(engine: Engine) -> str:
    """Give a firm that has not asked A2, whose officer is not signed in here."""
    with writing(engine) as session:
        from fairmatch.models import Interest

        agency = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        firm = session.scalars(select(Firm).where(Firm.code == "F5")).one()
        wish = session.scalars(
            select(Interest).where(Interest.firm_id == firm.id, Interest.agency_id == agency.id)
        ).one()
        session.delete(wish)
    return "F5"


def test_a_firm_is_found_invited_and_called_back(
    officer: FlaskClient, engine: Engine, quiet: str
) -> None:
    page = officer.get(f"{AREA}/invitations?q=인쇄").text
    assert "Clear Letter Press" in page
    assert "Clear Corridor Cooperative" not in page
    form = {"item": "P105", "message": "소식지를 함께 봐요", "key": "k"}
    answer = officer.post(f"{AREA}/invitations/{quiet}", data=form, follow_redirects=True)
    assert "is invited" in answer.text
    assert "소식지를 함께 봐요" in answer.text
    officer.post(f"{AREA}/invitations/{quiet}", data=form)
    assert _invitations(engine) == [("F5", InvitationState.OPEN)]
    assert _marks(engine)["F5"][0] == MarkKind.LIKE
    officer.post(f"{AREA}/invitations/{quiet}/back")
    assert _invitations(engine) == []


def test_who_has_asked_is_not_invited(officer: FlaskClient, engine: Engine) -> None:
    answer = officer.post(f"{AREA}/invitations/F4", follow_redirects=True)
    assert "has asked for a consultation itself" in answer.text
    assert _invitations(engine) == []
