"""Command ``exchange``: a made travel exchange, with the seconds to its first whole timetable."""

import argparse
import resource
import sys
from typing import Any

from benchmarks.exchange import make_exchange
from solver.check import check
from solver.problem import GoalKind
from solver.solve import solve
from solver.timetable import Progress

# The first timetable that has this share of the last one's worth counts as whole.
WHOLE = 0.99


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    exchange = kinds.add_parser("exchange", parents=[common], help="a made travel exchange")
    exchange.add_argument("--exchange-seed", type=int, default=1, help="seed of the exchange")
    exchange.add_argument("--buyers", type=int, default=700)
    exchange.add_argument("--sellers", type=int, default=620)
    exchange.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    problem = make_exchange(options.exchange_seed, options.buyers, options.sellers)
    say(
        f"{options.buyers} buyers, {options.sellers} sellers, {len(problem.slots)} slots,"
        f" {len(problem.requests)} requests"
    )
    heard: list[Progress] = []
    result = solve(
        problem,
        seconds=options.seconds,
        workers=options.workers,
        seed=options.seed,
        on_progress=heard.append,
    )
    if result.timetable is None:
        say(f"{result.status}: no timetable in {result.seconds:.1f} s")
        return 1
    broken = check(problem, result.timetable).violations
    held = len(result.timetable.slot_of)
    say(f"{result.status} in {result.seconds:.1f} s: {held} meetings, {len(broken)} rules broken")
    for tier in result.tiers:
        value, bound = tier.value or 0, tier.bound or 0
        gap = f", {100 * (bound - value) / bound:.3f} % below" if bound > value else ""
        say(f"  {tier.goal} {tier.level or ''}: {value}, bound {bound}{gap}")
    say(f"first whole timetable after {first_whole(heard):.1f} s")
    say(f"{peak_memory()} MB at most")
    return int(bool(broken))


def first_whole(heard: list[Progress]) -> float:
    """Give the seconds after which a timetable had nearly the worth of the last one."""
    worths = [e for e in heard if e.goal is GoalKind.WORTH and e.value is not None]
    last = max(event.value or 0 for event in worths)
    return next(event.seconds for event in worths if (event.value or 0) >= WHOLE * last)


def peak_memory() -> int:
    """Give the most memory this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(line: str) -> None:
    """Write one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
