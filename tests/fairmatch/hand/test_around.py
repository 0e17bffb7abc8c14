"""Solving around a draft: pins stay, what was taken out stays out, the rest moves little."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.errors import NoTimetable
from fairmatch.hand.acting import drop, pin, put
from fairmatch.models import Fair, Timetable
from fairmatch.reports import QualityReport
from fairmatch.reports.reasons import UnmetKind
from fairmatch.runs import Wish, add_run, take_up
from fairmatch.runs.work import perform
from tests.fairmatch.hand.hall import BY, hall, keeps_all_rules, seats, spot, talk

Uid = Callable[[], str]


def _solve(engine: Engine, fair_id: int, around: int, new_uid: Uid) -> int:
    def clock() -> datetime:
        return BY.now

    with writing(engine) as session:
        fair = session.get_one(Fair, fair_id)
        run_id = add_run(session, fair, Wish(seconds=10.0, around=around), clock=clock).id
    lease = take_up(engine, run_id, "me", clock=clock)
    assert lease is not None
    return perform(lease, workers=1, clock=clock, new_uid=new_uid)


def test_pins_stay_and_the_rest_is_changed_as_little_as_can_be(
    engine: Engine, new_uid: Uid
) -> None:
    with writing(engine) as session:
        draft = hall(session)
        fair, fair_id, draft_id = draft.fair, draft.fair_id, draft.id
        # The solver alone would not keep a break between these two.
        pin(session, fair, draft_id, talk("F1~A2"), fixed=True, seen=0, by=BY)
        to = spot(session, fair, "A1", 1, 2)
        put(session, fair, draft_id, talk("F1~A1"), to, seen=1, by=BY, new_uid=new_uid)
        before = seats(session, draft)
    made = _solve(engine, fair_id, draft_id, new_uid)
    with writing(engine) as session:
        draft = session.get_one(Timetable, made)
        after = seats(session, draft)
        assert {both: after[both] for both in before} == before
        assert set(after) - set(before) == {"F3~A1"}
        fixed = {one.consultation.agency.code for one in draft.placements if one.fixed}
        assert fixed == {"A2"}
        assert keeps_all_rules(session, draft)


def test_what_was_taken_out_by_hand_does_not_come_back_by_itself(
    engine: Engine, new_uid: Uid
) -> None:
    with writing(engine) as session:
        draft = hall(session)
        fair_id, draft_id = draft.fair_id, draft.id
        drop(session, draft.fair, draft_id, talk("F2~A1"), seen=0, by=BY)
    first = _solve(engine, fair_id, draft_id, new_uid)
    second = _solve(engine, fair_id, first, new_uid)
    with writing(engine) as session:
        for made in (first, second):
            draft = session.get_one(Timetable, made)
            assert "F2~A1" not in seats(session, draft)
            (left,) = QualityReport.model_validate(draft.report).unmet
            assert (left.firm_code, left.kind) == ("F2", UnmetKind.TAKEN_OUT)
            assert "뺐습니다" in left.organiser_words.ko
            assert "뺐습니다" not in left.words.ko
        to = spot(session, draft.fair, "A1", 2)
        put(session, draft.fair, second, talk("F2~A1"), to, seen=0, by=BY, new_uid=new_uid)
    third = _solve(engine, fair_id, second, new_uid)
    with writing(engine) as session:
        assert seats(session, session.get_one(Timetable, third))["F2~A1"][0] == "B1"


def test_a_draft_that_is_gone_is_not_planned_around(sqlite_engine: Engine, new_uid: Uid) -> None:
    with writing(sqlite_engine) as session:
        fair_id = hall(session).fair_id
    with pytest.raises(NoTimetable, match="kept no more"):
        _solve(sqlite_engine, fair_id, 99, new_uid)
