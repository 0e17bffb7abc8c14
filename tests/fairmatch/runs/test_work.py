import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, time
from time import sleep
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import reading, writing
from fairmatch.drafts import KEPT
from fairmatch.errors import (
    NothingToPlan,
    NoTimetable,
    PlanningClash,
    RuleBroken,
    StaleInputs,
    UnknownFair,
)
from fairmatch.models import (
    Consultation,
    Fair,
    Firm,
    Interest,
    MarkKind,
    Placement,
    Run,
    RunState,
    Timetable,
)
from fairmatch.planning import build_problem
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from fairmatch.runs.work import solve_fair
from fairmatch.schedules import timetable_schedule
from solver.json_form import problem_from_json, result_from_json
from solver.timetable import Progress, Status
from tests.fairmatch.fair_rows import (
    add_agency,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)

Uids = Callable[[], str]
AT = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


def _fair(session: Session, firms: int = 3, agencies: int = 2, **settings: Any) -> Fair:
    fair = add_fair(session, slots=4, **settings)
    booths = [add_agency(session, fair, f"A{n}") for n in range(agencies)]
    for n in range(firms):
        add_interests(session, add_firm(session, fair, f"F{n}"), *booths)
    return fair


def _solve(engine: Engine, new_uid: Uids, **options: Any) -> int:
    settings: dict[str, Any] = {"seconds": 10.0, "workers": 1, "clock": lambda: AT} | options
    return solve_fair(engine, "fair", new_uid=new_uid, **settings)


def _run(session: Session) -> Run:
    return session.scalars(select(Run).order_by(Run.id.desc()).limit(1)).one()


def _counts(session: Session) -> tuple[int, ...]:
    return tuple(
        session.scalars(select(func.count()).select_from(table)).one()
        for table in (Timetable, Placement, Consultation)
    )


def test_a_run_keeps_a_checked_draft_and_all_that_was_said(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _fair(session)
    heard: list[Progress] = []
    draft_id = _solve(engine, new_uid, on_progress=heard.append)
    with reading(engine) as session:
        draft = session.get_one(Timetable, draft_id)
        assert (draft.number, draft.revision, draft.made_at) == (None, 0, AT)
        assert check_timetable(session, draft) == []
        assert len(draft.placements) == 6
        report = QualityReport.model_validate(draft.report)
        assert (report.status, report.demand.held) == ("optimal", 6)
        run = _run(session)
        assert (run.id, run.state, run.error) == (draft.run_id, RunState.DONE, "")
        assert (run.started_at, run.finished_at) == (AT, AT)
        settings = {"seconds": 10.0, "workers": 1, "seed": 0, "memory": None}
        assert run.settings == settings | {
            "against": "nothing",
            "scenario": None,
            "settings": None,
            "around": None,
        }
        assert problem_from_json(run.problem) == build_problem(session, draft.fair)
        assert run.result is not None
        assert result_from_json(run.result).status is Status.OPTIMAL
        assert [entry["goal"] for entry in run.log] == [progress.goal for progress in heard]
        assert {one.uid for one in timetable_schedule(session, draft)} == {
            f"{n:032x}" for n in range(1, 7)
        }


def test_pins_carry_their_department_into_the_draft(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair = _fair(session, firms=0)
        firm, agency = add_firm(session, fair, "F9"), add_agency(session, fair, "A9")
        add_pin(session, firm, agency, slots_of(session, fair)[3], department="건강증진과")
    draft_id = _solve(engine, new_uid)
    with reading(engine) as session:
        (one,) = timetable_schedule(session, session.get_one(Timetable, draft_id))
        assert (one.pinned, one.department) == (True, "건강증진과")
        assert one.starts_at == datetime(2015, 10, 29, 2, 0, tzinfo=UTC)


def test_identities_are_reused_for_ever(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _fair(session, firms=1, agencies=1)
    first = _solve(engine, new_uid)
    with writing(engine) as session:
        wish = session.scalars(select(Interest)).one()
        other = add_firm(session, session.scalars(select(Fair)).one(), "F9")
        add_interests(session, other, wish.agency)
        firm, agency = wish.firm, wish.agency
        session.delete(wish)
        session.flush()
    _solve(engine, new_uid)
    with writing(engine) as session:
        add_interests(session, session.merge(firm), session.merge(agency))
    last = _solve(engine, new_uid)
    with reading(engine) as session:
        shown = {
            draft_id: {
                (one.firm_code, one.uid)
                for one in timetable_schedule(session, session.get_one(Timetable, draft_id))
            }
            for draft_id in (first, last)
        }
        assert shown[first] == {("F0", f"{1:032x}")}
        assert shown[last] == {("F0", f"{1:032x}"), ("F9", f"{2:032x}")}


def test_who_keeps_the_time_of_the_published_version_keeps_the_table(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        agency = add_agency(session, fair, "A1", tables=2)
        slot = slots_of(session, fair)[0]
        pinned = [add_firm(session, fair, code) for code in ("F1", "F2")]
        pins = [add_pin(session, firm, agency, slot) for firm in pinned]
    _solve(engine, new_uid)
    with writing(engine) as session:
        publish(session, session.merge(fair), clock=lambda: AT)
        session.delete(session.merge(pins[0]))
    second = _solve(engine, new_uid)
    with reading(engine) as session:
        (kept,) = timetable_schedule(session, session.get_one(Timetable, second))
        assert (kept.firm_code, kept.table) == ("F2", 2)


def test_only_the_newest_drafts_are_kept(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair = _fair(session, firms=1, agencies=1)
    published = _solve(engine, new_uid)
    with writing(engine) as session:
        publish(session, session.merge(fair), clock=lambda: AT)
    drafts = [_solve(engine, new_uid) for _ in range(KEPT + 2)]
    with reading(engine) as session:
        assert session.scalars(select(Timetable.id).order_by(Timetable.id)).all() == [
            published,
            *drafts[-KEPT:],
        ]
        assert _counts(session) == (KEPT + 1, KEPT + 1, 1)


def test_a_change_of_the_fair_during_the_search_leaves_nothing_behind(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        _fair(session)

    def change(_progress: Progress) -> None:
        with writing(engine) as session:
            session.scalars(select(Fair)).one().revision += 1

    with pytest.raises(StaleInputs):
        _solve(engine, new_uid, on_progress=change)
    with reading(engine) as session:
        run = _run(session)
        assert run.state is RunState.FAILED
        assert "changed while the solver ran" in run.error
        assert run.result is not None
        assert _counts(session) == (0, 0, 0)


def test_a_refused_plan_is_a_failed_run(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        add_fair(session)
    with pytest.raises(NothingToPlan):
        _solve(engine, new_uid)
    with reading(engine) as session:
        run = _run(session)
        assert (run.state, run.problem, run.finished_at) == (RunState.FAILED, {}, AT)
        assert run.error == "the fair has no interests; import them first"


def test_an_unknown_fair_makes_no_run(engine: Engine, new_uid: Uids) -> None:
    with pytest.raises(UnknownFair):
        _solve(engine, new_uid)
    with reading(engine) as session:
        assert session.scalars(select(Run)).all() == []


def test_musts_that_clash_are_named(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair = add_fair(session, slots=2)
        agency = add_agency(session, fair, "A1")
        busy = add_agency(session, fair, "A2")
        firms = [add_firm(session, fair, f"F{n}") for n in range(3)]
        for firm in firms[:2]:
            add_interests(session, firm, agency)
            add_mark(session, agency, firm, MarkKind.MUST)
        add_pin(session, firms[2], agency, slots_of(session, fair)[0])
        add_interests(session, firms[0], busy)
    with pytest.raises(PlanningClash) as caught:
        _solve(engine, new_uid)
    assert sorted(caught.value.musts) == [
        "F0 기업 F0 (Firm F0) × A1 기관 A1 (Agency A1) (must)",
        "F1 기업 F1 (Firm F1) × A1 기관 A1 (Agency A1) (must)",
        "F2 기업 F2 (Firm F2) × A1 기관 A1 (Agency A1) (at 2015-10-29(목) 10:00)",
    ]
    with reading(engine) as session:
        assert _run(session).state is RunState.FAILED


def _too_far_apart(session: Session) -> None:
    """Four musts of a firm in six slots, booths so far apart that each walk takes a slot."""
    fair = add_fair(session, slots=6)
    firm = add_firm(session, fair, "F1")
    for n, at in enumerate([(0, 0), (500, 0), (0, 500), (500, 500)]):
        agency = add_agency(session, fair, f"A{n}", at=at)
        add_interests(session, firm, agency)
        add_mark(session, agency, firm, MarkKind.MUST)


def test_musts_that_only_clash_together_are_named_too(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _too_far_apart(session)
    with pytest.raises(PlanningClash) as caught:
        _solve(engine, new_uid)
    assert len(caught.value.musts) == 4


def test_a_clash_names_codes_where_the_parties_are_gone(
    sqlite_engine: Engine, new_uid: Uids
) -> None:
    with writing(sqlite_engine) as session:
        _too_far_apart(session)

    def remove() -> bool:
        with writing(sqlite_engine) as session:
            session.execute(delete(Firm))
        return False

    with pytest.raises(PlanningClash) as caught:
        _solve(sqlite_engine, new_uid, cancelled=remove)
    assert caught.value.musts == ("F1~A0", "F1~A1", "F1~A2", "F1~A3")


def test_a_search_too_short_for_any_timetable_advises_more_seconds(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        _too_far_apart(session)
    with pytest.raises(NoTimetable, match="give the search more seconds"):
        _solve(engine, new_uid, seconds=1e-6)
    with reading(engine) as session:
        assert _run(session).state is RunState.FAILED


def test_a_search_stopped_before_any_timetable_is_a_cancelled_run(
    engine: Engine, new_uid: Uids
) -> None:
    with writing(engine) as session:
        _too_far_apart(session)
    with pytest.raises(NoTimetable, match="stopped before it had found any timetable"):
        _solve(engine, new_uid, cancelled=lambda: True)
    with reading(engine) as session:
        run = _run(session)
        assert run.state is RunState.CANCELLED
        assert run.result is not None
        assert run.result["status"] == "unknown"


def _crowd(session: Session) -> None:
    """Ninety firms that come an hour or two: nothing a search proves at a glance."""
    fair = add_fair(session, days=2, slots=15, lunch_after=7, walk_in_reserve=10)
    agencies = [add_agency(session, fair, f"A{n}", at=(40 * n, 0)) for n in range(12)]
    for n in range(90):
        start = 10 + n % 4
        hours = [(n % 2, f"{start}:00", f"{start + 1 + n % 3}:00")]
        firm = add_firm(session, fair, f"F{n:02d}", hours=hours)
        add_interests(session, firm, *(agencies[(n * 7 + k * k) % 12] for k in (0, 1, 2)))


def test_a_stopped_search_keeps_the_best_timetable_so_far(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _crowd(session)
    heard: list[Progress] = []
    draft_id = _solve(
        engine, new_uid, on_progress=heard.append, cancelled=lambda: bool(heard), seconds=60.0
    )
    with reading(engine) as session:
        assert _run(session).state is RunState.CANCELLED
        draft = session.get_one(Timetable, draft_id)
        report = QualityReport.model_validate(draft.report)
        assert report.status == "feasible"
        for tier in report.tiers:
            assert tier.value is not None
            assert tier.bound is not None
            if tier.goal in ("coverage", "worth"):
                assert tier.bound >= tier.value
            else:
                assert tier.bound <= tier.value
        assert check_timetable(session, draft) == []
        assert draft.placements


def test_an_interrupt_keeps_the_best_timetable_so_far(sqlite_engine: Engine, new_uid: Uids) -> None:
    with writing(sqlite_engine) as session:
        _crowd(session)
    sent: list[Progress] = []

    def interrupt(progress: Progress) -> None:
        if not sent:
            sent.append(progress)
            os.kill(os.getpid(), signal.SIGINT)
            sleep(1.0)

    draft_id = _solve(sqlite_engine, new_uid, on_progress=interrupt, seconds=20.0)
    with reading(sqlite_engine) as session:
        assert _run(session).state is RunState.CANCELLED
        assert session.get_one(Timetable, draft_id).placements


class Boom(Exception):
    """Anything that was not foreseen."""


def test_whatever_goes_wrong_is_kept_with_the_run(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        _fair(session)

    def fail(_progress: Progress) -> None:
        raise Boom

    with pytest.raises(Boom):
        _solve(engine, new_uid, on_progress=fail)
    with reading(engine) as session:
        run = _run(session)
        assert (run.state, run.error, run.result) == (RunState.FAILED, "Boom", None)


def test_a_timetable_the_fairs_rules_refuse_is_not_kept(engine: Engine, new_uid: Uids) -> None:
    with writing(engine) as session:
        fair = _fair(session, firms=1, agencies=1)

    def close_early(_progress: Progress) -> None:
        # Unseen by the revision, as no way of the program allows: only the checker is left.
        with writing(engine) as session:
            session.merge(fair).days[0].closes = time(10, 0)

    with pytest.raises(RuleBroken, match="outside the day's hours"):
        _solve(engine, new_uid, on_progress=close_early)
    with reading(engine) as session:
        assert _counts(session) == (0, 0, 0)
        assert _run(session).state is RunState.FAILED
