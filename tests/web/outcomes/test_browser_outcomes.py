"""Three taps on a telephone; the other side confirms or contradicts; errors are corrected."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.models import Fair
from fairmatch.secret import make_secret
from tests.web.browsing import PHONE, Walk
from tests.web.keys import make_keys
from tests.web.live import free_port, serving
from tests.web.outcomes.conftest import EARLY, OVER
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, members
from tests.web.small_fair import publish_by_hand, small_fair
from tests.web.whole_server import violations

pytestmark = pytest.mark.browser
WHO = Members()
LIST = "/agency/small/A1/outcomes"
TAPS = """
addEventListener("click", (tap) => {
  // A tap on a label is told twice: of the label, and of what it is for.
  if (tap.target.matches("a *, a, input, button")) {
    sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
  }
}, true)
"""


@pytest.fixture
def hall(browser: Browser, sqlite_pattern: Path, tmp_path: Path) -> Iterator[Walk]:
    """Serve the small fair on its second afternoon."""
    shutil.copyfile(sqlite_pattern, tmp_path / "fair.sqlite3")
    make_secret(tmp_path / "secret")
    engine = open_database(f"sqlite:///{tmp_path}/fair.sqlite3")
    port = free_port()
    settings = Settings(secret_file=tmp_path / "secret", address=f"http://127.0.0.1:{port}")
    with writing(engine) as session:
        small_fair(session)
        fair = session.scalars(select(Fair)).one()
        publish_by_hand(session, fair, lambda: EARLY)
        keys = make_keys(session, fair, settings, lambda: EARLY)
        members(session, fair, lambda: EARLY, elsewhere=False)
    app = make_app(settings, engine=engine, clock=lambda: OVER)
    with serving(app, port) as address:
        yield Walk(address, keys, browser, app)
    engine.dispose()


def _tap(page: Page, kind: str) -> None:
    page.get_by_label(kind, exact=True).click()


def test_three_taps_write_an_outcome_and_both_sides_agree_in_the_end(hall: Walk) -> None:
    with hall.page(PHONE, who=WHO.officer) as officer:
        officer.add_init_script(TAPS)
        officer.goto(LIST)
        officer.locator("a.outcome-row").first.click()
        address = officer.url
        _tap(officer, "정보 교환")
        officer.get_by_role("button", name="저장").click()
        officer.wait_for_url("**/outcomes?saved=*")
        assert officer.evaluate("sessionStorage.taps") == "3"
        expect(officer.locator(".outcome-fresh")).to_contain_text("정보 교환")

        # Corrected: a contract was signed after all, and its amount is said back.
        officer.goto(address)
        officer.get_by_text("내용 고치기").click()
        _tap(officer, "현장계약")
        officer.get_by_role("button", name="저장").click()
        expect(officer.get_by_role("alert")).to_contain_text("체결 금액이 필요합니다")
        assert violations(officer) == []
        officer.get_by_label("체결 금액(원)").fill("1억 9천만")
        expect(officer.locator("#amount_signed-back")).to_contain_text("1억 9,000만 원")
        officer.get_by_role("button", name="저장").click()
        expect(officer.locator(".outcome-fresh")).to_contain_text("1억 9,000만 원")

    uid = address.rsplit("/", 1)[1]
    firm = uid.split("-")[1]
    own = f"/my/{hall.keys.firms[firm]}/outcomes/{uid}"
    with hall.page(PHONE, lang="en") as contact:
        contact.goto(own)
        assert violations(contact) == []
        contact.locator("summary", has_text="It was not so").click()
        contact.get_by_label("What was different?").fill("180 million won")
        contact.get_by_role("button", name="Say that it was not so").click()
        expect(contact.get_by_text("The two sides disagree")).to_be_visible()

    with hall.page(who=WHO.organiser) as desk:
        desk.goto("/desk/small/outcomes?state=disputed")
        assert violations(desk) == []
        desk.locator("table a").first.click()
        expect(desk.get_by_text("180 million won")).to_be_visible()
        desk.get_by_label("체결 금액(원)").fill("180000000")
        desk.get_by_role("button", name="저장").click()
        expect(desk.get_by_text("주최 측 확정").first).to_be_visible()
        desk.goto("/desk/small/results")
        expect(desk.get_by_text("180,000,000원").first).to_be_visible()
        assert violations(desk) == []
        desk.get_by_role("button", name="지금 집계로 결과 공개").click()
        desk.get_by_role("link", name="공개 화면 보기").click()
        expect(desk.get_by_text("세 곳보다 적어")).to_be_visible()
        assert violations(desk) == []

    with hall.page(PHONE, scripts=False) as contact:
        contact.goto(own)
        expect(contact.get_by_text("1억 8,000만 원").first).to_be_visible()
        contact.goto(own.rsplit("/", 2)[0] + "/survey")
        contact.locator("#overall input").nth(3).check()
        contact.get_by_role("button", name="저장").click()
        expect(contact.get_by_role("status")).to_contain_text("고맙습니다")


def test_not_held_takes_back_what_came_of_it(hall: Walk) -> None:
    with hall.page(PHONE, who=WHO.officer) as officer:
        officer.goto(f"{LIST}/small-F1-A1")
        assert violations(officer) == []
        _tap(officer, "견적 요청")
        _tap(officer, "상담하지 못함")
        expect(officer.locator('input[value="quotation"]')).not_to_be_checked()
        officer.get_by_role("button", name="저장").click()
        expect(officer.locator(".outcome-fresh")).to_contain_text("상담하지 못함")
        officer.goto(LIST.replace("outcomes", "survey"))
        assert violations(officer) == []
