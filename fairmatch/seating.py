"""Who sits at which table of a booth, once it is known who is there when.

A consultation that keeps its time and booth keeps its table too, so that nobody is told of a
change that is none; one that moves keeps its table where it is free.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fairmatch.snapshot import Pair


@dataclass(frozen=True, slots=True)
class Place:
    """Where an earlier version had a consultation; ``slot`` None if that slot is gone.

    ``starts_at`` is the moment it begins, in UTC; None where nobody asks for it.
    """

    slot: int | None
    table: int
    starts_at: datetime | None = None


def seat(
    slot_of: Mapping[Pair, int], tables: Mapping[int, int], before: Mapping[Pair, Place]
) -> dict[Pair, int]:
    """Give each consultation a table, counted from 1 within its booth.

    Parameters
    ----------
    slot_of
        Slot of each pair of firm and agency. Where there are more in a slot than tables, the
        numbers go beyond the booth's, which the checker refuses.
    tables
        Tables of each agency's booth.
    before
        Places in the same booth that are to be kept if possible.
    """
    seated: dict[Pair, int] = {}
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)

    def sit(pair: Pair, table: int) -> None:
        taken[pair[1], slot_of[pair]].add(table)
        seated[pair] = table

    stayed = [pair for pair in slot_of if pair in before and before[pair].slot == slot_of[pair]]
    moved = [pair for pair in slot_of if pair in before and before[pair].slot != slot_of[pair]]
    for pair in (*stayed, *moved):
        table = before[pair].table
        if table <= tables[pair[1]] and table not in taken[pair[1], slot_of[pair]]:
            sit(pair, table)
    for pair in slot_of:
        if pair not in seated:
            held = taken[pair[1], slot_of[pair]]
            sit(pair, next(table for table in range(1, len(held) + 2) if table not in held))
    return seated
