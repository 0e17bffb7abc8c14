import shutil
from pathlib import Path

from tests.fairmatch.cli.conftest import SMALL, Call, value


def test_publishing_numbers_the_versions_and_counts_the_changes(small: Call) -> None:
    small("solve", "--seconds", "20")
    first = small("publish")
    assert "Published version 1: 9 consultations (0 moved, 9 added, 0 dropped" in first.stdout
    assert small("publish").exit_code == 4
    small("solve", "--seconds", "20")
    assert value(small("publish", "--json"))["version"] == 2


def test_compare_says_what_changes_for_whom(published: Call, tmp_path: Path) -> None:
    folder = tmp_path / "fair"
    shutil.copytree(SMALL, folder)
    marks = (folder / "marks.csv").read_text()
    (folder / "marks.csv").write_text(marks + "A1,F5,no,\n")
    assert published("import", str(folder)).exit_code == 0
    published("solve", "--seconds", "20")
    result = published("compare")
    assert "version 1 → draft" in result.stdout
    assert "agency A1 한빛구청" in result.stdout
    only = published("compare", "--party", "F5")
    assert "firm F5" in only.stdout
    assert "agency A1" not in only.stdout
    assert "dropped" in only.stdout
    assert value(published("compare", "--json"))["dropped"]


def test_compare_before_the_first_version_adds_everything(small: Call) -> None:
    small("solve", "--seconds", "20")
    assert "nothing published → draft" in small("compare").stdout


def test_a_draft_made_before_the_last_import_is_not_published(small: Call, tmp_path: Path) -> None:
    small("solve", "--seconds", "20")
    folder = tmp_path / "fair"
    shutil.copytree(SMALL, folder)
    marks = (folder / "marks.csv").read_text()
    (folder / "marks.csv").write_text(marks + "A1,F5,no,\n")
    small("import", str(folder))
    result = small("publish")
    assert result.exit_code == 7
    assert "solve again" in result.stderr
    assert small("check").exit_code == 4
