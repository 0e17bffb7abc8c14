"""A firm registers in a real browser at 360 px: hyphens, drafts, steps, and no axe violation."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import Engine, select

from fairmatch.accounts import open_account
from fairmatch.config import Settings
from fairmatch.db import open_database, reading, writing
from fairmatch.firms.attachments import MOST_BYTES
from fairmatch.models import Firm
from fairmatch.secret import make_secret
from tests.web.browsing import AXE, PHONE
from tests.web.live import free_port, serving
from tests.web.ready_app import make_app
from tests.web.signing_in import visit_cookie
from tests.web.small_fair import small_fair

pytestmark = pytest.mark.browser
WHO = "hong@dure.example"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _clock() -> datetime:
    return datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@dataclass
class Stand:
    """A running server of its own, and its database."""

    address: str
    engine: Engine
    app: Flask


@pytest.fixture
def stand(sqlite_pattern: Path, tmp_path: Path) -> Iterator[Stand]:
    shutil.copyfile(sqlite_pattern, tmp_path / "fair.sqlite3")
    make_secret(tmp_path / "secret")
    engine = open_database(f"sqlite:///{tmp_path}/fair.sqlite3")
    with writing(engine) as session:
        small_fair(session)
        open_account(session, WHO, clock=_clock)
    port = free_port()
    settings = Settings(secret_file=tmp_path / "secret", address=f"http://127.0.0.1:{port}")
    app = make_app(settings, engine=engine, clock=_clock)
    with serving(app, port) as address:
        yield Stand(address, engine, app)
    engine.dispose()


@pytest.fixture
def page(stand: Stand, browser: Browser) -> Iterator[Page]:
    """Open a page on a phone of somebody who has proved an address."""
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=stand.address
    )
    cookie = visit_cookie(stand.app, WHO)
    context.add_cookies(
        [
            {"name": "lang", "value": "en", "url": stand.address},
            {"name": "session", "value": cookie, "url": stand.address},
        ]
    )
    yield context.new_page()
    context.close()


def _fine(page: Page) -> None:
    """Refuse a page that axe finds fault with or that is wider than the phone."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        ".then((all) => all.violations)",
        RULES,
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_a_firm_registers_step_by_step_on_a_phone(page: Page, stand: Stand) -> None:
    page.goto("/fairs/small/register")
    page.get_by_role("button", name="Register and continue").click()
    _fine(page)
    page.get_by_role("link", name="Business registration number").click()
    expect(page.locator("#number")).to_be_focused()
    page.locator("#number").press_sequentially("1248100998")
    assert page.input_value("#number") == "124-81-00998"
    page.locator("#phone").press_sequentially("01012345678")
    assert page.input_value("#phone") == "010-1234-5678"
    page.fill("#name_ko", "두레공방")
    page.fill("#representative", "홍두레")

    page.goto("/fairs/small/privacy")
    page.goto("/fairs/small/register")
    expect(page.get_by_text("What you had typed here before")).to_be_visible()
    assert page.input_value("#name_ko") == "두레공방"
    page.fill("#contact", "홍길동")
    page.check("#privacy")
    page.get_by_role("button", name="Register and continue").click()

    expect(page.get_by_role("heading", name="Types and certificates")).to_be_visible()
    assert not page.locator("#number_cooperative").is_visible()
    page.get_by_label("Cooperative", exact=True).check()
    page.fill("#number_cooperative", "2013-1")
    _fine(page)
    page.get_by_role("button", name="Save and continue").click()

    page.fill("#name_1", "손수건")
    page.fill("#category_1", "123")
    page.fill("#pitch", "마을에서 만듭니다.")
    expect(page.get_by_text("10 of 500 characters")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    _fine(page)
    page.fill("#category_1", "53102516")
    page.get_by_role("button", name="Save and continue").click()

    large: FilePayload = {
        "name": "a.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%" * (MOST_BYTES + 1),
    }
    page.set_input_files("#file", files=[large])
    expect(page.locator("#file-large")).to_be_visible()
    good: FilePayload = {"name": "소개.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("#file", files=[good])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status")).to_contain_text("소개.pdf")
    _fine(page)
    page.get_by_role("link", name="Continue").click()

    page.get_by_role("link", name="Finish").click()
    expect(page.get_by_role("heading", name="두레공방")).to_be_visible()
    _fine(page)
    with reading(stand.engine) as session:
        firm = session.scalars(select(Firm).where(Firm.email == WHO)).one()
        assert (firm.registration_number, firm.takes_part) == ("124-81-00998", True)
        assert [one.name for one in firm.products] == ["손수건"]


def test_a_file_far_too_large_is_answered_with_a_page(
    page: Page, stand: Stand, tmp_path: Path
) -> None:
    page.goto("/fairs/small/register")
    for field, words in {
        "#number": "124-81-00998",
        "#name_ko": "두레공방",
        "#representative": "홍두레",
        "#contact": "홍길동",
        "#phone": "010-1234-5678",
    }.items():
        page.fill(field, words)
    page.check("#privacy")
    page.get_by_role("button", name="Register and continue").click()
    page.goto("/firm/small/R001/profile/files")
    huge = tmp_path / "a.pdf"
    huge.write_bytes(b"%PDF-1.7" + b"x" * 18 * 2**20)
    page.set_input_files("#file", huge)
    page.evaluate("document.querySelector('form[enctype]').submit()")
    expect(page.get_by_role("heading", name="This is too large to be sent here")).to_be_visible()
