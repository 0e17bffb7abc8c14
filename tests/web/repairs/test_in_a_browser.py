"""Something happens in the midst of a morning: followed on a telephone, by keys, in two tabs."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import reading
from fairmatch.models import Fair
from fairmatch.schedules import latest_published, timetable_schedule
from tests.web.browsing import DESK, PHONE, Walk
from tests.web.keys import Keys
from tests.web.live import free_port, serving
from tests.web.ready_app import make_app
from tests.web.signing_in import Members
from tests.web.whole_server import violations

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("published")]
WHAT = "/desk/small/day/repairs"
BEGUN = datetime(2026, 5, 14, 1, 5, tzinfo=UTC)
"""Five past ten: three consultations are under way."""


@dataclass(frozen=True)
class Morning:
    """The published fair at a moment of its first morning, served to a browser."""

    walk: Walk
    engine: Engine
    who: Members

    def begun(self) -> list[tuple[str, str, int]]:
        """Give who sits where in the latest version, of what has begun."""
        with reading(self.engine) as session:
            fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
            version = latest_published(session, fair)
            assert version is not None
            return sorted(
                (one.firm_code, one.booth, one.table)
                for one in timetable_schedule(session, version)
                if one.starts_at <= BEGUN
            )

    def version(self) -> int:
        """Give the number of the latest version."""
        with reading(self.engine) as session:
            fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
            version = latest_published(session, fair)
            assert version is not None
            return version.number or 0


@pytest.fixture
def morning(
    browser: Browser, engine: Engine, settings: Settings, keys: Keys, who: Members
) -> Iterator[Morning]:
    app = make_app(settings, engine=engine, clock=lambda: BEGUN)
    with serving(app, free_port()) as address:
        yield Morning(Walk(address, keys, browser, app), engine, who)


def _sound(page: Page) -> None:
    assert violations(page) == []
    assert page.viewport_size is not None
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"]


def _walk_to(page: Page, words: str) -> None:
    """Press Tab until what has these words has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        held = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
        )
        if words in held:
            return
    raise AssertionError(f"no key leads to {words}")


def test_whatever_happens_is_followed_in_two_taps_and_what_has_begun_stays(
    morning: Morning,
) -> None:
    sitting = morning.begun()
    assert len(sitting) == 3
    happened = [
        ("One table more", "B1", "one table more", "stays as it is"),
        ("A firm does not come", "F4", "does not come", "Version 2 is published."),
        ("A booth is not staffed", "B2", "until", "Version 3 is published."),
        ("Everything runs late", "20 minutes", "20 minutes later", "Version 4 is published."),
    ]
    with morning.walk.page(PHONE, "en", who=morning.who.organiser) as page:
        for what, whom, told, done in happened:
            page.goto(WHAT)
            page.get_by_role("link", name=what).click()
            page.locator("#whom").get_by_role("button", name=whom).first.click()
            expect(page.locator("h1")).to_contain_text(told)
            expect(page.locator(".live")).to_contain_text(
                "No timetable that follows this changes fewer."
            )
            _sound(page)
            before = morning.version()
            page.get_by_role("button", name="Accept").focus()
            assert morning.version() == before
            page.keyboard.press("Enter")
            expect(page.locator(".live")).to_contain_text(done)
            assert morning.begun() == sitting
        page.goto(f"{WHAT}?what=firm_gone")
        expect(page.locator(".run-list li")).to_have_count(len(happened))
        _sound(page)


def test_what_somebody_published_meanwhile_is_said_in_the_other_tab_and_never_overwritten(
    morning: Morning,
) -> None:
    with ExitStack() as open_pages:
        one, other = (
            open_pages.enter_context(morning.walk.page(DESK, "en", who=morning.who.organiser))
            for _ in range(2)
        )
        # The first one goes by keys alone.
        one.goto(WHAT)
        _walk_to(one, "A firm does not come")
        one.keyboard.press("Enter")
        expect(one.get_by_role("heading", name="Which firm?")).to_be_visible()
        _walk_to(one, "Name or code")
        one.keyboard.type("F3")
        one.keyboard.press("Enter")
        one.keyboard.press("Enter")
        expect(one.locator("h1")).to_contain_text("does not come")

        other.goto(f"{WHAT}?what=firm_gone")
        other.locator("#whom").get_by_role("button", name="F4").click()
        other.get_by_role("button", name="Accept").click()
        expect(other.locator(".live")).to_contain_text("Version 2 is published.")

        expect(one.locator(".live")).to_contain_text("Accepting makes a new proposal first.")
        _walk_to(one, "Accept and publish")
        one.keyboard.press("Enter")
        expect(one.get_by_role("alert")).to_contain_text("so it was not followed")
        assert morning.version() == 2
        _walk_to(one, "Accept and publish")
        one.keyboard.press("Enter")
        expect(one.locator(".live")).to_contain_text("Version 3 is published.")
        assert morning.version() == 3
