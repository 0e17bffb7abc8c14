from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.models import MustMeet
from fairmatch.plan_settings import (
    LIMITS,
    Lunch,
    PlanGoal,
    PlanSettings,
    own_settings,
    set_settings,
)
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import FIRST_DAY, add_fair, slots_of

NUMBERS = {name: st.integers(*limits) for name, limits in LIMITS.items()}
ORDERS = st.permutations(list(PlanGoal)).filter(
    lambda order: order[0] in (PlanGoal.COVERAGE, PlanGoal.WORTH)
)
SETTINGS = st.builds(
    PlanSettings,
    **NUMBERS,
    everyone=st.booleans(),
    must_meet=st.sampled_from(MustMeet),
    goals=st.tuples(ORDERS, st.integers(1, 6)).map(lambda made: tuple(made[0][: made[1]])),
    lunches=st.lists(st.dates(), unique=True, max_size=3).map(
        lambda days: tuple(Lunch(date=day, starts=time(12), ends=time(13)) for day in days)
    ),
)


@given(SETTINGS)
def test_settings_come_back_from_json_as_they_were(settings: PlanSettings) -> None:
    again = PlanSettings.model_validate(settings.model_dump(mode="json"))
    assert again == settings
    assert again.differing(settings) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"slot_minutes": 4},
        {"slot_minutes": 241},
        {"slot_minutes": "20"},
        {"slot_minutes": True},
        {"walk_in_reserve": 91},
        {"firm_quota_per_day": 0},
        {"worth_least": 0},
        {"goals": ()},
        {"goals": ("days", "coverage")},
        {"goals": ("coverage", "coverage")},
        {"goals": ("coverage", "luck")},
        {"lunches": [{"date": "2015-10-29", "starts": "13:00", "ends": "12:00"}]},
        {"lunches": [{"date": "2015-10-29", "starts": "12:00", "ends": "13:00"}] * 2},
        {"price": 3},
    ],
)
def test_settings_out_of_bounds_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PlanSettings.model_validate(wrong)


def test_a_fairs_own_settings_are_read_and_written(engine: Engine) -> None:
    lunch = Lunch(date=FIRST_DAY, starts=time(10, 30), ends=time(11))
    wanted = PlanSettings(
        slot_minutes=15,
        buffer_minutes=5,
        lunches=(lunch,),
        everyone=True,
        must_meet=MustMeet.WORTH,
        worth_step=5,
        worth_least=60,
        mutual_bonus=0,
        firm_quota=3,
        firm_quota_per_day=2,
        walk_in_reserve=30,
        goals=(PlanGoal.WORTH, PlanGoal.BREAKS),
    )
    with writing(engine) as session:
        fair = add_fair(session, days=2, lunch_after=1)
        before = own_settings(fair, fair.days)
        assert before.slot_minutes == 20
        assert [one.date for one in before.lunches] == [day.date for day in fair.days]
        assert before.goals == tuple(PlanGoal)
        set_settings(fair, wanted)
        session.flush()
        session.expire_all()
        assert own_settings(fair, fair.days) == wanted
        assert fair.days[1].lunch_from is None


def test_a_day_is_cut_by_the_settings_laid_over_the_fair(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=6)
        lunch = Lunch(date=FIRST_DAY, starts=time(10, 30), ends=time(11))
        snapshot = read_snapshot(session, fair, PlanSettings(slot_minutes=25, lunches=(lunch,)))
        assert [(slot.starts, slot.ends) for slot in snapshot.slots] == [
            (time(10), time(10, 25)),
            (time(11), time(11, 25)),
            (time(11, 25), time(11, 50)),
        ]
        assert snapshot.days[FIRST_DAY].lunch_from == time(10, 30)
        assert all(slot not in snapshot.slot_ids for slot in snapshot.slots)


def test_with_the_same_grid_the_stored_slots_stay(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session, slots=3, lunch_after=2)
        session.delete(slots_of(session, fair)[1])
        session.flush()
        own = own_settings(fair, fair.days)
        laid = read_snapshot(session, fair, own.model_copy(update={"firm_quota": 1}))
        assert laid.slots == read_snapshot(session, fair).slots
        assert len(laid.slots) == 2
        assert laid.settings.firm_quota == 1


def test_only_what_differs_is_named() -> None:
    one = PlanSettings()
    other = PlanSettings(
        firm_quota=5, lunches=(Lunch(date=date(2015, 10, 29), starts=time(12), ends=time(13)),)
    )
    assert one.differing(other) == ("lunches", "firm_quota")
    assert not one.same_grid(other)
    assert one.same_grid(PlanSettings(firm_quota=5))
