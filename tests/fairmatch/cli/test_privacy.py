"""The commands for people's data."""

import json

from tests.fairmatch.cli.conftest import Call, value


def test_a_partys_data_is_shown_and_erased(small: Call) -> None:
    shown = json.loads(small("privacy", "show", "--firm", "F1").output)
    assert shown["firm"]["code"] == "F1"
    officer = json.loads(small("privacy", "show", "--agency", "A1").output)["agency"]
    assert value(small("privacy", "erase", "--firm", "F1", "--json")) == {"erased": "F1"}
    assert small("privacy", "erase", "--agency", "A1", "--yes").exit_code == 0
    erased = json.loads(small("privacy", "show", "--firm", "F1").output)
    assert erased["firm"]["name_ko"] == "(삭제된 기업)"
    assert erased["registration"]["withdrawn_at"]
    assert officer["email"]
    assert json.loads(small("privacy", "show", "--agency", "A1").output)["agency"]["email"] == ""


def test_erasing_asks_first(small: Call) -> None:
    assert small("privacy", "erase", "--firm", "F1").exit_code == 1
    assert json.loads(small("privacy", "show", "--firm", "F1").output)["firm"]["email"]


def test_an_unknown_party_and_none_at_all_are_refused(small: Call) -> None:
    unknown = small("privacy", "show", "--firm", "F99")
    assert unknown.exit_code == 7
    assert "no party called 'F99'" in unknown.output
    for words in ((), ("--firm", "F1", "--agency", "A1")):
        assert small("privacy", "show", *words).exit_code == 2


def test_a_fair_within_its_time_keeps_its_data(small: Call) -> None:
    result = small("privacy", "enforce")
    assert result.output == "Nothing to erase: no fair is past its day of retention\n"
    assert value(small("privacy", "enforce", "--json")) == {}
