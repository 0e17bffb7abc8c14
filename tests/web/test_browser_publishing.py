"""Publishing, going back and asking why, in a real browser, by keyboard and with scripts."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.models import Fair, Timetable
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair
from fairmatch.secret import make_secret
from tests.web.browsing import PHONE, Walk
from tests.web.keys import make_keys
from tests.web.live import free_port, serving
from tests.web.signing_in import Members, members
from tests.web.small_fair import draft_by_hand, small_fair
from tests.web.whole_server import violations
from web.app import create_app

pytestmark = pytest.mark.browser

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(
    browser: Browser, sqlite_pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Serve the small fair, solved and published, with a draft that drops a consultation."""
    folder = tmp_path_factory.mktemp("publishing")
    shutil.copyfile(sqlite_pattern, folder / "fair.sqlite3")
    make_secret(folder / "secret")
    engine = open_database(f"sqlite:///{folder}/fair.sqlite3")
    numbers = count(1)
    with writing(engine) as session:
        small_fair(session)
    solve_fair(
        engine,
        "small",
        seconds=5,
        workers=1,
        seed=0,
        clock=lambda: NOW,
        new_uid=lambda: f"{next(numbers):032x}",
    )
    port = free_port()
    settings = Settings(secret_file=folder / "secret", address=f"http://127.0.0.1:{port}")
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        version = publish(session, fair, clock=lambda: NOW)
        held = {
            (one.consultation.firm.code, one.consultation.agency.code): one
            for one in version.placements
        }
        slots = {slot.id: index for index, slot in enumerate(fair.slots)}
        kept = {
            pair: (slots[one.slot_id], one.table)
            for pair, one in held.items()
            if pair != ("F5", "A1") and one.slot_id is not None
        }
        draft_by_hand(session, fair, kept)
        keys = make_keys(session, fair, settings, lambda: NOW)
        members(session, fair, lambda: NOW, elsewhere=False)
    app = create_app(settings, engine=engine, clock=lambda: NOW)
    with serving(app, port) as address:
        yield Walk(address, keys, browser, app)
    engine.dispose()


def _publish(page: Page, button: str) -> None:
    assert violations(page) == []
    for box in page.get_by_label("I know.").all():
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")


def test_what_is_known_is_ticked_published_and_taken_back_by_keyboard(desk: Walk) -> None:
    with desk.page(PHONE, "en", who=Members().organiser) as page:
        page.goto("/desk/small/compare")
        # Without a tick the browser itself does not send the form.
        page.get_by_role("button", name="Publish as version 2").click()
        expect(page.get_by_text("To know before it is published")).to_be_visible()
        _publish(page, "Publish as version 2")
        expect(page.get_by_text("Version 2 is published.")).to_be_visible()
        expect(page.get_by_text("2 mails are on their way.")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("link", name="Go back to it").click()
        _publish(page, "Go back: publish as version 3")
        expect(page.get_by_text("Version 3 is published.")).to_be_visible()
        expect(page.get_by_text("back to version 1")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_price_comes_by_itself_and_can_be_held(desk: Walk, scripts: bool) -> None:
    with desk.page(PHONE, "en", scripts=scripts, who=Members().organiser) as page:
        page.goto("/desk/small/why/F2/A2?of=1")
        expect(page.get_by_text("Booth full")).to_be_visible()
        expect(page.get_by_text("Every timetable that holds it is worse.")).to_be_visible(
            timeout=30_000
        )
        if scripts:
            assert violations(page) == []
        page.get_by_role("button", name="Hold it anyway: 1 is dropped").click()
        expect(page.get_by_role("heading", name="What the draft changes")).to_be_visible()
    site = desk.app.extensions["fairmatch"]
    with writing(site.engine) as session:
        drafts = session.scalars(
            select(Timetable).where(Timetable.number.is_(None), Timetable.run_id.is_(None))
        ).all()
        held = {
            (one.consultation.firm.code, one.consultation.agency.code)
            for one in drafts[-1].placements
        }
        assert ("F2", "A2") in held
