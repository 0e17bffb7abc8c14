"""Command ``feeds``: calendar programs poll a server while a timetable is being made beside it."""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.fair import make_fair
from benchmarks.feeds.crowd import Polled, first_look, polling
from benchmarks.feeds.fair import prepare
from benchmarks.serving import served
from solver.solve import solve

A_MINUTE = 10_000
NOT_MODIFIED = 304


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    feeds = kinds.add_parser("feeds", parents=[common], help="calendar feeds polled beside a solve")
    feeds.add_argument("--database", help="address of an empty database; else a new SQLite file")
    feeds.add_argument("--firms", type=int, default=300)
    feeds.add_argument("--agencies", type=int, default=44)
    feeds.add_argument("--each", type=int, default=5, help="consultations of each firm")
    feeds.add_argument("--a-minute", type=float, default=A_MINUTE, help="polls a minute")
    feeds.add_argument("--rounds", type=int, default=3, help="solves alone, and beside the polls")
    feeds.set_defaults(run=_run)


@dataclass
class Measured:
    """Solves alone and beside the polls, each as wall and processor seconds; and the polls.

    Attributes
    ----------
    server_seconds
        What the server took of a processor for the polls.
    """

    alone: list[tuple[float, float]] = field(default_factory=list)
    beside: list[tuple[float, float]] = field(default_factory=list)
    polled: Polled = field(default_factory=Polled)
    server_seconds: float = 0.0

    @property
    def ratio(self) -> float:
        """How much longer the median solve takes beside the polls than alone."""
        return median(wall for wall, _ in self.beside) / median(wall for wall, _ in self.alone)

    @property
    def share_lost(self) -> float:
        """The part of its processor time per second that a solve loses to the polls.

        It tells the same as the ratio without the luck that a search has.
        """
        alone = sum(cpu for _, cpu in self.alone) / sum(wall for wall, _ in self.alone)
        beside = sum(cpu for _, cpu in self.beside) / sum(wall for wall, _ in self.beside)
        return 1 - beside / alone

    def told(self) -> str:
        """Say it in lines."""
        polled, cores = self.polled, os.cpu_count() or 1
        count = sum(polled.statuses.values())
        answers = ", ".join(f"{n} × {one}" for one, n in sorted(polled.statuses.items()))
        per_poll = 1000 * self.server_seconds / max(1, count)
        return (
            f"{count} polls, {count / polled.seconds:.0f} a second: {answers}; "
            f"95 % answered within {1000 * polled.p95:.0f} ms\n"
            f"the server takes {per_poll:.2f} ms of a processor a poll, "
            f"{100 * self.server_seconds / polled.seconds / cores:.1f} % of {cores} processors; "
            f"the pollers themselves {100 * polled.cpu_seconds / polled.seconds / cores:.1f} %\n"
            f"a solve: {_seconds(self.alone)} alone, {_seconds(self.beside)} beside: "
            f"ratio of the medians {self.ratio:.2f}; "
            f"{100 * self.share_lost:.1f} % of its processor time lost\n"
        )


def _run(options: argparse.Namespace) -> int:
    """Solve alone and beside the polls in turn, and say what the polls cost."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        settings, tokens = prepare(
            options.database or f"sqlite:///{folder}/feeds.sqlite3",
            folder,
            firms=options.firms,
            agencies=options.agencies,
            each=options.each,
        )
        measured = Measured()
        with served(settings) as serving:
            tags = first_look(serving.port, tokens)
            for _ in range(options.rounds):
                measured.alone.append(_solve(options))
                before = serving.cpu_seconds()
                with polling(serving.port, tokens, tags, options.a_minute / 60) as polled:
                    measured.beside.append(_solve(options))
                measured.server_seconds += serving.cpu_seconds() - before
                measured.polled.add(polled)
    sys.stdout.write(measured.told())
    return 0 if set(measured.polled.statuses) == {NOT_MODIFIED} else 1


def _solve(options: argparse.Namespace) -> tuple[float, float]:
    """Make one timetable; give its wall and processor seconds."""
    problem = make_fair(1, options.agencies, options.firms)
    wall, cpu = time.perf_counter(), time.process_time()
    solve(problem, seconds=options.seconds, workers=options.workers, seed=options.seed)
    return time.perf_counter() - wall, time.process_time() - cpu


def _seconds(solves: list[tuple[float, float]]) -> str:
    return f"{median(wall for wall, _ in solves):.2f} s"
