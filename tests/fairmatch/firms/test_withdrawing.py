"""Withdrawing: out of the planning at once, consultations cancelled in a version of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import reading, writing
from fairmatch.errors import PhaseClosed
from fairmatch.firms.errors import NotPossibleNow
from fairmatch.firms.withdrawing import come_back, may_come_back, withdraw
from fairmatch.models import Phase, PhaseOverride, Timetable
from fairmatch.phases import set_by_hand
from fairmatch.privacy import erase_firm
from fairmatch.publishing import publish
from fairmatch.schedules import agency_schedule, firm_schedule, latest_published
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
    starts_of,
)
from tests.fairmatch.firms.registrants import Clock, the_fair, the_firm


def _published(session: Session, clock: Clock) -> None:
    """Publish two firms at one agency, the first with a second consultation elsewhere."""
    fair = add_fair(session, slots=4)
    near, far = add_agency(session, fair, "A1", tables=2), add_agency(session, fair, "A2")
    one, two = add_firm(session, fair, "F1"), add_firm(session, fair, "F2")
    add_interests(session, one, near, far)
    add_interests(session, two, near)
    slots = slots_of(session, fair)
    held = {(one, near): (slots[0], 1), (one, far): (slots[1], 1), (two, near): (slots[0], 2)}
    draft = add_draft(session, fair, held)
    draft.report = {"notes": ["first"], "demand": {}}
    publish(session, fair, clock=clock)


def test_before_publication_it_is_simply_out_of_the_planning(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        add_interests(session, add_firm(session, fair, "F1"), add_agency(session, fair, "A1"))
        before = fair.revision
        assert withdraw(session, the_firm(session, "F1"), clock=clock) == []
        assert fair.revision == before + 1
        assert read_snapshot(session, fair).wanted() == []
        come_back(session, the_firm(session, "F1"), clock=clock)
        assert len(read_snapshot(session, fair).wanted()) == 1
        assert fair.revision == before + 2
        with pytest.raises(NotPossibleNow):
            come_back(session, the_firm(session, "F1"), clock=clock)


def test_published_consultations_are_cancelled_and_the_others_stay(
    engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        _published(session, clock)
    with writing(engine) as session:
        gone = withdraw(session, the_firm(session, "F1"), clock=clock)
        assert len(gone) == 2
        assert withdraw(session, the_firm(session, "F1"), clock=clock) == []
    with reading(engine) as session:
        version = latest_published(session, the_fair(session))
        assert version is not None
        assert version.number == 2
        assert [note.split(";")[-1] for note in version.report["notes"]] == [
            "first",
            " consultations cancelled: 2",
        ]
        assert check_timetable(session, version) == []
        mine = firm_schedule(session, the_firm(session, "F1"))
        assert [(one.cancelled, one.sequence) for one in mine] == [(True, 1), (True, 1)]
        [stays] = firm_schedule(session, the_firm(session, "F2"))
        assert (stays.cancelled, stays.sequence) == (False, 0)
        agencies = read_snapshot(session, the_fair(session)).agencies.values()
        told = [one for agency in agencies for one in agency_schedule(session, agency)]
        assert sorted(one.cancelled for one in told) == [False, True, True]


def test_what_has_begun_is_not_cancelled(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        _published(session, clock)
        first = slots_of(session, the_fair(session))[0]
        during = starts_of(first) + timedelta(minutes=5)
        gone = withdraw(session, the_firm(session, "F1"), clock=lambda: during)
        assert [one.agency.code for one in gone] == ["A2"]
        mine = firm_schedule(session, the_firm(session, "F1"))
        assert [one.cancelled for one in mine] == [False, True]


def test_a_firm_without_consultations_makes_no_version(sqlite_engine: Engine, clock: Clock) -> None:
    with writing(sqlite_engine) as session:
        _published(session, clock)
        firm = add_firm(session, the_fair(session), "F3")
        assert withdraw(session, firm, clock=clock) == []
        assert len(session.scalars(select(Timetable)).all()) == 1


def test_coming_back_ends_with_the_requests_and_with_erasure(
    sqlite_engine: Engine, clock: Clock
) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        firm = add_firm(session, fair, "F1")
        assert not may_come_back(firm, fair, clock())
        withdraw(session, firm, clock=clock)
        assert may_come_back(firm, fair, clock())
        set_by_hand(fair, Phase.REQUESTS, PhaseOverride.CLOSED, clock())
        session.flush()
        assert not may_come_back(firm, fair, clock())
        with pytest.raises(PhaseClosed):
            come_back(session, firm, clock=clock)
        erase_firm(session, firm, clock=clock)
        with pytest.raises(NotPossibleNow):
            come_back(session, firm, clock=clock)
