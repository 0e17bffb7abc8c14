"""Command ``why``: reason and price from the page, the first of a server just started and others.

What is measured begins when somebody asks a server for the page and ends when the price is on it,
asked for as the page's own script does.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import uuid4

from flask import session as visit

from benchmarks.serving import served
from fairmatch.accounts import give, open_account
from fairmatch.config import Settings
from fairmatch.db import migrate, open_database, reading, writing
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.models import Role, Timetable
from fairmatch.reports import QualityReport
from fairmatch.runs.work import solve_fair
from fairmatch.secret import make_secret
from web.accounts.visits import begin
from web.app import create_app

NEXT = re.compile(r'hx-get="([^"]+/price[^"]*)"')


@dataclass(frozen=True)
class _Fair:
    """A server's settings, an organiser's cookie, and the pages of all that is not met."""

    settings: Settings
    cookie: str
    report: str
    pages: list[str]


@dataclass(frozen=True)
class _Took:
    """Seconds until the page with the reason was there, and until the price was."""

    reason: float
    price: float


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    why = kinds.add_parser("why", parents=[common], help="reason and price of unmet wishes, paged")
    why.add_argument("--fair", type=Path, required=True, help="folder of a fair's files")
    why.add_argument("--servers", type=int, default=5, help="servers started, one after the other")
    why.add_argument("--every", type=int, default=10, help="then price every nth unmet wish")
    why.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Solve the fair, then open pages of servers just started, and of one that has run on."""
    with TemporaryDirectory() as place:
        fair = _make(Path(place), options)
        if not fair.pages:
            sys.stdout.write("every wish is met: nothing to price\n")
            return 1
        some = fair.pages[:: max(1, len(fair.pages) // options.servers)][: options.servers]
        looked, rest = [], []
        for number, page in enumerate(some, start=1):
            with _browsing(fair) as browser:
                _get(browser, fair, fair.report)
                looked.append(_open(browser, fair, page))
                if number == len(some):
                    others = [one for one in fair.pages[:: options.every] if one != page]
                    rest = [_open(browser, fair, one) for one in others]
        _tell("the first page of a server", [_first(fair, page) for page in some])
        _tell("at once after the report", looked)
        _tell("others after these", rest)
    return 0


def _make(place: Path, options: argparse.Namespace) -> _Fair:
    secret = place / "secret"
    make_secret(secret)
    settings = Settings(
        database=f"sqlite:///{place}/fair.sqlite3", secret_file=secret, workers=options.workers
    )
    engine = open_database(settings.database)
    try:
        migrate(engine)
        with writing(engine) as rows:
            code = import_fair(rows, options.fair).code
        draft_id = solve_fair(
            engine,
            code,
            seconds=options.seconds,
            workers=options.workers,
            seed=options.seed,
            clock=lambda: datetime.now(UTC),
            new_uid=lambda: uuid4().hex,
        )
        app = create_app(settings, engine=engine)
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        with app.test_request_context(), writing(engine) as rows:
            account = open_account(rows, "kim@example.org", clock=lambda: datetime.now(UTC))
            fair = find_fair(rows, code)
            give(rows, account, fair, Role.ORGANISER, clock=lambda: datetime.now(UTC))
            begin(account)
            cookie = str(serializer.dumps(dict(visit)))
        with reading(engine) as rows:
            report = QualityReport.model_validate(rows.get_one(Timetable, draft_id).report)
        desk = f"/desk/{code}"
        pages = [f"{desk}/why/{one.firm_code}/{one.agency_code}" for one in report.unmet]
        return _Fair(settings, cookie, f"{desk}/report", pages)
    finally:
        engine.dispose()


def _first(fair: _Fair, page: str) -> _Took:
    """Start a server and ask it for one page."""
    with _browsing(fair) as browser:
        return _open(browser, fair, page)


@contextmanager
def _browsing(fair: _Fair) -> Iterator[HTTPConnection]:
    with (
        served(fair.settings) as serving,
        closing(HTTPConnection("127.0.0.1", serving.port, timeout=60)) as browser,
    ):
        yield browser


def _open(browser: HTTPConnection, fair: _Fair, page: str) -> _Took:
    began = perf_counter()
    text = _get(browser, fair, page)
    reason = perf_counter() - began
    while further := NEXT.search(text):
        text = _get(browser, fair, further[1].replace("&amp;", "&"))
    return _Took(reason, perf_counter() - began)


def _get(browser: HTTPConnection, fair: _Fair, page: str) -> str:
    browser.request("GET", page, headers={"Cookie": f"session={fair.cookie}"})
    answer = browser.getresponse()
    text = answer.read().decode()
    if answer.status != 200:
        raise RuntimeError(f"{page} was answered with {answer.status}")
    return text


def _tell(what: str, found: list[_Took]) -> None:
    if not found:
        return
    for part, took in (
        ("reason", sorted(one.reason for one in found)),
        ("price", sorted(one.price for one in found)),
    ):
        high = took[max(0, round(0.95 * len(took)) - 1)]
        sys.stdout.write(
            f"{what} ({len(took)}): {part} median {median(took):.2f} s, "
            f"95 % within {high:.2f} s, most {took[-1]:.2f} s\n"
        )
