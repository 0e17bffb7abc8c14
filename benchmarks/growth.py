"""Command ``growth``: seconds and memory against the size of a fair without ways.

The booths grow as the firms do. Each fair is solved in a process of its own, so that its memory
is its own. Told are the seconds until a timetable has 99 % of the worth it ends with, and those
until the last gain of coverage or worth; either grows as a power of the size, whose exponent is
fitted by least squares on the logarithms, apart for the two roads: with models, and without.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.fair import make_fair
from benchmarks.large import first_whole, peak_memory, say
from benchmarks.plot import STYLES, Axis, Line, Panel, draw
from solver.crowds.scale import fits_models
from solver.layout import Layout
from solver.problem import GoalKind
from solver.solve import solve
from solver.timetable import Progress

SIZES = (300, 600, 1200, 2500, 5000, 10_000, 20_000)
# The fair this is built for has 44 booths for 300 firms.
BOOTHS_A_FIRM = 44 / 300

QUANTITIES = ("whole", "settled", "memory")
# Whether a fair is too large for models, and how that is called.
ROADS = {False: "models", True: "crowds"}

Found = dict[str, float]
Powers = dict[tuple[bool, str], float]


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    growth = kinds.add_parser("growth", parents=[common], help="cost against the size of a fair")
    growth.add_argument("--fair-seed", type=int, default=1, help="seed of the fairs")
    growth.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="firms")
    growth.add_argument("--out", type=Path, default=Path("docs/growth.svg"), help="the plot")
    growth.add_argument("--only", type=int, help=argparse.SUPPRESS)
    growth.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.only is not None:
        sys.stdout.write(json.dumps(_solve(options, options.only)) + "\n")
        return 0
    every = [_apart(options, size) for size in options.sizes]
    found = [one for one in every if one["meetings"]]
    if len(found) < 2:
        say("too few sizes to draw: give more seconds, or smaller sizes")
        return 1
    told = powers(found)
    for (road, name), power in told.items():
        say(f"{ROADS[road]}, {name}: grows as the number of firms to the power of {power:.2f}")
    if roads_of(found) == list(ROADS):
        last = max(one["firms"] for one in found if not one["crowd"])
        first = min(one["firms"] for one in found if one["crowd"])
        say(f"the road changes between {last:.0f} and {first:.0f} firms")
    options.out.write_text(picture(found, told), encoding="utf-8")
    say(f"drawn to {options.out}")
    return 0


def _apart(options: argparse.Namespace, size: int) -> Found:
    """Solve one fair in a process of its own."""
    same = [f"--{name}={getattr(options, name.replace('-', '_'))}" for name in PASSED_ON]
    command = [sys.executable, "-m", "benchmarks", "growth", f"--only={size}", *same]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Found = json.loads(done.stdout)
    if not found["meetings"]:
        say(f"{size} firms: no timetable within {options.seconds:g} s, left out")
        return found
    say(
        f"{size} firms, {found['booths']:.0f} booths, {found['requests']:.0f} requests:"
        f" {found['meetings']:.0f} meetings, whole after {found['whole']:.2f} s,"
        f" coverage and worth settled after {found['settled']:.2f} s,"
        f" worth {found['gap']:.3f} % below its bound, {found['memory']:.0f} MB"
    )
    return found


PASSED_ON = ("seconds", "workers", "seed", "fair-seed")


def _solve(options: argparse.Namespace, size: int) -> Found:
    booths = max(1, round(size * BOOTHS_A_FIRM))
    # Ways between all pairs of booths would grow as their square, and say little of the rest.
    problem = replace(make_fair(options.fair_seed, booths, size), travels=())
    heard: list[Progress] = []
    result = solve(
        problem,
        seconds=options.seconds,
        workers=options.workers,
        seed=options.seed,
        on_progress=heard.append,
    )
    asked: Found = {
        "firms": size,
        "booths": booths,
        "requests": len(problem.requests),
        "crowd": not fits_models(Layout(problem)),
    }
    if result.timetable is None:
        return {**asked, "meetings": 0}
    counted = (GoalKind.COVERAGE, GoalKind.WORTH)
    gains: dict[tuple[GoalKind, int | None], int | None] = {}
    settled = 0.0
    for event in heard:
        if event.goal in counted and gains.get((event.goal, event.level)) != event.value:
            gains[event.goal, event.level] = event.value
            settled = event.seconds
    worth = next(tier for tier in result.tiers if tier.goal is GoalKind.WORTH)
    value, bound = worth.value or 0, worth.bound or 0
    return {
        **asked,
        "meetings": len(result.timetable.slot_of),
        "whole": first_whole(heard),
        "settled": settled,
        "gap": 100 * (bound - value) / max(1, bound),
        "memory": peak_memory(),
    }


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Fit cost = a · size to the power of b; give b."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def roads_of(found: Sequence[Found]) -> list[bool]:
    """Give the roads that were taken."""
    return sorted({bool(one["crowd"]) for one in found})


def powers(found: Sequence[Found]) -> Powers:
    """Fit each quantity for each road that was taken at two sizes at least."""
    told = {}
    for road in roads_of(found):
        own = [one for one in found if one["crowd"] == road]
        if len({one["firms"] for one in own}) > 1:
            for name in QUANTITIES:
                sizes = [one["firms"] for one in own]
                told[road, name] = exponent(sizes, [one[name] for one in own])
    return told


def picture(found: Sequence[Found], told: Powers) -> str:
    """Draw seconds and megabytes against the number of firms, both scales logarithmic."""
    firms = Axis(
        "firms", min(one["firms"] for one in found), max(one["firms"] for one in found), "log"
    )

    def lines(name: str, label: str, number: int) -> list[Line]:
        drawn = []
        for place, road in enumerate(roads_of(found)):
            own = tuple((one["firms"], one[name]) for one in found if one["crowd"] == road)
            power = f": power {told[road, name]:.2f}" if (road, name) in told else ""
            style = STYLES[number + 3 * place]
            drawn.append(Line(f"{label}, {ROADS[road]}{power}", own, style))
        return drawn

    def axis(label: str, *names: str) -> Axis:
        values = [one[name] for one in found for name in names]
        return Axis(label, min(values) / 1.5, max(values) * 1.5, "log")

    panels = (
        Panel(
            "Seconds",
            "until a whole timetable, and until coverage and worth gained no more",
            firms,
            axis("seconds", "whole", "settled"),
            (*lines("whole", "whole timetable", 0), *lines("settled", "settled", 1)),
        ),
        Panel(
            "Memory",
            "of the whole process at its peak",
            firms,
            axis("MB", "memory"),
            tuple(lines("memory", "memory", 2)),
        ),
    )
    return draw(panels, title="What a fair costs as it grows, booths growing alike")
