"""Musts for which one party has too little room, by Hall's condition.

For a single party the question is a flow: each must into one of its slots, each slot into the
windows around it (lunches, days, all), none above its limit. Where a must finds no way, those
whose places could be changed for its own are as many as fit where they may lie, and one more:
they clash, and without any one of them the others fit.
"""

from collections import deque
from collections.abc import Iterable, Sequence

from solver.layout import Layout

Node = tuple[int, ...]
Step = int | Node


def overfull(layout: Layout, party: int, musts: Sequence[int]) -> list[int] | None:
    """Give the fewest musts of a party found that do not fit into its seats and limits together.

    A meeting of several slots is counted in the slot in which it begins, so that not every
    clash of such meetings is seen. None if all fit.
    """
    flow = _Flow(layout, party, musts)
    left_out = [found for request in musts if (found := flow.place(request)) is not None]
    return min(left_out, key=len, default=None)


class _Flow:
    """Musts placed so far, and how full every slot and window is."""

    def __init__(self, layout: Layout, party: int, musts: Sequence[int]) -> None:
        self.slots_of = {request: layout.common[request] for request in musts}
        self.slot_of: dict[int, int] = {}
        useful = sorted({slot for slots in self.slots_of.values() for slot in slots})
        seats = layout.parties[party].seats
        self.limit: dict[Node, int] = {(slot,): seats for slot in useful}
        self.above: dict[Node, Node] = {}
        self.below: dict[Node, list[Node]] = {}
        self.there: dict[Node, list[int]] = {}
        for window, limit in sorted(_windows(layout, party, useful), key=lambda one: len(one[0])):
            self._add_window(window, limit)
        self.count = dict.fromkeys(self.limit, 0)

    def _add_window(self, window: Node, limit: int) -> None:
        """Put a window above the slots and windows in it; leave it out if it cuts one."""
        tops = {self._top((slot,)) for slot in window}
        if window in tops:
            self.limit[window] = min(limit, self.limit[window])
        elif all(set(window).issuperset(top) for top in tops):
            self.limit[window] = limit
            self.below[window] = sorted(tops)
            self.above.update(dict.fromkeys(tops, window))

    def _top(self, node: Node) -> Node:
        while node in self.above:
            node = self.above[node]
        return node

    def place(self, request: int) -> list[int] | None:
        """Find room for one more, others making way; else give those that clash with it."""
        for slot in self.slots_of[request]:
            chain = self._chain(slot)
            if all(self.count[node] < self.limit[node] for node in chain):
                self._take(request, slot)
                return None
        came: dict[Step, Step | None] = {request: None}
        queue: deque[Step] = deque([request])
        while queue:
            at = queue.popleft()
            if isinstance(at, int):
                steps: list[Step] = [(slot,) for slot in self.slots_of[at]]
            else:
                steps = list(self.below.get(at, self.there.get(at, ())))
                if self.count[at] < self.limit[at]:
                    if at not in self.above:
                        self._send(at, came)
                        return None
                    steps.append(self.above[at])
            for step in steps:
                if step not in came and (isinstance(step, int) or self._open(at, step)):
                    came[step] = at
                    queue.append(step)
        return sorted(one for one in came if isinstance(one, int))

    def _open(self, at: Step, step: Node) -> bool:
        """Whether a way leads there: down only where something can be given up."""
        return isinstance(at, int) or step == self.above.get(at) or self.count[step] > 0

    def _send(self, end: Step, came: dict[Step, Step | None]) -> None:
        """Move everybody along the way that was found, the last one first."""
        at, before = end, came[end]
        while before is not None:
            if isinstance(before, int) and not isinstance(at, int):
                self.slot_of[before] = at[0]
            at, before = before, came[before]
        self.count = dict.fromkeys(self.limit, 0)
        self.there = {}
        for request, slot in self.slot_of.items():
            self._take(request, slot)

    def _take(self, request: int, slot: int) -> None:
        self.slot_of[request] = slot
        self.there.setdefault((slot,), []).append(request)
        for node in self._chain(slot):
            self.count[node] += 1

    def _chain(self, slot: int) -> list[Node]:
        """Give the slot and the windows around it, from within."""
        chain: list[Node] = [(slot,)]
        while chain[-1] in self.above:
            chain.append(self.above[chain[-1]])
        return chain


def _windows(layout: Layout, party: int, useful: Sequence[int]) -> list[tuple[Node, int]]:
    who = layout.parties[party]
    found: list[tuple[Node, int]] = []

    def add(slots: Iterable[int], limit: int | None) -> None:
        window = tuple(sorted(set(slots).intersection(useful)))
        if window and limit is not None:
            found.append((window, limit))

    for lunch in layout.problem.lunches:
        if lunch.side in ("", who.side):
            add(lunch.slots, who.seats * (len(lunch.slots) - lunch.free))
    for day, slots in enumerate(layout.slots_of_day):
        add(slots, layout.daily_limit(party, day))
    add(useful, who.at_most)
    return found
