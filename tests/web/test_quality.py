from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask, get_template_attribute

from fairmatch.half_days import HalfDay
from fairmatch.models import Timetable
from fairmatch.reports.model import BoothLoad
from solver.problem import GoalKind
from web.quality import draw_histogram, lay_out_heat, pressure, report_of, shade

DAY = date(2015, 10, 29)


def _load(booth: str, half: HalfDay, asked: int, seats: int) -> BoothLoad:
    return BoothLoad(
        booth=booth,
        agency_code=f"A{booth}",
        agency_name_ko="기관",
        agency_name_en="Agency",
        date=DAY,
        half=half,
        asked=asked,
        seats=seats,
        held=0,
    )


@pytest.mark.parametrize("goal", list(GoalKind))
def test_every_goal_of_the_solver_has_a_name_of_its_own(app: Flask, goal: GoalKind) -> None:
    with app.test_request_context():
        name = get_template_attribute("quality.html", "goal_name")
        said = {kind: name(SimpleNamespace(goal=kind.value, level=1)).strip() for kind in GoalKind}
    assert said[goal]
    assert list(said.values()).count(said[goal]) == 1


def test_no_timetable_and_an_empty_report_give_none() -> None:
    assert report_of(None) is None
    assert report_of(Timetable(report={})) is None


def test_bars_are_as_high_as_their_count_and_stand_on_the_ground() -> None:
    drawn = draw_histogram((0, 5, 10))
    heights = [bar.height for bar in drawn.bars]
    assert heights == [0, 90, 180]
    assert all(bar.y + bar.height == drawn.ground for bar in drawn.bars)
    assert all(bar.x + bar.width <= drawn.width for bar in drawn.bars)
    assert draw_histogram(()).bars == ()


def test_the_most_wanted_booth_comes_first_and_mornings_before_afternoons() -> None:
    heat = lay_out_heat(
        [
            _load("B1", HalfDay.AFTERNOON, 3, 6),
            _load("B2", HalfDay.MORNING, 6, 6),
            _load("B1", HalfDay.MORNING, 1, 6),
        ]
    )
    assert heat.columns == ((DAY, HalfDay.MORNING), (DAY, HalfDay.AFTERNOON))
    assert [row.booth for row in heat.rows] == ["B2", "B1"]
    assert heat.rows[0].cells[1] is None


def test_shades_follow_wishes_for_each_seat() -> None:
    cells = [_load("B1", HalfDay.MORNING, asked, 4) for asked in (0, 2, 4, 8, 16, 17)]
    assert [shade(cell) for cell in cells] == [0, 0, 1, 2, 3, 4]
    assert shade(None) == 0
    assert pressure(_load("B1", HalfDay.MORNING, 3, 0)) == 0
