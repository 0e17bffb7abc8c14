"""What all tests stand on: both databases, a clock that stands still, a real browser."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine

from benchmarks.browser import LIGHT, NoBrowser, chromium
from fairmatch.db import migrate, open_database
from tests.services.databases import Databases
from tests.services.dialects import share_compiled_statements
from tests.services.postgresql import NoServer, running_server

# Collecting makes millions of objects that stay to the end: looking through them for garbage,
# again and again, finds none.
gc.disable()
share_compiled_statements()

PAGES = Path(__file__).parent / "web"
LONG = {"test_walk.py", "test_browser_access.py", "test_desk_walk.py", "test_tutorial.py"}
"""Where a single test takes half a minute."""


def _missing(reason: Exception) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (never skipped in CI)")
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Give a server's databases, which are lent empty and migrated."""
    folder = Path(tempfile.mkdtemp(prefix="fairmatch-pg-"))
    try:
        with running_server(folder) as server:
            yield Databases(server, _migrate)
    except NoServer as reason:
        _missing(reason)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated, empty SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "pattern.sqlite3"
    _migrate(f"sqlite:///{file}")
    engine = open_database(f"sqlite:///{file}")
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return file


def _migrate(url: str) -> None:
    engine = open_database(url)
    migrate(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the address of an empty, migrated database; the test runs once on each kind."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def sqlite_url(sqlite_pattern: Path, tmp_path: Path) -> str:
    """Give the address of an empty, migrated SQLite file."""
    file = tmp_path / "test.sqlite3"
    shutil.copyfile(sqlite_pattern, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(databases: Databases) -> Iterator[str]:
    """Give the address of an empty, migrated PostgreSQL database."""
    with databases.lent() as address:
        yield address


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine for an empty, migrated database of each kind."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_pattern: Path, tmp_path: Path) -> Iterator[Engine]:
    """Give an engine on SQLite only, for tests in which the database does not matter."""
    file = tmp_path / "only.sqlite3"
    shutil.copyfile(sqlite_pattern, file)
    engine = open_database(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Give a clock that stands at a moment before the sample fair."""
    moment = datetime(2015, 10, 19, 9, 0, tzinfo=UTC)
    return lambda: moment


@pytest.fixture
def new_uid() -> Callable[[], str]:
    """Give identities that are different and the same in every run."""
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; measure coverage where rules are tested one by one.

    Measuring doubles what a test costs. Pages hold no rule; what is slow, and what is tried with
    whatever Hypothesis thinks of, goes through the same lines a thousand times, and quicker tests
    meet each; the second kind of database meets the lines that the first has met.
    """
    # Begun last, a long test would be waited for by processes that have nothing left to do.
    items.sort(key=lambda item: item.path.name not in LONG)
    for item in items:
        marked = any(map(item.get_closest_marker, ("browser", "slow", "hypothesis")))
        if marked or item.path.is_relative_to(PAGES) or _is_second_kind(item):
            item.add_marker(pytest.mark.no_cover)


def _is_second_kind(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "postgresql" in item.name.partition("[")[2]


def pytest_collection_finish() -> None:
    """Look for garbage from here on, among what tests make."""
    gc.freeze()
    gc.enable()


@pytest.fixture
def untraced(no_cover: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test, and processes that it starts, run without coverage, which doubles their cost.

    For tests of whole programs, whose parts are measured where they are tested one by one.
    """
    for name in [name for name in os.environ if name.startswith("COVERAGE_PROCESS")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _processes_as_their_test(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("no_cover"):
        request.getfixturevalue("untraced")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium, headless."""
    try:
        with chromium(LIGHT) as started:
            yield started
    except NoBrowser as reason:
        _missing(reason)
