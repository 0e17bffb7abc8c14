import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import PhaseClosed
from fairmatch.models import Act, ActKind, Approval, Fair, Interest, PlanItem, PlanState
from fairmatch.requests.asking import ask, reword, withdraw
from fairmatch.requests.quota import Quota, quota_of
from fairmatch.requests.refusals import (
    AlreadyAsked,
    ChangedMeanwhile,
    ItemOfAnother,
    NoRequestLeft,
    NotAsked,
    NotThere,
    TextTooLong,
)
from fairmatch.requests.seen import seal
from tests.fairmatch.requests.steps import LIMIT, agency_of, by, firm_of, ranked


def _wish(session: Session) -> Interest:
    return session.scalars(select(Interest)).one()


def _revision(session: Session) -> int:
    return session.scalars(select(Fair.revision)).one()


def test_what_is_asked_stands_below_what_was_asked_before(session: Session) -> None:
    firm = firm_of(session)
    for code in ("A3", "A1", "A2"):
        quota = ask(session, firm, agency_of(session, code), by=by())
    assert ranked(session) == [(1, "A3"), (2, "A1"), (3, "A2")]
    assert (quota, quota.left) == (Quota(3, LIMIT), 0)
    assert _revision(session) == 3


def test_a_request_says_what_it_is_about_and_when_it_was_asked(session: Session) -> None:
    asked = by(5)
    ask(
        session,
        firm_of(session),
        agency_of(session),
        by=asked,
        item_code="P1",
        purpose=" 단가\r\n견적 ",
    )
    wish = _wish(session)
    assert wish.plan_item is not None
    assert (wish.plan_item.code, wish.purpose, wish.asked_at) == ("P1", "단가\n견적", asked.now)


def test_no_more_than_the_limit_is_asked_and_nothing_changes(session: Session) -> None:
    firm = firm_of(session)
    for number in range(1, LIMIT + 1):
        ask(session, firm, agency_of(session, f"A{number}"), by=by())
    with pytest.raises(NoRequestLeft) as refused:
        ask(session, firm, agency_of(session, "A5"), by=by())
    assert refused.value.limit == LIMIT
    assert len(ranked(session)) == LIMIT
    assert _revision(session) == LIMIT


def test_the_same_asked_twice_is_one_request(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    for _ in range(2):
        ask(session, firm, agency, by=by(), item_code="P1", purpose="견적")
    assert ranked(session) == [(1, "A1")]
    assert _revision(session) == 1


def test_a_form_sent_again_after_a_withdrawal_does_not_ask_anew(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency, by=by(key="form"))
    withdraw(session, firm, agency, by=by())
    assert ask(session, firm, agency, by=by(key="form")).used == 0
    assert ranked(session) == []


def test_another_request_with_the_same_agency_is_refused(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency, by=by(), item_code="P1")
    with pytest.raises(AlreadyAsked):
        ask(session, firm, agency, by=by(), purpose="다른 이야기")
    assert _wish(session).purpose == ""


@pytest.mark.parametrize("item", ["P2", "P99", "'; drop table"])
def test_only_the_agencys_own_plan_items_can_be_asked_about(session: Session, item: str) -> None:
    with pytest.raises(ItemOfAnother):
        ask(session, firm_of(session), agency_of(session), by=by(), item_code=item)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.WITHDRAWN])
def test_what_is_not_published_can_only_stay_where_it_was_named_before(
    session: Session, state: PlanState
) -> None:
    firm, agency = firm_of(session), agency_of(session)
    item = session.scalars(select(PlanItem).where(PlanItem.code == "P1")).one()
    ask(session, firm, agency, by=by(), item_code="P1")
    item.state = state
    session.flush()
    if state is PlanState.WITHDRAWN:
        reword(session, firm, agency, by=by(), item_code="P1", purpose="그래도")
        assert _wish(session).plan_item_id == item.id
    with pytest.raises(ItemOfAnother):
        ask(session, firm_of(session, "F2"), agency, by=by(), item_code="P1")


def test_a_purpose_longer_than_a_file_may_have_it_is_refused(session: Session) -> None:
    with pytest.raises(TextTooLong) as refused:
        ask(session, firm_of(session), agency_of(session), by=by(), purpose="가" * 501)
    assert (refused.value.length, refused.value.limit) == (501, 500)
    assert ranked(session) == []


def test_after_the_deadline_only_the_organiser_asks(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency_of(session, "A2"), by=by(59.99))
    with pytest.raises(PhaseClosed):
        ask(session, firm, agency, by=by(60))
    with pytest.raises(PhaseClosed):
        withdraw(session, firm, agency_of(session, "A2"), by=by(60))
    ask(session, firm, agency, by=by(60, on_behalf=True))
    assert ranked(session) == [(1, "A2"), (2, "A1")]
    assert [act.on_behalf for act in session.scalars(select(Act).order_by(Act.id))] == [False, True]


def test_the_organiser_is_held_to_the_limit_as_well(session: Session) -> None:
    firm = firm_of(session)
    for number in range(1, LIMIT + 1):
        ask(session, firm, agency_of(session, f"A{number}"), by=by(on_behalf=True))
    with pytest.raises(NoRequestLeft):
        ask(session, firm, agency_of(session, "A4"), by=by(on_behalf=True))


def test_a_withdrawn_request_gives_its_place_back_and_leaves_no_gap(session: Session) -> None:
    firm = firm_of(session)
    for code in ("A1", "A2", "A3"):
        ask(session, firm, agency_of(session, code), by=by())
    assert withdraw(session, firm, agency_of(session, "A1"), by=by())
    assert ranked(session) == [(1, "A2"), (2, "A3")]
    assert quota_of(session, firm.fair_id, firm).left == 1
    assert not withdraw(session, firm, agency_of(session, "A1"), by=by())
    assert _revision(session) == 4


def test_a_request_can_be_put_back_where_it_was(session: Session) -> None:
    firm = firm_of(session)
    for code in ("A1", "A2", "A3"):
        ask(session, firm, agency_of(session, code), by=by())
    withdraw(session, firm, agency_of(session, "A1"), by=by())
    ask(session, firm, agency_of(session, "A1"), by=by(), rank=1)
    assert ranked(session) == [(1, "A1"), (2, "A2"), (3, "A3")]


def test_other_words_make_no_other_timetable(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency, by=by())
    reword(session, firm, agency, by=by(), item_code="P1", purpose="견적")
    wish = _wish(session)
    assert wish.plan_item is not None
    assert (wish.plan_item.code, wish.purpose, wish.rank) == ("P1", "견적", 1)
    assert _revision(session) == 1
    reword(session, firm, agency, by=by(), item_code="", purpose="견적")
    assert _wish(session).plan_item_id is None


def test_words_changed_in_another_tab_are_not_overwritten_unknowingly(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency, by=by(), purpose="처음")
    seen = seal(None, "처음")
    reword(session, firm, agency, by=by(), item_code="", purpose="다른 탭", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        reword(session, firm, agency, by=by(), item_code="", purpose="이 탭", seen=seen)
    assert _wish(session).purpose == "다른 탭"
    # What stands there already is no overwriting.
    reword(session, firm, agency, by=by(), item_code="", purpose="다른 탭", seen=seen)


def test_what_was_never_asked_cannot_be_worded_anew(session: Session) -> None:
    with pytest.raises(NotAsked):
        reword(session, firm_of(session), agency_of(session), by=by(), item_code="", purpose="x")


def test_it_is_known_who_did_what_but_not_in_whose_words(session: Session) -> None:
    firm, agency = firm_of(session), agency_of(session)
    ask(session, firm, agency, by=by(1), item_code="P1", purpose="비밀")
    withdraw(session, firm, agency, by=by(2, on_behalf=True))
    acts = session.scalars(select(Act).order_by(Act.id)).all()
    assert [(act.kind, act.at, act.on_behalf) for act in acts] == [
        (ActKind.ASKED, by(1).now, False),
        (ActKind.WITHDRAWN, by(2).now, True),
    ]
    assert {(act.firm_id, act.agency_id) for act in acts} == {(firm.id, agency.id)}
    assert "비밀" not in str([act.said for act in acts])


def test_a_firm_that_waits_for_approval_may_ask_but_not_one_that_is_out(session: Session) -> None:
    firm = firm_of(session)
    firm.approval = Approval.WAITING
    ask(session, firm, agency_of(session), by=by())
    firm.approval = Approval.REFUSED
    with pytest.raises(NotThere):
        ask(session, firm, agency_of(session, "A2"), by=by())
    firm.approval, firm.withdrawn_at = Approval.APPROVED, by().now
    with pytest.raises(NotThere):
        ask(session, firm, agency_of(session, "A2"), by=by())
