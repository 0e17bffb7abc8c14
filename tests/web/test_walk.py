"""From a published plan item to each firm's own slot: the whole way, on phones, by real mail.

An officer publishes a plan item from a spreadsheet; two firms register, find it by another word,
ask to talk about it; the officer answers; the organiser makes and publishes the timetable; each
firm sees its own consultation and nobody else's.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fairmatch.registration import check_digit
from tests.web.whole_server import Whole, in_the_future, phone_of, violations, whole

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("untraced")]

SMALL = Path(__file__).parents[2] / "data" / "small"
ORGANISER = "organiser@hanbit.example"
OFFICER = "buy@gu.hanbit.example"
TITLE = "어르신 점심 도시락"
HEAD = ["사업명", "부서", "예산(원)", "연도", "분기", "계약방법"]
ROW = [TITLE, "노인복지과", "1,900만원", "2097", "1", "수의계약"]
SYNONYM = "밥상"
"""The small fair's own synonym of what the plan item's title says."""
FIRMS = {"kim@first.example": "첫째밥상협동조합", "lee@second.example": "둘째밥상나눔"}


@pytest.fixture
def fair(tmp_path: Path) -> Iterator[Whole]:
    """Serve the small fair, in a year to come."""
    made = whole(tmp_path, in_the_future(SMALL, tmp_path / "fair"))
    with made.served():
        yield made


def _seen(page: Page) -> Page:
    """Hold a page against axe, and against the width of the phone."""
    assert violations(page) == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
    return page


def _code(page: Page, fair: Whole, email: str, button: str) -> None:
    _seen(page).get_by_label("Code from the mail").fill(
        fair.mail_to(email, r"(?m)^(\d{4} \d{4})\s*$")
    )
    page.get_by_role("button", name=button).click()


def _sign_in(page: Page, fair: Whole, email: str) -> None:
    page.goto("/sign-in")
    _seen(page).get_by_label("Mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    _code(page, fair, email, "Sign in")


def _publish_plan(page: Page, fair: Whole) -> None:
    _sign_in(page, fair, OFFICER)
    page.goto("/agency/small/A1/plans/upload")
    file = io.StringIO()
    csv.writer(file).writerows([HEAD, ROW])
    _seen(page).get_by_label("Spreadsheet").set_input_files(
        {"name": "계획.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode("utf-8-sig")}
    )
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_text(TITLE).first).to_be_visible()
    _seen(page).get_by_role("button", name="Do all of this").click()
    _seen(page)


def _register(page: Page, fair: Whole, email: str, number: int) -> str:
    """Register a firm; give its code."""
    page.goto("/fairs/small/register")
    _seen(page).get_by_label("Mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    _code(page, fair, email, "Sign in")
    nine = f"{number:09d}"
    page.get_by_label("Registration number").fill(nine + check_digit(nine))
    page.get_by_label("Name of the firm", exact=True).fill(FIRMS[email])
    page.get_by_label("Representative").fill("김하나")
    page.get_by_label("Your name").fill("김하나")
    page.get_by_label("Telephone").fill("010-0000-0001")
    page.locator("#privacy").check()
    page.locator("#third_party").check()
    _seen(page).get_by_role("button", name="Register and continue").click()
    _seen(page).get_by_role("link", name="Later").click()
    page.get_by_label("Product 1", exact=True).fill(f"{SYNONYM} 배달")
    _seen(page).get_by_role("button", name="Save and continue").click()
    _seen(page)
    return page.url.split("/firm/small/")[1].split("/")[0]


def _ask(page: Page, firm: str) -> None:
    page.goto(f"/firm/small/{firm}/plans")
    _seen(page)
    item = page.locator("li, article").filter(has_text=TITLE).last
    expect(item).to_contain_text(SYNONYM)
    item.get_by_role("link", name="Ask").click()
    page.get_by_label("Purpose of the talk").fill("매일 따뜻한 도시락을 가져다 드립니다.")
    _seen(page).get_by_role("button", name="Ask", exact=True).click()
    expect(_seen(page).get_by_text("2 of 3 left", exact=True)).to_be_visible()


def _answer(page: Page, firms: list[str]) -> None:
    page.goto("/agency/small/A1/requests")
    for firm in firms:
        one = page.locator(f"#firm-{firm}")
        expect(one).to_contain_text(TITLE)
        one.get_by_role("button", name="Must meet").click()
        expect(page.locator(f"#must-{firm}")).to_have_attribute("aria-pressed", "true")
    _seen(page)


def _make_and_publish(page: Page, fair: Whole) -> None:
    page.goto(fair.link_for(ORGANISER, "organiser"))
    _seen(page).get_by_role("main").get_by_role("button").click()
    page.goto("/desk/small/runs")
    page.get_by_label("20 seconds").check()
    _seen(page).get_by_role("button", name="Make a timetable").click()
    expect(page.get_by_text("kept as a draft")).to_be_visible()
    _seen(page).get_by_role("link", name="What it changes").click()
    for box in page.get_by_label("I know.").all():
        box.check()
    _seen(page).get_by_role("button", name="Publish").click()
    expect(_seen(page).get_by_text("Version 1 is published")).to_be_visible()


def test_from_a_plan_item_in_a_spreadsheet_to_each_firm_s_own_slot(
    browser: Browser, fair: Whole
) -> None:
    officer, organiser = phone_of(browser, fair), phone_of(browser, fair)
    _publish_plan(officer, fair)
    pages = {email: phone_of(browser, fair) for email in FIRMS}
    codes = {
        email: _register(page, fair, email, 123_456_700 + number)
        for number, (email, page) in enumerate(pages.items())
    }
    for email, page in pages.items():
        _ask(page, codes[email])
    _answer(officer, list(codes.values()))
    _make_and_publish(organiser, fair)
    mine, other = FIRMS
    for email, page in pages.items():
        page.goto(f"/firm/small/{codes[email]}/")
        meetings = _seen(page).locator(".meet")
        expect(meetings).to_have_count(1)
        expect(meetings).to_contain_text("Hanbit-gu Office")
        expect(meetings).to_contain_text("B1")
        stranger = other if email == mine else mine
        assert FIRMS[stranger] not in page.content()
        for path in ("", "requests", "profile", "data"):
            answer = page.goto(f"/firm/small/{codes[stranger]}/{path}")
            assert answer is not None
            assert answer.status == 404, path
    for one in (officer, organiser, *pages.values()):
        one.context.close()
