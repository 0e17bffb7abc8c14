"""Chance that falls the same way on every machine and every version of Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance named after its use.

    Only ``Random.random`` is called, whose sequence Python promises to keep; each use has a
    stream of its own, so that a change in one file of the fair leaves the others alone.
    """

    def __init__(self, seed: int, use: str) -> None:
        self._random = Random(f"{seed}/{use}")

    def below(self, limit: int) -> int:
        """Give a whole number from 0 to ``limit`` - 1."""
        return int(self._random.random() * limit)

    def between(self, low: int, high: int) -> int:
        """Give a whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """Say yes in so many of a hundred cases."""
        return self.below(100) < percent

    def pick(self, of: Sequence[T]) -> T:
        """Give one of them."""
        return of[self.below(len(of))]

    def weighted(self, of: Sequence[T], weights: Sequence[int]) -> T:
        """Give one of them, in proportion to whole-number weights."""
        left = self.below(sum(weights))
        for item, weight in zip(of, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        raise ValueError("no weight above zero")

    def shuffled(self, of: Sequence[T]) -> list[T]:
        """Give them in another order."""
        rest = list(of)
        for last in range(len(rest) - 1, 0, -1):
            other = self.below(last + 1)
            rest[last], rest[other] = rest[other], rest[last]
        return rest
