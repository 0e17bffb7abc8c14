"""Screens and a firm's day in a real browser: live, and finding back after the server was gone."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic, sleep

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, select

from fairmatch.acts import By
from fairmatch.boards.announcing import announce
from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.fairday.arrivals import arrive
from fairmatch.models import Fair, Firm
from tests.web.browsing import PHONE
from tests.web.keys import Keys
from tests.web.live import free_port, serving
from tests.web.small_fair import BY_HAND, publish_by_hand
from tests.web.whole_server import violations

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("untraced")]
TELEVISION = (1920, 1080)
PATIENCE = 20_000


class Server:
    """A server that can be killed and started anew, at the same address."""

    def __init__(self, engine: Engine, settings: Settings, moment: datetime) -> None:
        self.port = free_port()
        database = engine.url.render_as_string(hide_password=False)
        self._words = [database, str(settings.secret_file), str(self.port), moment.isoformat()]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        program = [sys.executable, "-m", "tests.web.boards.clocked"]
        self._process = subprocess.Popen([*program, *self._words])
        end = monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert monotonic() < end
            sleep(0.1)

    def kill(self) -> None:
        """End it at once, without a word to anybody."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
def server(
    boards: str, engine: Engine, settings: Settings, clock: Callable[[], datetime]
) -> Iterator[Server]:
    made = Server(engine, settings, clock())
    made.start()
    yield made
    made.kill()


@contextmanager
def _screen(browser: Browser, address: str, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, base_url=address, locale="en"
    )
    context.add_cookies([{"name": "lang", "value": "en", "url": address}])
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _say(engine: Engine, text: str, now: datetime) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        until = now + timedelta(minutes=30)
        announce(session, fair, text, until=until, by=By(None, now))


def test_a_booths_screen_follows_what_happens_and_finds_back_after_the_server_was_killed(
    browser: Browser,
    server: Server,
    boards: str,
    engine: Engine,
    clock: Callable[[], datetime],
) -> None:
    now = clock()
    with _screen(browser, server.address, TELEVISION) as page:
        page.goto(f"/boards/{boards}/booth/B1")
        page.evaluate("window.neverLoadedAgain = true")
        sitting, coming = page.locator(".booth-now"), page.locator(".booth-next")
        expect(sitting).to_contain_text("F4")
        expect(coming.locator("li.first").first).to_contain_text("10:20")
        # The server's time, whatever this machine's clock says.
        expect(page.locator("[data-clock]")).to_have_text("10:05")
        assert violations(page) == []

        with writing(engine) as session:
            fair = session.scalars(select(Fair)).one()
            firm = session.scalars(select(Firm).where(Firm.code == "F5")).one()
            arrive(session, fair, firm, at=now, by=By(None, now))
        expect(coming.locator("li", has_text="F5")).to_contain_text("here")

        held = {pair: seat for pair, seat in BY_HAND.items() if pair != ("F5", "A1")}
        with writing(engine) as session:
            publish_by_hand(session, session.scalars(select(Fair)).one(), clock, held)
        expect(coming.locator("li", has_text="F5")).to_have_count(0)

        server.kill()
        expect(page.locator(".live-lost")).to_be_visible()
        expect(page.locator("[data-heard]")).to_have_text("10:05")
        _say(engine, "서버가 돌아왔습니다", now)
        server.start()
        expect(page.locator(".notice")).to_contain_text("서버가 돌아왔습니다")
        expect(page.locator(".live-lost")).to_be_hidden()
        assert page.evaluate("window.neverLoadedAgain")


def test_a_firms_day_on_a_telephone_tells_at_once_what_changed(
    browser: Browser,
    server: Server,
    keys: Keys,
    engine: Engine,
    clock: Callable[[], datetime],
) -> None:
    with _screen(browser, server.address, PHONE) as page:
        page.goto(f"/my/{keys.firms['F4']}/day")
        card = page.locator(".my-next")
        expect(card).to_contain_text("B2")
        expect(card.locator(".countdown")).not_to_be_empty()
        expect(page.locator(".my-way")).to_contain_text("From booth B1 to booth B2")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert violations(page) == []

        held = {pair: seat for pair, seat in BY_HAND.items() if pair != ("F4", "A2")}
        with writing(engine) as session:
            publish_by_hand(session, session.scalars(select(Fair)).one(), clock, held)
        changes = page.locator(".my-changes")
        expect(changes).to_contain_text("does not take place any more")
        expect(card).to_have_count(0)
        changes.get_by_role("button").click()
        expect(changes).to_have_count(0)


def test_an_officers_list_shows_a_firm_that_has_come(
    browser: Browser,
    server: Server,
    keys: Keys,
    engine: Engine,
    clock: Callable[[], datetime],
) -> None:
    with _screen(browser, server.address, PHONE) as page:
        page.goto(f"/my/{keys.agencies['A1']}/today")
        line = page.locator("li", has_text="F5")
        expect(line).to_contain_text("10:20")
        with writing(engine) as session:
            fair = session.scalars(select(Fair)).one()
            firm = session.scalars(select(Firm).where(Firm.code == "F5")).one()
            arrive(session, fair, firm, at=clock(), by=By(None, clock()))
        expect(line).to_contain_text("in the hall since")


def test_the_halls_screen_turns_its_pages_by_itself(
    browser: Browser, app: Flask, boards: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.boards.screens.ROWS", 2)
    monkeypatch.setattr("web.boards.screens.PAGE_SECONDS", 1)
    with serving(app, free_port()) as address, _screen(browser, address, TELEVISION) as page:
        page.goto(f"/boards/{boards}/hall?look=dark")
        for shown in ("B1", "B3", "B1"):
            expect(page.locator(f"th[scope=row]:visible >> text={shown}")).to_be_visible()
        page.goto("about:blank")
