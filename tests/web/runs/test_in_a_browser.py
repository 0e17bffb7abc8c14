"""A timetable made at the desk in a real browser, with a real worker and the server of `serve`."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page, expect

from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.jobs.queueing import prepare
from fairmatch.secret import make_secret
from tests.web.browsing import AXE, PHONE
from tests.web.live import free_port
from tests.web.signing_in import Members, members, visit_cookie
from tests.web.small_fair import small_fair
from web.app import create_app
from web.site import current_site

pytestmark = pytest.mark.browser
WATCHERS = 20


@pytest.fixture
def served(sqlite_pattern: Path, tmp_path: Path) -> Iterator[tuple[int, str]]:
    """Serve the small fair as `fairmatch serve` does; give the port and the organiser's cookie."""
    database = tmp_path / "fair.sqlite3"
    database.write_bytes(sqlite_pattern.read_bytes())
    make_secret(tmp_path / "secret")
    url = f"sqlite:///{database}"
    engine = open_database(url)
    prepare(engine)
    app = create_app(Settings(secret_file=tmp_path / "secret"), engine=engine)
    with app.app_context():
        clock = current_site().clock
    with writing(engine) as session:
        members(session, small_fair(session), clock, elsewhere=False)
    cookie = visit_cookie(app, Members().organiser)
    engine.dispose()
    port = free_port()
    program = [sys.executable, "-c", "from fairmatch.cli import main; main()"]
    given = ["--database", url, "--secret-file", str(tmp_path / "secret")]
    server = subprocess.Popen(
        [*program, *given, "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        env=os.environ | {"FAIRMATCH_SEND_MAIL": "0"},
    )
    assert server.stdout is not None
    assert b"Serving" in server.stdout.readline()
    try:
        _until_it_answers(port)
        yield port, cookie
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        server.stdout.close()


def _until_it_answers(port: int) -> None:
    end = monotonic() + 60
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert monotonic() < end
        sleep(0.1)


def _page(browser: Browser, port: int, cookie: str) -> Page:
    address = f"http://127.0.0.1:{port}"
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=address
    )
    for name, value in (("session", cookie), ("lang", "en")):
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context.new_page()


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def test_the_page_follows_the_run_by_itself_and_leads_to_publishing(
    browser: Browser, served: tuple[int, str]
) -> None:
    page = _page(browser, *served)
    page.goto("/desk/small/runs", timeout=60_000)
    assert _violations(page) == []
    page.get_by_label("20 seconds").check()
    page.get_by_role("button", name="Make a timetable").click()
    loaded = page.evaluate("performance.timeOrigin")
    expect(page.get_by_text("kept as a draft")).to_be_visible(timeout=60_000)
    assert page.evaluate("performance.timeOrigin") == loaded
    expect(page.get_by_text("✓ proved best possible").first).to_be_visible()
    expect(page.get_by_role("button", name="End it and keep the best so far")).to_be_hidden()
    assert _violations(page) == []
    page.get_by_role("link", name="What it changes").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 1 was published")).to_be_visible()
    page.context.close()


def test_twenty_watchers_leave_the_server_answering(served: tuple[int, str]) -> None:
    port, cookie = served
    head = {"Cookie": f"session={cookie}"}

    def call(method: str, path: str, body: str = "") -> tuple[int, HTTPMessage, str]:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            line.request(method, path, body, head)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    _, headers, page = call("GET", "/desk/small/runs")
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    # The form's token is good only beside the session that it was made with.
    session = headers["Set-Cookie"].split(";")[0]
    head |= {"Cookie": session, "Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _ = call(
        "POST", "/desk/small/runs", f"csrf_token={token}&seconds=20&against=nothing"
    )
    assert status == 303
    run = headers["Location"]
    heard: list[bytes] = []

    def watch() -> None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            line.request("GET", f"{run}/events", headers=head)
            with line.getresponse() as answer:
                heard.append(answer.readline())

    watchers = [Thread(target=watch) for _ in range(WATCHERS)]
    for watcher in watchers:
        watcher.start()
    begun = monotonic()
    assert call("GET", "/fairs/small/")[0] == 200
    assert monotonic() - begun < 30
    for watcher in watchers:
        watcher.join(60)
    assert len(heard) == WATCHERS
