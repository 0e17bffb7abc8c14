"""The tutorial does what it says, command by command."""

import shutil
from pathlib import Path

import pytest

from tests.docs.console import Step, matches, run, steps

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / "small", tmp_path / "data" / "small")
    return tmp_path


@pytest.mark.usefixtures("untraced")
def test_every_command_of_the_tutorial_prints_what_it_says(clone: Path) -> None:
    found = steps((ROOT / "docs" / "tutorial.md").read_text())
    assert len(found) > 12
    for step in found:
        code, printed = run(step, clone)
        assert code == step.code, f"{step.command}\n{printed}"
        assert matches(step.expected, printed), f"{step.command}\n{printed}"


def test_the_comparison_notices_a_line_too_much_and_a_line_too_few() -> None:
    assert matches(("one", "…", "three"), "one\ntwo\nthree\n")
    assert matches(("o…e",), "one\n")
    assert not matches(("one",), "one\ntwo\n")
    assert not matches(("one", "two"), "one\n")


def test_a_block_is_cut_into_its_commands_with_their_codes() -> None:
    text = "```console\n$ true\n$ false\nno\n(exit code 1)\n```\n"
    assert steps(text) == [Step("true", (), 0), Step("false", ("no",), 1)]
