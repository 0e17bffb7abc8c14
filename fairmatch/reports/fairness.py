"""How evenly a good falls on people."""

from collections import Counter
from collections.abc import Sequence


def gini(amounts: Sequence[int]) -> float:
    """Give Gini's coefficient: 0 when all have the same, near 1 when one has everything."""
    total = sum(amounts)
    if not total:
        return 0.0
    count = len(amounts)
    weighted = sum(rank * amount for rank, amount in enumerate(sorted(amounts), start=1))
    return 2 * weighted / (count * total) - (count + 1) / count


def jain(amounts: Sequence[int]) -> float:
    """Give Jain's index: 1 when all have the same, 1/n when one of n has everything.

    Jain, Chiu and Hawe, "A quantitative measure of fairness and discrimination for resource
    allocation in shared computer systems", DEC-TR-301, 1984.
    """
    squares = sum(amount * amount for amount in amounts)
    if not squares:
        return 1.0
    return sum(amounts) ** 2 / (len(amounts) * squares)


def histogram(amounts: Sequence[int]) -> tuple[int, ...]:
    """Give how many have 0, 1, 2 … up to the most anybody has."""
    counts = Counter(amounts)
    return tuple(counts[amount] for amount in range(max(amounts, default=0) + 1))


def percentile(amounts: Sequence[int], percent: int) -> int:
    """Give the smallest amount that at least ``percent`` of them do not exceed (nearest rank)."""
    if not amounts:
        return 0
    rank = -(-len(amounts) * percent // 100)
    return sorted(amounts)[max(rank, 1) - 1]
