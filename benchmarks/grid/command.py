"""Command ``grid``: the timetable by hand in a browser, beside a page with little on it."""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.grid.browser import browsing, measure
from benchmarks.grid.hall import BOOTHS, TALKS, make
from benchmarks.serving import served

PLAIN = "/account"


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    grid = kinds.add_parser("grid", parents=[common], help="the timetable by hand in a browser")
    grid.add_argument("--database", help="address of an empty database; else a new SQLite file")
    grid.add_argument("--times", type=int, default=20, help="how often each thing is done")
    grid.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as made:
        hall = make(Path(made), options.database)
        with (
            served(hall.settings, threads=16) as serving,
            browsing(f"http://127.0.0.1:{serving.port}", hall.cookie) as page,
        ):
            found = measure(page, hall.grid, PLAIN, options.times)
    plain = statistics.median(found.plain_paint)
    sys.stdout.write(f"{BOOTHS} booths × 36 times, {TALKS} consultations, {options.times} times\n")
    for what, took in (
        (f"first paint of {PLAIN}", found.plain_paint),
        ("first paint of the grid", found.paint),
        ("lifted until seats are lit", found.lift),
        ("put down until it is there", found.move),
    ):
        sys.stdout.write(f"{what:28} {_figures(took)}  {statistics.median(took) / plain:.1f} ×\n")
    return 0


def _figures(took: Sequence[float]) -> str:
    worst = sorted(took)[max(0, round(0.95 * len(took)) - 1)]
    return f"median {statistics.median(took):5.0f} ms, 95 % within {worst:5.0f} ms"
