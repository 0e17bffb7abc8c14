"""Whoever withdrew and comes all the same: let in by the desk, and on a list at once."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.firms.errors import NotPossibleNow
from fairmatch.firms.withdrawing import withdraw
from fairmatch.models import Act, ActKind, Approval, Fair
from fairmatch.privacy import erase_firm
from fairmatch.requests.refusals import NotThere
from fairmatch.requests.telephone import search_firms
from fairmatch.waiting.admitting import admit
from tests.fairmatch.waiting.hall import at, by, firm_of, hall, new_uid, open_offers, waits


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    """Let F1 withdraw in the morning from its consultation with A1."""
    fair = hall(session, {("F1", "A1"): 4}, settings={"walk_in_reserve": 50})
    withdraw(session, firm_of(session, "F1"), clock=lambda: at(-30), new_uid=new_uid)
    return fair


def test_a_firm_that_withdrew_waits_once_the_desk_lets_it_in(session: Session, fair: Fair) -> None:
    firm, before = firm_of(session, "F1"), fair.revision
    with pytest.raises(NotThere):
        waits(session, "F1", "A1")
    assert admit(session, firm, by=by(0))
    assert (firm.takes_part, fair.revision) == (True, before + 1)
    joined = waits(session, "F1", "A1", minutes=1)
    assert joined.refused == ()
    assert "F1" in open_offers(session)
    assert session.scalars(select(Act.kind).where(Act.firm_id == firm.id)).first() == "came_back"


def test_twice_is_as_good_as_once(session: Session, fair: Fair) -> None:
    firm = firm_of(session, "F1")
    assert [admit(session, firm, by=by(minutes)) for minutes in (0, 1)] == [True, False]
    acts = session.scalars(select(Act).where(Act.kind == ActKind.CAME_BACK)).all()
    assert len(acts) == 1


def test_a_firm_that_was_not_approved_is_let_in_by_the_same_act(
    session: Session, fair: Fair
) -> None:
    firm = firm_of(session, "W10")
    firm.approval, firm.approval_reason = Approval.REFUSED, "too late"
    assert admit(session, firm, by=by(0))
    assert (firm.takes_part, firm.approval_reason) == (True, "")


def test_an_erased_firm_does_not_come_back(session: Session, fair: Fair) -> None:
    firm = firm_of(session, "F1")
    erase_firm(session, firm, clock=lambda: at(0))
    with pytest.raises(NotPossibleNow):
        admit(session, firm, by=by(0))


def test_the_desk_finds_who_withdrew_and_the_telephone_does_not(
    session: Session, fair: Fair
) -> None:
    assert search_firms(session, fair, "F1") == []
    assert [one.code for one in search_firms(session, fair, "F1", absent=True)] == ["F1"]
