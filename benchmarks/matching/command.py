"""``python -m benchmarks matching``: the table of methods, and how long an index takes."""

import argparse
import csv
import sys
import time
import tomllib
from pathlib import Path

from benchmarks.matching.labelled import FOLDER, Part, read
from benchmarks.matching.measure import AT, measure
from benchmarks.matching.methods import METHODS
from fairmatch.matching.index import Index
from fairmatch.matching.items import Offered, Wanted
from fairmatch.matching.synonyms import Synonyms


def add_parser(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the words of this benchmark."""
    parser = kinds.add_parser("matching", help="plan items and firms that find each other")
    parser.add_argument(
        "--fair",
        type=Path,
        help="a fair's folder: also measure speed, and the share of the first five plan items "
        "of the firm's own categories, which are hidden from the ranking",
    )


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
    if options.fair:
        _fair(options.fair)
    if fell:
        sys.stdout.write("recall fell below what recorded.toml holds\n")
    return int(fell)


def recorded_recall() -> dict[Part, float]:
    """Give the recall that no change may fall below, by part."""
    held = tomllib.loads((FOLDER / "recorded.toml").read_text(encoding="utf-8"))
    return {part: held[part]["recall"] for part in Part}


def _fair(folder: Path) -> None:
    plans, products, firms = (_rows(folder / f"{n}.csv") for n in ("plans", "products", "firms"))
    offered = [Offered(row["firm"], row["name"]) for row in products]
    offered += [Offered(row["code"], row["pitch"], pitch=True) for row in firms if row["pitch"]]
    synonyms = Synonyms.amended()
    began = time.perf_counter()
    index = Index([Wanted(row["code"], row["title"]) for row in plans], offered, synonyms)
    built = time.perf_counter()
    found = {row["code"]: index.plans_for(row["code"], AT) for row in firms}
    asked = time.perf_counter()
    for row in plans:
        index.firms_for(row["code"], AT)
    ended = time.perf_counter()
    category = {row["code"]: row["category"] for row in plans}
    own = {(row["firm"], row["category"]) for row in products}
    right = sum((firm, category[m.wanted.code]) in own for firm in found for m in found[firm])
    sys.stdout.write(
        f"{folder}: {len(plans):,} plan items, {len(offered):,} products and pitches; "
        f"index in {built - began:.2f} s, {1000 * (asked - built) / len(firms):.1f} ms a firm, "
        f"{1000 * (ended - asked) / len(plans):.1f} ms a plan item\n"
        f"of the first {AT} of {len(firms)} firms, in a category of theirs: "
        f"{right / (AT * len(firms)):.3f}\n"
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
