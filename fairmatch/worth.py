"""What a consultation is worth: the firm's rank of the wish, and whether the agency wants it too.

All numbers are whole, so that no rounding decides who meets whom. With the weights that a fair
begins with:

- a firm's dearest wish is worth 100, each wish below it 10 less, none less than 40;
- if the agency wants the firm as well, half as much again.

So of two equal wishes the mutual one wins; a mutual second wish (135) is worth more than a
first wish the agency is indifferent to (100), and three last wishes (120) more than one first
wish: the sum is of people served, not of ranks. A firm has at most ``request_limit`` wishes;
the floor keeps a long list from counting for nothing.
"""

from fairmatch.models import MarkKind
from fairmatch.plan_settings import PlanSettings

DEAREST = 100


def worth_of(weights: PlanSettings, rank: int, *, mutual: bool) -> int:
    """Give the worth of a wish of this rank (1 is the dearest)."""
    wish = max(weights.worth_least, DEAREST - weights.worth_step * (rank - 1))
    return wish * (100 + weights.mutual_bonus) // 100 if mutual else wish


def is_mutual(mark: MarkKind | None, *, arranged: bool) -> bool:
    """Tell whether the agency wants the talk too: it says so, or arranged it beforehand."""
    return arranged or mark in (MarkKind.LIKE, MarkKind.MUST)
