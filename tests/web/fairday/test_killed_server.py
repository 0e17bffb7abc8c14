"""A server that is killed after it took an act and before it said so."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.web.fairday.hall import kept
from tests.web.small_fair import FOLDER
from tests.web.whole_server import Whole, phone_of, whole

pytestmark = pytest.mark.browser


def _fair_of_today(folder: Path) -> Path:
    """Copy the small fair so that its two days are today and tomorrow."""
    shutil.copytree(FOLDER, folder)
    today = datetime.now(ZoneInfo("Asia/Seoul")).date()
    for file in folder.glob("*.*"):
        text = file.read_text(encoding="utf-8-sig")
        for number, old in enumerate(("2026-05-14", "2026-05-15")):
            text = text.replace(old, str(today + timedelta(days=number)))
        file.write_text(text.replace("2027-", "2097-"), encoding="utf-8")
    return folder


def _acts(fair: Whole) -> list[tuple[str]]:
    with closing(sqlite3.connect(fair.folder / "fair.sqlite3")) as database:
        return database.execute("select kind from act where kind = 'arrived'").fetchall()


@pytest.mark.slow
@pytest.mark.usefixtures("untraced")
def test_an_act_taken_by_a_server_that_was_killed_is_neither_lost_nor_doubled(
    browser: Browser, tmp_path: Path
) -> None:
    fair = whole(tmp_path, _fair_of_today(tmp_path / "fair"))
    link = fair.link_for("desk@fair.example", "organiser")
    page = phone_of(browser, fair)
    with fair.served() as server:
        page.goto(link)
        page.get_by_role("button").last.click()
        page.goto("/desk/small/day")
        kept(page)

        def kill(route: Route) -> None:
            assert route.fetch().status == 200
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            route.abort()

        page.route("**/day/small/acts*", kill, times=1)
        page.get_by_label("Name, number or code").fill("F4")
        check_in = page.locator('[data-row="firm:F4"]').get_by_role("button", name="Check in")
        with page.expect_event("requestfailed", lambda request: "/acts" in request.url):
            check_in.click()
        expect(page.locator("#queue")).to_contain_text("1 not sent yet")
    assert _acts(fair) == [("arrived",)]
    page.reload()
    expect(page.locator("#queue")).to_contain_text("1 not sent yet")
    with fair.served():
        expect(page.locator("#queue")).to_contain_text("Everything is sent.", timeout=30_000)
    assert _acts(fair) == [("arrived",)]
    page.context.close()
