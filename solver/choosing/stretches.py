"""Stretches of time: slots that are all alike for the choice of meetings."""

from collections.abc import Collection, Sequence

from solver.layout import Layout


def stretches(
    layout: Layout, candidates: Sequence[Collection[int]], *, single: bool = False
) -> list[tuple[int, ...]]:
    """Part the slots into sets whose members can be swapped without any rule being touched.

    Parameters
    ----------
    candidates
        For each request the slots in which it may be held.
    single
        Whether every slot is to stand by itself.

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
    found: dict[tuple[object, ...], list[int]] = {}
    for slot in layout.slots:
        most = None if capacity is None else capacity[slot]
        within = tuple(slot in lunch for lunch in lunches)
        part = layout.session_of[slot] if rests else layout.day_of[slot]
        key = (part, most, within, tuple(open_to[slot]))
        found.setdefault(key, []).append(slot)
    return [tuple(slots) for slots in found.values()]
