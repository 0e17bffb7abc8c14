"""What is looked at is prepared beside the pages: the last of it, once, and given up when stale."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from sqlalchemy import Engine

from fairmatch.db import reading
from fairmatch.errors import NotPriceable
from fairmatch.models import Timetable
from fairmatch.why import Prices, State, Wish
from fairmatch.why.warming import Kept, Warming
from tests.fairmatch.why.conftest import waited_for

PATIENCE = 20.0


class Kitchen:
    """Notes what is prepared; each takes until it is let go or of no use any more."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()
        self.done: list[Kept] = []
        self.given_up: list[Kept] = []
        self.over = Event()

    def prepare(self, one: Kept, stale: Callable[[], bool]) -> None:
        self.begun.set()
        while not self.let_go.wait(0.005):
            if stale():
                self.given_up.append(one)
                self.over.set()
                return
        self.done.append(one)
        self.over.set()
        if one[0] < 0:
            raise NotPriceable


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def warming(kitchen: Kitchen) -> Iterator[Warming]:
    warming = Warming(kitchen.prepare, lambda: None, breath=0.02)
    warming.start()
    yield warming
    warming.stop()


def _soon(event: Event) -> None:
    assert event.wait(PATIENCE)
    event.clear()


def test_of_several_pages_in_one_breath_the_last_is_prepared(
    kitchen: Kitchen, warming: Warming
) -> None:
    kitchen.let_go.set()
    for one in ((1, 0), (2, 0), (3, 0)):
        warming.expect(one)
    _soon(kitchen.over)
    assert kitchen.done == [(3, 0)]


def test_what_is_looked_at_again_is_not_prepared_again(kitchen: Kitchen, warming: Warming) -> None:
    kitchen.let_go.set()
    warming.expect((1, 0))
    _soon(kitchen.over)
    warming.expect((1, 0))
    assert not kitchen.over.wait(0.05)
    warming.expect((2, 0))
    _soon(kitchen.over)
    assert kitchen.done == [(1, 0), (2, 0)]


def test_it_is_given_up_when_somebody_looks_at_another(kitchen: Kitchen, warming: Warming) -> None:
    warming.expect((1, 0))
    _soon(kitchen.begun)
    warming.expect((1, 1))
    _soon(kitchen.over)
    assert kitchen.given_up == [(1, 0)]
    _soon(kitchen.begun)
    kitchen.let_go.set()
    _soon(kitchen.over)
    assert kitchen.done == [(1, 1)]


def test_it_is_given_up_when_somebody_waits_for_another(kitchen: Kitchen, warming: Warming) -> None:
    warming.expect((1, 0))
    _soon(kitchen.begun)
    warming.asked((1, 0))
    assert not kitchen.over.wait(0.05)
    warming.asked((2, 0))
    _soon(kitchen.over)
    assert kitchen.given_up == [(1, 0)]


def test_before_anybody_looks_the_first_named_is_prepared(kitchen: Kitchen) -> None:
    warming = Warming(kitchen.prepare, lambda: (7, 1), breath=0.0)
    kitchen.let_go.set()
    warming.start()
    _soon(kitchen.over)
    warming.stop()
    assert kitchen.done == [(7, 1)]


def test_one_that_cannot_be_prepared_ends_nothing(kitchen: Kitchen, warming: Warming) -> None:
    kitchen.let_go.set()
    warming.expect((-1, 0))
    _soon(kitchen.over)
    warming.expect((1, 0))
    _soon(kitchen.over)
    assert kitchen.done == [(-1, 0), (1, 0)]


def test_a_timetable_that_was_looked_at_is_ready_for_the_first_question(
    engine: Engine, prices: Prices, draft_id: int
) -> None:
    warming = prices.keep_warm()
    try:
        with reading(engine) as session:
            prices.expect(session.get_one(Timetable, draft_id))
        wish = Wish(draft_id, 0, "F2~A2", PATIENCE)
        assert waited_for(prices, wish).state is State.KNOWN
        prices.wait(wish, PATIENCE)
    finally:
        warming.stop()


def test_where_nothing_is_kept_warm_nothing_is_expected(
    engine: Engine, prices: Prices, draft_id: int
) -> None:
    with reading(engine) as session:
        prices.expect(session.get_one(Timetable, draft_id))
    assert prices.look(Wish(draft_id, 0, "F2~A2", PATIENCE)) is None
    prices.wait(Wish(draft_id, 0, "F2~A2", PATIENCE), PATIENCE)
