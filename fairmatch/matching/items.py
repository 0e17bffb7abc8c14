"""What is compared: plan items that are wanted, products that are offered, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Wanted:
    """A plan item: its code, its title, its eight-digit category or nothing."""

    code: str
    title: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """Something a firm sells, or (``pitch``) what it says of itself."""

    firm: str
    name: str
    category: str = ""
    pitch: bool = False


class ReasonKind(StrEnum):
    """Why a plan item and a product go together."""

    SAME = "same"
    SYNONYM = "synonym"
    SIMILAR = "similar"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a match: a word of the plan item and one of the product.

    ``by`` is the meaning that two synonyms share, or the digits that two categories share.
    """

    kind: ReasonKind
    wanted: str
    offered: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A plan item and the product of a firm that suits it best.

    ``score`` is from 0 to 1, rounded to three digits: the last bits of arithmetic, which differ
    from machine to machine, are not to decide an order.
    """

    wanted: Wanted
    offered: Offered
    score: float
    reasons: tuple[Reason, ...]
