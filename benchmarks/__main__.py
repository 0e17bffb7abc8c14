"""``python -m benchmarks``: b2bsp FILES…, variants FILES…, fair or repair."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.b2bsp import BadInstance, Instance, read, to_problem
from benchmarks.fair import make_fair
from benchmarks.repair import KINDS, Repaired, make_event, repair_once, summary
from benchmarks.variants import FAIRNESS, variants
from benchmarks.verify import count_breaks
from solver.solve import solve
from solver.timetable import Status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a benchmark; 0 when all ran, 2 for a file that is no instance."""
    options = _parser().parse_args(arguments)
    if options.benchmark == "fair":
        return _fair(options)
    if options.benchmark == "repair":
        return _repair(options)
    try:
        instances = [read(path) for path in options.files]
    except BadInstance as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 2
    lines = _variants if options.benchmark == "variants" else _originals
    with options.out.open("w", encoding="utf-8") as out:
        for found in lines(instances, options):
            line = json.dumps(found)
            out.write(line + "\n")
            out.flush()
            sys.stdout.write(line[: line.index(', "slots"')] + "}\n")
            sys.stdout.flush()
    return 0


def _originals(
    instances: list[Instance], options: argparse.Namespace
) -> Iterator[dict[str, object]]:
    for instance in instances:
        yield _b2bsp(instance, options, options.fairness)


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--seconds", type=float, default=30.0, help="limit for each instance")
    common.add_argument("--workers", type=int, default=2)
    common.add_argument("--seed", type=int, default=0, help="seed of the search")
    kinds = parser.add_subparsers(dest="benchmark", required=True)
    b2bsp = kinds.add_parser("b2bsp", parents=[common], help="published instances (.dzn)")
    b2bsp.add_argument("files", nargs="+", type=Path)
    b2bsp.add_argument("--fairness", type=int, default=2, help="most breaks less fewest")
    b2bsp.add_argument("--out", type=Path, required=True, help="one JSON line a file")
    fair = kinds.add_parser("fair", parents=[common], help="a made fair of two days")
    fair.add_argument("--fair-seed", type=int, default=1, help="seed of the fair")
    fair.add_argument("--booths", type=int, default=44)
    fair.add_argument("--firms", type=int, default=300)
    repair = kinds.add_parser("repair", parents=[common], help="events on a made fair")
    repair.add_argument("--fair-seed", type=int, default=1, help="seed of the fair")
    repair.add_argument("--events", type=int, default=50)
    others = kinds.add_parser("variants", parents=[common], help="made variants of instances")
    others.add_argument("files", nargs="+", type=Path)
    others.add_argument("--variant-seed", type=int, default=1, help="seed of the variants")
    others.add_argument(
        "--at-random",
        action="store_true",
        help="fix and order meetings at random, not as in a timetable: many cannot be met",
    )
    others.add_argument("--out", type=Path, required=True, help="one JSON line an instance")
    return parser


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


def _fair(options: argparse.Namespace) -> int:
    problem = make_fair(options.fair_seed, options.booths, options.firms)
    result = solve(problem, seconds=options.seconds, workers=options.workers, seed=options.seed)
    sys.stdout.write(f"{result.status} in {result.seconds:.2f} s\n")
    for tier in result.tiers:
        name = f"{tier.goal} {tier.level or ''}"
        reached = f"{tier.value:>7} bound {tier.bound:>7} {tier.status:9}"
        sys.stdout.write(f"{name:12} {reached} {tier.seconds:6.2f} s\n")
    return 0 if result.status in (Status.OPTIMAL, Status.FEASIBLE) else 1


def _repair(options: argparse.Namespace) -> int:
    """Solve the fair once, then repair it after one event at a time."""
    problem = make_fair(options.fair_seed)
    published = solve(problem, seconds=30.0, workers=options.workers, seed=options.seed)
    if published.timetable is None:
        sys.stdout.write("no timetable to repair\n")
        return 1
    random = Random(options.seed)
    runs: list[Repaired] = []
    for number in range(options.events):
        kind = KINDS[number % len(KINDS)]
        event = make_event(random, problem, kind)
        limits = {"seconds": options.seconds, "workers": options.workers}
        runs.append(repair_once(problem, published.timetable, kind, event, **limits))
    for kind in KINDS:
        own = [run for run in runs if run.kind == kind]
        if own:
            sys.stdout.write(summary(kind, own) + "\n")
    sys.stdout.write(summary("all", runs) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
