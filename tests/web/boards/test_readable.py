"""Screens are measured in a real browser: letters, colours and what is cut off.

The arithmetic is told in docs/boards.md.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from math import radians, tan
from pathlib import Path
from typing import TypedDict, cast

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine, select

from fairmatch.acts import By
from fairmatch.boards.announcing import announce
from fairmatch.db import writing
from fairmatch.models import Agency, Booth, Fair
from tests.web.live import free_port, serving

pytestmark = pytest.mark.browser
TELEVISION = (1920, 1080)
MILLIMETRES = 25.4 * 55 * 16 / (16**2 + 9**2) ** 0.5 / TELEVISION[0]
"""Width of a pixel of a television of 55 inches."""
LEAST = 3000 * tan(radians(16 / 60)) / MILLIMETRES
"""Pixels that are 16 minutes of arc from three metres away, the least of ISO 9241-303."""
MEASURED = Path(__file__).with_name("measured.js").read_text(encoding="utf-8")
LONG = "아주길고긴이름을가진서울특별시산하투자출연기관공공구매지원사업단"
BOOTHS = 44


class Text(TypedDict):
    """One text on a screen: height of its letters in pixels, contrast, whether it is cut off."""

    text: str
    height: float
    contrast: float
    cut: bool


@pytest.fixture
def full(boards: str, engine: Engine, clock: Callable[[], datetime]) -> str:
    """Give the boards of a fair of 44 booths, half with long names, and three announcements."""
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        first = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        session.scalars(select(Booth).where(Booth.code == "B2")).one().tables = 2
        first.name_ko, first.name_en = LONG, "Seoul Metropolitan " * 5
        for number in range(4, BOOTHS + 1):
            agency = Agency(
                fair_id=fair.id,
                code=f"A{number}",
                name_ko=LONG if number % 2 else f"기관 {number}",
                name_en="Foundation for Everything Anybody May Ever Need " * 2,
                kind=first.kind,
                email=f"a{number}@agency.example",
            )
            agency.booth = Booth(fair_id=fair.id, code=f"X{number:02}", x=3 * number, y=0)
            session.add(agency)
        for number in range(3):
            until = clock() + timedelta(minutes=30)
            announce(session, fair, f"알림 {number}: " + "모든 상담이 20분 늦게 시작합니다.",
                     until=until, by=By(None, clock()))  # fmt: skip
    return boards


@pytest.fixture
def television(browser: Browser, app: Flask, full: str) -> Iterator[Page]:
    with serving(app, free_port()) as address:
        context = browser.new_context(
            viewport={"width": TELEVISION[0], "height": TELEVISION[1]},
            base_url=f"{address}/boards/{full}/",
            reduced_motion="reduce",
        )
        yield context.new_page()
        context.close()


def _readable(page: Page) -> list[Text]:
    """Measure what the screen shows; everything is large and dark enough, and whole."""
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEVISION[0]
    found = cast(list[Text], page.evaluate(MEASURED))
    assert [one for one in found if one["height"] < LEAST] == []
    assert [one for one in found if one["contrast"] < 7] == []
    assert [one for one in found if one["cut"]] == []
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_text_of_a_screen_can_be_read_from_three_metres(television: Page, look: str) -> None:
    for lang in ("ko", "en"):
        television.goto(f"booth/B1?look={look}&lang={lang}")
        assert {"F1", "F4", "10:05"} <= {one["text"] for one in _readable(television)}
    # One sits there, and one seat is free.
    television.goto(f"booth/B2?look={look}&lang=ko")
    assert any("빈 자리" in one["text"] for one in _readable(television))
    seen: list[str] = []
    for number in (1, 2, 3):
        television.goto(f"hall?look={look}&lang=ko&page={number}")
        seen += [one["text"] for one in _readable(television)]
    booths = {"B1", "B2", "B3"} | {f"X{number:02}" for number in range(4, BOOTHS + 1)}
    assert booths <= set(seen)
