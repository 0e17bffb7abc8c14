"""A draft made by other settings than the fair's: solved, checked, published, adopted."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.against import Against
from fairmatch.checking import check_timetable
from fairmatch.db import reading, writing
from fairmatch.drafts import KEPT
from fairmatch.errors import PlanningClash, StaleDraft, UnknownScenario
from fairmatch.models import Fair, Placement, Run, Scenario, Timetable
from fairmatch.plan_settings import Lunch, PlanGoal, PlanSettings, kept_settings, own_settings
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from fairmatch.runs.work import solve_fair
from fairmatch.scenarios import add_scenario, change_scenario, remove_scenario
from fairmatch.violations import Rule
from tests.fairmatch.fair_rows import (
    FIRST_DAY,
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_pin,
    slots_of,
)

Uids = Callable[[], str]
AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
BY = By(None, AT)
SHORT = PlanSettings(
    slot_minutes=15,
    walk_in_reserve=0,
    firm_quota=1,
    lunches=(Lunch(date=FIRST_DAY, starts=time(10, 30), ends=time(10, 45)),),
    goals=(PlanGoal.COVERAGE, PlanGoal.DAYS),
)


def _fair(session: Session, name: str = "short", settings: PlanSettings = SHORT) -> Fair:
    fair = add_fair(session, slots=4)
    booths = [add_agency(session, fair, f"A{n}") for n in range(2)]
    for n in range(3):
        add_interests(session, add_firm(session, fair, f"F{n}"), *booths)
    add_scenario(session, fair, name, settings, by=BY)
    return fair


def _solve(engine: Engine, new_uid: Uids, **options: Any) -> int:
    settings: dict[str, Any] = {"seconds": 10.0, "workers": 1, "clock": lambda: AT} | options
    return solve_fair(engine, "fair", new_uid=new_uid, **settings)


def test_a_scenarios_draft_is_bound_by_its_settings_alone(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _fair(session)
    draft_id = _solve(engine, new_uid, scenario="short")
    with reading(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        assert draft.scenario is not None
        assert draft.scenario.name == "short"
        assert kept_settings(draft) == SHORT
        assert {one.ends_at - one.starts_at for one in draft.placements} == {timedelta(minutes=15)}
        assert len(draft.placements) == 3
        assert check_timetable(session, draft) == []
        report = QualityReport.model_validate(draft.report)
        assert [tier.goal for tier in report.tiers] == ["coverage", "days"]
        draft.settings = None
        assert {one.rule for one in check_timetable(session, draft)} == {Rule.SLOT}


def test_publishing_it_makes_its_settings_the_fairs_own(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair = _fair(session)
        other = add_draft(session, fair, {}).id
    draft_id = _solve(engine, new_uid, scenario="short")
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        version = publish(session, fair, clock=lambda: AT, draft_id=draft_id)
        assert fair.revision == version.revision == 1
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        assert own_settings(fair, fair.days) == SHORT
        slots = slots_of(session, fair)
        assert [(slot.position, slot.starts) for slot in slots] == [
            (0, time(10)),
            (1, time(10, 15)),
            (2, time(10, 45)),
            (3, time(11)),
        ]
        version = session.get_one(Timetable, draft_id)
        assert all(
            one.slot is not None and one.slot.fair_id == fair.id for one in version.placements
        )
        assert check_timetable(session, version) == []
        with pytest.raises(StaleDraft):
            publish(session, fair, clock=lambda: AT, draft_id=other)


def test_publishing_what_the_fairs_own_settings_made_adopts_nothing(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        fair = _fair(session)
        same = own_settings(fair, fair.days)
        add_scenario(session, fair, "the same", same, by=BY)
        slots = [slot.id for slot in slots_of(session, fair)]
    draft_id = _solve(engine, new_uid, scenario="the same")
    with writing(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        assert draft.scenario is not None
        assert draft.settings is None
        publish(session, draft.fair, clock=lambda: AT)
        assert draft.fair.revision == 0
        assert [slot.id for slot in slots_of(session, draft.fair)] == slots


def test_slots_that_stay_keep_their_identity(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        later = (Lunch(date=FIRST_DAY, starts=time(10, 40), ends=time(11)),)
        fair = _fair(session, "pause", PlanSettings(walk_in_reserve=0, lunches=later))
        before = [slot.id for slot in slots_of(session, fair)]
    _solve(engine, new_uid, scenario="pause")
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        publish(session, fair, clock=lambda: AT)
        slots = slots_of(session, fair)
        assert [slot.id for slot in slots] == [before[0], before[1], before[3]]
        assert [slot.position for slot in slots] == [0, 1, 2]


def test_a_run_keeps_the_settings_it_was_asked_with(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair = _fair(session)
        scenario = session.scalars(select(Scenario)).one()
        scenario_id = scenario.id
    draft_id = _solve(engine, new_uid, scenario="short")
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        change_scenario(session, fair, scenario_id, "short", PlanSettings(), seen=1, by=BY)
        draft = session.get_one(Timetable, draft_id)
        assert kept_settings(draft) == SHORT
        run = session.scalars(select(Run)).one()
        assert PlanSettings.model_validate(run.settings["settings"]) == SHORT
        remove_scenario(session, fair, scenario_id, seen=2, by=BY)
    with reading(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        assert draft.scenario is None
        assert kept_settings(draft) == SHORT


def test_the_newest_draft_of_each_scenario_is_kept(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _fair(session)
    first, second = (_solve(engine, new_uid, scenario="short") for _ in range(2))
    plain = [_solve(engine, new_uid) for _ in range(KEPT)]
    with reading(engine) as session:
        assert set(session.scalars(select(Timetable.id))) == {second, *plain}
        assert first not in plain


def test_a_length_that_cuts_a_pins_time_is_refused_by_name(
    sqlite_engine: Engine, new_uid: Uids
) -> None:
    with writing(sqlite_engine) as session:
        fair = _fair(session)
        firm, agency = add_firm(session, fair, "F9"), add_agency(session, fair, "A9")
        add_pin(session, firm, agency, slots_of(session, fair)[1])
    with pytest.raises(PlanningClash, match=r"F9 .* 10:20, which is no slot") as refused:
        _solve(sqlite_engine, new_uid, scenario="short")
    assert "10:00, 10:15, 10:45, 11:00" in str(refused.value)


def test_what_has_begun_forbids_a_length_that_cuts_it(sqlite_engine: Engine, new_uid: Uids) -> None:
    with writing(sqlite_engine) as session:
        _fair(session)
    draft_id = _solve(sqlite_engine, new_uid)
    with writing(sqlite_engine) as session:
        fair = session.scalars(select(Fair)).one()
        publish(session, fair, clock=lambda: AT, draft_id=draft_id)
        second = session.scalars(
            select(func.min(Placement.starts_at)).where(
                Placement.starts_at > datetime(2015, 10, 29, 1, 0, tzinfo=UTC)
            )
        ).one()
        assert second is not None
    with pytest.raises(PlanningClash, match=r"has begun .* no slot begins then"):
        _solve(
            sqlite_engine,
            new_uid,
            scenario="short",
            against=Against.LAST,
            clock=lambda: second,
        )


def test_everyone_as_a_rule_is_kept_or_refused_by_name(
    sqlite_engine: Engine, new_uid: Uids
) -> None:
    rule = PlanSettings(everyone=True, walk_in_reserve=0, firm_quota=2, goals=(PlanGoal.WORTH,))
    with writing(sqlite_engine) as session:
        fair = _fair(session, "everyone", rule)
    draft_id = _solve(sqlite_engine, new_uid, scenario="everyone")
    with writing(sqlite_engine) as session:
        draft = session.get_one(Timetable, draft_id)
        met = {one.consultation.firm.code for one in draft.placements}
        assert met == {"F0", "F1", "F2"}
        for one in [x for x in draft.placements if x.consultation.firm.code == "F1"]:
            session.delete(one)
        session.flush()
        broken = check_timetable(session, draft)
        assert [(one.rule, one.firms) for one in broken] == [(Rule.EVERYONE, ("F1",))]
        fair = draft.fair
        away = add_agency(session, fair, "A9", hours=[(0, "10:00", "10:20")])
        late = add_firm(session, fair, "F9", hours=[(0, "10:40", "11:00")])
        add_interests(session, late, away)
    with pytest.raises(PlanningClash, match=r"F9 .* each refuses it or is never there"):
        _solve(sqlite_engine, new_uid, scenario="everyone")


def test_too_few_seats_for_everyone_name_the_firms(sqlite_engine: Engine, new_uid: Uids) -> None:
    rule = PlanSettings(everyone=True, walk_in_reserve=0)
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=1)
        booth = add_agency(session, fair, "A1")
        for n in range(2):
            add_interests(session, add_firm(session, fair, f"F{n}"), booth)
        add_scenario(session, fair, "everyone", rule, by=BY)
    with pytest.raises(PlanningClash, match=r"F0 .*at least one") as refused:
        _solve(sqlite_engine, new_uid, scenario="everyone")
    assert "F1" in str(refused.value)


def test_an_unknown_scenario_is_refused_before_a_run_is_added(
    sqlite_engine: Engine, new_uid: Uids
) -> None:
    with writing(sqlite_engine) as session:
        _fair(session)
    with pytest.raises(UnknownScenario):
        _solve(sqlite_engine, new_uid, scenario="long")
    with reading(sqlite_engine) as session:
        assert session.scalars(select(Run)).all() == []
