"""A real browser at the grid: how long until it paints, lights seats, shows a move."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

_CLOCK = """
() => {
  window.marks = [];
  addEventListener("pointerup", () => { window.pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const lit = document.querySelector("td.legal") !== null;
    const said = document.getElementById("hand-said").textContent;
    if (lit !== window.lit || said !== window.said) {
      window.marks.push([performance.now() - window.pressed, lit]);
    }
    window.lit = lit;
    window.said = said;
  }).observe(document.querySelector("[data-hand]"), {
    subtree: true, childList: true, attributes: true, attributeFilter: ["class"],
  });
}
"""
_PAINT = """
() => performance.getEntriesByType("paint")
  .find((one) => one.name === "first-contentful-paint")?.startTime
"""


@dataclass
class Measured:
    """Milliseconds, one for each time it was done."""

    paint: list[float] = field(default_factory=list)
    plain_paint: list[float] = field(default_factory=list)
    lift: list[float] = field(default_factory=list)
    move: list[float] = field(default_factory=list)


@contextmanager
def browsing(address: str, cookie: str) -> "Iterator[Page]":
    """Open a page of the organiser's in Debian's Chromium.

    Raises
    ------
    NoBrowser
        As ``chromium`` does.
    """
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
        context.add_cookies([{"name": "session", "value": cookie, "url": address}])
        yield context.new_page()


def measure(page: "Page", grid: str, plain: str, times: int) -> Measured:
    """Paint the grid and a plain page in turns, then move consultations about."""
    found = Measured()
    for _ in range(times):
        for address, paints in ((grid, found.paint), (plain, found.plain_paint)):
            page.goto(address)
            page.wait_for_timeout(200)
            paints.append(page.wait_for_function(_PAINT).json_value())
    page.goto(grid)
    page.evaluate(_CLOCK)
    for number in range(times):
        booth = page.locator("tbody").nth(number % 10)
        booth.locator("a").first.click()
        page.wait_for_selector("td.legal")
        found.lift.append(_since_pressed(page, lit=True))
        booth.locator("td.legal").first.click()
        page.wait_for_selector("td.legal", state="detached")
        page.wait_for_selector(".sending", state="detached")
        page.wait_for_timeout(100)
        found.move.append(_since_pressed(page, lit=False))
    return found


def _since_pressed(page: "Page", *, lit: bool) -> float:
    marks = page.evaluate("() => window.marks.splice(0)")
    return float([since for since, now in marks if now is lit][-1])
