from collections.abc import Iterator
from datetime import time

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.attendance.changing import (
    NeverThere,
    NoBooth,
    NoSuchSlot,
    TalksInTheWay,
    set_attendance,
)
from fairmatch.attendance.sheet import sheet_of
from fairmatch.availability import Availability
from fairmatch.db import writing
from fairmatch.errors import PhaseClosed
from fairmatch.models import Act, Booth, BoothHours, Fair, Firm, FirmHours
from fairmatch.publishing import publish
from fairmatch.requests.refusals import ChangedMeanwhile
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import add_draft, add_interests, add_pin, slots_of
from tests.fairmatch.requests.steps import NOW, agency_of, asking_fair, by, firm_of


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Give a session on a fair of six slots, two firms and two agencies, on both databases."""
    with writing(engine) as session:
        asking_fair(session, agencies=2)
        yield session


def _fair(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def test_planning_reads_what_was_ticked(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    set_attendance(session, firm, frozenset({0, 1, 4}), by=by())
    set_attendance(session, agency, frozenset({1, 2}), by=by())
    there = Availability(read_snapshot(session, _fair(session)))
    assert there.of_firm(firm.id) == {0, 1, 4}
    assert there.of_agency(agency.id) == {1, 2}
    assert _fair(session).revision == 2
    hours = session.scalars(select(FirmHours).order_by(FirmHours.comes)).all()
    assert [(one.comes, one.leaves) for one in hours] == [
        (time(10), time(10, 40)),
        (time(11, 20), time(11, 40)),
    ]


def test_the_whole_fair_is_kept_as_no_hours(session: Session) -> None:
    firm = firm_of(session)
    set_attendance(session, firm, frozenset({0}), by=by())
    assert set_attendance(session, firm, frozenset(range(6)), by=by()) is not None
    assert session.scalars(select(FirmHours)).all() == []
    assert set_attendance(session, firm, frozenset(range(6)), by=by()) is None
    assert _fair(session).revision == 2


def test_what_stood_before_is_given_to_be_put_back(session: Session) -> None:
    firm = firm_of(session)
    set_attendance(session, firm, frozenset({2, 3}), by=by())
    before = set_attendance(session, firm, frozenset({5}), by=by())
    assert before is not None
    set_attendance(session, firm, before.there, by=by())
    assert sheet_of(session, _fair(session), firm).there == {2, 3}


def test_talks_with_a_time_are_named_before_their_slot_is_given_up(session: Session) -> None:
    fair, firm, agency = _fair(session), firm_of(session), agency_of(session)
    other = agency_of(session, "A2")
    slots = slots_of(session, fair)
    add_pin(session, firm, agency, slots[1])
    add_interests(session, firm, agency, other)
    draft = add_draft(session, fair, {(firm, agency): (slots[1], 1), (firm, other): (slots[3], 1)})
    publish(session, fair, clock=lambda: NOW, draft_id=draft.id)
    with pytest.raises(TalksInTheWay) as refused:
        set_attendance(session, firm, frozenset({0}), by=by())
    assert [(one.slot.position, one.agency_code, one.arranged) for one in refused.value.held] == [
        (1, "A1", True),
        (3, "A2", False),
    ]
    with pytest.raises(TalksInTheWay) as refused:
        set_attendance(session, other, frozenset({0}), by=by())
    assert [(one.firm_code, one.arranged) for one in refused.value.held] == [("F1", False)]
    assert set_attendance(session, firm, frozenset({0}), by=by(), even_so=True) is not None
    assert session.scalars(select(Act).where(Act.firm_id == firm.id)).one().said["in_the_way"] == 2
    # What is given up already is in nobody's way again.
    assert set_attendance(session, firm, frozenset({2}), by=by()) is not None


def test_another_tabs_choice_is_not_overwritten_unknowingly(session: Session) -> None:
    firm = firm_of(session)
    seen = sheet_of(session, _fair(session), firm).seal
    set_attendance(session, firm, frozenset({0}), by=by(), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        set_attendance(session, firm, frozenset({1}), by=by(), seen=seen)
    assert set_attendance(session, firm, frozenset({0}), by=by(), seen=seen) is None


def test_a_choice_that_cannot_be_is_refused(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    with pytest.raises(NeverThere):
        set_attendance(session, firm, frozenset(), by=by())
    for position in (-1, 6):
        with pytest.raises(NoSuchSlot):
            set_attendance(session, firm, frozenset({position}), by=by())
    session.delete(session.scalars(select(Booth).where(Booth.agency_id == agency.id)).one())
    session.flush()
    with pytest.raises(NoBooth):
        set_attendance(session, agency, frozenset({0}), by=by())


def test_after_the_deadline_only_the_organiser_changes_it(session: Session) -> None:
    firm = firm_of(session)
    with pytest.raises(PhaseClosed):
        set_attendance(session, firm, frozenset({0}), by=by(60))
    assert set_attendance(session, firm, frozenset({0}), by=by(60, on_behalf=True)) is not None


def test_a_form_sent_again_does_its_work_once(session: Session) -> None:
    firm = firm_of(session)
    set_attendance(session, firm, frozenset({0}), by=by(key="form"))
    set_attendance(session, firm, frozenset({1}), by=by())
    assert set_attendance(session, firm, frozenset({0}), by=by(key="form")) is None
    assert sheet_of(session, _fair(session), firm).there == {1}


def test_everybody_has_hours_of_their_own(session: Session) -> None:
    set_attendance(session, firm_of(session), frozenset({0}), by=by())
    set_attendance(session, agency_of(session), frozenset({0}), by=by())
    fair = _fair(session)
    for party in (firm_of(session, "F2"), agency_of(session, "A2")):
        assert sheet_of(session, fair, party).there == set(range(6))
    assert len(session.scalars(select(BoothHours)).all()) == 1
    assert isinstance(firm_of(session), Firm)
