"""A 0/1 program: rows over columns that are 0 or 1, and an objective a tier."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Columns = Sequence[int]


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ columns − Σ negative ≤ high; None is no limit."""

    columns: tuple[int, ...]
    negative: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """A tier: Σ weights · columns + constant, to be made as large or as small as can be."""

    columns: tuple[int, ...]
    weights: tuple[int, ...]
    constant: int
    maximised: bool

    def value(self, holds: Callable[[int], bool]) -> int:
        """Count the tier at a point."""
        pairs = zip(self.columns, self.weights, strict=True)
        return self.constant + sum(weight for column, weight in pairs if holds(column))


@dataclass(slots=True)
class Program:
    """Columns numbered from 0, of which ``at`` says which request they hold in which slot.

    ``held`` has tiers that are settled, each with the value that may not get worse. What is
    needed for later tiers alone comes later: ``needed`` has, for each tier, how many of the rows
    and of the columns are about it, the tiers before and the rules.
    """

    size: int = 0
    rows: list[Row] = field(default_factory=list)
    at: dict[tuple[str, int], int] = field(default_factory=dict)
    tiers: list[Objective] = field(default_factory=list)
    held: list[tuple[Objective, int]] = field(default_factory=list)
    needed: list[tuple[int, int]] = field(default_factory=list)

    def column(self) -> int:
        """Add a column."""
        self.size += 1
        return self.size - 1

    def add(
        self,
        columns: Columns,
        negative: Columns = (),
        *,
        low: int | None = None,
        high: int | None = None,
    ) -> None:
        """Add a row, unless every point meets it."""
        least, most = -len(negative), len(columns)
        low = None if low is not None and low <= least else low
        high = None if high is not None and high >= most else high
        if low is not None or high is not None:
            self.rows.append(Row(tuple(columns), tuple(negative), low, high))

    def close(self, tier: Objective) -> None:
        """Add a tier, all of whose rows and columns are there."""
        self.tiers.append(tier)
        self.needed.append((len(self.rows), self.size))

    def part(self, tier: Objective) -> tuple[list[Row], int]:
        """Give the rows, and the number of columns, that a tier needs."""
        rows, size = self.needed[self.tiers.index(tier)]
        return self.rows[:rows], size

    def timetable(self, holds: Callable[[int], bool]) -> dict[str, int]:
        """Give the slot of every request that a point holds."""
        return {name: slot for (name, slot), column in self.at.items() if holds(column)}
