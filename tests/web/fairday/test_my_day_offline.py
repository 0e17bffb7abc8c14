"""A firm's own day without a network: its words are kept, and sent later, once."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.fairday.hall import Floor, Hall, kept
from tests.web.whole_server import violations

pytestmark = pytest.mark.browser


def _say(page: Page, words: str) -> None:
    expect(page.locator("#queue [data-count]")).to_contain_text(words, timeout=15000)


def _day(hall: Hall) -> str:
    return f"/my/{hall.keys.firms['F3']}/day"


def test_that_a_firm_is_late_is_kept_over_a_reload_sent_once_and_taken_back(floor: Floor) -> None:
    hall = floor.hall
    with floor.device(None) as context:
        page = context.new_page()
        page.goto(_day(hall))
        kept(page)
        context.set_offline(True)
        card = page.locator(".my-next")
        card.get_by_role("button", name="10 min").click()
        expect(card.locator(".pending")).to_contain_text("10 minutes late")
        page.reload()
        _say(page, "1 not sent yet")
        expect(page.locator("#offline")).to_be_visible()
        assert violations(page) == []
        assert hall.claims() == []
        context.set_offline(False)
        _say(page, "Everything is sent.")
        said = card.locator(".my-said")
        expect(said).to_contain_text("will be late (10 min)")
        assert hall.claims() == ["small-F3-A2 firm: late"]
        assert hall.acts("claimed") == 1
        said.get_by_role("button", name="Take back").click()
        expect(said).to_have_count(0)
        assert hall.claims() == []


def test_a_lost_answer_is_asked_for_again_and_what_began_can_end(floor: Floor) -> None:
    hall = floor.hall
    hall.clock.set(41)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    with floor.device(None) as context:
        page = context.new_page()
        page.goto(_day(hall))
        kept(page)
        context.route("**/day/acts", lose)
        page.locator(".my-now").get_by_role("button", name="It begins").click()
        page.locator(".my-now").get_by_role("button", name="It ended").click(timeout=15000)
        expect(page.locator(".my-now")).to_have_count(0)
        assert lost == [200]
        assert hall.claims() == ["small-F3-A2 firm: begun", "small-F3-A2 firm: ended"]
        assert hall.acts("claimed") == 2
