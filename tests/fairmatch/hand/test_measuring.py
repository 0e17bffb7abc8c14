"""The report of a draft changed by hand says what the draft is now, and that nothing is proved."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.hand.acting import drop, undo
from fairmatch.hand.measuring import ANEW, measured
from fairmatch.hand.storing import BY_HAND
from fairmatch.models import Timetable
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport
from fairmatch.reports.reasons import UnmetKind
from fairmatch.runs.work import solve_fair
from tests.fairmatch.hand.hall import BY, hall, talk

Uid = Callable[[], str]


@pytest.fixture
def draft_id(sqlite_engine: Engine, new_uid: Uid) -> int:
    """Give a draft of the hall that a run made, with everything held."""
    with writing(sqlite_engine) as session:
        code = hall(session).fair.code
    return solve_fair(
        sqlite_engine,
        code,
        seconds=5.0,
        workers=1,
        seed=0,
        clock=lambda: BY.now,
        new_uid=new_uid,
    )


def _measured(session: Session, draft: Timetable) -> QualityReport:
    found = measured(session, draft)
    assert found is not None
    return found


def test_what_a_run_made_keeps_its_report(sqlite_engine: Engine, draft_id: int) -> None:
    with writing(sqlite_engine) as session:
        draft = session.get_one(Timetable, draft_id)
        assert _measured(session, draft) == QualityReport.model_validate(draft.report)
        draft.report = {}
        assert measured(session, draft) is None


def test_after_an_act_the_figures_are_the_drafts_own(sqlite_engine: Engine, draft_id: int) -> None:
    with writing(sqlite_engine) as session:
        draft = session.get_one(Timetable, draft_id)
        before = _measured(session, draft)
        drop(session, draft.fair, draft_id, talk("F2~A1"), seen=0, by=BY)
        after = _measured(session, draft)
    assert after.demand.held == before.demand.held - 1
    assert after.fairness.firms_with_none == before.fairness.firms_with_none + 1
    assert all(tier.gap is None for tier in after.tiers)
    assert (ANEW in after.notes, BY_HAND in after.notes) == (True, False)
    (lost,) = [one for one in after.unmet if (one.firm_code, one.agency_code) == ("F2", "A1")]
    assert lost.kind is UnmetKind.TAKEN_OUT
    assert after.made_at == BY.now


def test_undone_it_measures_as_before_without_the_proof(
    sqlite_engine: Engine, draft_id: int
) -> None:
    with writing(sqlite_engine) as session:
        draft = session.get_one(Timetable, draft_id)
        before = _measured(session, draft)
        drop(session, draft.fair, draft_id, talk("F2~A1"), seen=0, by=BY)
        undo(session, draft.fair, draft_id, seen=1, by=BY)
        after = _measured(session, draft)
    same = ("demand", "days", "fairness", "comfort", "load", "unmet")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    values = [[tier.value for tier in one.tiers] for one in (after, before)]
    assert values[0] == values[1]


def test_published_it_is_what_the_version_says(sqlite_engine: Engine, draft_id: int) -> None:
    with writing(sqlite_engine) as session:
        draft = session.get_one(Timetable, draft_id)
        drop(session, draft.fair, draft_id, talk("F2~A1"), seen=0, by=BY)
        expected = _measured(session, draft)
        version = publish(session, draft.fair, clock=lambda: BY.now, draft_id=draft_id)
        assert QualityReport.model_validate(version.report) == expected
        assert measured(session, version) == expected


def test_what_fits_the_fair_no_more_keeps_its_report_with_a_note(
    sqlite_engine: Engine, draft_id: int
) -> None:
    with writing(sqlite_engine) as session:
        draft = session.get_one(Timetable, draft_id)
        drop(session, draft.fair, draft_id, talk("F2~A1"), seen=0, by=BY)
        for slot in list(draft.fair.slots)[:2]:
            for placed in draft.placements:
                if placed.slot_id == slot.id:
                    placed.slot_id = None
            draft.fair.slots.remove(slot)
        session.flush()
        kept = _measured(session, draft)
        assert BY_HAND in kept.notes
        assert ANEW not in kept.notes
