"""A timetable changed by hand is priced, and its reasons found, as it stands."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import NotPriceable, UnknownWish
from fairmatch.models import Firm, Interest, Placement, Timetable
from fairmatch.why import Prices, Wish, answer, ask, read_basis
from solver.price import Verdict
from solver.timetable import Status
from tests.fairmatch.why.conftest import held_by, waited_for


def _draft(session: Session, draft_id: int) -> Timetable:
    return session.get_one(Timetable, draft_id)


def _placed(session: Session, draft: Timetable, firm: str, agency: str) -> Placement:
    return next(
        one
        for one in draft.placements
        if (one.consultation.firm.code, one.consultation.agency.code) == (firm, agency)
    )


def test_what_a_run_made_is_held_against_what_it_proved(session: Session, draft_id: int) -> None:
    basis = read_basis(session, _draft(session, draft_id))
    assert basis.result.status is Status.OPTIMAL


def test_what_was_dropped_by_hand_has_a_reason_of_its_own(session: Session, draft_id: int) -> None:
    draft = _draft(session, draft_id)
    session.delete(_placed(session, draft, "F5", "A2"))
    draft.edition += 1
    session.flush()
    session.expire(draft)
    assert ("F5", "A2") not in held_by(draft)
    question = ask(session, draft, "F5", "A2")
    assert question.reason is not None
    basis = read_basis(session, draft)
    assert basis.result.status is Status.FEASIBLE
    assert all(tier.bound is None for tier in basis.result.tiers)
    found = answer(basis, question.request, seconds=20.0, workers=1).price
    assert found.verdict in (Verdict.BETTER, Verdict.OPEN)
    assert found.displaced == ()


def test_what_was_fixed_by_hand_stays(session: Session, draft_id: int) -> None:
    draft = _draft(session, draft_id)
    for placed in draft.placements:
        placed.fixed = True
    draft.edition += 1
    session.flush()
    basis = read_basis(session, draft)
    found = answer(basis, "F2~A2", seconds=20.0, workers=1).price
    assert found.timetable is None


def test_a_timetable_that_does_not_fit_the_fair_any_more_cannot_be_priced(
    session: Session, draft_id: int
) -> None:
    draft = _draft(session, draft_id)
    draft.edition += 1
    firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
    for wish in session.scalars(select(Interest).where(Interest.firm_id == firm.id)):
        session.delete(wish)
    session.flush()
    with pytest.raises(NotPriceable):
        read_basis(session, draft)


def test_a_wish_that_came_later_is_told_apart(
    session: Session, draft_id: int, prices: Prices
) -> None:
    draft = _draft(session, draft_id)
    with pytest.raises(UnknownWish):
        ask(session, draft, "F2", "A3")
    with pytest.raises(UnknownWish):
        ask(session, draft, "F9", "A3")
    assert ask(session, draft, "F1", "A1").reason is None
    session.commit()
    assert waited_for(prices, Wish(draft_id, 0, "F2~A3", 5.0)).price is None
