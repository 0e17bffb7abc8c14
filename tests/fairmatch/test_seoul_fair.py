"""The real-sized sample fair, solved until coverage and worth are proved."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from fairmatch.checking import check_timetable
from fairmatch.db import writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import Pin
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from fairmatch.runs.work import solve_fair
from fairmatch.schedules import fair_schedule
from solver.problem import GoalKind
from solver.timetable import Progress

SEOUL = Path(__file__).parents[2] / "data" / "seoul-2015"


@pytest.mark.slow
def test_coverage_and_worth_are_proved_and_no_rule_is_broken(
    sqlite_engine: Engine, clock: Callable[[], datetime], new_uid: Callable[[], str]
) -> None:
    with writing(sqlite_engine) as session:
        import_fair(session, SEOUL)
    open_tiers: dict[tuple[str, int | None], bool] = {}

    def hear(progress: Progress) -> None:
        if progress.goal in (GoalKind.COVERAGE, GoalKind.WORTH):
            open_tiers[progress.goal, progress.level] = progress.value != progress.bound

    draft_id = solve_fair(
        sqlite_engine,
        None,
        seconds=120.0,
        workers=2,
        clock=clock,
        new_uid=new_uid,
        on_progress=hear,
        cancelled=lambda: bool(open_tiers) and not any(open_tiers.values()),
    )
    with writing(sqlite_engine) as session:
        fair = find_fair(session, None)
        version = publish(session, fair, clock=clock, draft_id=draft_id)
        assert check_timetable(session, version) == []
        held = fair_schedule(session, fair)
        assert len(held) == len(version.placements)
        assert sum(one.pinned for one in held) == len(session.scalars(select(Pin)).all()) == 3
        report = QualityReport.model_validate(version.report)
        quota = fair.firm_quota
    assert [(tier.level, tier.gap) for tier in report.tiers if tier.goal == "coverage"] == [
        (level, 0) for level in range(1, quota + 1)
    ]
    assert [tier.gap for tier in report.tiers if tier.goal == "worth"] == [0]
    assert report.demand.firms == 300
    assert report.fairness.firms_with_none == 0
    assert all(day.kept_free >= day.reserve for day in report.days)
    assert len(report.load) == 44 * 4
    assert report.demand.held + len(report.unmet) == report.demand.asked
    assert sum(count.count for count in report.unmet_reasons) == len(report.unmet)
