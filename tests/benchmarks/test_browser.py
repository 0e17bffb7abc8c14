"""A benchmark of pages says what it lacks."""

import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.browser import NoBrowser, chromium


def test_a_machine_without_chromium_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoBrowser, match="Debian's package `chromium`"), chromium():
        pass


def test_where_nothing_drives_a_browser_the_command_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert main(["grid", "--times", "1"]) == 2
    assert capsys.readouterr().err == (
        "benchmarks: no Playwright; `make check` makes .venv, whose Python has it\n"
    )
