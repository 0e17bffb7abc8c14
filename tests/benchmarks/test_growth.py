"""Cost against size: solved apart, fitted and drawn."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import main
from benchmarks.growth import exponent


def test_the_exponent_of_a_power_is_found() -> None:
    assert exponent([1, 10, 100], [3, 30 * 10**0.5, 300 * 10]) == pytest.approx(1.5)


def test_the_command_solves_fairs_apart_and_draws_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "growth.svg"
    arguments = ["growth", "--sizes", "20", "40", "--seconds", "10", "--workers", "1"]
    assert main([*arguments, "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "20 firms" in told
    assert "to the power of" in told
    assert ElementTree.parse(out).getroot().tag.endswith("svg")
