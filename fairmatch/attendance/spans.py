"""From slots to hours and back: what is ticked slot by slot is kept as stretches of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from fairmatch.half_days import HalfDay
from fairmatch.hours import Hours


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """A slot of the fair in local time: its position from 0, and the half-day it lies in."""

    position: int
    date: date
    starts: time
    ends: time
    half: HalfDay


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of local time."""

    date: date
    starts: time
    ends: time


def spans_of(slots: Sequence[SlotPlace], chosen: frozenset[int]) -> list[Span]:
    """Give the stretches that cover the chosen slots and no other; none if all are chosen.

    Slots that follow each other in one half-day are one stretch.
    """
    if chosen >= {slot.position for slot in slots}:
        return []
    spans: list[Span] = []
    before: SlotPlace | None = None
    for slot in slots:
        if slot.position in chosen:
            follows = before is not None and (before.date, before.half) == (slot.date, slot.half)
            if follows:
                spans[-1] = Span(slot.date, spans[-1].starts, slot.ends)
            else:
                spans.append(Span(slot.date, slot.starts, slot.ends))
            before = slot
        else:
            before = None
    return spans


def slots_within(slots: Sequence[SlotPlace], hours: Hours) -> frozenset[int]:
    """Give the positions of the slots that lie wholly inside the hours."""
    return frozenset(
        slot.position for slot in slots if hours.cover(slot.date, slot.starts, slot.ends)
    )
