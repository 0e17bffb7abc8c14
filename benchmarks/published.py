"""Commands ``b2bsp`` and ``variants``: the published instances, and variants made of them."""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.b2bsp import BadInstance, Instance, read, to_problem
from benchmarks.variants import FAIRNESS, variants
from benchmarks.verify import count_breaks
from solver.solve import solve
from solver.timetable import Status

# Beside the project: the instances as they were published, with their optima.
FOLDER = Path(__file__).parents[2] / "shared" / "benchmarks" / "b2bsp"


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the parsers of both commands."""
    b2bsp = kinds.add_parser("b2bsp", parents=[common], help="published instances (.dzn)")
    _add_files(b2bsp)
    b2bsp.add_argument("--fairness", type=int, default=2, help="most breaks less fewest")
    b2bsp.set_defaults(run=_run)
    others = kinds.add_parser("variants", parents=[common], help="made variants of instances")
    _add_files(others)
    others.add_argument("--variant-seed", type=int, default=1, help="seed of the variants")
    others.add_argument(
        "--at-random",
        action="store_true",
        help="fix and order meetings at random, not as in a timetable: many cannot be met",
    )
    others.set_defaults(run=_run)


def _add_files(parser: argparse.ArgumentParser) -> None:
    told = "instances; all of shared/benchmarks/b2bsp, beside the project, if none is named"
    parser.add_argument("files", nargs="*", type=Path, help=told)
    parser.add_argument("--out", type=Path, help="one JSON line an instance, slots included")


def _run(options: argparse.Namespace) -> int:
    files = options.files or sorted(FOLDER.glob("*.dzn"))
    if not files:
        sys.stderr.write(f"benchmarks: no instances in {FOLDER}: name the .dzn files to solve\n")
        return 2
    try:
        instances = [read(path) for path in files]
    except BadInstance as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 2
    lines = _variants if options.benchmark == "variants" else _originals
    with options.out.open("w", encoding="utf-8") if options.out else nullcontext() as out:
        for found in lines(instances, options):
            line = json.dumps(found)
            if out is not None:
                out.write(line + "\n")
                out.flush()
            sys.stdout.write(line[: line.index(', "slots"')] + "}\n")
            sys.stdout.flush()
    return 0


def _originals(
    instances: list[Instance], options: argparse.Namespace
) -> Iterator[dict[str, object]]:
    """Solve each instance; tell how many were proved, how soon, and at which published optimum."""
    optima = _optima()
    proved, missed, seconds = 0, list[str](), dict[str, float]()
    for instance in instances:
        found = _b2bsp(instance, options, options.fairness)
        yield found
        proved += found["status"] == Status.OPTIMAL
        seconds[instance.name] = float(str(found["seconds"]))
        if optima.get((instance.name, options.fairness), found["breaks"]) != found["breaks"]:
            missed.append(instance.name)
    slowest = max(seconds, key=seconds.__getitem__)
    sys.stdout.write(
        f"{proved} of {len(instances)} proved optimal; {sum(seconds.values()):.1f} s together,"
        f" slowest {slowest} {seconds[slowest]:.1f} s; not at the published optimum:"
        f" {', '.join(missed) or 'none'}\n"
    )


def _optima() -> dict[tuple[str, int], int]:
    """Give the published optima by instance and bound on the difference of breaks."""
    path = FOLDER / "published.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as table:
        return {
            (row["file"], int(row["fairness_d"])): int(row["breaks"])
            for row in csv.DictReader(table)
        }


def _variants(
    instances: list[Instance], options: argparse.Namespace
) -> Iterator[dict[str, object]]:
    """Solve each original for a timetable to draw from, then its variants; tell how many ended."""
    ended: Counter[str] = Counter()
    seconds = 0.0
    for instance in instances:
        original = _b2bsp(instance, options, FAIRNESS)
        yield {"variant": "original", **original}
        answer = None if options.at_random else original["slots"]
        for one in variants(instance, answer, options.variant_seed):  # type: ignore[arg-type]
            found = _b2bsp(one.instance, options, one.fairness)
            proved = found["status"] in (Status.OPTIMAL, Status.INFEASIBLE)
            ended[str(found["status"]) if proved else "open"] += 1
            seconds += float(str(found["seconds"]))
            yield {"variant": one.kind, **found}
    told = ", ".join(f"{count} {status}" for status, count in sorted(ended.items()))
    sys.stdout.write(f"{ended.total()} variants: {told}; {seconds:.1f} s together\n")


def _b2bsp(instance: Instance, options: argparse.Namespace, fairness: int) -> dict[str, object]:
    result = solve(
        to_problem(instance, fairness),
        seconds=options.seconds,
        workers=options.workers,
        seed=options.seed,
    )
    slots = breaks = None
    if result.timetable is not None:
        held = result.timetable.slot_of
        slots = [held[f"m{number}"] + 1 for number in range(1, len(instance.meetings) + 1)]
        breaks = count_breaks(instance, slots, fairness)
    return {
        "file": instance.name,
        "status": str(result.status),
        "breaks": breaks,
        "bound": result.tiers[0].bound if result.tiers else None,
        "seconds": round(result.seconds, 2),
        "slots": slots,
    }
