"""The small sample fair, against the timetable its README finds by hand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fairmatch.checking import check_timetable
from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import Timetable
from fairmatch.reports import QualityReport
from fairmatch.reports.reasons import UnmetKind
from fairmatch.runs.work import solve_fair
from fairmatch.schedules import Appointment, timetable_schedule

SMALL = Path(__file__).parents[2] / "data" / "small"

Solved = tuple[list[Appointment], QualityReport]


@pytest.fixture
def solved(engine: Engine, clock: Callable[[], datetime], new_uid: Callable[[], str]) -> Solved:
    with writing(engine) as session:
        import_fair(session, SMALL)
    draft_id = solve_fair(engine, "small", seconds=30.0, workers=1, clock=clock, new_uid=new_uid)
    with reading(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        assert draft.fair_id == find_fair(session, None).id
        assert check_timetable(session, draft) == []
        return timetable_schedule(session, draft), QualityReport.model_validate(draft.report)


def test_every_goal_is_proved_at_the_value_found_by_hand(solved: Solved) -> None:
    _, report = solved
    assert report.status == "optimal"
    assert [(tier.goal, tier.level, tier.value, tier.gap) for tier in report.tiers] == [
        ("coverage", 1, 5, 0),
        ("coverage", 2, 4, 0),
        ("coverage", 3, 0, 0),
        ("worth", None, 995, 0),
        ("days", None, 1, 0),
        ("breaks", None, 0, 0),
        ("walking", None, 120, 0),
        ("evenness", None, 23, 0),
    ]
    assert report.fairness.histogram == (0, 1, 4)
    assert report.comfort.waiting_minutes.most == 0


def test_the_nine_consultations_are_those_found_by_hand(solved: Solved) -> None:
    held, _ = solved
    assert sorted((one.firm_code, one.agency_code) for one in held) == [
        ("F1", "A1"),
        ("F1", "A3"),
        ("F2", "A1"),
        ("F3", "A1"),
        ("F3", "A2"),
        ("F4", "A1"),
        ("F4", "A2"),
        ("F5", "A1"),
        ("F5", "A2"),
    ]
    (pinned,) = [one for one in held if one.pinned]
    assert (pinned.firm_code, pinned.starts_at.isoformat(), pinned.department) == (
        "F3",
        "2026-05-14T01:40:00+00:00",
        "총무팀",
    )


def test_the_seats_for_walk_ins_stay_free(solved: Solved) -> None:
    _, report = solved
    assert [(day.seats, day.held, day.reserve) for day in report.days] == [(12, 8, 3), (4, 1, 1)]


def test_the_unmet_wishes_have_the_reasons_found_by_hand(solved: Solved) -> None:
    _, report = solved
    assert [(one.firm_code, one.agency_code, one.kind, one.holders) for one in report.unmet] == [
        ("F2", "A2", UnmetKind.BOOTH_FULL, (("F3", "A2"), ("F4", "A2"), ("F5", "A2"))),
        ("F4", "A3", UnmetKind.NO_COMMON_SLOT, ()),
        ("F5", "A3", UnmetKind.DECLINED, ()),
    ]
