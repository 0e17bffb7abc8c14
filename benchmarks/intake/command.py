"""Command ``intake``: all firms of a fair ask in its last minute, on SQLite or PostgreSQL."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.intake.crowd import forms_of, get_all, p95, send_all, statuses
from benchmarks.intake.fair import prepare
from benchmarks.serving import served
from fairmatch.db import migrate, open_database


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    intake = kinds.add_parser("intake", parents=[common], help="a fair's last minute of requests")
    intake.add_argument("--database", help="address of an empty database; else a new SQLite file")
    intake.add_argument("--firms", type=int, default=300)
    intake.add_argument("--each", type=int, default=4, help="forms each firm sends")
    intake.add_argument("--at-once", type=int, default=100, help="forms on their way at a time")
    intake.add_argument("--threads", type=int, default=16, help="requests the server works at")
    intake.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Serve a made fair, send everything, and say how long it took beside a plain page."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        database = options.database or f"sqlite:///{folder}/intake.sqlite3"
        engine = open_database(database)
        migrate(engine)
        engine.dispose()
        fair = prepare(database, folder, firms=options.firms, agencies=44, limit=options.each)
        forms = forms_of(fair, options.each, twice=10)
        with served(fair.settings, options.threads) as serving:
            port = serving.port
            plain = time.perf_counter()
            health = get_all(port, "/healthz", len(forms), options.at_once)
            plain = time.perf_counter() - plain
            took = time.perf_counter()
            answers = send_all(port, fair, forms, options.at_once)
            took = time.perf_counter() - took
    count = len(forms)
    told = ", ".join(f"{number} × {status}" for status, number in sorted(statuses(answers).items()))
    sys.stdout.write(
        f"{count} requests of {options.firms} firms, {options.at_once} at a time: {told}\n"
        f"{count / took:.0f} a second, 95 % within "
        f"{p95([one.seconds for one in answers]):.2f} s\n"
        f"the plain page /healthz beside it: {count / plain:.0f} a second, 95 % within "
        f"{p95(health):.2f} s\n"
    )
    return 0 if all(one.status < 500 for one in answers) else 1
