"""The database: engines, sessions and migrations. Nothing happens at import."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from fairmatch.errors import DatabaseNotReady

BUSY_TIMEOUT_MS = 10_000
FORSAKEN_TIMEOUT_MS = 60_000
"""After which PostgreSQL rolls back a transaction in which nothing is asked any more."""
_NO_ROOM = ("SQLITE_FULL", "53100")
"""What SQLite and PostgreSQL call a full disk."""


def open_database(url: str) -> Engine:
    """Give an engine for the address; the folder of an SQLite file is made if need be."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address, pool_pre_ping=True)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # A machine that vanishes in the midst of a transaction would hold its locks for hours.
    cursor = connection.cursor()
    cursor.execute(f"SET idle_in_transaction_session_timeout = {FORSAKEN_TIMEOUT_MS}")
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions would begin late and fail when a reader turns writer;
    # `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once and so waits its turn; a deferred one would be
    # refused without waiting if another wrote after its first read.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN DEFERRED")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that sees one state of the database and is rolled back at the end."""
    with Session(engine) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session in one transaction: committed at the end, rolled back on any error."""
    with Session(engine.execution_options(write=True)) as session, session.begin():
        yield session


def is_disk_full(error: OperationalError) -> bool:
    """Tell whether the database could not write because there is no room left."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return code in _NO_ROOM


def migrate(engine: Engine) -> None:
    """Bring the database's tables to this edition of the program."""
    config = _alembic()
    with (
        engine.execution_options(write=True).connect() as connection,
        _unwatched_references(connection),
        connection.begin(),
    ):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _unwatched_references(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables without taking what refers to their rows along.

    A table that is given a check or loses a column is copied and dropped there; dropping it with
    references watched would delete, or cut off, every row that points to it.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # Within a transaction the pragma would do nothing, so it goes past the engine's own.
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
        driver.close()


def require_ready(engine: Engine) -> None:
    """Refuse a database that `migrate` has not brought to this edition.

    Raises
    ------
    DatabaseNotReady
        If its tables are missing or of another edition.
    """
    wanted = ScriptDirectory.from_config(_alembic()).get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        shown = engine.url.render_as_string(hide_password=True)
        raise DatabaseNotReady(shown, found, str(wanted))


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
