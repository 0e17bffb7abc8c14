"""Drafts begun from a version, and drafts held against the rules of today."""

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.errors import NoTimetable, RuleBroken
from fairmatch.hand.acting import drop
from fairmatch.hand.beginning import begin_from, renew
from fairmatch.models import Act, ActKind
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import MADE_AT
from tests.fairmatch.hand.hall import BY, hall, seats, talk


def test_a_draft_is_begun_from_a_version_and_the_version_stays(engine: Engine) -> None:
    with writing(engine) as session:
        version = hall(session)
        fair = version.fair
        publish(session, fair, clock=lambda: MADE_AT, draft_id=version.id)
        draft = begin_from(session, fair, 1, by=BY)
        assert (draft.number, draft.edition) == (None, 0)
        assert seats(session, draft) == seats(session, version)
        drop(session, fair, draft.id, talk("F1~A1"), seen=0, by=BY)
        assert "F1~A1" in seats(session, version)
        assert publish(session, fair, clock=lambda: MADE_AT, draft_id=draft.id).number == 2
        kinds = session.scalars(select(Act.kind).order_by(Act.id)).all()
        own = [ActKind.DRAFT_BEGUN, ActKind.BY_HAND]
        assert kinds == [ActKind.PUBLISHED, *own, ActKind.PUBLISHED]


def test_there_is_no_draft_of_a_version_that_never_was(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        with pytest.raises(NoTimetable):
            begin_from(session, draft.fair, 1, by=BY)


def test_a_draft_that_keeps_todays_rules_counts_as_made_today(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        draft = hall(session)
        fair = draft.fair
        fair.revision += 1
        renew(session, fair, draft.id, seen=0, by=BY)
        assert draft.revision == fair.revision
        fair.firm_quota, fair.revision = 1, fair.revision + 1
        with pytest.raises(RuleBroken) as caught:
            renew(session, fair, draft.id, seen=0, by=BY)
        assert "한도 1건" in caught.value.in_language("ko")[0]
        drop(session, fair, draft.id, talk("F1~A1"), seen=0, by=BY)
        renew(session, fair, draft.id, seen=1, by=BY)
        assert draft.revision == fair.revision
