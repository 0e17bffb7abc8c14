import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import PhaseClosed
from fairmatch.models import Fair, Mark, MarkKind
from fairmatch.requests.answering import (
    find_mark,
    mark,
    mark_rest_neutral,
    said,
    take_neutral_back,
)
from fairmatch.requests.asking import ask
from fairmatch.requests.refusals import ChangedMeanwhile, NotThere, TextTooLong
from fairmatch.requests.seen import seal
from tests.fairmatch.requests.steps import agency_of, by, firm_of


@pytest.fixture
def asked(session: Session) -> Session:
    for firm in ("F1", "F2"):
        ask(session, firm_of(session, firm), agency_of(session), by=by())
    return session


def _revision(session: Session) -> int:
    return session.scalars(select(Fair.revision)).one()


def test_an_answer_is_kept_with_its_reason_and_who_may_see_it(asked: Session) -> None:
    firm, agency = firm_of(asked), agency_of(asked)
    assert mark(asked, agency, firm, MarkKind.NO, by=by(), reason=" 계약 중 ", shown=True)
    assert said(find_mark(asked, agency, firm)) == (MarkKind.NO, "계약 중", True)
    assert not mark(asked, agency, firm, MarkKind.NO, by=by(), reason="계약 중", shown=True)


def test_a_timetable_is_made_anew_only_by_another_answer(asked: Session) -> None:
    firm, agency = firm_of(asked), agency_of(asked)
    before = _revision(asked)
    mark(asked, agency, firm, MarkKind.NEUTRAL, by=by())
    assert _revision(asked) == before
    mark(asked, agency, firm, MarkKind.LIKE, by=by())
    assert _revision(asked) == before + 1
    mark(asked, agency, firm, MarkKind.LIKE, by=by(), reason="좋음")
    assert _revision(asked) == before + 1
    mark(asked, agency, firm, None, by=by())
    assert _revision(asked) == before + 2
    assert find_mark(asked, agency, firm) is None


def test_an_answer_of_another_officer_is_not_overwritten_unknowingly(asked: Session) -> None:
    firm, agency = firm_of(asked), agency_of(asked)
    seen = seal(None, "", False)
    mark(asked, agency, firm, MarkKind.MUST, by=by(), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        mark(asked, agency, firm, MarkKind.NO, by=by(), seen=seen)
    assert said(find_mark(asked, agency, firm))[0] is MarkKind.MUST


def test_all_who_wait_are_neutral_at_one_stroke_and_back(asked: Session) -> None:
    agency = agency_of(asked)
    mark(asked, agency, firm_of(asked, "F2"), MarkKind.LIKE, by=by())
    assert mark_rest_neutral(asked, agency, by=by()) == ["F1"]
    assert mark_rest_neutral(asked, agency, by=by()) == []
    assert take_neutral_back(asked, agency, ["F1", "F2"], by=by()) == 1
    assert [one.kind for one in asked.scalars(select(Mark))] == [MarkKind.LIKE]
    assert take_neutral_back(asked, agency, ["F1"], by=by()) == 0


def test_a_form_sent_again_does_its_work_once(asked: Session) -> None:
    agency = agency_of(asked)
    once = by(key="bulk")
    assert mark_rest_neutral(asked, agency, by=once) == ["F1", "F2"]
    take_neutral_back(asked, agency, ["F1"], by=by())
    assert mark_rest_neutral(asked, agency, by=once) == []
    assert take_neutral_back(asked, agency, ["F2"], by=once) == 0
    assert not mark(asked, agency, firm_of(asked), MarkKind.NO, by=once)


def test_after_the_deadline_answers_stand(asked: Session) -> None:
    agency, firm = agency_of(asked), firm_of(asked)
    for late in (
        lambda: mark(asked, agency, firm, MarkKind.NO, by=by(60)),
        lambda: mark_rest_neutral(asked, agency, by=by(60)),
        lambda: take_neutral_back(asked, agency, [], by=by(60)),
    ):
        with pytest.raises(PhaseClosed):
            late()
    assert mark(asked, agency, firm, MarkKind.NO, by=by(60, on_behalf=True))


def test_a_firm_that_withdrew_is_not_answered(asked: Session) -> None:
    firm = firm_of(asked)
    firm.withdrawn_at = by().now
    with pytest.raises(NotThere):
        mark(asked, agency_of(asked), firm, MarkKind.NO, by=by())


def test_a_reason_longer_than_a_file_may_have_it_is_refused(asked: Session) -> None:
    with pytest.raises(TextTooLong):
        mark(asked, agency_of(asked), firm_of(asked), MarkKind.NO, by=by(), reason="가" * 501)
