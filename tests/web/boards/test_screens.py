"""Screens as a television asks for them: by a secret address, whole and in parts."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.acts import By
from fairmatch.boards.announcing import announce, show_names
from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Fair, LinkPurpose
from tests.web.ready_app import make_app
from web.assets import edition


def _announce(engine: Engine, now: datetime, korean: str, english: str = "") -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        until = now + timedelta(minutes=5)
        announce(session, fair, korean, english, until=until, by=By(None, now))


def test_a_booths_screen_says_who_sits_there_and_who_comes_next(
    client: FlaskClient, boards: str
) -> None:
    page = client.get(f"/boards/{boards}/booth/B1?lang=en").text
    now, _, after = page.partition('class="booth-next"')
    assert set(re.findall(r">(F\d)<", now)) == {"F1", "F4"}
    assert set(re.findall(r">(F\d)<", after)) == {"F5", "F2", "F3"}


def test_the_halls_screen_has_every_booth_and_names_firms_only_where_it_may(
    client: FlaskClient, boards: str, engine: Engine, clock: Callable[[], datetime]
) -> None:
    page = client.get(f"/boards/{boards}/hall").text
    assert re.findall(r'<th scope="row" class="num">(\w+)</th>', page) == ["B1", "B2", "B3"]
    assert "who-name" not in page
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        show_names(session, fair, True, by=By(None, clock()))
    assert "who-name" in client.get(f"/boards/{boards}/hall").text


def test_a_part_carries_the_servers_time_and_its_edition(
    client: FlaskClient, boards: str, clock: Callable[[], datetime]
) -> None:
    answer = client.get(f"/boards/{boards}/hall/part")
    assert int(answer.headers["FairMatch-Now"]) == clock().timestamp() * 1000
    assert answer.headers["FairMatch-Edition"] == edition()
    assert "<html" not in answer.text


def test_an_announcement_is_on_every_screen_in_both_languages(
    client: FlaskClient, boards: str, engine: Engine, clock: Callable[[], datetime]
) -> None:
    client.get(f"/boards/{boards}/hall")
    _announce(engine, clock(), "<b>늦음", "Late")
    for screen in ("hall", "booth/B3"):
        page = client.get(f"/boards/{boards}/{screen}/part").text
        assert "&lt;b&gt;늦음" in page
        assert '<span lang="en">Late</span>' in page


def test_without_javascript_the_screen_asks_for_its_next_page_by_itself(
    client: FlaskClient, boards: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.boards.screens.ROWS", 2)
    first = client.get(f"/boards/{boards}/hall?lang=en&look=dark").text
    go_on = f"/boards/{boards}/hall?look=dark&amp;lang=en&amp;page=2"
    assert f'<noscript><meta http-equiv="refresh" content="12; url={go_on}"></noscript>' in first
    second = client.get(f"/boards/{boards}/hall?page=2").text
    shown = r'<section class="hall-page" data-hall-page="(\d)" aria'
    assert (re.findall(shown, first), re.findall(shown, second)) == (["1"], ["2"])
    assert "page=1" in second
    assert re.findall(shown, client.get(f"/boards/{boards}/hall?page=99").text) == ["2"]


def test_an_address_that_was_replaced_or_is_for_something_else_opens_no_screen(
    client: FlaskClient,
    boards: str,
    engine: Engine,
    settings: Settings,
    clock: Callable[[], datetime],
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        secret = settings.secret_file.read_bytes()
        feed = links.address(session, secret, fair, purpose=LinkPurpose.FEED, clock=clock)
        new = links.rotate(session, secret, fair, purpose=LinkPurpose.BOARD, clock=clock)
    statuses = [client.get(f"/boards/{one}/hall/part").status_code for one in (boards, feed, new)]
    assert statuses == [410, 404, 200]


def test_a_booth_that_does_not_exist_has_neither_screen_nor_line(
    client: FlaskClient, boards: str
) -> None:
    for end in ("", "/part", "/events"):
        assert client.get(f"/boards/{boards}/booth/B9{end}").status_code == 404


def test_a_line_rings_when_there_is_something_new(
    app: Flask, boards: str, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with app.test_client().get(f"/boards/{boards}/booth/B1/events") as answer:
        events = (one.decode() for one in answer.iter_encoded())
        assert "event: changed" in next(events)
        _announce(engine, clock(), "늦음")
        assert any("event: changed" in next(events) for _ in range(2))


def test_screens_that_all_ask_at_once_do_not_wait_for_each_other_for_ever(
    app: Flask, boards: str, engine: Engine, clock: Callable[[], datetime]
) -> None:
    # More than the database has connections for; nothing of the day is read yet.
    with ThreadPoolExecutor(60) as asking:
        paths = [f"/boards/{boards}/{one}/part" for one in ("hall", "booth/B1", "booth/B2")] * 20
        statuses = asking.map(lambda path: app.test_client().get(path).status_code, paths)
        assert set(statuses) == {200}


def test_where_there_is_no_room_for_a_line_the_page_asks_again_later(
    boards: str, engine: Engine, settings: Settings, clock: Callable[[], datetime]
) -> None:
    full = settings.model_copy(update={"lines": 0})
    client = make_app(full, engine=engine, clock=clock).test_client()
    told = client.get(f"/boards/{boards}/hall/events").text
    assert "event: changed" in told
    assert "event: later" in told
