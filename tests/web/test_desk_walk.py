"""The organiser's whole way, with the program as a new user gets it: its server and its worker.

Settings are kept as a scenario; a timetable is made by them and another without; both are set side
by side; one is changed by hand, by mouse and by keys, with a move refused and its rule named; it is
made again around what is pinned; published, and taken back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.browsing import DESK
from tests.web.whole_server import PATIENCE, Whole, in_the_future, violations, whole

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("untraced")]

SMALL = Path(__file__).parents[2] / "data" / "small"
ORGANISER = "organiser@hanbit.example"


@pytest.fixture
def fair(tmp_path: Path) -> Iterator[Whole]:
    """Serve the small fair, in a year to come."""
    made = whole(tmp_path, in_the_future(SMALL, tmp_path / "fair"))
    with made.served():
        yield made


@pytest.fixture
def desk(browser: Browser, fair: Whole) -> Iterator[Page]:
    """Sit the organiser down at a desk screen."""
    context = browser.new_context(
        viewport={"width": DESK[0], "height": DESK[1]}, base_url=fair.address, locale="en"
    )
    context.add_cookies([{"name": "lang", "value": "en", "url": fair.address}])
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto(fair.link_for(ORGANISER, "organiser"))
    page.get_by_role("main").get_by_role("button").click()
    yield page
    context.close()


def _seen(page: Page) -> Page:
    assert violations(page) == [], page.url
    return page


def _told(page: Page, words: str) -> None:
    """Wait until the next page says so, then look it over."""
    expect(page.get_by_text(words)).to_be_visible()
    _seen(page)


def _talk(page: Page, both: str) -> Locator:
    return page.locator(f'.hand-grid a[href$="/grid/{both}"]')


def _seat(page: Page, booth: str, slot: int, table: int = 1) -> Locator:
    return page.locator(f"#b-{booth} tr").nth(table - 1).locator("td").nth(slot)


def _keep_scenario(page: Page) -> None:
    page.goto("/desk/small/scenarios/new")
    page.get_by_label("Name").fill("Two each")
    page.get_by_label("Most consultations of a firm").fill("2")
    page.get_by_label("Most of a firm in a day").fill("2")
    page.get_by_role("button", name="Move Few breaks up").focus()
    page.keyboard.press("Enter")
    _seen(page).get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def _make(page: Page, scenario: str | None = None) -> None:
    page.goto("/desk/small/runs")
    if scenario is not None:
        page.get_by_label(scenario).check()
    page.get_by_label("20 seconds").check()
    _seen(page).get_by_role("button", name="Make a timetable").click()
    expect(page.get_by_role("link", name="What it changes")).to_be_visible()
    expect(_seen(page).get_by_text("proved best possible").first).to_be_visible()


def _drag(page: Page, what: Locator, to: Locator) -> None:
    start, end = what.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 12, steps=3)
    page.wait_for_selector("td.legal")
    page.mouse.move(end["x"] + 20, end["y"] + 12, steps=5)
    page.mouse.up()


def _publish(page: Page, button: str) -> None:
    for box in page.get_by_label("I know.").all():
        box.check()
    _seen(page).get_by_role("button", name=button).click()


def _by_hand(page: Page) -> None:
    page.goto("/desk/small/drafts/1/grid")
    said = page.locator("#hand-said")
    _drag(page, _talk(page, "F4/A1"), _seat(page, "B1", 1, 2))
    expect(said).to_contain_text("One place at a time")
    expect(_talk(page, "F4/A1").locator("xpath=..")).to_have_class("origin")
    page.keyboard.press("Escape")
    _drag(page, _talk(page, "F1/A1"), _seat(page, "B1", 3))
    expect(_seat(page, "B1", 3).locator("a")).to_have_text("Clear Corridor Cooperative")
    _seat(page, "B1", 3).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("td.legal")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(_seat(page, "B1", 3, 2).locator("a")).to_have_text("Clear Corridor Cooperative")
    page.keyboard.press("Control+z")
    expect(_seat(page, "B1", 3).locator("a")).to_have_text("Clear Corridor Cooperative")
    page.keyboard.press("Control+y")
    expect(_seat(page, "B1", 3, 2).locator("a")).to_have_text("Clear Corridor Cooperative")
    _seat(page, "B1", 3, 2).focus()
    page.keyboard.press("p")
    expect(_seat(page, "B1", 3, 2).locator("a")).to_have_text("● Clear Corridor Cooperative")
    _seen(page).get_by_role("button", name="Solve around this").click()
    expect(page.get_by_role("link", name="What it changes")).to_be_visible()


def test_from_settings_to_a_published_version_and_back(desk: Page) -> None:
    _keep_scenario(desk)
    _make(desk)
    _make(desk, "Two each")
    desk.goto("/desk/small/scenarios/compare?t=1&t=2")
    expect(_seen(desk).locator("table.beside th", has_text="Two each").first).to_be_visible()
    _by_hand(desk)
    desk.goto("/desk/small/drafts/3/grid")
    expect(_seat(desk, "B1", 3, 2).locator("a")).to_have_text("● Clear Corridor Cooperative")
    desk.goto("/desk/small/compare")
    _publish(desk, "Publish")
    _told(desk, "Version 1 is published.")
    desk.goto("/desk/small/grid")
    desk.get_by_role("button", name="Begin a draft from it, to change by hand").click()
    desk.wait_for_url("**/drafts/*/grid")
    desk.locator(".hand-grid td[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "Delete"):
        desk.keyboard.press(key)
    expect(_talk(desk, "F5/A1")).to_have_count(0)
    desk.goto("/desk/small/compare")
    expect(desk.get_by_text("To know before it is published")).to_be_visible()
    _publish(desk, "Publish as version 2")
    _told(desk, "Version 2 is published.")
    desk.get_by_role("link", name="Go back to it").click()
    _publish(desk, "Go back: publish as version 3")
    _told(desk, "Version 3 is published.")
    desk.goto("/desk/small/record")
    for act in ("Version 3", "Two each"):
        expect(desk.get_by_text(act).first).to_be_visible()
