"""Stretches of time: slots that are all alike for the choice of meetings."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from solver.layout import Layout


def stretches(
    layout: Layout,
    candidates: Sequence[Collection[int]],
    *,
    single: bool = False,
    edges: int = 0,
) -> list[tuple[int, ...]]:
    """Part the slots into sets whose members can be swapped without any rule being touched.

    Parameters
    ----------
    candidates
        For each request the slots in which it may be held.
    single
        Whether every slot is to stand by itself.
    edges
        How many slots on either side of a pause of the day are to stand by themselves: who
        walks far is glad of the pause, so that these are scarcer than others.

    Returns
    -------
    list
        Slots of one day which the same requests may be held in, which lie in the same lunches
        and have the same capacity; of one session if anybody needs rests. Spreading each
        request's share of a stretch evenly over its slots gives a point of the relaxation by
        slots, so nothing is lost by taking them together but travel, breaks, precedences and
        when within a session to rest.
    """
    if single:
        return [(slot,) for slot in layout.slots]
    open_to: list[list[int]] = [[] for _ in layout.slots]
    for kind, slots in enumerate({tuple(slots) for slots in candidates}):
        for slot in slots:
            open_to[slot].append(kind)
    lunches = [frozenset(lunch.slots) for lunch in layout.problem.lunches]
    capacity = layout.problem.capacity
    rests = any(party.rest_after is not None for party in layout.parties)
    beside = _beside_a_pause(layout, edges)
    found: dict[tuple[object, ...], list[int]] = {}
    for slot in layout.slots:
        most = None if capacity is None else capacity[slot]
        within = tuple(slot in lunch for lunch in lunches)
        part = layout.session_of[slot] if rests else layout.day_of[slot]
        key = (part, most, within, tuple(open_to[slot]), slot if slot in beside else None)
        found.setdefault(key, []).append(slot)
    return [tuple(slots) for slots in found.values()]


def _beside_a_pause(layout: Layout, edges: int) -> set[int]:
    return {
        slot
        for slots in layout.slots_of_day
        for after, (one, other) in enumerate(pairwise(slots), start=1)
        if layout.session_of[one] != layout.session_of[other]
        for slot in slots[max(0, after - edges) : after + edges]
    }
