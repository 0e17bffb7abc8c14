import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import PhaseClosed
from fairmatch.models import Fair, Interest, Invitation, InvitationState, MarkKind
from fairmatch.requests.answering import find_mark, mark, said
from fairmatch.requests.asking import ask, withdraw
from fairmatch.requests.inviting import accept, call_back, decline, invite
from fairmatch.requests.quota import quota_of
from fairmatch.requests.refusals import (
    AlreadyAnswered,
    HasAskedItself,
    HasDeclined,
    ItemOfAnother,
    NoInvitationLeft,
    NotInvited,
    NotThere,
)
from tests.fairmatch.fair_rows import add_firm
from tests.fairmatch.requests.steps import LIMIT, agency_of, by, firm_of, ranked


def _state(session: Session) -> InvitationState:
    return session.scalars(select(Invitation)).one().state


def _used(session: Session) -> int:
    firm = firm_of(session)
    return quota_of(session, firm.fair_id, firm).used


@pytest.fixture
def invited(session: Session) -> Session:
    assert invite(
        session, agency_of(session), firm_of(session), by=by(), item_code="P1", message="오세요"
    )
    return session


def test_an_invitation_marks_the_firm_as_liked_and_changes_no_timetable_pair(
    invited: Session,
) -> None:
    assert _state(invited) is InvitationState.OPEN
    assert said(find_mark(invited, agency_of(invited), firm_of(invited)))[0] is MarkKind.LIKE
    assert ranked(invited) == []


def test_an_accepted_invitation_is_a_wish_that_uses_none_of_the_limit(invited: Session) -> None:
    firm = firm_of(invited)
    for number in range(2, 2 + LIMIT):
        ask(invited, firm, agency_of(invited, f"A{number}"), by=by())
    assert accept(invited, firm, agency_of(invited), by=by(), rank=1)
    assert not accept(invited, firm, agency_of(invited), by=by())
    assert [code for _, code in ranked(invited)] == ["A1", "A2", "A3", "A4"]
    assert _used(invited) == LIMIT
    wish = invited.scalars(select(Interest).where(Interest.rank == 1)).one()
    assert wish.plan_item is not None
    assert wish.plan_item.code == "P1"


def test_asking_the_agency_that_invited_accepts(invited: Session) -> None:
    firm = firm_of(invited)
    for number in range(2, 2 + LIMIT):
        ask(invited, firm, agency_of(invited, f"A{number}"), by=by())
    ask(invited, firm, agency_of(invited), by=by(), purpose="반갑습니다")
    assert _state(invited) is InvitationState.ACCEPTED
    assert _used(invited) == LIMIT


def test_withdrawing_what_was_accepted_declines_it(invited: Session) -> None:
    firm, agency = firm_of(invited), agency_of(invited)
    accept(invited, firm, agency, by=by())
    withdraw(invited, firm, agency, by=by())
    assert _state(invited) is InvitationState.DECLINED
    assert ranked(invited) == []
    assert accept(invited, firm, agency, by=by())
    assert ranked(invited) == [(1, "A1")]


def test_a_declined_invitation_is_not_repeated(invited: Session) -> None:
    firm, agency = firm_of(invited), agency_of(invited)
    revision = invited.scalars(select(Fair.revision)).one()
    assert decline(invited, firm, agency, by=by())
    assert not decline(invited, firm, agency, by=by())
    with pytest.raises(HasDeclined):
        invite(invited, agency, firm, by=by())
    assert invited.scalars(select(Fair.revision)).one() == revision


def test_an_open_invitation_can_be_called_back(invited: Session) -> None:
    firm, agency = firm_of(invited), agency_of(invited)
    assert call_back(invited, agency, firm, by=by())
    assert not call_back(invited, agency, firm, by=by())
    assert find_mark(invited, agency, firm) is None
    for answer in (accept, decline):
        with pytest.raises(NotInvited):
            answer(invited, firm, agency, by=by())


def test_a_must_outlives_the_invitation(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    mark(session, agency, firm, MarkKind.MUST, by=by())
    invite(session, agency, firm, by=by())
    call_back(session, agency, firm, by=by())
    assert said(find_mark(session, agency, firm))[0] is MarkKind.MUST


def test_an_answered_invitation_cannot_be_called_back(invited: Session) -> None:
    accept(invited, firm_of(invited), agency_of(invited), by=by())
    with pytest.raises(AlreadyAnswered):
        call_back(invited, agency_of(invited), firm_of(invited), by=by())


def test_who_asked_itself_is_not_invited(session: Session) -> None:
    ask(session, firm_of(session), agency_of(session), by=by())
    with pytest.raises(HasAskedItself):
        invite(session, agency_of(session), firm_of(session), by=by())


def test_no_more_are_invited_than_there_are_seats(session: Session) -> None:
    agency = agency_of(session)
    fair = session.scalars(select(Fair)).one()
    fair.walk_in_reserve = 50
    firms = [add_firm(session, fair, f"F{number}") for number in range(11, 18)]
    for firm in firms[:6]:
        assert invite(session, agency, firm, by=by())
    assert not invite(session, agency, firms[0], by=by())
    with pytest.raises(NoInvitationLeft) as refused:
        invite(session, agency, firms[6], by=by())
    assert refused.value.limit == 6
    decline(session, firms[0], agency, by=by())
    assert invite(session, agency, firms[6], by=by())


def test_unanswered_it_lapses_at_the_deadline(invited: Session) -> None:
    firm, agency = firm_of(invited), agency_of(invited)
    with pytest.raises(PhaseClosed):
        accept(invited, firm, agency, by=by(60))
    with pytest.raises(PhaseClosed):
        decline(invited, firm, agency, by=by(60))
    with pytest.raises(PhaseClosed):
        call_back(invited, agency, firm, by=by(60))
    with pytest.raises(PhaseClosed):
        invite(invited, agency, firm_of(invited, "F2"), by=by(60))
    assert ranked(invited) == []


def test_a_form_sent_again_does_its_work_once(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    invite(session, agency, firm, by=by(key="form"))
    call_back(session, agency, firm, by=by())
    assert not invite(session, agency, firm, by=by(key="form"))
    assert not accept(session, firm, agency, by=by(key="form"))
    assert not decline(session, firm, agency, by=by(key="form"))
    assert session.scalars(select(Invitation)).all() == []


def test_only_firms_that_are_there_are_invited_for_the_agencys_own_items(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    with pytest.raises(ItemOfAnother):
        invite(session, agency, firm, by=by(), item_code="P2")
    firm.withdrawn_at = by().now
    with pytest.raises(NotThere):
        invite(session, agency, firm, by=by())
