"""Command ``repair``: events on a published timetable, each repaired with the fewest changes."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import Any, TextIO

from benchmarks.events import KINDS, make_event
from benchmarks.fair import make_fair
from benchmarks.sample import read_fair
from solver.check import check
from solver.problem import GoalKind, Problem
from solver.repair import Event, repair_problem
from solver.solve import solve
from solver.timetable import Progress, Status, Timetable

PUBLISHING_SECONDS = 30.0
EVENTS_A_LINE = 20
# How much longer than its limit an event may take without being named.
OVERDUE = 1.5


@dataclass(frozen=True)
class Repaired:
    """How the repair after one event ended.

    Attributes
    ----------
    changes, status
        The price of change, None without a timetable; OPTIMAL if it is proved to be the least.
    proved
        Seconds until that was proved, making the problem included; None if it was not.
    seconds
        Seconds until the answer, every goal behind included.
    whole
        Whether every goal behind is proved too.
    clash
        Where no timetable can exist: the names of what clashes.
    """

    kind: str
    changes: int | None
    status: Status
    proved: float | None
    seconds: float
    whole: bool
    clash: tuple[str, ...] = ()


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    repair = kinds.add_parser("repair", parents=[common], help="events on a published timetable")
    repair.add_argument("--fair", type=Path, help="folder of a fair's files; else one is made")
    repair.add_argument("--fair-seed", type=int, default=1, help="seed of the made fair")
    repair.add_argument("--events", type=int, default=60)
    repair.add_argument("--first", type=int, default=0, help="number of the first event")
    repair.add_argument("--kind", choices=tuple(KINDS), help="events of this kind only")
    repair.add_argument("--out", type=Path, help="one JSON line an event")
    repair.set_defaults(run=_run, seconds=1.0)


def _run(options: argparse.Namespace) -> int:
    """Solve the fair once, then repair it after one event at a time."""
    problem = read_fair(options.fair) if options.fair else make_fair(options.fair_seed)
    published = solve(
        problem, seconds=PUBLISHING_SECONDS, workers=options.workers, seed=options.seed
    )
    if published.timetable is None:
        sys.stdout.write("no timetable to repair\n")
        return 1
    sys.stdout.write(f"{len(published.timetable.slot_of)} meetings are published\n")
    runs: list[Repaired] = []
    with (options.out or Path("/dev/null")).open("w", encoding="utf-8") as out:
        for run in _repairs(problem, published.timetable, options):
            runs.append(run)
            _say(out, json.dumps(asdict(run)))
            if run.seconds > OVERDUE * options.seconds:
                name = f"event {options.first + len(runs) - 1}, {run.kind}"
                _say(sys.stdout, f"{name}: {run.seconds:.2f} s, over its limit")
            if len(runs) % EVENTS_A_LINE == 0:
                _say(sys.stdout, summary(f"{len(runs)} so far", runs))
    for kind in KINDS:
        own = [run for run in runs if run.kind == kind]
        if own:
            _say(sys.stdout, summary(kind, own))
    _say(sys.stdout, summary("all", runs))
    return 0


def _repairs(
    problem: Problem, published: Timetable, options: argparse.Namespace
) -> Iterator[Repaired]:
    kinds = [options.kind] if options.kind else list(KINDS)
    limits = {"seconds": options.seconds, "workers": options.workers, "seed": options.seed}
    for number in range(options.first, options.first + options.events):
        kind = kinds[number % len(kinds)]
        event = make_event(Random(f"{options.seed} {number}"), problem, published, kind)
        yield repair_once(problem, published, kind, event, **limits)


def repair_once(
    problem: Problem,
    timetable: Timetable,
    kind: str,
    event: Event,
    *,
    seconds: float,
    workers: int,
    seed: int = 0,
) -> Repaired:
    """Repair the timetable after an event.

    Raises
    ------
    ValueError
        If the answer breaks a rule, moves what was held, or names no clash.
    """
    began = perf_counter()
    changed = repair_problem(problem, timetable, event)
    made = perf_counter() - began
    proved: list[float] = []

    def hear(progress: Progress) -> None:
        if progress.goal is GoalKind.CHANGE and progress.value == progress.bound:
            proved.append(made + progress.seconds)

    left = max(0.0, seconds - made)
    result = solve(changed, seconds=left, workers=workers, seed=seed, on_progress=hear)
    took = perf_counter() - began
    if result.timetable is None:
        clash = (*result.clash, *result.clash_parties)
        if result.status is Status.INFEASIBLE and not clash:
            raise ValueError("no timetable, and nothing that clashes")
        return Repaired(kind, None, result.status, None, took, whole=False, clash=clash)
    _look_over(timetable, event, changed, result.timetable)
    tier = result.tiers[0]
    whole = result.status is Status.OPTIMAL
    when = proved[0] if proved else None
    return Repaired(kind, tier.value, tier.status, when, took, whole)


def _look_over(before: Timetable, event: Event, changed: Problem, after: Timetable) -> None:
    broken = check(changed, after).violations
    if broken:
        raise ValueError(broken[0].text)
    for name, slot in before.slot_of.items():
        if slot < event.now and name not in event.missed and after.slot_of.get(name) != slot:
            raise ValueError(f"{name} was held already and does not stay")


def summary(kind: str, runs: list[Repaired]) -> str:
    """Say in a line how events ended."""
    proved = [run for run in runs if run.proved is not None]
    none = sum(run.status is Status.INFEASIBLE for run in runs)
    changes = sum(run.changes or 0 for run in runs)
    whole = sum(run.whole for run in runs)
    return (
        f"{kind:13} {len(runs):5} events {changes:6} changes | "
        f"{len(proved):5} proved {_spread([run.proved or 0.0 for run in proved])} | "
        f"{whole:5} wholly {_spread([run.seconds for run in runs])} | {none:3} impossible"
    )


def _spread(seconds: list[float]) -> str:
    """Median, 95 % and most."""
    if not seconds:
        return "   -    -    -  "
    late = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return f"{median(seconds):.2f} {late:.2f} {max(seconds):.2f} s"


def _say(stream: TextIO, line: str) -> None:
    stream.write(line + "\n")
    stream.flush()
