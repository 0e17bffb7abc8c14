"""Accessibility in a real browser: axe on every page in both languages, and the keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import AXE, DESK, PHONE, Walk
from tests.web.signing_in import Members

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _violations(page: Page) -> list[str]:
    # What is right with a page is a hundred times as much, and would all be handed over.
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        ".then((all) => all.violations)",
        RULES,
    )
    return [
        f"{one['id']}: {node['html'][:120]} — {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def _overflow(page: Page) -> int:
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


@pytest.mark.parametrize(("lang", "size"), [("ko", PHONE), ("en", DESK)], ids=["ko", "en"])
def test_axe_finds_nothing_on_any_page_and_none_is_wider_than_a_phone(
    walk: Walk, lang: str, size: tuple[int, int]
) -> None:
    axe = AXE.read_text(encoding="utf-8")
    found = {}
    wide = []
    with walk.page(size, lang, who=Members().organiser) as page:
        # What fades in is not to be looked at half-way.
        page.emulate_media(reduced_motion="reduce")
        for name, address in walk.everywhere().items():
            if name == "not found":
                continue
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.goto(address)
            page.evaluate(axe)
            found[name] = _violations(page)
            page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            if _overflow(page) > 0:
                wide.append(name)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert wide == []


def test_the_page_of_an_unknown_address_is_accessible_too(walk: Walk) -> None:
    context = walk.browser.new_context(base_url=walk.address)
    page = context.new_page()
    page.goto(walk.everywhere()["not found"])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert _violations(page) == []
    context.close()


def test_the_first_tab_offers_to_skip_to_the_content(walk: Walk) -> None:
    with walk.page(lang="en") as page:
        page.goto("/fairs/small/plans")
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_focus_is_visible_wherever_the_keyboard_goes(walk: Walk) -> None:
    with walk.page(lang="en") as page:
        page.goto("/fairs/small/")
        seen = 0
        for _ in range(25):
            page.keyboard.press("Tab")
            drawn = page.evaluate(
                """() => { const e = document.activeElement; const s = getComputedStyle(e);
                    const rect = e.querySelector('rect');
                    const edge = rect ? parseFloat(getComputedStyle(rect).strokeWidth) : 0;
                    return [e.tagName, parseFloat(s.outlineWidth), s.outlineStyle, edge]; }"""
            )
            tag, width, style, edge = drawn
            if tag == "BODY":
                break
            assert (width >= 2 and style != "none") or edge >= 3, drawn
            seen += 1
        assert seen >= 15
