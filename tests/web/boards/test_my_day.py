"""A firm's own day on its pages."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.acts import By, record
from fairmatch.db import writing
from fairmatch.models import (
    ActKind,
    Agency,
    AttendanceClaim,
    Fair,
    Firm,
    SeatOffer,
    Waiting,
)
from tests.web.keys import Keys
from tests.web.small_fair import BY_HAND, publish_by_hand


@pytest.fixture(autouse=True)
def plain_forms(app: Flask) -> None:
    app.config.update(WTF_CSRF_ENABLED=False)


@pytest.fixture
def page(published: None, keys: Keys) -> str:
    """Give the address of the first firm's day."""
    return f"/my/{keys.firms['F3']}/day"


def test_what_comes_next_stands_first_with_the_booth_and_the_code_for_the_desk(
    client: FlaskClient, page: str
) -> None:
    text = client.get(f"{page}?lang=en").text
    card = text.partition('class="my-card my-next"')[2].partition("</section>")[0]
    assert "10:40" in card
    assert '<strong class="my-booth num">B2</strong>' in card
    assert "not checked in yet" in text
    assert 'alt="QR code of' in text


def test_a_firm_that_has_not_looked_before_is_told_of_no_change(
    client: FlaskClient, page: str
) -> None:
    client.get(page)
    assert "my-changes" not in client.get(page).text


def test_what_changed_since_it_last_looked_is_told_until_it_says_that_it_has_seen_it(
    client: FlaskClient, page: str, engine: Engine, clock: Callable[[], datetime]
) -> None:
    client.get(page)
    moved = {pair: seat for pair, seat in BY_HAND.items() if pair != ("F3", "A1")}
    with writing(engine) as session:
        publish_by_hand(session, session.scalars(select(Fair)).one(), clock, moved)
    for _ in range(2):
        told = client.get(f"{page}/part?lang=en").text
        assert "does not take place any more (it was 2026-05-14(Thu) 11:00)" in told
    answer = client.post(f"{page}/seen", data={"version": "2"})
    assert answer.status_code == 303
    assert "my-changes" not in client.get(f"{page}/part").text


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "99", "９", "1" * 40])
def test_a_cookie_that_names_no_version_changes_nothing(
    client: FlaskClient, page: str, seen: str
) -> None:
    client.set_cookie("seen_version", seen, path=page)
    assert client.get(page).status_code == 200
    assert client.post(f"{page}/seen", data={"version": seen}).status_code == 303


def test_one_tap_says_that_the_firm_will_be_late_and_a_double_one_says_it_once(
    client: FlaskClient, page: str, engine: Engine
) -> None:
    text = client.get(page).text
    buttons = [
        part.partition('"')[0].replace("&amp;", "&") for part in text.split('name="do" value="')[1:]
    ]
    action = text.partition('<form id="acts" method="post" action="')[2].partition('"')[0]
    key = text.partition('name="key" value="')[2].partition('"')[0]
    for button in (buttons[0], buttons[0], buttons[1]):
        answer = client.post(action, data={"do": button, "key": key, "next": page})
        assert (answer.status_code, answer.location) == (303, page)
    with writing(engine) as session:
        assert [one.minutes for one in session.scalars(select(AttendanceClaim))] == [5, 10]
    assert "will be late (" in client.get(f"{page}?lang=en").text


def test_a_firm_without_a_consultation_today_is_told_of_its_next_or_how_to_get_one(
    client: FlaskClient, keys: Keys, engine: Engine, clock: Callable[[], datetime]
) -> None:
    gone = {("F1", "A1"), ("F5", "A1"), ("F5", "A2")}
    held = {pair: seat for pair, seat in BY_HAND.items() if pair not in gone}
    with writing(engine) as session:
        publish_by_hand(session, session.scalars(select(Fair)).one(), clock, held)
    told = client.get(f"/my/{keys.firms['F1']}/day?lang=en").text
    assert "You have no consultation today." in told
    assert "2026-05-15(Fri) 10:00" in told
    assert "Seats still come free" in client.get(f"/my/{keys.firms['F5']}/day?lang=en").text


def test_an_agencys_address_is_no_firms_day(
    client: FlaskClient, published: None, keys: Keys
) -> None:
    assert client.get(f"/my/{keys.agencies['A1']}/day").status_code == 404


def test_a_firms_today_on_its_secret_page_is_its_day(client: FlaskClient, page: str) -> None:
    answer = client.get(page.replace("/day", "/today"))
    assert (answer.status_code, answer.location) == (302, page)


def test_a_seat_that_is_offered_stands_on_the_day_with_the_way_to_answer(
    client: FlaskClient, page: str, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        firm = session.scalars(select(Firm).where(Firm.code == "F3")).one()
        agency = session.scalars(select(Agency).where(Agency.code == "A3")).one()
        entry = Waiting(
            fair_id=fair.id,
            date=date(2026, 5, 14),
            firm_id=firm.id,
            agency_id=agency.id,
            asked_at=clock(),
        )
        session.add(entry)
        session.flush()
        number, fair_id = entry.id, fair.id
    waiting = client.get(f"{page}?lang=en").text
    assert "You are number 1 of those who wait at booth B3" in waiting
    with writing(engine) as session:
        session.add(
            SeatOffer(
                fair_id=fair_id,
                waiting_id=number,
                booth_code="B3",
                table=1,
                starts_at=clock() + timedelta(minutes=15),
                ends_at=clock() + timedelta(minutes=35),
                made_at=clock(),
                expires_at=clock() + timedelta(minutes=5),
            )
        )
        record(session, session.get_one(Fair, fair_id), By(None, clock()), ActKind.SEAT_OFFERED)
    offered = client.get(f"{page}/part?lang=en").text
    assert "A seat waits for you at booth B3 at 10:20." in offered
    assert "Answer until 10:10:" in offered
    way = offered.partition('<a class="button" href="')[2].partition('"')[0]
    assert client.get(way).status_code == 200
