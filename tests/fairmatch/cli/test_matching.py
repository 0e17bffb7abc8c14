import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fairmatch.cli.conftest import SMALL, Call, value


def test_plan_items_for_a_firm_come_best_first_and_say_why(small: Call) -> None:
    result = small("match", "--firm", "F1")
    assert result.exit_code == 0, result.output
    first, why, second, *_ = result.stdout.splitlines()
    assert first.endswith("P301  체육관 청소용역 (한빛시설관리공단)")
    assert why == "       건물 청소 용역: 청소, category 76111501"
    assert "P101  본관 화장실·복도 청소용역 (한빛구청)" in second


def test_firms_for_a_plan_item_are_given_to_scripts(small: Call) -> None:
    [found] = value(small("match", "--plan", "P102", "--json"))
    assert found["code"] == "F2"
    assert found["product"] == "작업복·근무복"
    assert found["why"] == ["작업복", "category 53102710"]
    assert 0 < found["score"] <= 1


def test_no_more_are_given_than_asked_for(small: Call) -> None:
    assert len(value(small("match", "--firm", "F4", "--best", "2", "--json"))) == 2
    assert small("match", "--firm", "F4", "--best", "0").exit_code == 2


@pytest.mark.parametrize("words", [(), ("--firm", "F1", "--plan", "P102")])
def test_one_side_has_to_be_named(small: Call, words: tuple[str, ...]) -> None:
    result = small("match", *words)
    assert result.exit_code == 2
    assert "either a firm with --firm or a plan item with --plan" in result.stderr


def test_an_unknown_code_is_refused_with_the_nearest(small: Call) -> None:
    result = small("match", "--plan", "P1O2")
    assert result.exit_code == 2
    assert "no plan item 'P1O2'; the nearest is P102" in result.stderr
    assert json.loads(small("match", "--firm", "F", "--json").stdout)["error"]["kind"] == (
        "UnknownFirm"
    )


def test_where_nothing_suits_it_is_said(small: Call, tmp_path: Path) -> None:
    folder = tmp_path / "fair"
    shutil.copytree(SMALL, folder)
    (folder / "products.csv").write_text("firm,name,category\nF1,피아노 조율,\n")
    (folder / "firms.csv").write_text(
        (folder / "firms.csv").read_text().replace("건물 청소와 소독을 하는 직원 협동조합", "조율")
    )
    assert small("import", str(folder)).exit_code == 0
    result = small("match", "--firm", "F1")
    assert result.exit_code == 0
    assert result.stdout == "Nothing suits: no word and no category in common.\n"


def test_nothing_heavy_is_loaded_before_something_is_ranked() -> None:
    code = (
        "import fairmatch.cli, web.app, sys;"
        "print([name for name in ('sklearn', 'scipy', 'rapidfuzz') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"
