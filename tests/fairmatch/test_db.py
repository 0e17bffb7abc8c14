"""The database: migrations, pragmas, and writers that wait their turn."""

import threading
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Column, Engine, Integer, MetaData, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from fairmatch import db
from fairmatch.db import (
    BUSY_TIMEOUT_MS,
    _alembic,
    migrate,
    open_database,
    reading,
    require_ready,
    writing,
)
from fairmatch.errors import DatabaseNotReady
from fairmatch.models import Base, Fair, Interest
from tests.fairmatch.fair_rows import add_fair


def test_migrations_give_the_tables_of_the_models(engine: Engine) -> None:
    require_ready(engine)
    tables = set(inspect(engine).get_table_names())
    assert tables == {table.name for table in Base.metadata.sorted_tables} | {"alembic_version"}


def test_the_models_ask_for_no_further_migration(engine: Engine) -> None:
    config = _alembic()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session)
    migrate(engine)
    require_ready(engine)
    with reading(engine) as session:
        assert session.scalars(select(Fair.code)).all() == ["fair"]


def test_a_migration_keeps_what_refers_to_a_table_that_it_rebuilds(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/old.sqlite3")
    config = _alembic()
    with engine.execution_options(write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        old = MetaData()
        old.reflect(connection)
        for name in ("fair", "agency", "firm", "plan_item", "interest"):
            table = old.tables[name]
            row = {column.name: _any_value(column) for column in table.c if not column.nullable}
            row |= {"plan_item_id": 1} if name == "interest" else {}
            connection.execute(table.insert().values(row))
    migrate(engine)
    with reading(engine) as session:
        assert session.scalars(select(Interest.plan_item_id)).all() == [1]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def _any_value(column: Column[Any]) -> object:
    words = {"kind": "city", "method": "open_bid", "must_meet": "rule", "slot_minutes": 20}
    return words.get(column.name, 1 if isinstance(column.type, Integer) else "x")


def test_migrations_can_be_taken_back(engine: Engine) -> None:
    config = _alembic()
    with engine.execution_options(write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    with pytest.raises(DatabaseNotReady) as caught:
        require_ready(engine)
    assert caught.value.found is None
    assert "has no tables; run `fairmatch init`" in str(caught.value)


def test_a_database_of_another_edition_is_refused(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'other'"))
    with pytest.raises(DatabaseNotReady, match="is at revision other") as caught:
        require_ready(engine)
    assert caught.value.found == "other"


def test_the_folder_of_an_sqlite_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "fair.sqlite3"
    engine = open_database(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    assert file.exists()


def test_a_database_in_memory_needs_no_folder() -> None:
    engine = open_database("sqlite:///:memory:")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()


def test_a_password_is_not_shown() -> None:
    error = DatabaseNotReady("postgresql://me:***@host/fair", None, "0002")
    assert "secret" not in str(error)
    engine = open_database("postgresql://me:secret@host/fair")
    assert engine.url.drivername == "postgresql+psycopg"
    assert "secret" not in engine.url.render_as_string(hide_password=True)


def test_sqlite_is_set_up_on_every_connection(sqlite_engine: Engine) -> None:
    first, second = sqlite_engine.connect(), sqlite_engine.connect()
    for connection in (first, second):
        for pragma, value in (
            ("journal_mode", "wal"),
            ("foreign_keys", 1),
            ("busy_timeout", BUSY_TIMEOUT_MS),
            ("synchronous", 1),
        ):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        connection.close()


def test_writing_commits_at_the_end_and_rolls_back_on_an_error(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session, "kept")
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add_all([add_fair(session, "lost"), add_fair(session, "lost")])
    with reading(engine) as session:
        assert session.scalars(select(Fair.code)).all() == ["kept"]


def test_reading_never_writes(engine: Engine) -> None:
    with reading(engine) as session:
        add_fair(session)
        session.flush()
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Fair)) == 0


def test_a_reader_sees_what_was_committed_while_another_writes(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session, "one")
    with writing(engine) as writer:
        add_fair(writer, "two")
        with reading(engine) as reader:
            assert reader.scalars(select(Fair.code)).all() == ["one"]


def test_two_writers_take_turns(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session)
    started, go_on = threading.Event(), threading.Event()
    order: list[str] = []
    failures: list[Exception] = []

    def write(name: str, *, first: bool) -> None:
        try:
            with writing(engine) as session:
                fair = session.scalars(select(Fair).with_for_update()).one()
                if first:
                    started.set()
                    go_on.wait(10)
                fair.revision += 1
                order.append(name)
        except Exception as error:
            failures.append(error)

    one = threading.Thread(target=write, args=("one",), kwargs={"first": True})
    two = threading.Thread(target=write, args=("two",), kwargs={"first": False})
    one.start()
    assert started.wait(10)
    two.start()
    two.join(0.3)
    assert two.is_alive()
    go_on.set()
    one.join(10)
    two.join(10)
    assert failures == []
    assert order == ["one", "two"]
    with reading(engine) as session:
        assert session.scalars(select(Fair.revision)).one() == 2


def test_whoever_vanishes_in_a_transaction_holds_up_nobody_for_long(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "FORSAKEN_TIMEOUT_MS", 100)
    engine = open_database(postgresql_url)
    with writing(engine) as session:
        fair_id = add_fair(session).id
    with engine.connect() as vanished, writing(engine) as session:
        vanished.execute(select(Fair).with_for_update())
        session.get_one(Fair, fair_id, with_for_update=True)
        vanished.invalidate()
    engine.dispose()
