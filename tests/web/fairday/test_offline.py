"""Without a network: pages open, acts are kept and sent later, once; nothing stays behind."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.web.fairday.hall import TEN, Floor, kept
from tests.web.whole_server import violations

pytestmark = pytest.mark.browser

DESK = "/desk/small/day"
OFFICER = "/agency/small/A1/today"
ACTS = "**/day/small/acts*"


def _desk(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(DESK)
    return kept(page)


def _check_in(page: Page, name: str) -> None:
    page.get_by_label("Name, number or code").fill(name)
    page.locator(".party-line.matches").get_by_role("button", name="Check in").click()


def _say(page: Page, words: str) -> None:
    expect(page.locator("#queue [data-count]")).to_contain_text(words, timeout=15000)


def test_what_is_done_without_a_network_survives_a_reload_and_is_sent_once(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = _desk(context)
        context.set_offline(True)
        _check_in(page, "F4")
        _check_in(page, "F2")
        _say(page, "2 not sent yet")
        expect(page.locator("#offline")).to_be_visible()
        page.reload()
        expect(page.locator("h1")).to_have_text("Today")
        _say(page, "2 not sent yet")
        page.get_by_label("Name, number or code").fill("F4")
        expect(page.locator('[data-row="firm:F4"] .pending')).to_contain_text("not sent yet")
        _check_in(page, "F5")
        assert floor.hall.arrived() == []
        context.set_offline(False)
        _say(page, "Everything is sent.")
        expect(page.locator("#offline")).to_be_hidden()
        assert floor.hall.arrived() == ["F4", "F2", "F5"]
        page.reload()
        expect(page.locator("#queue")).to_be_hidden()
        assert floor.hall.acts("arrived") == 3


def test_the_next_name_may_be_typed_before_the_first_act_is_stored(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = _desk(context)
        field = page.get_by_label("Name, number or code")
        field.fill("F4")
        page.evaluate(
            """() => {
              document.querySelector('.party-line.matches .check-in').click();
              const field = document.getElementById('q');
              field.value += 'F2';
              field.dispatchEvent(new Event('input', { bubbles: true }));
            }"""
        )
        _say(page, "Everything is sent.")
        expect(field).to_have_value("F2")
        expect(page.locator(".party-line.matches")).to_have_attribute("data-row", "firm:F2")


def test_what_was_undone_before_it_was_sent_never_happened(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = _desk(context)
        context.set_offline(True)
        _check_in(page, "F4")
        page.get_by_label("Name, number or code").fill("F4")
        page.get_by_role("button", name="Take back: Checked in").click()
        expect(page.locator(".pending")).to_have_count(0)
        context.set_offline(False)
        _check_in(page, "F2")
        expect(page.locator("#everybody summary")).to_contain_text("Firms here: 1 of 5")
        assert floor.hall.arrived() == ["F2"]


def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_is_done_twice(floor: Floor) -> None:
    lost: list[int] = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    with floor.device(floor.hall.who.officer) as context:
        page = context.new_page()
        page.goto(OFFICER)
        kept(page)
        context.route(ACTS, lose)
        page.locator('[data-row="talk:small-F1-A1"]').get_by_role(
            "button", name="It begins"
        ).click()
        _say(page, "1 not sent yet")
        _say(page, "Everything is sent.")
        assert lost == [200, 200]
        assert floor.hall.claims() == ["small-F1-A1 agency: begun"]
        assert floor.hall.acts("claimed") == 1


def test_two_tabs_share_one_queue_and_send_each_act_once(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        one, other = _desk(context), _desk(context)
        context.set_offline(True)
        _check_in(one, "F4")
        _check_in(other, "F2")
        for page in (one, other):
            _say(page, "2 not sent yet")
        context.set_offline(False)
        for page in (one, other):
            _say(page, "Everything is sent.")
        assert sorted(floor.hall.arrived()) == ["F2", "F4"]
        assert floor.hall.acts("arrived") == 2


def test_an_act_that_is_refused_later_is_shown_with_its_reason(floor: Floor) -> None:
    with floor.device(floor.hall.who.officer) as context:
        page = context.new_page()
        page.goto(OFFICER)
        kept(page)
        context.set_offline(True)
        page.locator('[data-row="talk:small-F1-A1"]').get_by_role(
            "button", name="Firm not there"
        ).click()
        _say(page, "1 not sent yet")
        context.set_offline(False)
        refused = page.locator("#queue [data-refused] li")
        expect(refused).to_contain_text("Clear Corridor Cooperative")
        expect(refused).to_contain_text("This can be said from 10:05 on.")
        page.reload()
        expect(refused).to_be_visible()
        refused.get_by_role("button", name="Seen").click()
        expect(refused).to_have_count(0)
        assert floor.hall.claims() == []


@pytest.mark.parametrize("where", [OFFICER, DESK])
def test_an_outcome_is_written_in_three_taps_without_a_network(floor: Floor, where: str) -> None:
    hall = floor.hall
    hall.clock.set(25)
    who = hall.who.officer if where == OFFICER else hall.who.organiser
    with floor.device(who) as context:
        page = context.new_page()
        page.goto(where)
        kept(page)
        context.set_offline(True)
        if where == DESK:
            page.locator("#need-silent summary").click()
        talk = page.locator('[data-row="talk:small-F1-A1"]')
        talk.get_by_role("link", name="Outcome").click()
        dialog = page.get_by_role("dialog", name="What came of it?")
        expect(dialog).to_contain_text("Clear Corridor Cooperative")
        dialog.get_by_role("button", name="Save").click()
        expect(dialog).to_contain_text("Choose at least one thing")
        dialog.get_by_role("checkbox", name="Priority-purchase pledge").check()
        dialog.get_by_label("Amount signed, in won").fill("1,900만원")
        assert violations(page) == []
        dialog.get_by_role("button", name="Save").click()
        expect(talk.locator(".pending")).to_contain_text(
            "Outcome: Priority-purchase pledge, 1,900만원"
        )
        page.reload()
        _say(page, "1 not sent yet")
        context.set_offline(False)
        _say(page, "Everything is sent.")
        assert hall.outcomes() == ["small-F1-A1 held ['pledge'] 19000000"]


def test_the_moment_at_which_it_was_done_is_kept(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        context.clock.install(time=TEN)
        page = context.new_page()
        page.goto(DESK)
        floor.hall.clock.set(30)
        context.set_offline(True)
        _check_in(page, "F4")
        context.set_offline(False)
        context.clock.run_for(6000)
        expect(page.locator("#everybody summary")).to_contain_text("Firms here: 1 of 5")
        page.get_by_label("Name, number or code").fill("F4")
        expect(page.locator('[data-row="firm:F4"]')).to_contain_text("here since 10:00")


def test_who_signs_out_leaves_nothing_on_the_device(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = _desk(context)
        page.goto("/account")
        page.get_by_role("button", name="Sign out here").click()
        page.wait_for_url("**/")
        left = page.evaluate(
            """async () => [
              (await caches.keys()).length,
              (await navigator.serviceWorker.getRegistrations()).length,
              (await indexedDB.databases()).length,
              localStorage.length,
            ]"""
        )
        assert left == [0, 0, 0, 0]
        context.set_offline(True)
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(DESK)


def test_who_would_sign_out_with_something_unsent_is_warned(floor: Floor) -> None:
    with floor.device(floor.hall.who.organiser) as context:
        page = _desk(context)
        context.route(ACTS, lambda route: route.abort())
        _check_in(page, "F4")
        _say(page, "1 not sent yet")
        page.goto("/account")
        expect(page.get_by_role("alert")).to_contain_text("Not sent yet: 1.")


def test_a_visit_that_ended_keeps_what_waits_until_its_owner_is_back(floor: Floor) -> None:
    hall = floor.hall
    with floor.device(hall.who.organiser) as context:
        page = _desk(context)
        context.set_offline(True)
        _check_in(page, "F4")
        cookies = context.cookies()
        context.clear_cookies(name="session")
        context.set_offline(False)
        _say(page, "your visit has ended")
        expect(page.locator("#queue").get_by_role("link", name="Sign in")).to_be_visible()
        assert hall.arrived() == []
        context.add_cookies([one for one in cookies if one["name"] == "session"])  # type: ignore[misc]
        page.evaluate("dispatchEvent(new Event('online'))")
        _say(page, "Everything is sent.")
        assert hall.arrived() == ["F4"]


def test_a_secret_page_works_without_a_network_too(floor: Floor) -> None:
    address = f"/my/{floor.hall.keys.agencies['A1']}/today"
    with floor.device(None) as context:
        page = context.new_page()
        page.goto(address)
        kept(page)
        context.set_offline(True)
        page.reload()
        page.get_by_role("button", name="I am here").click()
        _say(page, "1 not sent yet")
        context.set_offline(False)
        _say(page, "Everything is sent.")
        assert floor.hall.arrived() == ["A1"]
