"""Cost against size: solved apart, fitted and drawn."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import main
from benchmarks.growth import Found, exponent, picture, powers


def test_the_exponent_of_a_power_is_found() -> None:
    assert exponent([1, 10, 100], [3, 30 * 10**0.5, 300 * 10]) == pytest.approx(1.5)


def test_the_command_solves_fairs_apart_and_draws_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "growth.svg"
    arguments = ["growth", "--sizes", "20", "40", "--seconds", "2", "--workers", "1"]
    assert main([*arguments, "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "20 firms" in told
    assert "to the power of" in told
    assert ElementTree.parse(out).getroot().tag.endswith("svg")


def found(firms: float, seconds: float, *, crowd: bool) -> Found:
    return {"firms": firms, "whole": seconds, "settled": seconds, "memory": 9, "crowd": crowd}


def test_each_road_has_an_exponent_of_its_own() -> None:
    small = [found(firms, firms / 100, crowd=False) for firms in (100, 200, 400)]
    large = [found(firms, firms**2 / 1e6, crowd=True) for firms in (800, 1600)]
    told = powers([*small, *large])
    assert told[False, "whole"] == pytest.approx(1)
    assert told[True, "whole"] == pytest.approx(2)
    drawn = picture([*small, *large], told)
    assert "models: power 1.00" in drawn
    assert "crowds: power 2.00" in drawn


def test_a_road_taken_once_has_no_exponent_but_is_drawn() -> None:
    runs = [found(100, 1, crowd=False), found(200, 2, crowd=False), found(800, 3, crowd=True)]
    told = powers(runs)
    assert (True, "whole") not in told
    assert "whole timetable, crowds" in picture(runs, told)
