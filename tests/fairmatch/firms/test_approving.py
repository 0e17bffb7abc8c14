"""The organiser's word: a firm that waits or was refused is in no timetable."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.checking import check_timetable
from fairmatch.db import reading, writing
from fairmatch.firms.approving import (
    approve,
    ask_again,
    refuse,
    refused_firms,
    require_approval,
    waiting_firms,
)
from fairmatch.firms.errors import NotPossibleNow, ReasonMissing
from fairmatch.models import Approval, Fair, Firm, MarkKind
from fairmatch.snapshot import read_snapshot
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)


def _waiting(engine: Engine) -> None:
    """Keep a fair of two firms, of which the second waits for approval."""
    with writing(engine) as session:
        fair = add_fair(session, approval_required=True)
        agency = add_agency(session, fair, "A1")
        add_interests(session, add_firm(session, fair, "F1"), agency)
        late = add_firm(
            session,
            fair,
            "F2",
            approval=Approval.WAITING,
            registered_at=datetime(2015, 10, 2, tzinfo=UTC),
        )
        add_interests(session, late, agency)
        add_mark(session, agency, late, MarkKind.MUST)
        add_pin(session, late, agency, slots_of(session, fair)[0])


def _fair(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def _firm(session: Session, code: str) -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def test_a_firm_that_came_by_import_takes_part(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        session.flush()
        session.refresh(firm)
        assert firm.approval is Approval.APPROVED
        assert firm.takes_part


def test_what_a_waiting_firm_asks_is_no_part_of_the_timetable(engine: Engine) -> None:
    _waiting(engine)
    with reading(engine) as session:
        seen = read_snapshot(session, _fair(session))
        late = _firm(session, "F2")
        assert [seen.firms[pair[0]].code for pair in seen.wanted()] == ["F1"]
        assert not seen.marks
        assert not seen.pins
        assert late.id in seen.firms


def test_approval_brings_the_firm_in_and_makes_drafts_stale(engine: Engine) -> None:
    _waiting(engine)
    with writing(engine) as session:
        before = _fair(session).revision
        assert [firm.code for firm in waiting_firms(session, _fair(session))] == ["F2"]
        assert approve(session, _firm(session, "F2"))
        assert not approve(session, _firm(session, "F2"))
        assert _fair(session).revision == before + 1
    with reading(engine) as session:
        seen = read_snapshot(session, _fair(session))
        assert len(seen.wanted()) == 2
        assert len(seen.marks) == len(seen.pins) == 1
        assert waiting_firms(session, _fair(session)) == []


def test_a_refusal_has_a_reason_and_the_firm_may_ask_again(sqlite_engine: Engine) -> None:
    _waiting(sqlite_engine)
    with writing(sqlite_engine) as session:
        firm, fair = _firm(session, "F2"), _fair(session)
        before = fair.revision
        with pytest.raises(ReasonMissing):
            refuse(session, firm, "  ")
        with pytest.raises(NotPossibleNow):
            ask_again(session, firm)
        refuse(session, firm, " 인증서를 올려 주십시오. ")
        assert firm.approval_reason == "인증서를 올려 주십시오."
        assert refused_firms(session, fair) == [firm]
        assert waiting_firms(session, fair) == []
        ask_again(session, firm)
        assert (firm.approval, firm.approval_reason) == (Approval.WAITING, "")
        assert waiting_firms(session, fair) == [firm]
        assert fair.revision == before


def test_an_approved_firm_is_not_refused(sqlite_engine: Engine) -> None:
    _waiting(sqlite_engine)
    with writing(sqlite_engine) as session, pytest.raises(NotPossibleNow) as caught:
        refuse(session, _firm(session, "F1"), "왜냐하면")
    assert caught.value.state == "approved"


def test_the_organiser_sets_whether_approval_is_needed(sqlite_engine: Engine) -> None:
    _waiting(sqlite_engine)
    with writing(sqlite_engine) as session:
        require_approval(session, _fair(session), required=False)
        assert not _fair(session).approval_required
        assert _firm(session, "F2").approval is Approval.WAITING


def test_a_timetable_with_a_firm_that_takes_no_part_breaks_a_rule(
    sqlite_engine: Engine, clock: Callable[[], datetime]
) -> None:
    _waiting(sqlite_engine)
    with writing(sqlite_engine) as session:
        fair, firm = _fair(session), _firm(session, "F2")
        agency = add_agency(session, fair, "A2", at=(5, 5))
        slot = slots_of(session, fair)[1]
        draft = add_draft(session, fair, {(firm, agency): (slot, 1)})
        found = [str(one) for one in check_timetable(session, draft)]
    assert found == ["2015-10-29 10:20: F2 기업 F2 does not take part"]
