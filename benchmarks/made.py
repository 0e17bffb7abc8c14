"""Command ``fair``: made fairs of one or several sizes, solved; each tier with its bound."""

import argparse
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.fair import TIGHT, make_fair
from solver.check import check
from solver.problem import GoalKind
from solver.solve import solve
from solver.timetable import Progress, Result, Status


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    told = "; ".join(f"{name}: {what}" for name, what in TIGHT.items())
    fair = kinds.add_parser("fair", parents=[common], help="made fairs of two days")
    fair.add_argument("--fair-seed", type=int, default=1, help="seed of the fair")
    fair.add_argument("--booths", type=int, default=44)
    fair.add_argument("--firms", type=int, nargs="+", default=[300], help="one fair a number")
    fair.add_argument("--tight", choices=TIGHT, help=f"leave nobody an unbroken run. {told}")
    fair.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    code = 0
    for firms in options.firms:
        problem = make_fair(options.fair_seed, options.booths, firms, tight=options.tight)
        limits = {"seconds": options.seconds, "workers": options.workers, "seed": options.seed}
        last: dict[tuple[GoalKind, int | None], float] = {}

        def note(told: Progress, last: dict[tuple[GoalKind, int | None], float] = last) -> None:
            last[told.goal, told.level] = told.seconds

        result = solve(problem, **limits, on_progress=note)
        broken = result.timetable is not None and check(problem, result.timetable).violations
        sys.stdout.write(f"{options.booths} × {firms}{' ' + (options.tight or '')}: ")
        sys.stdout.write(_table(result, last))
        if broken or result.status not in (Status.OPTIMAL, Status.FEASIBLE):
            code = 1
    return code


def _table(result: Result, last: Mapping[tuple[GoalKind, int | None], float]) -> str:
    """Give a line for the run and one for each tier, with the second it last changed in."""
    lines = [f"{result.status} in {result.seconds:.2f} s, {_peak():.0f} MB at most"]
    for tier in result.tiers:
        name = f"{tier.goal} {tier.level or ''}"
        reached = f"{tier.value or 0:>7} bound {tier.bound:>7} {tier.status:9}"
        lines.append(
            f"  {name:12} {reached} {tier.seconds:6.2f} s"
            f", unchanged since {last.get((tier.goal, tier.level), 0.0):6.2f} s"
        )
    return "\n".join(lines) + "\n"


def _peak() -> float:
    """Megabytes held at the peak, by this process and a second one; 0 where nothing tells."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
