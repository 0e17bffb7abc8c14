"""``python -m benchmarks matching``: the table of methods, and how long an index takes."""

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

from benchmarks.matching.labelled import FOLDER, Part, read
from benchmarks.matching.measure import AT, measure, recall_of_firms
from benchmarks.matching.methods import METHODS, ours_for_plans
from benchmarks.matching.whole_fair import whole_fair


def add_command(kinds: Any, _common: argparse.ArgumentParser) -> None:
    """Add the command's parser."""
    parser = kinds.add_parser("matching", help="plan items and firms that find each other")
    parser.add_argument(
        "--fair",
        type=Path,
        help="a fair's folder: also measure speed, and the share of the first five plan items "
        "of the firm's own categories, which are hidden from the ranking",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what each method reaches on both parts; 1 if ours fell below what is recorded."""
    labelled = read()
    recorded = recorded_recall()
    fell = False
    sys.stdout.write(f"{'':24}{'development':^26}{'held-out':^26}\n")
    sys.stdout.write(f"{'':24}" + f"{f'recall@{AT}':>10}{'MRR':>8}{'near':>8}" * 2 + "\n")
    for name, method in METHODS.items():
        rankings = method(labelled)
        line = f"{name:24}"
        for part in Part:
            found = measure(labelled, rankings, part)
            line += f"{found.recall:10.3f}{found.reciprocal_rank:8.3f}{found.near:8.3f}"
            fell |= name == "ours" and found.recall < recorded[part]
        sys.stdout.write(line + "\n")
    by_plan = ours_for_plans(labelled)
    line = f"{'ours, firms for a plan':24}"
    for part in Part:
        recall = recall_of_firms(labelled, by_plan, part)
        line += f"{recall:10.3f}{'':16}"
        fell |= recall < recorded_recall("firms")[part]
    sys.stdout.write(line.rstrip() + "\n")
    if options.fair:
        sys.stdout.write(whole_fair(options.fair))
    if fell:
        sys.stdout.write("recall fell below what recorded.toml holds\n")
    return int(fell)


def recorded_recall(of: str = "recall") -> dict[Part, float]:
    """Give the recall that no change may fall below, by part; ``of`` may be ``firms``."""
    held = tomllib.loads((FOLDER / "recorded.toml").read_text(encoding="utf-8"))
    return {part: held[part][of] for part in Part}
