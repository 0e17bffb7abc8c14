"""Command ``fair``: a made fair, solved."""

import argparse
import sys
from typing import Any

from benchmarks.fair import make_fair
from solver.solve import solve
from solver.timetable import Status


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    fair = kinds.add_parser("fair", parents=[common], help="a made fair of two days")
    fair.add_argument("--fair-seed", type=int, default=1, help="seed of the fair")
    fair.add_argument("--booths", type=int, default=44)
    fair.add_argument("--firms", type=int, default=300)
    fair.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    problem = make_fair(options.fair_seed, options.booths, options.firms)
    result = solve(problem, seconds=options.seconds, workers=options.workers, seed=options.seed)
    sys.stdout.write(f"{result.status} in {result.seconds:.2f} s\n")
    for tier in result.tiers:
        name = f"{tier.goal} {tier.level or ''}"
        reached = f"{tier.value:>7} bound {tier.bound:>7} {tier.status:9}"
        sys.stdout.write(f"{name:12} {reached} {tier.seconds:6.2f} s\n")
    return 0 if result.status in (Status.OPTIMAL, Status.FEASIBLE) else 1
