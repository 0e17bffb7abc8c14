"""The small fair with a timetable the solver made, and prices asked of it."""

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import open_database, reading, writing
from fairmatch.models import Fair, Timetable
from fairmatch.runs.work import solve_fair
from fairmatch.why import Prices, Standing, Wish
from tests.web.small_fair import small_fair

SOLVED = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def solved_pattern(sqlite_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of the small fair, solved, to copy."""
    file = tmp_path_factory.mktemp("solved") / "solved.sqlite3"
    shutil.copyfile(sqlite_pattern, file)
    engine = open_database(f"sqlite:///{file}")
    numbers = count(1)
    with writing(engine) as session:
        small_fair(session)
    solve_fair(
        engine,
        "small",
        seconds=5,
        workers=1,
        seed=0,
        clock=lambda: SOLVED,
        new_uid=lambda: f"{next(numbers):032x}",
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return file


@pytest.fixture
def engine(solved_pattern: Path, tmp_path: Path) -> Iterator[Engine]:
    """Give one kind of database: nothing here races, and the pages ask both."""
    file = tmp_path / "asked.sqlite3"
    shutil.copyfile(solved_pattern, file)
    engine = open_database(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def draft_id(engine: Engine) -> int:
    """Give the draft that the solver made."""
    with reading(engine) as session:
        return session.scalars(select(Timetable.id)).one()


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
