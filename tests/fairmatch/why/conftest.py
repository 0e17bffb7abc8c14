"""The small fair with a timetable the solver made, and prices asked of it."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.models import Fair, Timetable
from fairmatch.runs.work import solve_fair
from fairmatch.why import Prices, Standing, Wish
from tests.web.small_fair import small_fair


@pytest.fixture
def draft_id(engine: Engine, clock: Callable[[], datetime], new_uid: Callable[[], str]) -> int:
    """Solve the small fair."""
    with writing(engine) as session:
        small_fair(session)
    return solve_fair(engine, "small", seconds=5, workers=1, seed=0, clock=clock, new_uid=new_uid)


@pytest.fixture
def prices(engine: Engine) -> Prices:
    return Prices(engine, workers=1)


@pytest.fixture
def session(engine: Engine, draft_id: int) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def fair_of(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def held_by(timetable: Timetable) -> set[tuple[str, str]]:
    """Give the pairs of firm and agency code that a timetable holds."""
    return {
        (one.consultation.firm.code, one.consultation.agency.code) for one in timetable.placements
    }


def waited_for(prices: Prices, wish: Wish) -> Standing:
    """Ask until the price is there."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        standing = prices.ask(wish)
        if standing.over:
            return standing
        time.sleep(0.02)
    raise AssertionError("no price within a minute")
