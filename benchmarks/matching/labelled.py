"""The labelled set beside this file: see README.md for how it was made."""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from fairmatch.matching.items import Offered, Wanted

FOLDER = Path(__file__).parent


class Part(StrEnum):
    """Weights and rules may be chosen on the one part only."""

    DEVELOPMENT = "development"
    HELD_OUT = "held-out"


@dataclass(frozen=True)
class Labelled:
    """Plan items, products, and which go together.

    ``products`` holds one product a firm, ``pitches`` what some firms say of themselves;
    ``relevant`` and ``near`` are codes of plan items by firm.
    """

    plans: tuple[Wanted, ...]
    products: tuple[Offered, ...]
    pitches: tuple[Offered, ...]
    parts: dict[str, Part]
    relevant: dict[str, frozenset[str]]
    near: dict[str, frozenset[str]]

    def firms(self, part: Part) -> list[str]:
        """Give the firms of a part."""
        return [firm for firm, own in self.parts.items() if own is part]

    def without_categories(self) -> "Labelled":
        """Give the set as if nobody had filled in a category."""
        return replace(
            self,
            plans=tuple(replace(plan, category="") for plan in self.plans),
            products=tuple(replace(product, category="") for product in self.products),
        )


def read(folder: Path = FOLDER) -> Labelled:
    """Read the set from its three files."""
    products = _rows(folder / "products.csv")
    labels: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(folder / "labels.csv"):
        labels[row["label"]][row["firm"]].add(row["plan"])
    frozen = {
        label: {firm: frozenset(plans) for firm, plans in found.items()}
        for label, found in labels.items()
    }
    return Labelled(
        tuple(
            Wanted(row["code"], row["title"], row["category"])
            for row in _rows(folder / "plans.csv")
        ),
        tuple(Offered(row["firm"], row["name"], row["category"]) for row in products),
        tuple(Offered(row["firm"], row["pitch"], pitch=True) for row in products if row["pitch"]),
        {row["firm"]: Part(row["part"]) for row in products},
        frozen["relevant"],
        frozen["near"],
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))
