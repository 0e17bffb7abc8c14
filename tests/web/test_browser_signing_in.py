"""A firm signs in on its phone: every page on the way, by keyboard, without a fault."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from fairmatch.accounts import signing_in
from fairmatch.db import reading
from fairmatch.models import SignIn
from tests.web.browsing import AXE, PHONE, Walk
from tests.web.signing_in import Members
from web.site import site_of

pytestmark = pytest.mark.browser


def _last(walk: Walk) -> tuple[str, str]:
    site = site_of(walk.app)
    with reading(site.engine) as session:
        found = session.scalars(select(SignIn).order_by(SignIn.id.desc()).limit(1)).one()
        return signing_in.code_of(site.secret, found), signing_in.token_of(site.secret, found)


def _faultless(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)"
    )
    assert [one["id"] for one in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, page.url


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_firm_signs_in_by_code(walk: Walk, lang: str) -> None:
    with walk.page(PHONE, lang) as page:
        page.goto("/account")
        _faultless(page)
        page.get_by_role("textbox").fill("nobody")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        _faultless(page)
        page.get_by_role("textbox").fill("hello@press.example")
        page.keyboard.press("Enter")
        expect(page.locator("#code")).to_be_visible()
        _faultless(page)
        page.locator("#code").fill("0000 0000")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        _faultless(page)
        code, token = _last(walk)
        page.goto(f"/sign-in/link/{token}")
        _faultless(page)
        page.goto("/sign-in/code")
        page.locator("#code").fill(code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/account")
        expect(page.locator("main")).to_contain_text("hello@press.example")


def test_the_other_pages_of_signing_in_are_faultless(walk: Walk) -> None:
    with walk.page(PHONE, "ko") as page:
        for address in ("/sign-in", "/sign-in/password", "/sign-in/link/none"):
            page.goto(address)
            _faultless(page)


def test_a_second_factor_is_switched_on_by_hand(walk: Walk) -> None:
    with walk.page(PHONE, "en", who=Members().viewer) as page:
        page.goto("/account/second")
        expect(page.locator("img.qr")).to_be_visible()
        page.locator("#code").fill("000000")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        _faultless(page)
