"""One slot matched anew, exactly: the best meetings for it while all other slots stay.

Which of the requests that are not held elsewhere take place in one slot is an assignment
problem, in which quotas, lunches, hours, ways to and from the neighbouring slots, and what a
meeting there means for breaks and days are costs of single requests and parties. So a slot is
never left worse than it was, and over and over again this is a neighbourhood search with an
exponential neighbourhood (Ahuja, Ergun, Orlin and Punnen, "A survey of very large-scale
neighborhood search techniques", Discrete Applied Mathematics 123, 2002).
"""

from collections.abc import Iterable

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from solver.crowds.field import NOWHERE, Field, Flags, Ints
from solver.problem import GoalKind
from solver.running.watch import Watch

# Ties are broken by lot, anew each time, which lets the search wander among equals.
LOT = 16
A_BREAK, A_DAY = LOT, 8 * LOT
LARGEST = 1 << 60


class Rematch:
    """A timetable of a field, improved slot by slot.

    Attributes
    ----------
    slot_of
        For each request its slot, or −1.
    worth
        What each request adds, above breaks and days.
    open
        For each request whether it may be taken up.
    """

    def __init__(
        self,
        field: Field,
        slot_of: Ints,
        random: np.random.Generator,
        *,
        worth: Ints,
        rewards: dict[int, list[int]],
    ) -> None:
        self.field, self.random = field, random
        self.slot_of = slot_of.copy()
        self.worth = worth
        self.open: Flags = np.ones(len(worth), dtype=bool)
        # The last column is for those beyond their last reward.
        longest = max(map(len, rewards.values()), default=0)
        self._rewards: Ints = np.zeros((len(field.layout.parties), longest + 1), dtype=np.int64)
        for party, own in rewards.items():
            self._rewards[party, : len(own)] = own
        self._count = field.count(slot_of)
        self._where = field.whereabouts(slot_of)
        shape = len(field.layout.parties), len(field.layout.slots)
        self._busy: Ints = np.zeros(shape, dtype=np.int64)
        held = np.flatnonzero(slot_of >= 0)
        for parties in (field.left[held], field.right[held]):
            np.add.at(self._busy, (parties, slot_of[held]), 1)
        self._on_days = self._side(GoalKind.DAYS)
        self._on_breaks = self._side(GoalKind.BREAKS)
        self._day_of: Ints = np.array(field.layout.day_of, dtype=np.int64)
        self._step = self._weigh()

    def _side(self, kind: GoalKind) -> Flags:
        found = np.zeros(len(self.field.layout.parties), dtype=bool)
        for goal in self.field.layout.problem.goals:
            if goal.kind is kind:
                found[self.field.layout.on_side(goal.side)] = True
        return found

    def _weigh(self) -> int:
        """Let one of worth outweigh all breaks and days of a slot, if that can be counted in."""
        field = self.field
        pairs = min(len(np.unique(field.left)), len(np.unique(field.right)))
        dearest = int(self.worth.max(initial=0)) + 2 * int(self._rewards.max(initial=0))
        wanted = LOT * pairs + 4 * pairs * (A_BREAK + A_DAY)
        nodes = len(field.layout.parties) + 2
        return max(1, min(wanted, LARGEST // (nodes * (dearest + 1))))

    def sweep(self, slots: Iterable[int], watch: Watch) -> None:
        """Match slots anew, one after the other, as long as time is left."""
        for slot in slots:
            if watch.over():
                return
            self.slot(slot)

    def slot(self, slot: int) -> None:
        """Match one slot anew."""
        mine = np.flatnonzero(self.slot_of == slot)
        self._note(mine, slot, -1)
        requests = self._possible(slot)
        chosen = self._match(requests, slot)
        self._note(chosen, slot, 1)

    def _note(self, requests: Ints, slot: int, sign: int) -> None:
        field = self.field
        self.slot_of[requests] = slot if sign > 0 else -1
        inside = np.flatnonzero(field.windows[:, slot])
        for parties in (field.left[requests], field.right[requests]):
            np.add.at(self._busy[:, slot], parties, sign)
            for window in inside:
                np.add.at(self._count[:, window], parties, sign)
        walked = requests[field.walker[requests] >= 0]
        self._where[field.walker[walked], slot] = field.zone[walked] if sign > 0 else NOWHERE

    def _room(self, slot: int) -> Ints:
        inside = self.field.windows[:, slot]
        left = (self.field.most[:, inside] - self._count[:, inside]).min(axis=1)
        room: Ints = np.minimum(self.field.seats, left)
        return room

    def _possible(self, slot: int) -> Ints:
        """Give the requests that could be held in the slot, each by itself."""
        field = self.field
        room = self._room(slot)
        found = np.flatnonzero((self.slot_of < 0) & self.open & field.allowed[field.kind, slot])
        found = found[(room[field.left[found]] > 0) & (room[field.right[found]] > 0)]
        for other, free in field.near[slot]:
            there = self._where[field.walker[found], other]
            walked = field.walker[found] >= 0
            near = field.ways[there, field.zone[found]] <= free
            found = found[~walked | near]
        return found

    def _match(self, requests: Ints, slot: int) -> Ints:
        """Choose requests of the most worth that leave each party its room."""
        if not len(requests):
            return requests
        field, room = self.field, self._room(slot)
        capacity = field.layout.problem.capacity
        gain = self._gain(slot)
        flow = SimpleMinCostFlow()
        count = len(room)
        source, sink = np.array([count]), np.array([count + 1])
        supply = len(requests) if capacity is None else capacity[slot]
        for parties, to_sink in ((field.left, False), (field.right, True)):
            own = np.unique(parties[requests])
            outside = np.full(len(own), count + to_sink)
            ends = (own, outside) if to_sink else (outside, own)
            flow.add_arcs_with_capacity_and_unit_cost(*ends, room[own], -gain[own])
            supply = min(supply, int(room[own].sum()))
        value = self.worth[requests] * self._step + self.random.integers(0, LOT, len(requests))
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            field.left[requests],
            field.right[requests],
            np.ones(len(requests), dtype=np.int64),
            -value,
        )
        flow.add_arcs_with_capacity_and_unit_cost(source, sink, np.array([supply]), np.array([0]))
        flow.set_nodes_supplies(np.append(source, sink), np.array([supply, -supply]))
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise ArithmeticError(f"a matching that exists was not found: {status}")
        chosen: Ints = requests[flow.flows(arcs) > 0]
        return chosen

    def _gain(self, slot: int) -> Ints:
        """Give what it adds for each party to have a meeting in the slot rather than none."""
        day = self._day_of == self._day_of[slot]
        busy = self._busy > 0
        before = busy[:, day & (np.arange(len(day)) < slot)]
        after = busy[:, day & (np.arange(len(day)) > slot)]
        early, late = before.any(axis=1), after.any(axis=1)
        idle_before = early & ~before[:, -1] if before.shape[1] else early
        idle_after = late & ~after[:, 0] if after.shape[1] else late
        breaks = idle_before.astype(np.int64) + idle_after - (early & late)
        another_day = busy[:, ~day].any(axis=1) & ~early & ~late
        found: Ints = -(A_BREAK * breaks * self._on_breaks + A_DAY * another_day * self._on_days)
        level = np.minimum(self._count[:, 0], self._rewards.shape[1] - 1)
        found += self._step * self._rewards[np.arange(len(level)), level]
        return found
