"""Scenarios at the desk: made, changed, copied, deleted, made a timetable by, set side by side."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.accounts import give, open_account
from fairmatch.acts import By
from fairmatch.db import reading, writing
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Fair, Role, Run, Scenario, Timetable
from fairmatch.plan_settings import PlanGoal, PlanSettings, own_settings
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair
from fairmatch.scenarios import add_scenario, change_scenario, settings_of
from tests.web.signing_in import Members, sign_in

Clock = Callable[[], datetime]
Uids = Callable[[], str]
LIST = "/desk/small/scenarios"
FORM: dict[str, Any] = {
    "name": "한 건씩",
    "slot_minutes": "20",
    "buffer_minutes": "0",
    "walk_in_reserve": "25",
    "firm_quota": "1",
    "firm_quota_per_day": "",
    "everyone": "0",
    "must_meet": "rule",
    "changeover_minutes": "1",
    "walking_metres_per_minute": "60",
    "worth_step": "10",
    "worth_least": "40",
    "mutual_bonus": "50",
    "order": [goal.value for goal in PlanGoal],
    "use": [goal.value for goal in PlanGoal],
}


@pytest.fixture(autouse=True)
def queue(engine: Engine, app: Flask) -> None:
    prepare(engine)
    app.config["WTF_CSRF_ENABLED"] = False


def _scenario(engine: Engine) -> tuple[str, int, PlanSettings]:
    with reading(engine) as session:
        one = session.scalars(select(Scenario)).one()
        return one.name, one.edition, settings_of(one)


def _add(engine: Engine, clock: Clock, name: str = "A", **settings: Any) -> int:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        own = own_settings(fair, fair.days).model_copy(update=settings)
        return add_scenario(session, fair, name, own, by=By(None, clock())).id


def test_a_scenario_is_made_and_listed_by_what_differs(desk: FlaskClient, engine: Engine) -> None:
    assert "No scenarios yet" in desk.get(LIST + "?lang=en").text
    page = desk.get(LIST + "/new?lang=en").text
    assert 'name="slot_minutes" inputmode="numeric" autocomplete="off" value="20"' in page
    answer = desk.post(LIST, data=FORM)
    assert answer.status_code == 303
    name, edition, settings = _scenario(engine)
    assert (name, edition, settings.firm_quota, settings.firm_quota_per_day) == (
        "한 건씩",
        1,
        1,
        None,
    )
    assert "Saved." in desk.get(answer.location + "&lang=en").text
    page = desk.get(LIST + "?lang=en").text
    assert "한 건씩" in page
    assert "1 consultation</strong>" in page
    assert "instead of 3 consultations" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"slot_minutes": "soon"}, "Please give a whole number from 5 to 240."),
        ({"slot_minutes": "300"}, "Please give a whole number from 5 to 240."),
        ({"slot_minutes": ""}, "Please fill this in."),
        ({"slot_minutes": "100"}, "Not one consultation of 100 minutes fits into 2026-05-14."),
        ({"firm_quota_per_day": "2"}, "The limit a day cannot be above the limit in all, 1."),
        ({"lunch-2026-05-14-starts": "10:40"}, "Give when lunch begins and, later, when it ends"),
        (
            {"lunch-2026-05-14-starts": "09:00", "lunch-2026-05-14-ends": "10:20"},
            "Lunch on 2026-05-14 has to lie within",
        ),
        ({"use": ["days", "worth"], "order": ["days", "worth"]}, "would be an empty one"),
        ({"use": []}, "would be an empty one"),
        ({"name": " "}, "Give it a name of at most 60 letters."),
        ({"everyone": "2"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    desk: FlaskClient, engine: Engine, wrong: dict[str, Any], told: str
) -> None:
    answer = desk.post(LIST + "?lang=en", data=FORM | {"buffer_minutes": "7"} | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="7"' in answer.text
    with reading(engine) as session:
        assert session.scalars(select(Scenario)).all() == []


def test_names_with_markup_are_shown_as_they_are_typed(desk: FlaskClient) -> None:
    desk.post(LIST, data=FORM | {"name": "<script>alert(1)</script>"})
    page = desk.get(LIST).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_goals_are_moved_without_scripts_and_nothing_is_saved_by_it(
    desk: FlaskClient, engine: Engine
) -> None:
    answer = desk.post(LIST + "?lang=en", data=FORM | {"move": "worth:up", "name": "kept"})
    assert answer.status_code == 200
    orders = re.findall(r'name="order" value="(\w+)"', answer.text)
    assert orders[:2] == ["worth", "coverage"]
    assert 'value="kept"' in answer.text
    desk.post(LIST, data=FORM | {"order": orders, "use": ["coverage", "worth", "days"]})
    assert _scenario(engine)[2].goals == (PlanGoal.WORTH, PlanGoal.COVERAGE, PlanGoal.DAYS)


def test_what_somebody_else_saved_is_shown_and_not_overwritten(
    desk: FlaskClient, engine: Engine, clock: Clock
) -> None:
    number = _add(engine, clock)
    page = desk.get(f"{LIST}/{number}").text
    assert 'name="edition" value="1"' in page
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        theirs = PlanSettings(slot_minutes=10)
        change_scenario(session, fair, number, "A", theirs, seen=1, by=By(None, clock()))
    answer = desk.post(f"{LIST}/{number}?lang=en", data=FORM | {"edition": "1"})
    assert answer.status_code == 409
    assert "Somebody else changed this scenario while you did" in answer.text
    assert "10 minutes" in answer.text
    assert 'value="한 건씩"' in answer.text
    assert 'name="edition" value="2"' in answer.text
    assert _scenario(engine)[2] == theirs
    assert desk.post(f"{LIST}/{number}", data=FORM | {"edition": "2"}).status_code == 303
    assert _scenario(engine)[:2] == ("한 건씩", 3)


def test_a_copy_begins_with_all_of_it(desk: FlaskClient, engine: Engine, clock: Clock) -> None:
    number = _add(engine, clock, worth_step=3)
    page = desk.get(f"{LIST}/new?from={number}&lang=en").text
    assert 'value="Copy of A"' in page
    assert 'id="worth_step" name="worth_step" inputmode="numeric" autocomplete="off" value="3"' in (
        page
    )
    ours = desk.get(f"{LIST}/new?from=recommended").text
    assert 'name="walk_in_reserve" inputmode="numeric" autocomplete="off" value="15"' in ours
    again = desk.post(LIST + "?lang=en", data=FORM | {"name": "A"})
    assert again.status_code == 422
    assert "Another scenario has this name." in again.text


def test_one_is_deleted_only_as_it_was_seen(
    desk: FlaskClient, engine: Engine, clock: Clock
) -> None:
    number = _add(engine, clock)
    answer = desk.post(f"{LIST}/{number}/delete", data={"edition": "9"}, follow_redirects=True)
    assert "그사이 다른 분이" in answer.text
    desk.post(f"{LIST}/{number}/delete", data={"edition": "1"})
    assert desk.get(f"{LIST}/{number}").status_code == 404
    with reading(engine) as session:
        assert session.scalars(select(Scenario)).all() == []


def test_a_viewer_reads_and_has_nothing_to_press(
    app: Flask, planned: None, engine: Engine, clock: Clock
) -> None:
    number = _add(engine, clock)
    email = Members().viewer
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        give(session, open_account(session, email, clock=clock), fair, Role.VIEWER, clock=clock)
    client = app.test_client()
    sign_in(client, email)
    for page in (LIST, f"{LIST}/{number}", f"{LIST}/compare"):
        assert "runs?scenario" not in client.get(page).text
    assert '<fieldset class="bare" disabled>' in client.get(f"{LIST}/{number}").text
    assert client.get(f"{LIST}/new").status_code == 404


def test_settings_that_cannot_be_kept_are_refused_by_name_before_a_run(
    desk: FlaskClient, engine: Engine, clock: Clock
) -> None:
    number = _add(engine, clock, slot_minutes=30)
    assert "No timetable can be made by it" in desk.get(f"{LIST}/{number}?lang=en").text
    answer = desk.post(
        "/desk/small/runs?lang=en",
        data={"seconds": "20", "against": "nothing", "scenario": str(number)},
    )
    assert answer.status_code == 422
    assert "F3" in answer.text
    assert "which is no slot of the fair (slots: 10:00, 10:30)" in answer.text
    with reading(engine) as session:
        assert session.scalars(select(Run)).all() == []


def test_a_run_is_asked_for_by_a_scenario_while_another_is_on_its_way(
    desk: FlaskClient, engine: Engine, clock: Clock
) -> None:
    number = _add(engine, clock, firm_quota=1, firm_quota_per_day=None)
    assert f'value="{number}" checked' in desk.get(f"/desk/small/runs?scenario={number}").text
    ask = {"seconds": "20", "against": "nothing"}
    where = [
        desk.post("/desk/small/runs", data=ask | {"scenario": scenario}).location
        for scenario in ("", str(number), str(number), "")
    ]
    assert where[0] == where[3] != where[1] == where[2]
    with reading(engine) as session:
        settings = [run.settings for run in session.scalars(select(Run).order_by(Run.id))]
        assert [one["scenario"] for one in settings] == [None, number]
        assert settings[1]["settings"]["firm_quota"] == 1
    assert desk.post("/desk/small/runs", data=ask | {"scenario": "77"}).status_code == 404
    assert desk.post("/desk/small/runs", data=ask | {"scenario": "x"}).status_code == 404


def test_two_scenarios_stand_side_by_side_and_a_draft_says_what_publishing_it_changes(
    desk: FlaskClient, engine: Engine, clock: Clock, new_uid: Uids
) -> None:
    def solve(name: str | None) -> int:
        return solve_fair(
            engine, "small", seconds=20, workers=1, scenario=name, clock=clock, new_uid=new_uid
        )

    _add(engine, clock, "one each", firm_quota=1, firm_quota_per_day=None)
    assert "Nothing to compare yet" in desk.get(f"{LIST}/compare?lang=en").text
    plain, other = solve(None), solve("one each")
    page = desk.get(f"{LIST}/compare?t={plain}&t={other}&t=999&lang=en").text
    assert "−4" in page
    assert "Most consultations of a firm" in page
    assert "0 have more, 4 fewer" in page
    assert "proved best possible" in page
    firms = re.findall(r'<span class="soft small">(F\d)</span>', page)
    assert firms == ["F1", "F3", "F4", "F5"]
    agencies = desk.get(f"{LIST}/compare?t={plain}&t={other}&side=agency").text
    assert '<span class="soft small">A1</span>' in agencies
    report = desk.get(f"/desk/small/report?draft={other}&lang=en").text
    assert "Made by the scenario “one each”." in report
    assert "Publishing makes them the fair" in report
    assert desk.get("/desk/small/report?draft=999").status_code == 404
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        publish(session, fair, clock=clock, draft_id=other)
    assert desk.get(f"/desk/small/report?draft={other}").status_code == 404
    page = desk.get(LIST + "?lang=en").text
    assert "The same as the fair" in page
    assert "published as version 1" in page
    assert "out of date" in desk.get(f"{LIST}/compare?lang=en").text
    with reading(engine) as session:
        assert session.scalars(select(Timetable.number).order_by(Timetable.id)).all() == [None, 1]
