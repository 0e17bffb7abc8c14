"""Plots: scales, ticks, and an SVG that any reader of XML takes."""

from xml.etree import ElementTree

import pytest

from benchmarks.plot import STYLES, Axis, Line, Panel, draw, plain, round_numbers

SVG = "{http://www.w3.org/2000/svg}"


def panel(*lines: Line) -> Panel:
    return Panel("a < b", "note", Axis("seconds", 0.1, 60, "log"), Axis("breaks", 0, 20), lines)


@pytest.mark.parametrize(
    ("low", "high", "scale", "expected"),
    [
        (0, 10, "linear", [0, 2, 4, 6, 8, 10]),
        (95, 100, "linear", [95, 96, 97, 98, 99, 100]),
        (3, 3, "linear", [3]),
        (0.1, 60, "log", [0.1, 1, 10]),
        (0.5, 5, "log", [0.5, 1, 2, 5]),
        (0, 20, "log1p", [0, 1, 2, 5, 10, 20]),
        (0, 2000, "log1p", [0, 1, 10, 100, 1000]),
    ],
)
def test_ticks_fall_on_round_numbers(
    low: float, high: float, scale: str, expected: list[float]
) -> None:
    assert round_numbers(low, high, scale) == pytest.approx(expected)


def test_a_value_beyond_the_ends_stays_on_the_axis() -> None:
    axis = Axis("seconds", 1, 100, "log")
    assert [axis.share(value) for value in (0.5, 1, 10, 100, 500)] == [0, 0, 0.5, 1, 1]
    assert Axis("", 3, 3).share(3) == 0.5


def test_numbers_are_written_as_people_read_them() -> None:
    assert [plain(value) for value in (20000, 0.5, 99.5)] == ["20,000", "0.5", "99.5"]


def test_a_plot_is_one_svg_with_every_line_in_the_legend() -> None:
    ours = Line("ours", ((0.2, 9), (1.5, 3)), STYLES[0], stepped=True, end="proved")
    other = Line("another & more", ((2, 20),), STYLES[1])
    empty = Line("nothing", (), STYLES[2])
    text = draw([panel(ours, other), panel(empty), panel(ours)], title="Two rows")
    root = ElementTree.fromstring(text)
    words = [one.text for one in root.iter(f"{SVG}text")]
    assert {"ours", "another & more", "nothing", "a < b", "proved"} <= set(words)
    assert words.count("ours") == 1
    assert root.find(f"{SVG}title") is not None


def test_marks_and_dashes_differ_between_styles() -> None:
    assert len({style.mark for style in STYLES}) == len(STYLES)
    assert len({style.dash for style in STYLES}) == len(STYLES)


def test_a_step_holds_its_value_until_the_next_point() -> None:
    stepped = draw([panel(Line("one", ((1, 8), (10, 2)), STYLES[0], stepped=True))], title="t")
    straight = draw([panel(Line("one", ((1, 8), (10, 2)), STYLES[0]))], title="t")
    assert len(stepped) > len(straight)
