"""The order by button and by drag, the sheet of slots, and one tap, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.web.live import free_port, serving
from tests.web.signing_in import Members, visit_cookie

pytestmark = pytest.mark.browser

Open = Callable[[str], AbstractContextManager[Page]]


@pytest.fixture
def open_page(app: Flask, browser: Browser) -> Iterator[Open]:
    """Give pages of people who are signed in; anything a script or the browser minds fails."""
    with serving(app, free_port()) as address:

        @contextmanager
        def opened(email: str) -> Iterator[Page]:
            context = browser.new_context(viewport={"width": 360, "height": 1600}, base_url=address)
            visit = {"lang": "en", "session": visit_cookie(app, email)}
            context.add_cookies(
                [{"name": name, "value": value, "url": address} for name, value in visit.items()]
            )
            page = context.new_page()
            minded: list[str] = []
            page.on("pageerror", lambda error: minded.append(str(error)))
            page.on("console", lambda line: minded.append(line.text))
            yield page
            context.close()
            assert minded == []

        yield opened


def _order(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(".wish", "all => all.map(e => e.dataset.code)")
    return found


def test_requests_are_ordered_by_button_and_by_drag(open_page: Open, who: Members) -> None:
    with open_page(who.contact) as page:
        page.goto("/firm/small/F1/requests")
        page.locator("#down-A1").click()
        expect(page.locator("#told")).to_contain_text("The order is saved")
        assert _order(page) == ["A3", "A1"]
        grips = page.locator(".grip")
        low, high = grips.nth(1).bounding_box(), grips.nth(0).bounding_box()
        assert low is not None
        assert high is not None
        page.mouse.move(low["x"] + 15, low["y"] + 15)
        page.mouse.down()
        page.mouse.move(low["x"] + 15, high["y"] - 40, steps=30)
        with page.expect_response("**/requests"):
            page.mouse.up()
        expect(page.locator(".wish").first).to_have_attribute("data-code", "A1")


def test_slots_are_ticked_by_keyboard_and_painted_and_undone(open_page: Open, who: Members) -> None:
    with open_page(who.contact) as page:
        page.goto("/firm/small/F1/availability")
        ticked = page.locator("input[name=slot]:checked")
        page.locator("input[name=slot]").first.focus()
        page.keyboard.press("Space")
        expect(ticked).to_have_count(7)
        page.keyboard.press("Shift+ArrowDown")
        expect(ticked).to_have_count(6)
        page.get_by_role("button", name="Undo").click()
        expect(ticked).to_have_count(7)
        slots = page.locator("label.slot")
        first, last = slots.nth(1).bounding_box(), slots.nth(5).bounding_box()
        assert first is not None
        assert last is not None
        page.mouse.move(first["x"] + 20, first["y"] + 20)
        page.mouse.down()
        page.mouse.move(last["x"] + 20, last["y"] + 20, steps=20)
        page.mouse.up()
        expect(ticked).to_have_count(4)
        page.get_by_role("button", name="Save the times").click()
        expect(page.locator("#told")).to_contain_text("The times are saved")


def test_one_tap_answers_without_leaving_the_place(open_page: Open, who: Members) -> None:
    with open_page(who.officer) as page:
        page.goto("/agency/small/A1/requests?show=waiting")
        page.locator("#like-F4").click()
        expect(page.locator("#like-F4")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#demand")).to_contain_text("2 without an answer")
