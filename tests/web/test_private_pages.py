"""A firm's and an agency's own page: theirs, whole, and nobody else's."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Fair, Firm, LinkPurpose
from tests.web.keys import Keys
from tests.web.small_fair import BY_HAND, publish_by_hand

FIRMS = {
    "F1": "맑은복도협동조합",
    "F2": "바른땀 작업복",
    "F3": "다시쓸모 공방",
    "F4": "한술 도시락 사회적협동조합",
    "F5": "또박또박 인쇄소",
}


def _korean(client: FlaskClient, address: str) -> str:
    answer = client.get(address + "?lang=ko")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("solved")
def test_a_firms_page_names_no_other_firm(client: FlaskClient, keys: Keys) -> None:
    for code, token in keys.firms.items():
        text = _korean(client, f"/my/{token}")
        assert [other for other, name in FIRMS.items() if name in text] == [code]


@pytest.mark.usefixtures("published")
def test_a_firm_sees_when_where_whom_and_what_about(client: FlaskClient, keys: Keys) -> None:
    text = _korean(client, f"/my/{keys.firms['F3']}")
    for wanted in (
        "다음 할 일",
        "2026-05-14(목) 10:40",
        "10:40–11:00",
        "11:00–11:20",
        "사전 확정",
        "총무팀 · 이두리",
        "02-0000-0102",
        "새활용 독서 가방 디자인 확정",
        "206-81-03002",
        "한국 표준시, KST",
    ):
        assert wanted in text


@pytest.mark.usefixtures("published")
def test_a_firm_speaks_its_own_language_until_it_chooses(client: FlaskClient, keys: Keys) -> None:
    address = f"/my/{keys.firms['F5']}"
    assert '<html lang="en">' in client.get(address).text
    assert '<html lang="ko">' in client.get(address + "?lang=ko").text


def test_before_publication_a_firm_sees_its_limit_and_wishes(
    client: FlaskClient, keys: Keys
) -> None:
    text = client.get(f"/my/{keys.firms['F1']}?lang=en").text
    assert "You have asked for 2 of at most 3 consultations: 1 left." in text
    assert "본관 청소용역 견적과 투입 인원 상담" in text
    office = client.get(f"/my/{keys.agencies['A1']}?lang=en").text
    assert "your list of firms appears here" in office


@pytest.mark.usefixtures("solved")
def test_an_unmet_wish_comes_with_its_reason(client: FlaskClient, keys: Keys) -> None:
    text = client.get(f"/my/{keys.firms['F4']}?lang=en").text
    assert "Wishes that could not be met" in text
    assert "Hanbit Facilities Corporation" in text
    assert "your wish no. 3" in text


@pytest.mark.usefixtures("published")
def test_a_cancelled_consultation_stays_and_is_marked(
    client: FlaskClient, keys: Keys, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        without = {pair: seat for pair, seat in BY_HAND.items() if pair != ("F1", "A3")}
        publish_by_hand(session, fair, clock, without)
    text = client.get(f"/my/{keys.firms['F1']}?lang=en").text
    assert "1 consultation was cancelled; it is marked below." in text
    assert text.count('class="meet gone"') == 1
    assert "1 consultation on 2026-05-14(Thu)" in text


@pytest.mark.usefixtures("published")
def test_an_agency_sees_contacts_only_with_consent(client: FlaskClient, keys: Keys) -> None:
    text = client.get(f"/my/{keys.agencies['A2']}?lang=en").text
    assert "Clear Letter Press" in text
    assert "010-0000-0005" in text
    assert "Hansul Lunchbox" in text
    assert "010-0000-0004" not in text
    assert "hello@lunchbox.example" not in text
    assert "did not agree to hand on its contact" in text


@pytest.mark.usefixtures("published")
def test_an_agency_does_not_see_another_agencys_firms(client: FlaskClient, keys: Keys) -> None:
    text = _korean(client, f"/my/{keys.agencies['A3']}")
    assert FIRMS["F1"] in text
    assert not [name for code, name in FIRMS.items() if code != "F1" and name in text]


@pytest.mark.usefixtures("published")
def test_the_calendar_box_leads_to_the_feed(client: FlaskClient, keys: Keys) -> None:
    text = client.get(f"/my/{keys.firms['F1']}?lang=en").text
    feed = text.partition('value="http://fair.example/feeds/')[2].partition('"')[0]
    assert feed.endswith(".ics")
    assert f'href="webcal://fair.example/feeds/{feed}"' in text
    assert "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2F" in text
    assert "Google may take up to a day to update" in text
    answer = client.get(f"/feeds/{feed}")
    assert answer.text.count("BEGIN:VEVENT") == 2
    again = client.get(f"/my/{keys.firms['F1']}?lang=en").text
    assert feed in again


@pytest.mark.usefixtures("published")
def test_the_feed_address_is_renewed_and_switched_off_by_forms(
    client: FlaskClient, keys: Keys
) -> None:
    page = f"/my/{keys.firms['F1']}"
    client.get(page + "?lang=en")
    form = client.get(page + "/feed").text
    assert f'action="{page}/feed/rotate"' in form
    token = form.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert client.post(page + "/feed/revoke", data={"csrf_token": token}).status_code == 303
    assert "is switched off" in client.get(page).text
    assert "Switch the calendar on" in client.get(page + "/feed").text
    assert client.post(page + "/feed/rotate", data={"csrf_token": token}).status_code == 303
    assert "is switched off" not in client.get(page).text


@pytest.mark.usefixtures("published")
def test_a_feed_made_with_another_secret_counts_as_switched_off(
    client: FlaskClient,
    keys: Keys,
    engine: Engine,
    clock: Callable[[], datetime],
) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        fair = session.scalars(select(Fair)).one()
        links.address(
            session, b"x" * 32, fair, firm=firm, purpose=LinkPurpose.FEED, clock=clock
        )  # fmt: skip
    assert "is switched off" in client.get(f"/my/{keys.firms['F1']}?lang=en").text


def test_an_unknown_address_opens_nothing(client: FlaskClient, keys: Keys) -> None:
    for page in ("/my/none", f"/my/{keys.firms['F1'][:-1]}", "/my/none/feed"):
        answer = client.get(page + "?lang=en")
        assert answer.status_code == 404
        assert "opens nothing" in answer.text
        assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_a_replaced_address_says_so(
    client: FlaskClient,
    keys: Keys,
    engine: Engine,
    settings: Settings,
    clock: Callable[[], datetime],
) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        fair = session.scalars(select(Fair)).one()
        links.revoke(session, fair, firm=firm, purpose=LinkPurpose.PAGE, clock=clock)
    answer = client.get(f"/my/{keys.firms['F1']}?lang=en")
    assert answer.status_code == 410
    assert "replaced or revoked" in answer.text


@pytest.mark.usefixtures("published")
def test_the_address_page_opened_first_has_an_address_to_switch_off(
    client: FlaskClient, keys: Keys
) -> None:
    token = keys.firms["F1"]
    assert f"/my/{token}/feed/revoke" in _korean(client, f"/my/{token}/feed")
