"""The earlier timetable: what changing it costs at least, and what then stays as it was."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from solver.layout import Layout
from solver.problem import Goal, Problem


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
    if request not in layout.must_set:
        found[Way.DROPS] = earlier.drop
    return found


def least_change(layout: Layout, side: str) -> int:
    """Give a price of change no timetable goes below: each meeting's own cheapest way."""
    return sum(min(prices(layout, r).values(), default=0) for r in layout.counted_before(side))


def dearer(layout: Layout, request: int) -> int | None:
    """Give by how much the price rises at least if the meeting does not go its cheapest way."""
    costs = sorted(set(prices(layout, request).values()))
    return costs[1] - costs[0] if len(costs) > 1 else None


def next_dearer(layout: Layout, side: str) -> int | None:
    """Give by how much the price rises at least if not every meeting goes its cheapest way."""
    steps = [dearer(layout, request) for request in layout.counted_before(side)]
    return min((step for step in steps if step is not None), default=None)


def as_cheap(
    layout: Layout,
    side: str,
    *,
    placing: Mapping[int, int] | None = None,
    free: Collection[int] = (),
    left: Sequence[tuple[int, ...]] | None = None,
    goals: tuple[Goal, ...] | None = None,
) -> Problem:
    """Give the problem in which every meeting goes as cheap a way as it can by itself.

    Timetables whose price of change is ``least_change`` are those of this problem.

    Parameters
    ----------
    placing
        If given, each meeting goes a way as cheap as the one it goes there.
    free
        Meetings that may go any way.
    left
        If given, the slots left to each request, whatever way it goes.
    goals
        If given, the goals of the problem.
    """
    requests = list(layout.requests)
    counted = set(layout.counted_before(side)).difference(free)
    for number, request in enumerate(layout.requests):
        slots = layout.candidates[number] if left is None else left[number]
        costs = prices(layout, number) if number in counted else {}
        if costs:
            limit = min(costs.values())
            if placing is not None:
                limit = costs[_way_in(layout, number, placing)]
            ways = {way for way, cost in costs.items() if cost == limit}
            slots = _slots(layout, number, ways, slots)
            requests[number] = replace(request, slots=slots, must=Way.DROPS not in ways)
        elif left is not None and slots != request.slots:
            requests[number] = replace(request, slots=slots)
    return replace(
        layout.problem,
        requests=tuple(requests),
        goals=layout.problem.goals if goals is None else goals,
    )


def settled_ways(layout: Layout, side: str) -> dict[int, int]:
    """Give the slot of each meeting that has one only if all go their cheapest way."""
    found = {}
    for request in layout.counted_before(side):
        costs = prices(layout, request)
        ways = {way for way, cost in costs.items() if cost == min(costs.values())}
        slots = _slots(layout, request, ways, layout.candidates[request])
        if Way.DROPS not in ways and len(slots) == 1:
            found[request] = slots[0]
    for request in layout.musts:
        if len(layout.candidates[request]) == 1:
            found[request] = layout.candidates[request][0]
    return found


def _way_in(layout: Layout, request: int, placing: Mapping[int, int]) -> Way:
    slot = placing.get(request)
    if slot is None:
        return Way.DROPS
    return Way.STAYS if slot == layout.before[request].slot else Way.MOVES


def _slots(
    layout: Layout, request: int, ways: Collection[Way], slots: tuple[int, ...]
) -> tuple[int, ...]:
    earlier = layout.before[request].slot
    return tuple(slot for slot in slots if (Way.STAYS if slot == earlier else Way.MOVES) in ways)
