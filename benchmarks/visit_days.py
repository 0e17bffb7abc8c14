"""Command ``visits``: made visit days of several seeds, solved; how many are proved, and when."""

import argparse
import sys
from statistics import median
from typing import Any

from benchmarks.rivals.visits import make_visit, to_problem
from solver.check import check
from solver.solve import solve
from solver.timetable import Status


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    visits = kinds.add_parser("visits", parents=[common], help="made visit days")
    visits.add_argument("--visitors", type=int, default=20)
    visits.add_argument("--faculty", type=int, default=12)
    visits.add_argument("--slots", type=int, default=6)
    visits.add_argument("--first", type=int, default=1, help="seed of the first day")
    visits.add_argument("--days", type=int, default=10, help="how many days, a seed each")
    visits.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Solve the days; 1 if any has a timetable that breaks a rule."""
    proved: list[float] = []
    wrong = 0
    for seed in range(options.first, options.first + options.days):
        visit = make_visit(seed, options.visitors, options.faculty, options.slots)
        problem = to_problem(visit)
        limits = {"seconds": options.seconds, "workers": options.workers, "seed": options.seed}
        result = solve(problem, **limits)
        broken = result.timetable is not None and bool(check(problem, result.timetable).violations)
        wrong += broken
        if result.status is Status.OPTIMAL:
            proved.append(result.seconds)
        (worth,) = result.tiers
        told = f"worth {worth.value}, bound {worth.bound}"
        sys.stdout.write(f"seed {seed}: {result.status} in {result.seconds:.2f} s, {told}\n")
        sys.stdout.flush()
    took = f", median {median(proved):.2f} s, most {max(proved):.2f} s" if proved else ""
    sys.stdout.write(f"{len(proved)} of {options.days} proved{took}\n")
    return int(wrong > 0)
