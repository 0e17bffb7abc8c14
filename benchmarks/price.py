"""Command ``price``: what every request that is not met would cost, one after the other."""

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks.fair import GOALS, make_fair
from benchmarks.sample import read_fair
from solver.price import Price, Verdict
from solver.pricing import Pricer
from solver.problem import Problem
from solver.solve import solve

SOLVING_SECONDS = 60.0
PROVABLE = 4


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    price = kinds.add_parser("price", parents=[common], help="prices of all that is not met")
    price.add_argument("--fair", type=Path, help="folder of a fair's files; else one is made")
    price.add_argument("--fair-seed", type=int, default=1, help="seed of the made fair")
    price.add_argument("--every", type=int, default=1, help="price only every nth request")
    price.add_argument("--out", type=Path, help="one JSON line a request")
    price.set_defaults(run=_run, seconds=1.0)


def _run(options: argparse.Namespace) -> int:
    """Solve the fair once, then price each request it does not meet."""
    problem = read_fair(options.fair) if options.fair else _made(options.fair_seed)
    result = solve(problem, seconds=SOLVING_SECONDS, workers=options.workers, seed=options.seed)
    if result.timetable is None:
        sys.stdout.write("no timetable to price anything against\n")
        return 1
    began = perf_counter()
    pricer = Pricer(problem, result, workers=options.workers, seed=options.seed)
    sys.stdout.write(f"{result.status}; prepared in {perf_counter() - began:.2f} s\n")
    held = result.timetable.slot_of
    unmet = [request.id for request in problem.requests if request.id not in held]
    began = perf_counter()
    told = sum(pricer.least_loss(request) is not None for request in unmet)
    took = perf_counter() - began
    sys.stdout.write(
        f"{told} of {len(unmet)} are told to cost something by the prices alone, "
        f"in {took:.3f} s together\n"
    )
    found = []
    with (options.out or Path("/dev/null")).open("w", encoding="utf-8") as out:
        for request in unmet[:: options.every]:
            price = pricer.price(request, seconds=options.seconds)
            found.append(price)
            out.write(json.dumps(_line(price)) + "\n")
    sys.stdout.write(summary(found) + "\n")
    return 0


def _made(seed: int) -> Problem:
    """Make a fair with the goals that can all be proved: walking and evenness are left out."""
    return replace(make_fair(seed), goals=GOALS[:PROVABLE])


def _line(price: Price) -> dict[str, object]:
    return {
        "request": price.request,
        "verdict": price.verdict,
        "exact": price.exact,
        "lost": [loss.lost for loss in price.losses],
        "least": [loss.least for loss in price.losses],
        "displaced": price.displaced,
        "fewest_displaced": price.fewest_displaced,
        "moved": len(price.moved),
        "added": price.added,
        "clash": (*price.clash, *price.clash_parties),
        "seconds": round(price.seconds, 3),
    }


def summary(prices: list[Price]) -> str:
    """Say how long prices took, how many are proved, and what they displace and move."""
    if not prices:
        return "nothing to price"
    seconds = [price.seconds for price in prices]
    high = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    verdicts = Counter(str(price.verdict) for price in prices)
    priced = [price for price in prices if price.timetable is not None]
    proved = sum(price.exact or price.verdict is Verdict.IMPOSSIBLE for price in prices)
    fewest = sum(len(price.displaced) == price.fewest_displaced for price in priced)
    still = Counter(
        str(kind)
        for price in priced
        for kind in {loss.aim.goal.kind for loss in price.losses if not loss.exact}
    )
    lines = [
        f"{len(prices)} priced: " + ", ".join(f"{n} {one}" for one, n in sorted(verdicts.items())),
        f"{proved} proved in every goal; of {len(priced)} with a timetable {fewest} with the "
        "fewest displaced, proved",
        "open: " + (", ".join(f"{kind} {n}" for kind, n in still.items()) or "nothing"),
        f"seconds: median {median(seconds):.2f}, 95 % {high:.2f}, most {max(seconds):.2f}",
    ]
    if priced:
        gone = [len(price.displaced) for price in priced]
        moved = [len(price.moved) for price in priced]
        lines.append(
            f"displaced: median {median(gone):g}, most {max(gone)}; "
            f"moved: median {median(moved):g}, most {max(moved)}"
        )
    return "\n".join(lines)
