"""The benchmark of "why not?": reasons and prices of a server just started."""

from pathlib import Path

import pytest

from benchmarks.__main__ import main

SMALL = Path(__file__).parents[2] / "data" / "small"


def test_first_and_later_prices_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["why", "--fair", str(SMALL), "--seconds", "1", "--workers", "1", "--servers", "1"]
    assert main(arguments) == 0
    told = capsys.readouterr().out
    assert "the first page of a server (1): reason median" in told
    assert "at once after the report (1): price median" in told
