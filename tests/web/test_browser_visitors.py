"""A visitor, a firm and the organiser in a real browser."""

from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.web.browsing import DESK, PHONE, Walk
from tests.web.signing_in import Members

pytestmark = pytest.mark.browser


def _overflow(page: Page) -> int:
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def test_a_visitor_goes_from_the_fair_to_a_plan_item(walk: Walk) -> None:
    with walk.page() as page:
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("한빛구 작은 구매상담회")
        page.get_by_label("구매계획 찾기").fill("작업복")
        page.get_by_role("button", name="찾기").click()
        page.get_by_role("link", name="환경미화원 여름 작업복 구매").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("환경미화원 여름 작업복 구매")
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", level=1)).to_have_text("환경미화원 여름 작업복 구매")


def test_a_search_swaps_the_results_while_typing(walk: Walk) -> None:
    with walk.page(lang="en") as page:
        page.goto("/fairs/small/plans")
        page.evaluate("window.sameDocument = true")
        page.get_by_label("Words in the title").press_sequentially("도시락")
        expect(page.get_by_role("status")).to_have_text("3 plan items found, ₩7.5 million in all")
        page.get_by_label("Quarter").select_option("3")
        expect(page.get_by_role("status")).to_have_text("1 plan item found, ₩3.6 million in all")
        expect(page.locator("#results .item")).to_have_count(1)
        assert "q=%EB%8F%84%EC%8B%9C%EB%9D%BD" in page.url
        assert page.evaluate("window.sameDocument")


def test_a_search_works_without_scripts(walk: Walk) -> None:
    with walk.page(lang="en", scripts=False) as page:
        page.goto("/fairs/small/plans")
        page.get_by_label("Words in the title").fill("도시 락")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("status")).to_have_text("3 plan items found, ₩7.5 million in all")
        page.goto("/fairs/small/timetable")
        page.get_by_role("link", name="2026-05-15(Fri)").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url.endswith("day=2026-05-15")


def test_the_grid_changes_its_day_and_keeps_its_headers_in_view(walk: Walk) -> None:
    with walk.page(PHONE, "en") as page:
        page.goto("/fairs/small/timetable")
        page.evaluate("window.sameDocument = true")
        page.get_by_role("link", name="2026-05-15(Fri)").click()
        expect(page.locator("#day-2026-05-15")).to_have_attribute("aria-current", "page")
        assert page.evaluate("window.sameDocument")
        frame = page.get_by_role("region", name="Timetable of")
        frame.evaluate("frame => { frame.scrollLeft = 400 }")
        first = page.locator(".grid tbody th").first.bounding_box()
        assert first is not None
        assert 0 <= first["x"] < PHONE[0] / 4
        assert _overflow(page) == 0
        expect(page.locator(".grid td.taken")).to_have_count(1)


def test_a_firm_reads_its_day_on_a_phone(walk: Walk) -> None:
    with walk.page(PHONE) as page:
        page.goto(f"/my/{walk.keys.firms['F3']}")
        cards = page.locator(".meet")
        expect(cards).to_have_count(2)
        pinned = cards.filter(has_text="사전 확정")
        expect(pinned).to_contain_text("10:40–11:00")
        expect(pinned).to_contain_text("B2")
        box = pinned.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE[0]
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary, input')]
                .filter(e => e.getClientRects().length && e.type !== 'hidden')
                .filter(e => !e.classList.contains('skip'))
                .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect().height])
                .filter(([_, height]) => height < 24)"""
        )
        assert small == []


def test_the_calendar_is_downloaded_and_holds_the_days_of_the_page(
    walk: Walk, tmp_path: Path
) -> None:
    with walk.page(PHONE) as page:
        page.goto(f"/my/{walk.keys.firms['F3']}")
        shown = [page.locator(".meet-time").nth(number).inner_text() for number in range(2)]
        with page.expect_download() as downloading:
            page.get_by_role("link", name="지금 일정 파일(.ics)").click()
        file = tmp_path / "calendar.ics"
        downloading.value.save_as(file)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    held = sorted(
        f"{event.decoded('dtstart'):%H:%M}–{event.decoded('dtend'):%H:%M}" for event in events
    )
    assert held == shown
    assert {str(event["status"]) for event in events} == {"CONFIRMED"}


def test_a_firm_copies_and_renews_its_calendar_address(walk: Walk) -> None:
    with walk.page(DESK, "en") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"/my/{walk.keys.firms['F2']}")
        field = page.get_by_label("Address of the calendar")
        old = field.input_value()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == old
        page.get_by_role("link", name="Change or switch off this address").click()
        page.get_by_role("button", name="Make a new address").click()
        expect(field).not_to_have_value(old)


def test_the_organiser_sees_the_firms_in_the_grid(walk: Walk) -> None:
    with walk.page(lang="en", who=Members().organiser) as page:
        page.goto("/desk/small/grid")
        expect(page.locator(".grid")).to_contain_text("Clear Letter Press")
        page.get_by_role("link", name="Show the newer draft").click()
        expect(page.locator(".note.draft")).to_contain_text("Nobody but you sees it")
        assert _overflow(page) == 0


def test_a_schedule_is_printed_on_paper_without_the_screens_furniture(walk: Walk) -> None:
    with walk.page() as page:
        page.goto(f"/my/{walk.keys.firms['F3']}")
        page.emulate_media(media="print")
        expect(page.locator(".masthead")).to_be_hidden()
        expect(page.get_by_text("한 번 구독해 두면")).to_be_hidden()
        expect(page.locator(".meet").first).to_be_visible()
        assert page.pdf(format="A4").startswith(b"%PDF")
