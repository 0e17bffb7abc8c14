"""The earlier timetable: what changing it costs at least, and what then stays as it was."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from solver.layout import Layout
from solver.problem import Problem, Request


class Way(Enum):
    """What may become of a meeting of the earlier timetable."""

    STAYS = 0
    MOVES = 1
    DROPS = 2


def prices(layout: Layout, request: int) -> dict[Way, int]:
    """Give what each way a meeting may go by itself costs; empty if its rules allow none."""
    earlier, slots = layout.before[request], layout.candidates[request]
    found = {}
    if earlier.slot in slots:
        found[Way.STAYS] = 0
    if any(slot != earlier.slot for slot in slots):
        found[Way.MOVES] = earlier.move
    if request not in layout.musts:
        found[Way.DROPS] = earlier.drop
    return found


def least_change(layout: Layout, side: str) -> int:
    """Give a price of change no timetable goes below: each meeting's own cheapest way."""
    return sum(min(prices(layout, r).values(), default=0) for r in layout.counted_before(side))


def next_dearer(layout: Layout, side: str) -> int | None:
    """Give by how much the price rises at least if not every meeting goes its cheapest way."""
    steps = []
    for request in layout.counted_before(side):
        costs = sorted(set(prices(layout, request).values()))
        steps += [costs[1] - costs[0]] if len(costs) > 1 else []
    return min(steps, default=None)


def as_cheap(layout: Layout, side: str, placing: Mapping[int, int] | None = None) -> Problem:
    """Give the problem in which every meeting goes as cheap a way as it can by itself.

    Timetables whose price of change is ``least_change`` are those of this problem.

    Parameters
    ----------
    placing
        If given, each meeting goes a way as cheap as the one it goes there.
    """
    requests = list(layout.requests)
    for request in layout.counted_before(side):
        costs = prices(layout, request)
        if costs:
            limit = min(costs.values())
            if placing is not None:
                limit = costs[_way_in(layout, request, placing)]
            ways = {way for way, cost in costs.items() if cost == limit}
            requests[request] = _restricted(layout, request, ways)
    return replace(layout.problem, requests=tuple(requests))


def without_first(problem: Problem) -> Problem:
    """Give the problem without its first goal."""
    return replace(problem, goals=problem.goals[1:])


def _way_in(layout: Layout, request: int, placing: Mapping[int, int]) -> Way:
    slot = placing.get(request)
    if slot is None:
        return Way.DROPS
    return Way.STAYS if slot == layout.before[request].slot else Way.MOVES


def _restricted(layout: Layout, number: int, ways: set[Way]) -> Request:
    request, slot = layout.requests[number], layout.before[number].slot
    allowed = tuple(
        other
        for other in layout.candidates[number]
        if (Way.STAYS if other == slot else Way.MOVES) in ways
    )
    return replace(request, slots=allowed, must=Way.DROPS not in ways)
