"""Prices are found beside the pages, kept, given up and limited."""

import time

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.errors import NotPriceable, UnknownWish
from fairmatch.models import Timetable
from fairmatch.why import Prices, PricesBusy, State, Wish
from solver.price import Verdict
from tests.fairmatch.why.conftest import waited_for

SECONDS = 20.0


def test_a_price_is_looked_for_once_and_then_known(prices: Prices, draft_id: int) -> None:
    wish = Wish(draft_id, 0, "F2~A2", SECONDS)
    assert prices.look(wish) is None
    found = waited_for(prices, wish)
    assert found.price is not None
    assert found.price.verdict is Verdict.COSTS
    assert len(found.price.displaced) == 1
    assert prices.ask(wish).price is found.price
    assert prices.look(wish) is not None


def test_two_wishes_of_one_timetable_are_priced_against_the_same(
    prices: Prices, draft_id: int
) -> None:
    one = waited_for(prices, Wish(draft_id, 0, "F2~A2", SECONDS))
    other = waited_for(prices, Wish(draft_id, 0, "F5~A3", SECONDS))
    assert one.basis is other.basis
    assert other.price is not None
    assert other.price.verdict is Verdict.IMPOSSIBLE


def test_a_wish_that_the_timetable_does_not_know_has_no_price(
    prices: Prices, draft_id: int
) -> None:
    standing = waited_for(prices, Wish(draft_id, 0, "F2~A9", SECONDS))
    assert standing.state is State.FAILED
    assert isinstance(standing.error, UnknownWish)


def test_a_timetable_that_was_changed_since_is_asked_for_anew(
    prices: Prices, draft_id: int, engine: Engine
) -> None:
    with writing(engine) as session:
        session.get_one(Timetable, draft_id).edition = 1
    standing = waited_for(prices, Wish(draft_id, 0, "F2~A2", SECONDS))
    assert isinstance(standing.error, NotPriceable)
    assert waited_for(prices, Wish(draft_id, 1, "F2~A2", SECONDS)).price is not None


def test_more_than_some_are_refused(engine: Engine, draft_id: int) -> None:
    none = Prices(engine, workers=1, most=0)
    with pytest.raises(PricesBusy):
        none.ask(Wish(draft_id, 0, "F2~A2", SECONDS))


def test_what_nobody_looks_at_any_more_is_given_up_and_forgotten(
    engine: Engine, draft_id: int
) -> None:
    impatient = Prices(engine, workers=1, patience=-1.0)
    wish = Wish(draft_id, 0, "F2~A2", SECONDS)
    impatient.ask(wish)
    until = time.monotonic() + 30
    while impatient.look(wish) is not None:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_only_some_are_remembered(engine: Engine, draft_id: int) -> None:
    forgetful = Prices(engine, workers=1, kept=1)
    first, second, third = (
        Wish(draft_id, 0, request, SECONDS) for request in ("F2~A2", "F5~A3", "F2~A9")
    )
    for wish in (first, second, third):
        waited_for(forgetful, wish)
    assert forgetful.look(first) is None
    assert forgetful.look(third) is not None
