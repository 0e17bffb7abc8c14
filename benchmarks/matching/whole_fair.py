"""A whole fair: how long its index takes, and whether categories hidden from it are found."""

import csv
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.matching.measure import AT
from benchmarks.matching.methods import letter_scores
from fairmatch.matching.index import Index
from fairmatch.matching.items import Offered, Wanted
from fairmatch.matching.synonyms import Synonyms

Row = dict[str, str]


def whole_fair(folder: Path) -> str:
    """Say how quick the ranking of a fair is and how often it meets categories it cannot see."""
    plans, products, firms = (_rows(folder / f"{n}.csv") for n in ("plans", "products", "firms"))
    offered = [Offered(row["firm"], row["name"]) for row in products]
    offered += [Offered(row["code"], row["pitch"], pitch=True) for row in firms if row["pitch"]]
    synonyms = Synonyms.amended()
    began = time.perf_counter()
    index = Index([Wanted(row["code"], row["title"]) for row in plans], offered, synonyms)
    built = time.perf_counter()
    found = {
        row["code"]: [match.wanted.code for match in index.plans_for(row["code"], AT)]
        for row in firms
    }
    asked = time.perf_counter()
    for row in plans:
        index.firms_for(row["code"], AT)
    ended = time.perf_counter()
    return (
        f"{folder}: {len(plans):,} plan items, {len(offered):,} products and pitches; "
        f"index in {built - began:.2f} s, {1000 * (asked - built) / len(firms):.1f} ms a firm, "
        f"{1000 * (ended - asked) / len(plans):.1f} ms a plan item\n"
        f"of the first {AT} of {len(firms)} firms, in a category of theirs: "
        f"{_right(found, plans, products):.3f} "
        f"(TF-IDF alone {_right(_by_letters(plans, products), plans, products):.3f})\n"
    )


def _right(found: dict[str, list[str]], plans: list[Row], products: list[Row]) -> float:
    category = {row["code"]: row["category"] for row in plans}
    own = {(row["firm"], row["category"]) for row in products}
    right = sum((firm, category[plan]) in own for firm, first in found.items() for plan in first)
    return right / (AT * len(found))


def _by_letters(plans: list[Row], products: list[Row]) -> dict[str, list[str]]:
    scores = letter_scores([row["name"] for row in products], [row["title"] for row in plans])
    of_firm: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(products):
        of_firm[row["firm"]].append(at)
    best = {firm: scores[rows].max(axis=0) for firm, rows in of_firm.items()}
    order = {firm: np.argsort(-row, kind="stable")[:AT] for firm, row in best.items()}
    return {firm: [plans[int(at)]["code"] for at in first] for firm, first in order.items()}


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
