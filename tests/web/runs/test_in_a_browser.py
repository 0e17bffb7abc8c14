"""A timetable made at the desk in a real browser, by the worker beside a real server."""

import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.whole_server import Whole, phone_of, violations, whole

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("untraced")]

SMALL = Path(__file__).parents[3] / "data" / "small"
ORGANISER = "organiser@hanbit.example"
WATCHERS = 20


@pytest.fixture
def fair(tmp_path: Path) -> Iterator[Whole]:
    """Serve the small fair."""
    made = whole(tmp_path, SMALL)
    with made.served():
        yield made


def _organiser(browser: Browser, fair: Whole) -> Page:
    page = phone_of(browser, fair)
    page.goto(fair.link_for(ORGANISER, "organiser"))
    page.get_by_role("main").get_by_role("button").click()
    return page


def test_the_page_follows_the_run_by_itself_and_leads_to_publishing(
    browser: Browser, fair: Whole
) -> None:
    page = _organiser(browser, fair)
    page.goto("/desk/small/runs")
    assert violations(page) == []
    page.get_by_label("20 seconds").check()
    page.get_by_role("button", name="Make a timetable").click()
    loaded = page.evaluate("performance.timeOrigin")
    expect(page.get_by_text("kept as a draft")).to_be_visible(timeout=60_000)
    assert page.evaluate("performance.timeOrigin") == loaded
    expect(page.get_by_text("✓ proved best possible").first).to_be_visible()
    expect(page.get_by_role("button", name="End it and keep the best so far")).to_be_hidden()
    assert violations(page) == []
    page.get_by_role("link", name="What it changes").click()
    for box in page.get_by_label("I know.").all():
        box.check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 1 is published")).to_be_visible()
    page.context.close()


def test_twenty_watchers_leave_the_server_answering(browser: Browser, fair: Whole) -> None:
    page = _organiser(browser, fair)
    page.goto("/desk/small/runs")
    form = page.locator('form input[name="csrf_token"]').first.get_attribute("value")
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    page.context.close()
    head = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}

    def call(method: str, path: str, body: str = "") -> tuple[int, HTTPMessage]:
        with closing(HTTPConnection("127.0.0.1", fair.port, timeout=60)) as line:
            line.request(method, path, body, head)
            answer = line.getresponse()
            answer.read()
            return answer.status, answer.headers

    status, headers = call(
        "POST", "/desk/small/runs", f"csrf_token={form}&seconds=20&against=nothing"
    )
    assert status == 303
    heard: list[bytes] = []
    answered: list[bool] = []

    def watch() -> None:
        with closing(HTTPConnection("127.0.0.1", fair.port, timeout=60)) as line:
            line.request("GET", f"{headers['Location']}/events", headers=head)
            with line.getresponse() as answer:
                heard.append(answer.readline())
                while not answered:
                    answer.readline()

    watchers = [Thread(target=watch) for _ in range(WATCHERS)]
    for watcher in watchers:
        watcher.start()
    assert call("GET", "/fairs/small/")[0] == 200
    answered.append(True)
    for watcher in watchers:
        watcher.join(60)
    assert [bool(re.match(rb"retry|event", line)) for line in heard] == [True] * WATCHERS
