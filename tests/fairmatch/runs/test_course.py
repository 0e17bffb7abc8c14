from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.errors import UnknownRun
from fairmatch.models import Fair, Run, RunState, Timetable
from fairmatch.runs import Course, Point, Wish, add_run, course_of, latest_courses, open_run
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import add_fair

AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _said(goal: str, seconds: float, value: int | None, bound: int | None) -> dict[str, Any]:
    level = 1 if goal == "coverage" else None
    return {"goal": goal, "level": level, "value": value, "bound": bound, "seconds": seconds}


def _add(engine: Engine, **values: Any) -> int:
    with writing(engine) as session:
        fair = session.query(Fair).first() or add_fair(session)
        run = add_run(session, fair, Wish(seconds=60.0), clock=lambda: AT)
        for name, value in values.items():
            setattr(run, name, value)
        session.flush()
        return run.id


def _course(engine: Engine, run_id: int) -> Course:
    with reading(engine) as session:
        return course_of(session, session.get_one(Run, run_id).fair, run_id)


def test_a_goal_s_way_is_told_from_first_to_last(engine: Engine) -> None:
    log = [
        {"note": "two firms are never there"},
        _said("coverage", 0.5, 3, None),
        _said("worth", 0.6, None, 90),
        _said("coverage", 1.0, 4, 4),
    ]
    run_id = _add(engine, state=RunState.RUNNING, log=log, started_at=AT)
    course = _course(engine, run_id)
    coverage, worth = course.goals
    assert (coverage.goal, coverage.level) == ("coverage", 1)
    assert coverage.points == (Point(0.5, 3, None), Point(1.0, 4, 4))
    assert (coverage.value, coverage.bound, coverage.gap, coverage.seconds) == (4, 4, 0, 1.0)
    assert (worth.value, worth.bound, worth.gap) == (None, 90, None)
    assert course.notes == ("two firms are never there",)


def test_the_time_it_took_stands_still_at_its_end(engine: Engine) -> None:
    run_id = _add(engine, state=RunState.RUNNING, started_at=AT)
    assert _course(engine, run_id).elapsed(AT + timedelta(seconds=7)) == 7
    assert not _course(engine, run_id).over
    end = AT + timedelta(seconds=9)
    with writing(engine) as session:
        run = session.get_one(Run, run_id)
        run.state, run.finished_at = RunState.FAILED, end
    assert _course(engine, run_id).elapsed(end + timedelta(days=1)) == 9
    assert _course(engine, run_id).over


def test_what_waits_knows_how_many_go_before_it(engine: Engine) -> None:
    first = _add(engine, state=RunState.RUNNING, started_at=AT)
    second, third = _add(engine), _add(engine)
    assert [_course(engine, run).ahead for run in (first, second, third)] == [0, 1, 2]
    with reading(engine) as session:
        fair = session.get_one(Run, first).fair
        assert open_run(session, fair) == second
    with writing(engine) as session:
        for run_id in (second, third):
            session.get_one(Run, run_id).state = RunState.CANCELLED
    with reading(engine) as session:
        assert open_run(session, session.get_one(Run, first).fair) == first


def test_a_run_leads_to_its_draft_until_that_is_published(engine: Engine) -> None:
    run_id = _add(engine, state=RunState.DONE)
    with writing(engine) as session:
        fair = session.get_one(Run, run_id).fair
        draft = Timetable(fair_id=fair.id, run_id=run_id, made_at=AT, revision=0, report={})
        session.add(draft)
        session.flush()
        draft_id = draft.id
    assert (_course(engine, run_id).draft_id, _course(engine, run_id).number) == (draft_id, None)
    with writing(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        draft.number, draft.published_at = 1, AT
    assert (_course(engine, run_id).draft_id, _course(engine, run_id).number) == (None, 1)


def test_another_fair_s_run_is_unknown(engine: Engine) -> None:
    run_id = _add(engine)
    with writing(engine) as session:
        other = add_fair(session, "other")
        with pytest.raises(UnknownRun):
            course_of(session, other, run_id)
        assert latest_courses(session, other, 5) == []
        assert open_run(session, other) is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_many_runs_as_for_one(engine: Engine, number: int) -> None:
    ids = [_add(engine) for _ in range(number)]
    with reading(engine) as session:
        fair = session.get_one(Run, ids[0]).fair
        with statements(engine) as sent:
            courses = latest_courses(session, fair, 5)
    assert [course.run_id for course in courses] == ids[::-1]
    assert len([one for one in sent if one.lstrip().startswith("SELECT")]) == 4
