"""A walk-in's way in a real browser: registered, on a list, offered a seat, seated, or passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Fair
from fairmatch.waiting.offering import offers_fall_due
from tests.fairmatch.waiting.hall import OPENING, hall, waits
from tests.web.browsing import AXE, DESK, PHONE, Walk
from tests.web.keys import Keys, make_keys
from tests.web.live import free_port, serving
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, members

pytestmark = pytest.mark.browser
WALK_INS = "/desk/fair/day/walk-ins"
HELD = {("F1", "A1"): 0, ("F2", "A1"): 1, ("F3", "A1"): 3}
"""A1 has one seat left, at 10:40; A2 has all four."""


@dataclass
class Morning:
    """The fair at its opening; the test adds the ``times`` that follow."""

    walk: Walk
    who: Members
    engine: Engine
    times: list[datetime]

    def pass_by(self, minutes: int) -> None:
        """Let time pass."""
        self.times.append(self.times[-1] + timedelta(minutes=minutes))

    def look(self) -> None:
        """Let the server look at what is due."""
        offers_fall_due(self.engine, now=self.times[-1], new_uid=lambda: uuid4().hex)


@pytest.fixture
def morning(
    browser: Browser, sqlite_engine: Engine, tmp_path: Path, secret_file: Path
) -> Iterator[Morning]:
    port = free_port()
    settings = Settings(secret_file=secret_file, address=f"http://127.0.0.1:{port}")
    with writing(sqlite_engine) as session:
        hall(session, HELD, slots=4, settings={"walk_in_reserve": 25})
        fair = session.scalars(select(Fair)).one()
        who = members(session, fair, lambda: OPENING, elsewhere=False)
        keys: Keys = make_keys(session, fair, settings, lambda: OPENING)
    times = [OPENING]
    app = make_app(settings, engine=sqlite_engine, clock=lambda: times[-1])
    with serving(app, port) as address:
        yield Morning(Walk(address, keys, browser, app), who, sqlite_engine, times)


def _no_violations(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)"
    )
    assert [one["id"] for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def test_a_walk_in_is_registered_waits_is_offered_a_seat_and_takes_it(morning: Morning) -> None:
    with (
        morning.walk.page(DESK, "en", who=morning.who.organiser) as desk,
        morning.walk.page(PHONE, "en") as phone,
    ):
        desk.goto(WALK_INS)
        desk.get_by_label("Name of the firm").fill("햇살 협동조합")
        desk.get_by_label("Who is here").fill("김햇살")
        desk.get_by_label("Telephone").fill("010-1234-5678")
        desk.get_by_role("button", name="Register and choose booths").click()
        # What is missing is told, and what was typed is there still.
        expect(desk.get_by_role("alert")).to_contain_text("Without this consent")
        expect(desk.get_by_label("Who is here")).to_have_value("김햇살")
        _no_violations(desk)
        desk.get_by_label("Consent to keep personal data").check()
        desk.get_by_role("button", name="Register and choose booths").click()
        expect(desk.get_by_role("heading", name="햇살 협동조합")).to_be_visible()
        _no_violations(desk)

        address = desk.get_by_role("link", name="Open it here").get_attribute("href")
        assert address is not None
        phone.goto(address)
        expect(phone.get_by_text("You wait for no booth")).to_be_visible()
        desk.get_by_label("Show only booths").fill("b1")
        expect(desk.get_by_label("B2 Agency A2")).to_be_hidden()
        desk.get_by_label("B1 Agency A1").check()
        desk.get_by_role("button", name="Put on the chosen lists").click()
        expect(desk.get_by_text("On the list.")).to_be_visible()

        # The firm's telephone shows it by itself.
        expect(phone.get_by_role("heading", name="A seat is free for you")).to_be_visible()
        expect(phone.get_by_text("10:40–11:00")).to_be_visible()
        expect(phone.locator(".countdown")).to_have_text("5:00")
        _no_violations(phone)
        phone.get_by_role("button", name="Take this seat").click()
        expect(phone.get_by_text("The seat is taken.")).to_be_visible()
        expect(phone.get_by_text("2015-10-29(Thu) 10:40").first).to_be_visible()
        desk.goto("/agency/fair/A1/")
        expect(desk.get_by_text("햇살 협동조합").first).to_be_visible()


def test_a_seat_that_is_passed_or_not_answered_goes_on_to_the_next(morning: Morning) -> None:
    with writing(morning.engine) as session:
        for number in (1, 2, 3):
            waits(session, f"W{number}0", "A1", minutes=0)
    keys = morning.walk.keys.firms
    with (
        morning.walk.page(PHONE, "ko") as first,
        morning.walk.page(PHONE, "en") as second,
        morning.walk.page(PHONE, "en") as third,
        morning.walk.page(DESK, "en", who=morning.who.organiser) as desk,
    ):
        first.goto(f"/my/{keys['W10']}/waiting")
        second.goto(f"/my/{keys['W20']}/waiting")
        third.goto(f"/my/{keys['W30']}/waiting")
        desk.goto(WALK_INS)
        expect(desk.locator(".offers")).to_contain_text("Firm W10")
        expect(second.get_by_text("Place 1")).to_be_visible()
        expect(second.get_by_text("perhaps soon, perhaps not today")).to_be_visible()
        _no_violations(first)
        first.get_by_role("button", name="넘기기").click()
        expect(first.get_by_role("status").first).to_contain_text("넘겼습니다")
        expect(second.get_by_role("heading", name="A seat is free for you")).to_be_visible()
        expect(desk.locator(".offers")).to_contain_text("Firm W20")

        morning.pass_by(5)
        morning.look()
        expect(third.get_by_role("heading", name="A seat is free for you")).to_be_visible()
        expect(second.get_by_role("heading", name="A seat is free for you")).to_be_hidden()
        expect(desk.locator(".offers")).to_contain_text("Firm W30")

        # An answer from a page that was left open says what became of it.
        morning.pass_by(5)
        third.get_by_role("button", name="Take this seat").click()
        expect(third.get_by_text("The time to answer was over.")).to_be_visible()
        _no_violations(desk)


def test_an_officer_calls_the_next_without_scripts(morning: Morning) -> None:
    with writing(morning.engine) as session:
        session.scalars(select(Fair)).one().reserve_opens_minutes = 0
        session.flush()
        waits(session, "W10", "A1", minutes=0)
    morning.pass_by(25)
    with morning.walk.page(PHONE, "en", scripts=False, who=morning.who.officer) as page:
        page.goto("/agency/fair/A1/waiting")
        expect(page.get_by_role("heading", name="Firm W10")).to_be_visible()
        page.get_by_role("button", name="call the next one").click()
        expect(page.get_by_role("status").first).to_contain_text("The next one was offered a seat")
        expect(page.get_by_text("is offered:")).to_be_visible()
        page.get_by_role("button", name="call the next one").click()
        expect(page.get_by_role("status").first).to_contain_text("No seat is free now")
