"""Check-in in a real browser: typed, scanned by hand, scanned by the camera, and looked at."""

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.web.browsing import DESK, PHONE
from tests.web.fairday.hall import Floor, kept
from tests.web.whole_server import violations

pytestmark = pytest.mark.browser

BADGE = "http://fair.example/badge/small/firm/F2"
CAMERA = """
(rows) => {
  const canvas = document.createElement("canvas");
  const size = 8, edge = 4 * size;
  canvas.width = canvas.height = rows.length * size + 2 * edge;
  const draw = () => {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    rows.forEach((row, y) => [...row].forEach((one, x) => {
      if (one === "1") pen.fillRect(edge + x * size, edge + y * size, size, size);
    }));
  };
  draw();
  setInterval(draw, 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
}
"""


def _show_to_camera(page: Page, text: str) -> None:
    """Let the camera see a code; the browser's own reader is switched off."""
    rows = ["".join(str(dot) for dot in row) for row in segno.make(text, error="m").matrix]
    page.evaluate("delete globalThis.BarcodeDetector")
    page.evaluate(CAMERA, rows)


def test_a_name_typed_finds_at_once_and_one_tap_checks_in_and_undoes(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = context.new_page()
        page.goto("/desk/small/day")
        page.get_by_label("Name, number or code").fill("lunch")
        row = page.locator('[data-row="firm:F4"]')
        expect(row).to_be_visible()
        expect(page.locator('[data-row="firm:F1"]')).to_be_hidden()
        row.get_by_role("button", name="Check in").click()
        expect(page.locator("#queue")).to_contain_text("Everything is sent.")
        assert floor.hall.arrived() == ["F4"]
        page.get_by_label("Name, number or code").fill("F4")
        expect(row).to_contain_text("here since 10:00")
        row.get_by_role("button", name="Undo").click()
        expect(page.locator('[data-row="firm:F4"] .badge-word')).to_contain_text("not here")
        assert floor.hall.arrived() == []


def test_a_handheld_scanner_types_a_code_and_enter_and_the_next_one_follows(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser, DESK) as context:
        page = context.new_page()
        page.goto("/desk/small/day")
        field = page.get_by_label("Name, number or code")
        field.focus()
        page.keyboard.type(BADGE)
        page.keyboard.press("Enter")
        expect(page.locator(".found-words")).to_contain_text("Found: Fair Sweat Workwear")
        expect(page.locator('[data-row="firm:F2"] .check-in')).to_be_focused()
        page.keyboard.press("Enter")
        expect(field).to_be_focused()
        expect(field).to_have_value("")
        page.get_by_label("Check in at once when a code is scanned").check()
        # A scanner types wherever the focus is, and in Korean if the keyboard is.
        page.keyboard.type("F1")
        page.keyboard.press("Enter")
        expect(page.locator("#queue")).to_contain_text("Everything is sent.")
        field.fill("ㄹ3")
        page.keyboard.press("Enter")
        expect(page.locator("summary")).to_contain_text(["Firms here: 3 of 5"])
        assert floor.hall.arrived() == ["F2", "F1", "F3"]


def test_the_camera_reads_a_badge_where_the_browser_cannot_by_itself(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = context.new_page()
        page.goto("/desk/small/day")
        _show_to_camera(page, BADGE)
        page.get_by_role("button", name="Scan").click()
        expect(page.locator('[data-row="firm:F2"] .check-in')).to_be_focused()
        expect(page.locator("#scanner")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator("#queue")).to_contain_text("Everything is sent.")
        assert floor.hall.arrived() == ["F2"]


def test_a_code_of_nobody_and_a_camera_that_is_not_allowed_say_so(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = context.new_page()
        page.goto("/desk/small/day")
        page.get_by_label("Name, number or code").fill("http://fair.example/badge/small/firm/F99")
        page.keyboard.press("Enter")
        expect(page.locator(".found-words")).to_contain_text("belongs to nobody")
        page.evaluate(
            "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no')); }"
        )
        page.get_by_role("button", name="Scan").click()
        expect(page.locator("#scanner")).to_contain_text("Allow it in the settings")
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("button", name="Scan")).to_be_focused()


def test_an_officer_jumps_to_a_firm_by_its_badge_and_says_how_it_goes(floor: Floor) -> None:
    with floor.device(floor.hall.who.officer) as context:
        page = context.new_page()
        page.goto("/agency/small/A1/today")
        page.get_by_role("button", name="I am here").click()
        expect(page.locator('[data-row="agency:A1"]')).to_contain_text("here since 10:00")
        _show_to_camera(page, BADGE.replace("F2", "F4"))
        page.get_by_role("button", name="Scan").click()
        talk = page.locator('[data-row="talk:small-F4-A1"]')
        expect(talk.get_by_role("button", name="It begins")).to_be_focused()
        page.keyboard.press("Enter")
        expect(talk).to_contain_text("under way")
        talk.get_by_role("button", name="Take back").click()
        expect(talk).to_contain_text("due now")
        talk.get_by_role("button", name="Firm not there").click()
        expect(page.locator("#queue")).to_contain_text("This can be said from 10:05 on.")
        page.get_by_role("button", name="Seen").click()
        floor.hall.clock.set(6)
        talk.get_by_role("button", name="Firm not there").click()
        expect(talk).to_contain_text("firm did not come")
        assert floor.hall.claims() == ["small-F4-A1 agency: firm_missing"]


def test_the_desk_decides_a_dispute_that_appears_by_itself(floor: Floor) -> None:
    hall = floor.hall
    with (
        floor.device(hall.who.organiser, DESK) as desk,
        floor.device(hall.who.officer) as officer,
    ):
        page, phone = desk.new_page(), officer.new_page()
        page.goto("/desk/small/day")
        page.get_by_label("Name, number or code").fill("F1")
        page.locator('[data-row="firm:F1"]').get_by_role("button", name="Check in").click()
        expect(page.locator("#queue")).to_contain_text("Everything is sent.")
        hall.clock.set(6)
        phone.goto("/agency/small/A1/today")
        phone.locator('[data-row="talk:small-F1-A1"]').get_by_role(
            "button", name="Firm not there"
        ).click()
        disputed = page.locator("#need-disputed")
        expect(disputed).to_contain_text("Clear Corridor Cooperative")
        disputed.get_by_role("button", name="It was held").click()
        expect(disputed).to_be_hidden()
        expect(phone.locator('[data-row="talk:small-F1-A1"]')).to_contain_text("held")


def test_axe_finds_nothing_on_the_day_in_any_state(floor: Floor) -> None:
    for who, address, size in (
        (floor.hall.who.organiser, "/desk/small/day", PHONE),
        (floor.hall.who.organiser, "/desk/small/day", DESK),
        (floor.hall.who.officer, "/agency/small/A1/today", PHONE),
    ):
        with floor.device(who, size) as context:
            page = context.new_page()
            page.goto(address)
            kept(page)
            context.set_offline(True)
            name = "Check in" if "desk" in address else "I am here"
            page.get_by_role("button", name=name).first.click()
            expect(page.locator("#queue")).to_contain_text("1 not sent yet")
            page.get_by_role("button", name="Scan").click()
            assert violations(page) == []
