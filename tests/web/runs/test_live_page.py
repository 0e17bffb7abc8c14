"""The page of a run in a real browser as its row changes: renewed, left, come back to."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Fair, Run, RunState
from fairmatch.runs import Wish, add_run
from tests.web.browsing import PHONE
from tests.web.live import free_port, serving
from tests.web.ready_app import make_app
from tests.web.signing_in import Members, visit_cookie
from tests.web.whole_server import violations

pytestmark = pytest.mark.browser

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
Change = Callable[..., None]


def _said(goal: str, seconds: float, value: int, bound: int) -> dict[str, Any]:
    return {"goal": goal, "level": None, "value": value, "bound": bound, "seconds": seconds}


@pytest.fixture
def change(engine: Engine, who: Members) -> Change:
    """Add a run that goes on; give a way to change its row, as its worker would."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair).where(Fair.code == "small")).one()
        run = add_run(session, fair, Wish(seconds=60.0), job="job", clock=lambda: AT)
        run.state, run.started_at, run.attempts = RunState.RUNNING, AT, 1
        run.log = [_said("worth", 0.5, 3, 9)]

    def change(**values: Any) -> None:
        with writing(engine) as session:
            for name, value in values.items():
                setattr(session.scalars(select(Run)).one(), name, value)

    return change


@pytest.fixture
def page(settings: Settings, engine: Engine, change: Change, browser: Browser) -> Iterator[Page]:
    """Open the run's page on the organiser's phone."""
    port = free_port()
    here = settings.model_copy(update={"address": f"http://127.0.0.1:{port}"})
    app: Flask = make_app(here, engine=engine, clock=lambda: AT)
    with serving(app, port) as address:
        context = browser.new_context(
            viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=address
        )
        cookie = visit_cookie(app, Members().organiser)
        context.add_cookies(
            [
                {"name": "lang", "value": "en", "url": address},
                {"name": "session", "value": cookie, "url": address},
            ]
        )
        page = context.new_page()
        page.goto("/desk/small/runs/1")
        yield page
        context.close()


def test_what_is_at_hand_stays_while_the_page_renews_itself(page: Page, change: Change) -> None:
    page.get_by_text("The same as a table").click()
    end = page.get_by_role("button", name="End it and keep the best so far")
    end.focus()
    expect(page.locator(".goal-chart")).to_have_count(1)
    change(log=[_said("worth", 0.5, 3, 9), _said("worth", 2.0, 9, 9), _said("days", 2.1, 4, 0)])
    expect(page.locator(".goal-chart")).to_have_count(2)
    expect(end).to_be_focused()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".live-said")).to_contain_text("Days beyond the first")
    assert violations(page) == []


def test_who_comes_back_sees_how_it_stands_now(page: Page, change: Change) -> None:
    page.get_by_role("link", name="Making the timetable").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Making the timetable")
    change(state=RunState.CANCELLED, finished_at=AT, holder=None, error="stopped")
    page.go_back()
    expect(page.get_by_text("There is no timetable of this run")).to_be_visible()
    expect(page.get_by_role("button", name="End it")).to_be_hidden()


def test_an_answer_that_fails_is_asked_for_again(page: Page, change: Change) -> None:
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=503)

    page.route("**/standing", refuse_once)
    change(log=[_said("worth", 0.5, 3, 9), _said("days", 2.1, 4, 0)])
    expect(page.get_by_text("The line to the server is gone")).to_be_visible()
    expect(page.locator(".goal-chart")).to_have_count(2, timeout=20_000)
    expect(page.get_by_text("The line to the server is gone")).to_be_hidden()
