"""The order of the goals in a real browser: dragged, moved by keys, and told to who listens."""

from playwright.sync_api import Page, expect

from tests.web.browsing import DESK, Walk
from tests.web.signing_in import Members

NEW = "/desk/small/scenarios/new"


def _order(page: Page) -> list[str]:
    return [one.input_value() for one in page.locator("input[name=order]").all()]


def test_a_goal_is_moved_by_keys_dragged_and_saved_where_it_was_put(walk: Walk) -> None:
    with walk.page(DESK, "en", who=Members().organiser) as page:
        page.goto(NEW)
        up = page.get_by_role("button", name="Move Wishes that count most up")
        up.focus()
        page.keyboard.press("Enter")
        assert _order(page)[:2] == ["worth", "coverage"]
        expect(page.locator("[data-goals-told]")).to_have_text(
            "Wishes that count most: now at place 1 of 6"
        )
        expect(up).to_be_disabled()
        down = page.get_by_role("button", name="Move Wishes that count most down")
        expect(down).to_be_focused()
        page.locator("#part-goals").evaluate("one => one.scrollIntoView({behavior: 'instant'})")
        low = page.locator("#goal-evenness .grip").bounding_box()
        high = page.locator("#goal-days").bounding_box()
        assert low is not None
        assert high is not None
        page.mouse.move(low["x"] + 10, low["y"] + 15)
        page.mouse.down()
        # Held over its place until the others have made way.
        places = ["worth", "coverage", "evenness", "days", "breaks", "walking"]
        for nth in range(100):
            page.mouse.move(low["x"] + 10, high["y"] + 8 + nth % 2, steps=5)
            if _order(page) == places:
                break
        page.mouse.up()
        assert _order(page) == places
        page.locator("#goal-walking input[type=checkbox]").uncheck()
        page.get_by_label("Name").fill("dragged")
        page.get_by_label("Name").press("Enter")
        expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
        assert _order(page)[:3] == ["worth", "coverage", "evenness"]
        expect(page.locator("#goal-walking input[type=checkbox]")).not_to_be_checked()
        page.goto("/desk/small/scenarios")
        card = page.locator(".scenario", has_text="dragged")
        card.locator("summary", has_text="Delete").click()
        card.get_by_role("button", name="Yes, delete it").click()
        expect(page.get_by_text("The scenario is deleted.")).to_be_visible()


def test_without_scripts_goals_are_moved_all_the_same(walk: Walk) -> None:
    with walk.page(DESK, "en", scripts=False, who=Members().organiser) as page:
        page.goto(NEW)
        page.get_by_label("Name").fill("typed before")
        page.get_by_role("button", name="Move Few breaks up").click()
        assert _order(page)[2:4] == ["breaks", "days"]
        expect(page.get_by_label("Name")).to_have_value("typed before")
