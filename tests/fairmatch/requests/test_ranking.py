import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Fair
from fairmatch.requests.asking import ask
from fairmatch.requests.ranking import move, rank_all
from fairmatch.requests.refusals import ChangedMeanwhile, NotAsked
from tests.fairmatch.requests.steps import agency_of, by, firm_of, ranked


@pytest.fixture
def asked(session: Session) -> Session:
    for code in ("A1", "A2", "A3"):
        ask(session, firm_of(session), agency_of(session, code), by=by())
    return session


def _revision(session: Session) -> int:
    return session.scalars(select(Fair.revision)).one()


def test_requests_are_put_into_any_order(asked: Session) -> None:
    assert rank_all(asked, firm_of(asked), ["A3", "A1", "A2"], by=by())
    assert ranked(asked) == [(1, "A3"), (2, "A1"), (3, "A2")]
    assert _revision(asked) == 4


def test_an_order_that_stands_already_changes_nothing(asked: Session) -> None:
    assert not rank_all(asked, firm_of(asked), ["A1", "A2", "A3"], by=by(), seen=["A9"])
    assert _revision(asked) == 3


@pytest.mark.parametrize(
    "order", [["A1", "A2"], ["A1", "A2", "A3", "A4"], ["A1", "A1", "A2"], []], ids=len
)
def test_an_order_of_other_requests_is_refused(asked: Session, order: list[str]) -> None:
    with pytest.raises(ChangedMeanwhile):
        rank_all(asked, firm_of(asked), order, by=by())
    assert ranked(asked) == [(1, "A1"), (2, "A2"), (3, "A3")]


def test_an_order_made_in_another_tab_is_not_overwritten_unknowingly(asked: Session) -> None:
    seen = ["A1", "A2", "A3"]
    rank_all(asked, firm_of(asked), ["A2", "A1", "A3"], by=by(), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        rank_all(asked, firm_of(asked), ["A3", "A2", "A1"], by=by(), seen=seen)
    assert ranked(asked) == [(1, "A2"), (2, "A1"), (3, "A3")]


@pytest.mark.parametrize(
    ("code", "to", "after"),
    [
        ("A3", 1, ["A3", "A1", "A2"]),
        ("A1", 2, ["A2", "A1", "A3"]),
        ("A1", 99, ["A2", "A3", "A1"]),
        ("A2", -5, ["A2", "A1", "A3"]),
    ],
)
def test_a_request_moves_to_the_rank_that_is_named(
    asked: Session, code: str, to: int, after: list[str]
) -> None:
    seen = ["A1", "A2", "A3"]
    # A button pressed twice sends the same form twice.
    for _ in range(2):
        move(asked, firm_of(asked), code, to, by=by(), seen=seen)
    assert [agency for _, agency in ranked(asked)] == after


def test_what_was_not_asked_cannot_be_moved(asked: Session) -> None:
    with pytest.raises(NotAsked):
        move(asked, firm_of(asked), "A4", 1, by=by())


@given(st.lists(st.permutations(["A1", "A2", "A3"]), max_size=6))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ranks_are_dense_after_any_orders(asked: Session, orders: list[list[str]]) -> None:
    for order in orders:
        rank_all(asked, firm_of(asked), order, by=by())
        assert ranked(asked) == list(enumerate(order, start=1))
