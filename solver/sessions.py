"""Slots that follow each other without a pause as long as a slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.problem import Slot


def sessions(slots: Sequence[Slot]) -> list[range]:
    """Part the slots into sessions.

    A session ends with its day, and at a pause that is as long as the shorter of the two
    slots around it, such as lunch.
    """
    found: list[range] = []
    first = 0
    for index in range(1, len(slots) + 1):
        if index == len(slots) or _parted(slots[index - 1], slots[index]):
            found.append(range(first, index))
            first = index
    return found


def session_ends(slots: Sequence[Slot]) -> list[int]:
    """For each slot, the number behind that of the last slot of its session."""
    return [session.stop for session in sessions(slots) for _ in session]


def _parted(before: Slot, after: Slot) -> bool:
    shorter = min(before.end - before.start, after.end - after.start)
    return before.day != after.day or after.start - before.end >= shorter
