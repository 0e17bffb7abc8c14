"""Visit days of several seeds by one command."""

import pytest

from benchmarks.__main__ import main


def test_days_are_solved_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    size = ["--visitors", "8", "--faculty", "5", "--slots", "5"]
    assert main(["visits", *size, "--days", "2", "--seconds", "20", "--workers", "1"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("seed 1: optimal")
    assert told[-1].startswith("2 of 2 proved")
