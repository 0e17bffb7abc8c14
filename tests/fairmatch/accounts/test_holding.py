"""Forms kept for somebody whose session had ended: for them, for a while, and no more."""

import pytest
from sqlalchemy import Engine, select

from fairmatch.accounts import open_account
from fairmatch.accounts.holding import LARGEST, MOST_FIELDS, fits, held, hold, let_go
from fairmatch.db import reading, writing
from fairmatch.models import Account, HeldForm
from tests.fairmatch.accounts.conftest import Hands

FIELDS = [("pitch", "우리는 <b>작업복</b>을 짓습니다"), ("day", "1"), ("day", "2")]


def _account(engine: Engine, hands: Hands, name: str) -> Account:
    with writing(engine) as session:
        account = open_account(session, f"{name}@city.example", clock=hands)
        session.flush()
        session.refresh(account)
        session.expunge(account)
        return account


def test_a_form_comes_back_whole_and_is_let_go(engine: Engine, hands: Hands) -> None:
    kim = _account(engine, hands, "kim")
    with writing(engine) as session:
        uid = hold(session, "/firm/x", FIELDS, whose=kim, clock=hands)
        assert uid not in {one.uid_hash for one in session.scalars(select(HeldForm))}
    with writing(engine) as session:
        found = held(session, uid, kim.id, clock=hands)
        assert found is not None
        assert found.path == "/firm/x"
        assert [tuple(pair) for pair in found.fields] == FIELDS
        let_go(session, uid)
        assert held(session, uid, kim.id, clock=hands) is None


@pytest.mark.parametrize("known", [True, False])
def test_nobody_else_gets_it_where_it_is_known_whose_it_was(
    engine: Engine, hands: Hands, known: bool
) -> None:
    kim, lee = _account(engine, hands, "kim"), _account(engine, hands, "lee")
    with writing(engine) as session:
        uid = hold(session, "/x", FIELDS, whose=kim if known else None, clock=hands)
    with reading(engine) as session:
        assert held(session, uid, kim.id, clock=hands) is not None
        assert (held(session, uid, lee.id, clock=hands) is None) is known
        assert held(session, "forged", kim.id, clock=hands) is None


def test_after_an_hour_it_is_gone(engine: Engine, hands: Hands) -> None:
    with writing(engine) as session:
        uid = hold(session, "/x", FIELDS, whose=None, clock=hands)
    hands.forward(hours=1, seconds=1)
    with writing(engine) as session:
        assert held(session, uid, 1, clock=hands) is None
        hold(session, "/y", FIELDS, whose=None, clock=hands)
        assert [one.path for one in session.scalars(select(HeldForm))] == ["/y"]


def test_only_so_much_fits() -> None:
    assert fits([("a", "x" * (LARGEST - 1))])
    assert not fits([("a", "x" * LARGEST)])
    assert not fits([("a", "가" * (LARGEST // 3 + 1))])
    assert fits([("a", "")] * MOST_FIELDS)
    assert not fits([("a", "")] * (MOST_FIELDS + 1))
