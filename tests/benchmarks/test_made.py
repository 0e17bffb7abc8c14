"""The command that solves made fairs."""

import pytest

from benchmarks.__main__ import main

FAIR = ["fair", "--booths", "8", "--firms", "24", "--seconds", "20"]


def test_each_fair_is_told_with_its_tiers_and_how_many_were_proved_in_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*FAIR, "--fair-seed", "1", "2", "--until", "breaks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith("8")] == [
        "8 × 24, seed 1",
        "8 × 24, seed 2",
    ]
    assert sum("breaks" in line and "optimal" in line for line in lines) == 2
    assert lines[-1].startswith("2 of 2 fairs proved up to breaks, ")


def test_what_was_not_proved_in_time_is_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    tight = ["--booths", "20", "--firms", "120", "--tight", "far", "--seconds", "0.6"]
    main([*FAIR, *tight, "--until", "walking"])
    assert capsys.readouterr().out.splitlines()[-1] == "0 of 1 fairs proved up to walking"


def test_a_goal_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*FAIR, "--until", "beauty"])
    assert "beauty" in capsys.readouterr().err
