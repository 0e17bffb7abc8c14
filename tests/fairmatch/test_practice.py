"""Copies to practise with: marked for ever, never passed off as the fair, on a set clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlalchemy import Engine

from fairmatch.cli import fairmatch
from fairmatch.config import Settings
from fairmatch.db import open_database, reading, writing
from fairmatch.errors import BadClock, NotACopy, OnlyACopy
from fairmatch.mail import sender_of
from fairmatch.mail.carriers import Folder, Server
from fairmatch.practice import (
    SetClock,
    beginning,
    call_copies,
    clock_of,
    machine_clock,
    require_copies,
    require_real,
)
from tests.fairmatch.fair_rows import add_fair

AT = datetime(2026, 5, 14, 1, 30, tzinfo=UTC)


def test_the_clock_stands_until_it_is_set_on(tmp_path: Path) -> None:
    clock = SetClock(tmp_path / "clock")
    clock.set(AT.astimezone(timezone(timedelta(hours=9))))
    other = clock_of(Settings(clock_file=tmp_path / "clock"))
    assert (clock(), other()) == (AT, AT)
    clock.set(AT + timedelta(minutes=1))
    assert other() == AT + timedelta(minutes=1)
    assert clock_of(Settings()) is machine_clock


@pytest.mark.parametrize("text", ["", "ten", "2026-05-14T10:00:00", "시"])
def test_a_file_that_tells_no_moment_is_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "clock"
    with pytest.raises(BadClock, match="clock"):
        SetClock(file)()
    file.write_text(text)
    with pytest.raises(BadClock, match="clock"):
        SetClock(file)()


def test_a_fair_is_no_copy_until_it_is_called_one_and_one_for_ever(engine: Engine) -> None:
    with writing(engine) as session:
        add_fair(session)
        require_real(session)
        with pytest.raises(NotACopy) as refused:
            require_copies(session)
        assert refused.value.fair == "fair"
        call_copies(session, AT)
        call_copies(session, AT + timedelta(days=1))
        require_copies(session)
        with pytest.raises(OnlyACopy):
            require_real(session)
        # Another fair that comes into the same database later is real until it is called a copy.
        add_fair(session, "other")
        with pytest.raises(NotACopy):
            require_copies(session)
    with reading(engine) as session:
        assert beginning(session) == datetime(2015, 10, 29, 0, 30, tzinfo=UTC)


def test_no_mail_about_a_copy_leaves_the_house(
    sqlite_engine: Engine, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    settings = Settings(smtp=SecretStr("smtp://mail.example:25"), mail_folder=tmp_path)
    with writing(sqlite_engine) as session:
        add_fair(session)
    real = sender_of(sqlite_engine, settings, b"secret", clock=clock)
    with writing(sqlite_engine) as session:
        call_copies(session, AT)
    copy = sender_of(sqlite_engine, settings, b"secret", clock=clock)
    assert isinstance(real._carrier, Server)
    assert isinstance(copy._carrier, Folder)


def test_commands_refuse_to_mistake_one_for_the_other(sqlite_url: str, tmp_path: Path) -> None:
    secret, file = tmp_path / "secret", tmp_path / "clock"
    common = ["--database", sqlite_url, "--secret-file", str(secret)]
    assert CliRunner().invoke(fairmatch, [*common, "init"]).exit_code == 0
    engine = open_database(sqlite_url)
    with writing(engine) as session:
        add_fair(session)
    through = ["rehearse", "--through", "http://127.0.0.1:1", "--clock", str(file)]
    for command in (["serve", "--clock", str(file)], through):
        told = CliRunner().invoke(fairmatch, [*common, *command])
        assert told.exit_code == 7
        assert "may be the real fair" in told.output
    with writing(engine) as session:
        call_copies(session, AT)
    engine.dispose()
    told = CliRunner().invoke(fairmatch, [*common, "serve"])
    assert "serve it with --clock" in told.output
    told = CliRunner().invoke(fairmatch, [*common, *through[:3]])
    assert "go together" in told.output
