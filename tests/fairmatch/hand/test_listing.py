"""Drafts are listed by when they were worked at last, and deleted as they were seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.hand.acting import drop
from fairmatch.hand.beginning import begin_from
from fairmatch.hand.listing import drafts_of, remove_draft
from fairmatch.hand.refusals import ChangedByOthers, NoDraft
from fairmatch.models import Act, ActKind, Fair, HandAct, Placement, Timetable
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import MADE_AT
from tests.fairmatch.hand.hall import BY, hall, talk

LATER = replace(BY, now=BY.now + timedelta(hours=1))


def _two(session: Session) -> tuple[Fair, int, int]:
    """Publish the hall's draft and begin two from it."""
    fair = hall(session).fair
    publish(session, fair, clock=lambda: MADE_AT)
    one, other = (begin_from(session, fair, 1, by=BY).id for _ in range(2))
    return fair, one, other


def test_what_was_worked_at_last_comes_first(engine: Engine) -> None:
    with writing(engine) as session:
        fair, one, other = _two(session)
        assert [line.id for line in drafts_of(session, fair)] == [other, one]
        drop(session, fair, one, talk("F2~A1"), seen=0, by=LATER)
        first, second = drafts_of(session, fair)
        assert (first.id, first.acts, first.changed_at) == (one, 1, LATER.now)
        assert (first.held, second.held) == (second.held - 1, 4)
        assert (first.run_id, first.stale) == (None, False)
        fair.revision += 1
        assert all(line.stale for line in drafts_of(session, fair))


def test_a_draft_goes_with_its_acts_and_the_record_keeps_that(engine: Engine) -> None:
    with writing(engine) as session:
        fair, one, other = _two(session)
        drop(session, fair, one, talk("F2~A1"), seen=0, by=BY)
        remove_draft(session, fair, one, seen=1, by=BY)
        assert [line.id for line in drafts_of(session, fair)] == [other]
        for rows in (HandAct, Placement):
            assert one not in set(session.scalars(select(rows.timetable_id)))
        last = session.scalars(select(Act).order_by(Act.id.desc()).limit(1)).one()
        assert (last.kind, last.said) == (ActKind.DRAFT_REMOVED, {"draft": one, "acts": 1})


def test_its_id_is_given_to_no_other(engine: Engine) -> None:
    with writing(engine) as session:
        fair, _one, other = _two(session)
        fair_id = fair.id
        remove_draft(session, fair, other, seen=0, by=BY)
    with writing(engine) as session:
        assert begin_from(session, session.get_one(Fair, fair_id), 1, by=BY).id > other


@pytest.mark.parametrize("seen", [0, 2])
def test_one_that_was_changed_meanwhile_stays(engine: Engine, seen: int) -> None:
    with writing(engine) as session:
        fair, one, _ = _two(session)
        drop(session, fair, one, talk("F2~A1"), seen=0, by=BY)
        with pytest.raises(ChangedByOthers):
            remove_draft(session, fair, one, seen=seen, by=BY)
        assert session.get(Timetable, one) is not None


def test_a_version_and_one_that_is_gone_are_no_drafts(engine: Engine) -> None:
    with writing(engine) as session:
        fair, one, _ = _two(session)
        version = session.scalars(select(Timetable.id).where(Timetable.number == 1)).one()
        remove_draft(session, fair, one, seen=0, by=BY)
        for gone in (version, one):
            with pytest.raises(NoDraft):
                remove_draft(session, fair, gone, seen=0, by=BY)
