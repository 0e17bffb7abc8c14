"""The benchmark of prices: a command that prices what a made fair does not meet."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.price import summary


def test_requests_are_priced_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "prices.jsonl"
    arguments = ["price", "--workers", "1", "--seconds", "20", "--every", "90", "--out", str(out)]
    assert main(arguments) == 0
    told = capsys.readouterr().out
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert f"{len(lines)} priced" in told
    assert {line["verdict"] for line in lines} <= {"costs", "tie", "impossible"}
    for line in lines:
        assert line["exact"] or line["clash"]


def test_nothing_to_price_is_said() -> None:
    assert summary([]) == "nothing to price"
