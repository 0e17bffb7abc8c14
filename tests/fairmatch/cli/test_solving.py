import json
import shutil
from pathlib import Path

import pytest

from tests.fairmatch.cli.conftest import SMALL, Call, value


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give each kind of database."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


def test_solve_keeps_a_draft_and_says_what_is_proved(small: Call) -> None:
    result = small("solve", "--seconds", "20")
    assert result.exit_code == 0, result.output
    assert "9 of 12 consultations asked for are held" in result.stdout
    assert "best possible" in result.stdout
    assert "Kept as a draft" in result.stdout


def test_solve_gives_a_script_the_report_and_nothing_else_on_standard_output(small: Call) -> None:
    given = value(small("solve", "--seconds", "20", "--json"))
    tiers = {(tier["goal"], tier["level"]): tier for tier in given["report"]["tiers"]}
    assert tiers["coverage", 1]["value"] == 5
    assert tiers["coverage", 2]["value"] == 4
    assert tiers["days", None]["value"] == 1
    assert tiers["breaks", None]["value"] == 0
    assert all(tier["status"] == "optimal" for tier in tiers.values())


def test_progress_goes_to_standard_error(small: Call) -> None:
    assert "firms with a consultation" in small("solve", "--seconds", "20").stderr


def test_musts_that_clash_are_named_with_exit_code_3(small: Call, tmp_path: Path) -> None:
    folder = tmp_path / "fair"
    shutil.copytree(SMALL, folder)
    with (folder / "marks.csv").open("a") as marks:
        marks.write("A3,F4,must,\n")
    assert small("import", str(folder)).exit_code == 0
    result = small("solve", "--seconds", "20")
    assert result.exit_code == 3, result.output
    assert "F4" in result.stderr
    assert "A3" in result.stderr


def test_check_recomputes_the_published_version_or_the_draft(published: Call) -> None:
    result = published("check")
    assert result.exit_code == 0
    assert "version 1: 9 consultations, 0 broken rules" in result.stdout
    assert published("check", "--draft").exit_code == 4
    published("solve", "--seconds", "20")
    assert value(published("check", "--draft", "--json"))["violations"] == []


def test_check_before_anything_is_published_says_what_to_do(small: Call) -> None:
    result = small("check")
    assert result.exit_code == 4
    assert "fairmatch publish" in result.stderr


def test_an_unknown_fair_is_refused_with_those_there_are(small: Call) -> None:
    result = small("solve", "--fair", "seuol")
    assert result.exit_code == 2
    assert "small" in result.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_a_senseless_time_limit_is_a_usage_error(small: Call, seconds: str) -> None:
    assert small("solve", "--seconds", seconds).exit_code == 2


def test_refusals_are_json_where_json_was_asked_for(small: Call) -> None:
    result = small("check", "--json")
    assert json.loads(result.stdout)["error"]["kind"] == "NoTimetable"


@pytest.mark.parametrize("option", ["--keep", "--repair"])
def test_planning_on_from_the_published_version_moves_nobody(published: Call, option: str) -> None:
    given = value(published("solve", option, "--seconds", "20", "--json"))
    tiers = {tier["goal"]: tier for tier in given["report"]["tiers"]}
    assert (tiers["change"]["value"], tiers["change"]["status"]) == (0, "optimal")
    again = published("solve", option, "--seconds", "20")
    assert "consultations moved or dropped" in again.stderr
    assert published("compare").exit_code == 0
    assert published("publish").exit_code == 0


def test_keeping_to_nothing_published_is_refused(small: Call) -> None:
    result = small("solve", "--keep")
    assert result.exit_code == 4
    assert "nothing is published" in result.stderr
