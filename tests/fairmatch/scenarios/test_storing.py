from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from fairmatch.acts import By
from fairmatch.db import reading, writing
from fairmatch.errors import (
    BadScenario,
    FairMatchError,
    ScenarioChanged,
    ScenarioNameTaken,
    TooManyScenarios,
    UnknownScenario,
)
from fairmatch.models import Act, Fair, Scenario
from fairmatch.plan_settings import Lunch, PlanSettings
from fairmatch.scenarios import (
    MOST,
    add_scenario,
    change_scenario,
    find_scenario,
    remove_scenario,
    scenario_of,
    scenarios_of,
    settings_of,
)
from tests.fairmatch.fair_rows import FIRST_DAY, add_fair

BY = By(None, datetime(2015, 10, 19, 9, 0, tzinfo=UTC))
SETTINGS = PlanSettings(firm_quota=3)


def test_a_scenario_keeps_settings_under_a_name(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        made = add_scenario(session, fair, "  세  번째 ", SETTINGS, by=BY)
        assert (made.name, made.edition) == ("세 번째", 1)
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        assert [one.name for one in scenarios_of(session, fair)] == ["세 번째"]
        found = find_scenario(session, fair, "세 번째")
        assert settings_of(found) == SETTINGS
        assert scenario_of(session, fair, found.id) is found
        assert [act.said for act in session.scalars(select(Act))] == [
            {"scenario": found.id, "name": "세 번째"}
        ]


def test_a_change_names_what_it_changed_and_none_changes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        made = add_scenario(session, fair, "A", SETTINGS, by=BY)
        other = PlanSettings(firm_quota=4, everyone=True)
        change_scenario(session, fair, made.id, "B", other, seen=1, by=BY)
        change_scenario(session, fair, made.id, "B", other, seen=2, by=BY)
        assert (made.name, made.edition, settings_of(made)) == ("B", 2, other)
        changes = session.scalars(select(Act).where(Act.kind == "scenario_changed")).all()
        assert [act.said["settings"] for act in changes] == [["name", "firm_quota", "everyone"]]


def test_what_somebody_else_changed_is_not_overwritten(engine: Engine) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        made = add_scenario(session, fair, "A", SETTINGS, by=BY)
        change_scenario(session, fair, made.id, "A", PlanSettings(), seen=1, by=BY)
        with pytest.raises(ScenarioChanged):
            change_scenario(session, fair, made.id, "A", SETTINGS, seen=1, by=BY)
        with pytest.raises(ScenarioChanged):
            remove_scenario(session, fair, made.id, seen=1, by=BY)
        remove_scenario(session, fair, made.id, seen=2, by=BY)
        with pytest.raises(UnknownScenario):
            change_scenario(session, fair, made.id, "A", SETTINGS, seen=2, by=BY)


def test_of_two_who_save_at_once_one_is_told(engine: Engine) -> None:
    with writing(engine) as session:
        fair_id = add_fair(session).id
        fair = session.get_one(Fair, fair_id)
        scenario_id = add_scenario(session, fair, "A", SETTINGS, by=BY).id
    both = Barrier(2)

    def save(quota: int) -> str:
        both.wait()
        try:
            with writing(engine) as session:
                settings = PlanSettings(firm_quota=quota)
                found = session.get_one(Fair, fair_id)
                change_scenario(session, found, scenario_id, "A", settings, seen=1, by=BY)
        except FairMatchError as refused:
            return type(refused).__name__
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, (4, 5))) == ["ScenarioChanged", "saved"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "two\x00lines", "a\u202eb"])
def test_a_name_that_cannot_be_one_is_refused(sqlite_engine: Engine, name: str) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        with pytest.raises(BadScenario) as refused:
            add_scenario(session, fair, name, SETTINGS, by=BY)
        assert [setting for setting, _ in refused.value.wrong] == ["name"]


def test_names_are_unique_within_a_fair(engine: Engine) -> None:
    with writing(engine) as session:
        fair, other = add_fair(session), add_fair(session, "other")
        made = add_scenario(session, fair, "A", SETTINGS, by=BY)
        second = add_scenario(session, fair, "B", SETTINGS, by=BY)
        with pytest.raises(ScenarioNameTaken):
            add_scenario(session, fair, "A", SETTINGS, by=BY)
        with pytest.raises(ScenarioNameTaken):
            change_scenario(session, fair, second.id, "A", SETTINGS, seen=1, by=BY)
        add_scenario(session, other, "A", SETTINGS, by=BY)
        with pytest.raises(UnknownScenario, match="there are: A"):
            scenario_of(session, other, made.id)
        with pytest.raises(UnknownScenario):
            find_scenario(session, other, "B")


def test_a_fair_has_so_many_and_no_more(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        for number in range(MOST):
            add_scenario(session, fair, f"S{number}", SETTINGS, by=BY)
        with pytest.raises(TooManyScenarios, match=str(MOST)):
            add_scenario(session, fair, "one more", SETTINGS, by=BY)


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        (PlanSettings(slot_minutes=90), "slot_minutes"),
        (PlanSettings(firm_quota=2, firm_quota_per_day=3), "firm_quota_per_day"),
        (
            PlanSettings(lunches=(Lunch(date=FIRST_DAY, starts=time(9), ends=time(10, 20)),)),
            "lunches",
        ),
    ],
)
def test_what_does_not_fit_the_fair_is_named(
    sqlite_engine: Engine, settings: PlanSettings, setting: str
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        with pytest.raises(BadScenario) as refused:
            add_scenario(session, fair, "A", settings, by=BY)
        assert [name for name, _ in refused.value.wrong] == [setting]
        assert session.scalars(select(Scenario)).all() == []
