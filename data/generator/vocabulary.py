"""The tables of words in ``vocabulary/``, read into plain values."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True)
class Body:
    """A public body that buys: its departments by role and the places its plans name."""

    code: str
    ko: str
    en: str
    kind: str
    slug: str
    tables: int
    lines: int
    departments: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Good:
    """A thing that is bought: by which roles, in which quarters, for how many thousand won."""

    trade: str
    category: str
    roles: tuple[str, ...]
    quarters: tuple[int, ...]
    low: int
    high: int
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Trade:
    """What a firm does: products and names; phrases for a talk, each with the category it fits.

    A phrase without a category fits all the firm sells.
    """

    key: str
    en: str
    products: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sense:
    """What words in a plan line ask of the agency, and whose business the line then is."""

    words: tuple[str, ...]
    needs: str
    role: str


def split(text: str) -> tuple[str, ...]:
    """Part a list written with slashes."""
    return tuple(part for part in text.split("/") if part)


def table(name: str) -> list[dict[str, str]]:
    """Read one CSV of the vocabulary."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def tree(name: str) -> dict[str, object]:
    """Read one TOML of the vocabulary."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def words(tree_of_words: object) -> dict[str, tuple[str, ...]]:
    """Read a table of slash-parted lists."""
    if not isinstance(tree_of_words, dict):
        raise TypeError("a table of words was expected")
    return {str(key): split(str(value)) for key, value in tree_of_words.items()}


def goods() -> list[Good]:
    """Read what is bought."""
    return [
        Good(
            trade=row["trades"],
            category=row["category"],
            roles=tuple(row["roles"].split()),
            quarters=tuple(int(quarter) for quarter in row["quarters"].split()),
            low=int(row["low"]),
            high=int(row["high"]),
            patterns=split(row["patterns"]),
        )
        for row in table("goods")
    ]


def trades() -> dict[str, Trade]:
    """Read what firms do."""
    read: dict[str, Trade] = {}
    for key, entry in tree("trades").items():
        if not isinstance(entry, dict):
            raise TypeError(f"trades.toml: {key} is no table")
        read[key] = Trade(
            key=key,
            en=entry["en"],
            products=tuple(tuple(text.rsplit(":", 1)) for text in entry["products"]),
            names=tuple(entry["names"]),
            phrases=tuple(text.partition("@")[::2] for text in entry["phrases"]),
        )
    return read


def senses() -> list[Sense]:
    """Read what words ask of an agency."""
    entries = tree("offices")["sense"]
    if not isinstance(entries, list):
        raise TypeError("offices.toml: sense is no list")
    return [Sense(split(e["words"]), e["needs"], e["role"]) for e in entries]


def seasons() -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Read which words belong to which quarters."""
    entries = tree("offices")["season"]
    if not isinstance(entries, list):
        raise TypeError("offices.toml: season is no list")
    return [(split(e["words"]), tuple(map(int, e["quarters"].split()))) for e in entries]
