"""The README's commands do what it says, and its links lead somewhere."""

import os
import re
import shutil
import sys
from pathlib import Path

import click
import pytest

from fairmatch.cli import fairmatch
from tests.docs.console import run, steps

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("data/*/README.md")]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a folder in which make finds what a clone holds, the environment already made.

    The environment is the one the tests run in, so make must not find any reason to remake
    it from this folder: what it is made from is older than anything.
    """
    for name in ("setup.cfg", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
        os.utime(tmp_path / name, (0, 0))
    for name in ("Makefile", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (Path(sys.prefix) / ".runtime").touch()
    return tmp_path


@pytest.mark.slow
@pytest.mark.usefixtures("untraced")
def test_the_headless_demo_of_the_readme_writes_what_it_says(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRMATCH_WORKERS", "1")
    commands = [step for step in steps((ROOT / "README.md").read_text()) if "ARGS" in step.command]
    assert [step.command for step in commands] == ['make demo ARGS="--no-serve --out out"']
    code, printed = run(commands[0], clone)
    assert code == 0, printed
    assert "broken rules: 0" in printed
    written = [file for file in (clone / "out").rglob("*") if file.is_file()]
    assert sum(file.suffix == ".ics" for file in written) == 300 + 44 + 1
    assert {"timetable.json", "timetable.xlsx", "quality-report.json"} <= {
        file.name for file in written
    }


def test_every_make_target_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        named = re.findall(r"`make ([a-z-]+)", document.read_text())
        assert set(named) <= targets, document


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_to_a_file(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text()):
        if "://" not in link and not link.startswith("mailto:"):
            assert (document.parent / link).exists(), link


def test_every_command_of_the_command_s_page_exists() -> None:
    rows = re.findall(r"^\| `fairmatch (\S+?)[ `]", (ROOT / "docs/cli.md").read_text(), re.M)
    assert set(rows) == set(fairmatch.list_commands(click.Context(fairmatch)))
