"""Command ``papers``: every paper of a published fair as PDF, beside sheets of a single line."""

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, TypeVar
from uuid import uuid4

import typst
from sqlalchemy import Engine

from fairmatch.db import migrate, open_database, reading, writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import Agency, Firm
from fairmatch.papers import (
    Owner,
    Printed,
    badges_paper,
    book_paper,
    doors_paper,
    owner_of,
    read_badges,
    read_printed,
    schedules_paper,
)
from fairmatch.papers.schedules import each_schedule
from fairmatch.papers.typesetting import typefaces
from fairmatch.publishing import publish
from fairmatch.runs.work import solve_fair

T = TypeVar("T")

ADDRESS = "https://fair.example"
ONE_LINE = '#set text(font: "Pretendard")\nOne line, and nothing else.'


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    papers = kinds.add_parser("papers", parents=[common], help="all papers of a published fair")
    papers.add_argument("--fair", type=Path, required=True, help="folder of a fair's files")
    papers.set_defaults(run=_run, seconds=10.0)


def _run(options: argparse.Namespace) -> int:
    """Publish a timetable of the fair, then set every paper once."""
    with TemporaryDirectory() as place, closing(_Fair(Path(place), options)) as fair:
        fair.measure()
    return 0


class _Fair:
    """A fair in a database of its own, published."""

    def __init__(self, place: Path, options: argparse.Namespace) -> None:
        self.place = place
        self.workers = options.workers
        self.engine: Engine = open_database(f"sqlite:///{place}/fair.sqlite3")
        migrate(self.engine)
        with writing(self.engine) as session:
            import_fair(session, options.fair)
        draft = solve_fair(
            self.engine,
            None,
            seconds=options.seconds,
            workers=options.workers,
            clock=_now,
            new_uid=lambda: uuid4().hex,
        )
        with writing(self.engine) as session:
            publish(session, find_fair(session, None), clock=_now, draft_id=draft)

    def close(self) -> None:
        self.engine.dispose()

    def measure(self) -> None:
        with reading(self.engine) as session:
            printed = read_printed(session, find_fair(session, None), address=ADDRESS)
            parties: list[Firm | Agency] = [*printed.agencies.values(), *printed.firms.values()]
            pages = {owner_of(one): f"{ADDRESS}/my/{one.code:x>43}" for one in parties}
            badges = read_badges(session, printed)
            count, files = _timed(
                lambda: sum(1 for _ in each_schedule(printed, pages, workers=self.workers))
            )
            _, beside = _timed(lambda: self._one_lines(count))
            _say(f"{count} schedules, a file each", files)
            _say(f"{count} sheets of a single line, one after the other", beside)
            sys.stdout.write(f"a schedule takes {files / beside:.1f} times such a sheet\n")
            self._others(printed, pages, badges)

    def _one_lines(self, count: int) -> None:
        sheet = self.place / "line.typ"
        sheet.write_text(ONE_LINE, encoding="utf-8")
        for _ in range(count):
            typst.Compiler(sheet, font_paths=typefaces()).compile(format="pdf")

    def _others(self, printed: Printed, pages: Mapping[Owner, str], badges: Any) -> None:
        for name, make in (
            ("all schedules in one file", lambda: schedules_paper(printed, pages)),
            ("door sheets of all days", lambda: doors_paper(printed, names=True)),
            ("the organiser's book", lambda: book_paper(printed)),
            ("badges", lambda: badges_paper(printed, badges)),
        ):
            content, seconds = _timed(make)
            _say(f"{name}, {len(content) / 1e6:.1f} MB", seconds)


def _timed(make: Callable[[], T]) -> tuple[T, float]:
    began = perf_counter()
    made = make()
    return made, perf_counter() - began


def _say(what: str, seconds: float) -> None:
    sys.stdout.write(f"{what}: {seconds:.2f} s\n")


def _now() -> datetime:
    return datetime.now(UTC)
