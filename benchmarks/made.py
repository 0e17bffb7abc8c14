"""Command ``fair``: made fairs of one or several sizes, solved; each tier with its bound."""

import argparse
import resource
import sys
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.fair import GOALS, TIGHT, make_fair
from solver.check import check
from solver.problem import GoalKind
from solver.solve import solve
from solver.timetable import Progress, Result, Status

KINDS = tuple(goal.kind for goal in GOALS)


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    told = "; ".join(f"{name}: {what}" for name, what in TIGHT.items())
    fair = kinds.add_parser("fair", parents=[common], help="made fairs of two days")
    fair.add_argument(
        "--fair-seed", type=int, nargs="+", default=[1], help="seeds, one fair a number"
    )
    fair.add_argument("--booths", type=int, default=44)
    fair.add_argument("--firms", type=int, nargs="+", default=[300], help="one fair a number")
    fair.add_argument("--tight", choices=TIGHT, help=f"leave nobody an unbroken run. {told}")
    fair.add_argument(
        "--until",
        type=GoalKind,
        choices=KINDS,
        metavar="GOAL",
        help="end each run as soon as this goal and those before it are proved: "
        + ", ".join(KINDS),
    )
    fair.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    code, proved, made = 0, list[float](), 0
    for firms, seed in product(options.firms, options.fair_seed):
        problem = make_fair(seed, options.booths, firms, tight=options.tight)
        limits = {"seconds": options.seconds, "workers": options.workers, "seed": options.seed}
        told = _Told(options.until)
        result = solve(problem, **limits, on_progress=told.note, cancelled=told.settled)
        broken = result.timetable is not None and check(problem, result.timetable).violations
        tight = f" {options.tight}" if options.tight else ""
        sys.stdout.write(f"{options.booths} × {firms}{tight}, seed {seed}: ")
        sys.stdout.write(_table(result, told))
        sys.stdout.flush()
        if broken or result.status not in (Status.OPTIMAL, Status.FEASIBLE):
            code = 1
        made += 1
        proved += [told.changed()] if told.settled() else []
    if options.until is not None:
        sys.stdout.write(f"{len(proved)} of {made} fairs proved up to {options.until}")
        if proved:
            sys.stdout.write(f", {median(proved):.1f} s in the median, {max(proved):.1f} s at most")
        sys.stdout.write("\n")
    return code


class _Told:
    """What a run has told of its tiers.

    Parameters
    ----------
    until
        The goal that is waited for; nothing is if None.
    """

    def __init__(self, until: GoalKind | None) -> None:
        self.last: dict[tuple[GoalKind, int | None], Progress] = {}
        self._awaited = () if until is None else KINDS[: KINDS.index(until) + 1]

    def note(self, told: Progress) -> None:
        """Take down a change."""
        self.last[told.goal, told.level] = told

    def settled(self) -> bool:
        """Whether the goal waited for and those before it are proved."""
        kinds = {kind for kind, _ in self.last}
        return (
            bool(self._awaited)
            and kinds.issuperset(self._awaited)
            and all(one.value == one.bound for one in self._of_awaited())
        )

    def changed(self) -> float:
        """Give the second in which the goals waited for changed last."""
        return max(one.seconds for one in self._of_awaited())

    def _of_awaited(self) -> list[Progress]:
        return [one for one in self.last.values() if one.goal in self._awaited]


def _table(result: Result, told: _Told) -> str:
    """Give a line for the run and one for each tier, with the second it last changed in."""
    lines = [f"{result.status} in {result.seconds:.2f} s, {_peak():.0f} MB at most"]
    for tier in result.tiers:
        name = f"{tier.goal} {tier.level or ''}"
        reached = f"{tier.value or 0:>7} bound {tier.bound:>7} {tier.status:9}"
        last = told.last.get((tier.goal, tier.level))
        lines.append(
            f"  {name:12} {reached} {tier.seconds:6.2f} s"
            f", unchanged since {0.0 if last is None else last.seconds:6.2f} s"
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
