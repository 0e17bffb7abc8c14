"""A small fair's day played through: nothing broken, nothing lost, whatever breaks it off."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from fairmatch.cli import fairmatch
from fairmatch.db import open_database, reading, writing
from fairmatch.errors import NoTimetable
from fairmatch.models import Act, Fair
from fairmatch.rehearsal import Policy, Rehearsal
from fairmatch.rehearsal.watching import lost
from tests.fairmatch.fair_rows import add_fair
from tests.fairmatch.rehearsal.short_day import CAST, publish_short_day


def test_the_day_is_played_and_everything_holds(
    database_url: str, clock: Callable[[], datetime], new_uid: Callable[[], str], tmp_path: Path
) -> None:
    publish_short_day(database_url, clock, new_uid)
    engine = open_database(database_url)
    hours: list[str] = []
    journal = tmp_path / "journal"
    played = Rehearsal(engine, None, CAST, workers=1, journal=journal, told=hours.append).play()
    assert played.clean, played.as_json()
    assert played.figures.held > 8
    assert played.repairs
    assert played.figures.guests
    assert played.versions > 2
    assert hours[0] == "2015-10-29 10:00"
    assert any("95 % within" in line for line in played.lines())
    with reading(engine) as session:
        acts = session.scalar(select(func.count()).select_from(Act))
    again = Rehearsal(engine, None, CAST, workers=1, journal=journal).play()
    assert (again.figures.held, again.acts, again.lost) == (played.figures.held, acts, ())
    engine.dispose()


def test_without_repairs_less_is_held(
    sqlite_url: str, clock: Callable[[], datetime], new_uid: Callable[[], str]
) -> None:
    publish_short_day(sqlite_url, clock, new_uid)
    engine = open_database(sqlite_url)
    nothing = Rehearsal(engine, None, CAST, policy=Policy.NOTHING).play()
    assert (nothing.versions, nothing.repairs, nothing.offers) == (1, (), 0)
    assert nothing.clean
    engine.dispose()


def test_only_what_is_published_is_rehearsed(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    with writing(engine) as session:
        add_fair(session)
    with pytest.raises(NoTimetable):
        Rehearsal(engine, None, CAST)
    engine.dispose()


def test_the_command_tells_and_writes_what_came_of_it(
    sqlite_url: str, clock: Callable[[], datetime], new_uid: Callable[[], str], tmp_path: Path
) -> None:
    publish_short_day(sqlite_url, clock, new_uid, firms=3)
    out = tmp_path / "report.json"
    told = CliRunner().invoke(
        fairmatch,
        ["--database", sqlite_url, "rehearse", "fair", "--walk-ins", "1", "--out", str(out)],
    )
    assert told.exit_code == 0, told.output
    assert "rules broken: 0" in told.output
    assert json.loads(out.read_text())["walk_ins_came"] == 1


def test_killed_in_mid_day_it_loses_no_accepted_act_and_goes_on(
    database_url: str,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    tmp_path: Path,
    untraced: None,
) -> None:
    publish_short_day(database_url, clock, new_uid)
    journal = tmp_path / "journal"
    command = [
        sys.executable, "-c", "from fairmatch.cli import main; main()",
        "--database", database_url, "rehearse", "--seed", "3", "--no-shows", "20",
        "--walk-ins", "4", "--journal", str(journal), "--out", str(tmp_path / "report.json"),
    ]  # fmt: skip
    playing = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and len(_lines(journal)) < 40:
        time.sleep(0.02)
    playing.send_signal(signal.SIGKILL)
    playing.wait(30)
    accepted = _lines(journal)
    assert len(accepted) >= 40
    engine = open_database(database_url)
    with reading(engine) as session:
        assert lost(session, session.scalars(select(Fair)).one(), accepted) == []
    engine.dispose()
    assert (
        subprocess.run(command, stdout=subprocess.DEVNULL, timeout=120, check=False).returncode == 0
    )
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["lost"], report["rules_broken"], report["over_and_moved"]) == ([], [], [])
    assert len(_lines(journal)) > len(accepted)


def _lines(journal: Path) -> list[str]:
    text = journal.read_text(encoding="utf-8") if journal.exists() else ""
    return [line for line in text.split("\n")[:-1] if line]
