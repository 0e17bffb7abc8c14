"""The benchmark of papers: a command that sets every paper of a fair."""

from pathlib import Path

import pytest

from benchmarks.__main__ import main

SMALL = Path(__file__).parents[2] / "data" / "small"


def test_every_paper_is_set_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["papers", "--fair", str(SMALL), "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "8 schedules, a file each" in told
    assert "times such a sheet" in told
    assert "badges" in told
