"""``python -m benchmarks rivals``: run whatever has not been run, then write table and plots."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.b2bsp import BadInstance
from benchmarks.rivals.field import INSTALL, RIVALS, Rival, conditions
from benchmarks.rivals.instances import Instance, instances
from benchmarks.rivals.judge import Record, judge
from benchmarks.rivals.ledger import Ledger, OtherConditions, Sheet
from benchmarks.rivals.panels import pictures
from benchmarks.rivals.report import fill
from benchmarks.rivals.runner import Limits, command, run

MEGABYTE = 1 << 20


def add_command(kinds: Any, common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    parser = kinds.add_parser(
        "rivals",
        parents=[common],
        help="the same instances through other solvers, each in a process under the same limits",
        description="Runs what the ledger does not have yet, and goes on where it stopped.",
    )
    parser.add_argument("--b2bsp", nargs="*", type=Path, default=[], help="published instances")
    parser.add_argument("--only", nargs="*", help="names of instances; all if left out")
    parser.add_argument("--rivals", nargs="*", choices=[one.room for one in RIVALS])
    parser.add_argument("--memory", type=int, default=4096, help="megabytes resident")
    parser.add_argument("--published", type=Path, help="CSV of published figures to quote")
    parser.add_argument("--out", type=Path, required=True, help="ledger, one JSON line a run")
    parser.add_argument("--docs", type=Path, help="folder with rivals.md, to write tables into")
    parser.set_defaults(run=rivals)


def rivals(options: argparse.Namespace) -> int:
    """Run the benchmark; 0 when all ran, 2 for a file or a ledger that is of no use."""
    limits = Limits(options.seconds, options.memory * MEGABYTE, options.workers)
    try:
        ledger = Ledger.open(options.out, conditions(limits))
        chosen = [
            one for one in instances(options.b2bsp) if not options.only or one.name in options.only
        ]
    except (BadInstance, OtherConditions) as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return 2
    for instance in chosen:
        ledger.describe(Sheet.of(instance.name, instance.problem))
        for rival in RIVALS:
            if options.rivals and rival.room not in options.rivals:
                continue
            if (instance.name, rival.room) not in ledger.records:
                _run(ledger, instance, rival, limits)
    if options.published is not None:
        ledger.quote(options.published)
    if options.docs is not None:
        write(ledger, options.docs)
    return 0


def _run(ledger: Ledger, instance: Instance, rival: Rival, limits: Limits) -> None:
    if rival.visits_only and instance.visit is None:
        return
    if not rival.installed():
        sys.stdout.write(f"{instance.name}: {rival.name} is not installed: {INSTALL}\n")
        ledger.add(Record(instance.name, rival.room, "not installed"))
        return
    with TemporaryDirectory() as folder:
        path = instance.write(Path(folder))
        ran = run(command(rival.room, path, limits.workers), limits, Path(folder))
    record = judge(instance.problem, instance.name, rival.room, ran)
    ledger.add(record)
    best = record.best
    told = "no timetable" if best is None else f"{list(best.values)}"
    broken = f", {best.broken} rules broken" if best is not None and best.broken else ""
    line = f"{instance.name}: {rival.name}: {record.status} after {record.seconds:.1f} s: "
    sys.stdout.write(f"{line}{told}{broken}\n")
    sys.stdout.flush()


def write(ledger: Ledger, docs: Path) -> None:
    """Write the tables into ``rivals.md`` and the plots beside the other pictures."""
    document = docs / "rivals.md"
    document.write_text(fill(document.read_text(encoding="utf-8"), ledger), encoding="utf-8")
    folder = docs / "pictures"
    folder.mkdir(exist_ok=True)
    for name, drawn in pictures(ledger):
        (folder / name).write_text(drawn, encoding="utf-8")
