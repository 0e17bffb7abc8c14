"""The grid in a real browser: dragged, moved by keys, refused, pinned, undone, by two at once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine, select

from fairmatch.accounts import give, open_account
from fairmatch.config import Settings
from fairmatch.db import open_database, reading, writing
from fairmatch.jobs.queueing import prepare
from fairmatch.models import HandAct, HandKind, Role, Run
from fairmatch.runs import take_up
from fairmatch.runs.work import perform
from fairmatch.secret import make_secret
from tests.fairmatch.hand.hall import hall
from tests.web.browsing import DESK, PHONE, Walk
from tests.web.keys import Keys
from tests.web.live import free_port, serving
from tests.web.whole_server import violations
from web.app import create_app

pytestmark = pytest.mark.browser

KIM, LEE = "kim@desk.example", "lee@desk.example"


def _clock() -> datetime:
    return datetime(2015, 10, 18, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Hall:
    """The small hall with its draft, served to browsers."""

    walk: Walk
    engine: Engine
    draft: int

    @property
    def grid(self) -> str:
        """Where the grid is."""
        return f"/desk/fair/drafts/{self.draft}/grid"

    @contextmanager
    def page(self, who: str = KIM, lang: str = "ko", **how: bool) -> Iterator[Page]:
        """Open the grid as an organiser."""
        with self.walk.page(DESK, lang, who=who, **how) as page:
            page.goto(self.grid)
            yield page

    def kinds(self) -> list[HandKind]:
        """Give what was done, in order."""
        with reading(self.engine) as session:
            return list(session.scalars(select(HandAct.kind).order_by(HandAct.id)))


@pytest.fixture
def made(browser: Browser, sqlite_pattern: Path, tmp_path: Path) -> Iterator[Hall]:
    """Serve the hall with two organisers."""
    shutil.copyfile(sqlite_pattern, tmp_path / "hall.sqlite3")
    make_secret(tmp_path / "secret")
    engine = open_database(f"sqlite:///{tmp_path}/hall.sqlite3")
    prepare(engine)
    with writing(engine) as session:
        draft = hall(session)
        draft_id = draft.id
        for email, name in ((KIM, "김하나"), (LEE, "이두리")):
            account = open_account(session, email, clock=_clock)
            account.name = name
            give(session, account, draft.fair, Role.ORGANISER, clock=_clock)
    port = free_port()
    settings = Settings(secret_file=tmp_path / "secret", address=f"http://127.0.0.1:{port}")
    app = create_app(settings, engine=engine, clock=_clock)
    with serving(app, port) as address:
        yield Hall(Walk(address, Keys({}, {}), browser, app), engine, draft_id)
    engine.dispose()


def _talk(page: Page, both: str) -> Locator:
    return page.locator(f'.hand-grid a[href$="/grid/{both}"]')


def _seat(page: Page, booth: str, slot: int, table: int = 1) -> Locator:
    return page.locator(f"#b-{booth} tr").nth(table - 1).locator("td").nth(slot)


def _said(page: Page) -> Locator:
    return page.locator("#hand-said")


def _drag(page: Page, what: Locator, to: Locator, *, let_go: bool = True) -> None:
    for place in (what, to):
        place.scroll_into_view_if_needed()
    start, end = what.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 12, steps=3)
    page.wait_for_selector("td.legal")
    page.mouse.move(end["x"] + 20, end["y"] + 12, steps=5)
    if let_go:
        page.mouse.up()


def test_a_consultation_is_dragged_to_a_lit_seat(made: Hall) -> None:
    with made.page() as page:
        _drag(page, _talk(page, "F1/A1"), _seat(page, "B1", 4, 2), let_go=False)
        expect(_seat(page, "B1", 4, 2)).to_have_class("legal over")
        expect(_said(page)).to_contain_text("하루 더 와야 합니다")
        assert violations(page) == []
        page.mouse.up()
        expect(_seat(page, "B1", 4, 2).locator("a")).to_have_text("기업 F1")
        expect(_seat(page, "B1", 0).locator("a")).to_have_count(0)
        expect(_said(page)).to_contain_text("이동")
        expect(page.locator("td.legal")).to_have_count(0)
    assert made.kinds() == [HandKind.MOVE]


def test_a_conflicting_move_is_refused_and_its_rule_named(made: Hall) -> None:
    with made.page() as page:
        _drag(page, _talk(page, "F1/A1"), _seat(page, "B1", 2))
        expect(_said(page)).to_contain_text("이동 시간")
        expect(_said(page)).to_contain_text("300 m")
        expect(_talk(page, "F1/A1").locator("xpath=..")).to_have_class("origin")
        _seat(page, "B1", 3, 2).click()
        expect(_said(page)).to_contain_text("동시 상담")
        _seat(page, "B3", 5).click()
        expect(_said(page)).to_contain_text("그 기관의 부스에서만")
        page.keyboard.press("Escape")
        expect(_said(page)).to_contain_text("그만두었습니다")
    assert made.kinds() == []


def test_two_are_exchanged_and_all_is_undone_and_done_again(made: Hall) -> None:
    with made.page() as page:
        _drag(page, _talk(page, "F1/A1"), _seat(page, "B1", 1))
        expect(_seat(page, "B1", 0).locator("a")).to_have_text("기업 F2")
        expect(_seat(page, "B1", 1).locator("a")).to_have_text("기업 F1")
        page.get_by_role("button", name="되돌리기").click()
        expect(_seat(page, "B1", 0).locator("a")).to_have_text("기업 F1")
        page.reload()
        expect(page.locator("#redo-what")).to_contain_text("김하나")
        page.keyboard.press("Control+y")
        expect(_seat(page, "B1", 0).locator("a")).to_have_text("기업 F2")
        page.keyboard.press("Control+z")
        expect(_seat(page, "B1", 0).locator("a")).to_have_text("기업 F1")
    assert made.kinds() == [HandKind.SWAP, HandKind.UNDO, HandKind.REDO, HandKind.UNDO]


def test_everything_is_done_with_keys_alone(made: Hall) -> None:
    with made.page(lang="en") as page:
        page.locator(".hand-grid td[tabindex='0']").focus()
        expect(page.locator(":focus")).to_have_attribute("aria-label", "B1 1, 10:00, Firm F1")
        page.keyboard.press("Enter")
        expect(_said(page)).to_contain_text("Arrow keys choose a seat")
        page.keyboard.press("ArrowRight")
        expect(_said(page)).to_contain_text("exchange with Firm F2")
        page.keyboard.press("ArrowDown")
        expect(page.locator(":focus")).to_have_attribute(
            "aria-label", "B1 2, 10:20, free, ✓ possible"
        )
        page.keyboard.press("Enter")
        expect(_seat(page, "B1", 1, 2).locator("a")).to_have_text("Firm F1")
        expect(_seat(page, "B1", 1, 2)).to_be_focused()
        page.keyboard.press("p")
        expect(_seat(page, "B1", 1, 2).locator("a")).to_have_text("● Firm F1")
        page.keyboard.press("Delete")
        expect(_said(page)).to_contain_text("Pinned: ")
        page.keyboard.press("p")
        expect(_seat(page, "B1", 1, 2).locator("a")).to_have_text("Firm F1")
        page.keyboard.press("Delete")
        expect(_seat(page, "B1", 1, 2).locator("a")).to_have_count(0)
        wish = page.locator('.hand-wishes a[href$="/grid/F1/A1"]')
        expect(wish).to_be_visible()
        wish.focus()
        page.keyboard.press("Enter")
        expect(_seat(page, "B1", 0)).to_be_focused()
        page.keyboard.press("Enter")
        expect(_seat(page, "B1", 0).locator("a")).to_have_text("Firm F1")
    assert made.kinds() == [
        HandKind.MOVE,
        HandKind.PIN,
        HandKind.UNPIN,
        HandKind.DROP,
        HandKind.ADD,
    ]


def test_two_organisers_see_each_other_and_do_not_overwrite(made: Hall) -> None:
    with made.page(KIM) as kim, made.page(LEE) as lee:
        _talk(lee, "F2/A1").click()
        lee.wait_for_selector("td.legal")
        _drag(kim, _talk(kim, "F1/A1"), _seat(kim, "B1", 4))
        expect(_seat(lee, "B1", 4).locator("a")).to_have_text("기업 F1")
        expect(lee.locator("#hand-tools")).to_contain_text("김하나: 이동")
        # The line that tells of changes is cut, and so what Lee sees grows old.
        lee.route("**/changes?*", lambda _route: None)
        _drag(kim, _talk(kim, "F1/A1"), _seat(kim, "B1", 5))
        expect(_seat(kim, "B1", 5).locator("a")).to_have_text("기업 F1")
        lee.keyboard.press("Escape")
        _seat(lee, "B1", 4).focus()
        lee.keyboard.press("Delete")
        expect(_said(lee)).to_contain_text("다른 사람이 같은 기업이나 기관의 상담을 바꾸었습니다")
        expect(_seat(lee, "B1", 5).locator("a")).to_have_text("기업 F1")
    assert made.kinds() == [HandKind.MOVE, HandKind.MOVE]


def test_what_is_pinned_stays_when_it_is_solved_around(made: Hall) -> None:
    with made.page() as page:
        _drag(page, _talk(page, "F1/A1"), _seat(page, "B1", 5, 2))
        expect(_seat(page, "B1", 5, 2).locator("a")).to_have_text("기업 F1")
        _talk(page, "F1/A1").click()
        page.get_by_role("button", name="여기에 고정").click()
        expect(_talk(page, "F1/A1")).to_have_text("● 기업 F1")
        page.get_by_role("button", name="이 초안을 지키며 다시 만들기").click()
        page.wait_for_url("**/runs/*")
        with reading(made.engine) as session:
            run_id = session.scalars(select(Run.id)).one()
        lease = take_up(made.engine, run_id, "worker", clock=_clock)
        assert lease is not None
        again = perform(lease, workers=1, clock=_clock, new_uid=lambda: f"{run_id:032x}")
        page.goto(f"/desk/fair/drafts/{again}/grid")
        expect(_seat(page, "B1", 5, 2).locator("a")).to_have_text("● 기업 F1")
        expect(_seat(page, "B1", 1).locator("a")).to_have_text("기업 F2")
        expect(_talk(page, "F3/A1")).to_have_count(1)


def test_a_finger_lifts_by_resting_and_scrolls_otherwise(made: Hall) -> None:
    context = made.walk.browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, base_url=made.walk.address
    )
    with made.walk.page(PHONE, who=KIM) as signed:
        context.add_cookies(signed.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(made.grid)
    talk = _talk(page, "F1/A1")
    talk.scroll_into_view_if_needed()
    box = talk.bounding_box()
    assert box is not None
    line = context.new_cdp_session(page)

    def touch(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    at = (box["x"] + 10, box["y"] + 10)
    touch("touchStart", *at)
    page.wait_for_selector("td.legal")
    end = _seat(page, "B1", 0, 2).bounding_box()
    assert end is not None
    touch("touchMove", at[0] + 4, at[1] + 12)
    touch("touchMove", end["x"] + 20, end["y"] + 10)
    expect(_seat(page, "B1", 0, 2)).to_have_class("legal over")
    touch("touchEnd", 0, 0)
    expect(_seat(page, "B1", 0, 2).locator("a")).to_have_text("기업 F1")
    context.close()
    assert made.kinds() == [HandKind.MOVE]


def test_all_of_it_works_without_scripts(made: Hall) -> None:
    with made.page(scripts=False) as page:
        _talk(page, "F1/A1").click()
        page.get_by_role("button", name="10월 30일(금) 10:00, 부스 B1 상담석 2").click()
        expect(_seat(page, "B1", 4, 2).locator("a")).to_have_text("기업 F1")
        page.get_by_role("button", name="되돌리기").click()
        expect(_seat(page, "B1", 0).locator("a")).to_have_text("기업 F1")
    assert made.kinds() == [HandKind.MOVE, HandKind.UNDO]
