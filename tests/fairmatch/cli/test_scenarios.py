"""``scenario list``, ``show``, ``save``, ``delete``, and ``solve --scenario``."""

import pytest

from tests.fairmatch.cli.conftest import Call, value


def test_a_scenario_is_kept_solved_with_published_and_deleted(small: Call) -> None:
    assert "No scenarios yet" in small("scenario", "list").output
    saved = small("scenario", "save", "one each", "firm_quota=1", "firm_quota_per_day=none")
    assert saved.exit_code == 0, saved.output
    assert "solve --scenario 'one each'" in saved.output
    listed = small("scenario", "list").output
    assert listed == "one each: firm_quota=1, firm_quota_per_day=none\n"
    made = value(small("solve", "--scenario", "one each", "--seconds", "20", "--json"))
    assert made["report"]["demand"]["held"] == 5
    assert small("publish").exit_code == 0
    assert small("scenario", "list").output == "one each: as the fair is set\n"
    assert "firm_quota=1\n" in small("scenario", "show").output
    assert small("check").exit_code == 0
    assert small("scenario", "delete", "one each").exit_code == 0
    assert value(small("scenario", "list", "--json")) == []


def test_saving_again_changes_only_what_is_given(small: Call) -> None:
    small("scenario", "save", "A", "goals=worth,breaks", "everyone=yes", "lunch=10:40-11:00")
    again = value(small("scenario", "save", "A", "slot_minutes=10", "lunch=none", "--json"))
    assert again["settings"]["goals"] == ["worth", "breaks"]
    assert again["settings"]["everyone"] is True
    assert again["settings"]["lunches"] == []
    assert "slot_minutes=10" in small("scenario", "show", "A").output
    assert "goals=worth,breaks" in small("scenario", "list").output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("slot_minutes=soon", "slot_minutes"),
        ("slot_minutes=90", "slot_minutes"),
        ("goals=days", "goals"),
        ("lunch=noon", "lunches"),
        ("price=1", "KEY one of: lunch, slot_minutes"),
        ("slot_minutes", "KEY=VALUE"),
        ("lunches=12", "KEY one of"),
    ],
)
def test_what_cannot_be_set_is_told(small: Call, given: str, said: str) -> None:
    refused = small("scenario", "save", "A", given)
    assert refused.exit_code == 2
    assert said in refused.output
    assert value(small("scenario", "list", "--json")) == []


def test_an_unknown_scenario_is_bad_input(small: Call) -> None:
    for words in (("scenario", "show", "B"), ("solve", "--scenario", "B")):
        refused = small(*words)
        assert refused.exit_code == 2
        assert "it has none yet" in refused.output
