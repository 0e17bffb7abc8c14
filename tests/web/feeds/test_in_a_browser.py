"""A firm with a telephone takes its calendar home and changes its address."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from tests.fairmatch.ical_js import ical_js_parser, icalendar_parser
from tests.web.feeds.published import Published, published_fair
from tests.web.live import free_port, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def fair(app: Flask, engine: Engine, clock: Callable[[], datetime]) -> Published:
    return published_fair(app, engine, clock)


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    with serving(app, free_port()) as address:
        yield address


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="ko-KR", accept_downloads=True
    )
    yield context.new_page()
    context.close()


def _feed_address(page: Page, server: str) -> str:
    shown = page.locator("#feed").input_value()
    return re.sub(r"^https?://[^/]+", server, shown)


def test_the_downloaded_file_is_read_alike_by_two_parsers(
    fair: Published, server: str, telephone: Page, browser: Browser, tmp_path: Path
) -> None:
    telephone.goto(f"{server}/my/{fair.firm.page}")
    with telephone.expect_download() as waiting:
        telephone.get_by_role("link", name=re.compile(r"\.ics")).first.click()
    assert waiting.value.suggested_filename == "구매상담회 – 기업 F1.ics"
    waiting.value.save_as(tmp_path / "calendar.ics")
    content = (tmp_path / "calendar.ics").read_bytes()
    with ical_js_parser(browser) as ical_js:
        assert ical_js([content]) == icalendar_parser([content])
    (facts,) = icalendar_parser([content])
    assert [(event["uid"], event["starts"]) for event in facts["events"]] == [
        ("fair-F1-A1", "2015-10-29T01:00:00Z")
    ]


def test_the_buttons_lead_to_the_feed_and_a_new_address_ends_the_old_one(
    fair: Published, server: str, telephone: Page
) -> None:
    telephone.goto(f"{server}/my/{fair.firm.page}")
    old = _feed_address(telephone, server)
    assert old == f"{server}/feeds/{fair.firm.feed}.ics"
    assert telephone.locator(f'a[href^="webcal://"][href$="/feeds/{fair.firm.feed}.ics"]').count()
    assert telephone.locator('a[href*="render?cid=webcal%3A%2F%2F"]').count()
    assert telephone.request.get(old).status == 200
    telephone.locator(f'a[href="/my/{fair.firm.page}/feed"]').click()
    telephone.locator('form[action$="/feed/rotate"] button').click()
    expect(telephone).to_have_url(re.compile(rf"/my/{fair.firm.page}#calendar$"))
    new = _feed_address(telephone, server)
    assert new != old
    assert telephone.request.get(new).status == 200
    assert telephone.request.get(old).status == 410
