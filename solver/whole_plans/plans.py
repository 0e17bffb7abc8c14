"""A party's whole plan: which of its requests, and when; the cheapest ones under given prices.

A plan is priced by dynamic programming over slots, the set of requests held so far and the
last of them, for many parties at once: numpy carries one array with a row for each party. All
numbers are integers, so that a cheapest plan can stand in a proof.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solver.layout import Layout
from solver.problem import GoalKind
from solver.whole_plans.priced import NEVER, Flags, Numbers, Priced

# Of a party; the work doubles with each.
MOST_REQUESTS = 9

Plan = tuple[tuple[int, int], ...]
"""Requests with their slots, in order of time."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a second day, a break and a metre cost."""

    day: int = 0
    idle: int = 0
    metre: int = 0

    def of(self, layout: Layout, party: int, plan: Plan) -> int:
        """Give what a plan costs."""
        return self.of_so_many(*measured(layout, party, plan))

    def of_so_many(self, days: int, breaks: int, metres: int) -> int:
        """Give what so many second days, breaks and metres cost."""
        return self.day * days + self.idle * breaks + self.metre * metres


def measured(layout: Layout, party: int, plan: Plan) -> tuple[int, int, int]:
    """Give the second days, the breaks and the metres of a plan."""
    days = breaks = metres = 0
    for (one, before), (other, after) in pairwise(plan):
        if layout.day_of[before] != layout.day_of[after]:
            days += 1
            continue
        breaks += after > before + 1
        here, there = layout.place_of_meeting(one, party), layout.place_of_meeting(other, party)
        if here is not None and there is not None:
            metres += layout.metres.get((here, there), 0)
    return days, breaks, metres


# What the plans of a tier are to cost as little as can be of.
COSTS = {
    GoalKind.DAYS: Costs(day=1),
    GoalKind.BREAKS: Costs(idle=1),
    GoalKind.WALKING: Costs(metre=1),
}


def plan_in(layout: Layout, placing: Mapping[int, int], party: int) -> Plan:
    """Give the plan a party has in a timetable."""
    own = ((r, placing[r]) for r in layout.requests_of[party] if r in placing)
    return tuple(sorted(own, key=lambda meeting: meeting[1]))


class Plans:
    """Plans of parties of one seat that have equally many requests open to them.

    A plan keeps what binds its party alone: one meeting at a time, at most and at least so many
    in all, and the time to walk from each to the next. Daily limits, lunches, rests, groups and
    ways that take longer than a meeting between are left out.

    Parameters
    ----------
    parties
        Numbers of the parties.
    own
        For each of them its requests, as many for one as for another.
    slots
        For each request of the problem the slots in which it may be held.
    held
        Requests that have to be in the plan.

    Attributes
    ----------
    open
        By party, request and slot, whether it may be held there.
    metres
        By party, meeting and meeting before, the way between.
    """

    def __init__(
        self,
        layout: Layout,
        parties: Sequence[int],
        own: Sequence[Sequence[int]],
        slots: Sequence[Collection[int]],
        held: Collection[int],
    ) -> None:
        self.layout = layout
        self.parties = list(parties)
        self.own = [list(requests) for requests in own]
        self.size = len(self.own[0])
        self.masks = np.arange(1 << self.size)
        self.counts = np.array([int(mask).bit_count() for mask in self.masks])
        self.open: Flags = np.zeros((len(self.own), self.size, len(layout.slots)), dtype=bool)
        for row, requests in enumerate(self.own):
            for bit, request in enumerate(requests):
                self.open[row, bit, list(slots[request])] = True
        self.allowed = self._allowed(set(held))
        self.metres, self._minutes = self._ways()
        self.ages = self._count_ages(int(self._minutes.max(initial=0)))

    def of(self, rows: Numbers) -> "Plans":
        """Give the plans of some of the parties alone."""
        found = copy(self)
        found.parties = [self.parties[row] for row in rows.tolist()]
        found.own = [self.own[row] for row in rows.tolist()]
        found.open, found.allowed = self.open[rows], self.allowed[rows]
        found.metres, found._minutes = self.metres[rows], self._minutes[rows]
        return found

    def _allowed(self, held: set[int]) -> Flags:
        allowed: Flags = np.ones((len(self.parties), len(self.masks)), dtype=bool)
        for row, (party, requests) in enumerate(zip(self.parties, self.own, strict=True)):
            needed = sum(1 << bit for bit, request in enumerate(requests) if request in held)
            who = self.layout.parties[party]
            allowed[row] = (self.masks & needed == needed) & (self.counts >= who.at_least)
            if who.at_most is not None:
                allowed[row] &= self.counts <= who.at_most
        return allowed

    def _ways(self) -> tuple[Numbers, Numbers]:
        shape = (len(self.parties), self.size, self.size)
        metres: Numbers = np.zeros(shape, dtype=np.int64)
        minutes: Numbers = np.zeros(shape, dtype=np.int64)
        for row, (party, requests) in enumerate(zip(self.parties, self.own, strict=True)):
            places = [self.layout.place_of_meeting(request, party) for request in requests]
            for i, here in enumerate(places):
                for j, there in enumerate(places):
                    if here is not None and there is not None:
                        minutes[row, i, j] = self.layout.minutes.get((here, there), 0)
                        metres[row, i, j] = self.layout.metres.get((here, there), 0)
        return metres, minutes

    def _count_ages(self, longest: int) -> int:
        """Give the slots after which it no longer matters when the last meeting was."""
        ages = 2
        for slots in self.layout.slots_of_day:
            for index, slot in enumerate(slots):
                for age in range(ages, index + 1):
                    if self.layout.too_close(slots[index - age], slot, longest):
                        ages = age + 1
        return ages

    def steps(self, costs: Costs) -> Numbers:
        """Give what coming from another meeting of the day costs.

        By slot, age (slots since the other, less one, those from ``ages`` on as one), party,
        meeting and the meeting before.
        """
        layout = self.layout
        shape = (len(layout.slots), self.ages, *self.metres.shape)
        found: Numbers = np.full(shape, NEVER, dtype=np.int64)
        for slots in layout.slots_of_day:
            for index, slot in enumerate(slots):
                for age in range(1, min(index, self.ages) + 1):
                    step = costs.metre * self.metres + (costs.idle if age > 1 else 0)
                    if age < self.ages:
                        before = layout.problem.slots[slots[index - age]]
                        gap = layout.problem.slots[slot].start - before.end
                        step = np.where(self._minutes > gap, NEVER, step)
                    found[slot, age - 1] = step
        return found

    def price(
        self, costs: Costs, price: Numbers | None = None, by_size: Numbers | None = None
    ) -> Priced:
        """Find the cheapest plans of every party, by the set of requests held.

        Parameters
        ----------
        price
            By party, request and slot, what holding it there costs; nothing if None.
        by_size
            By party and number of meetings, what having so many costs; nothing if None.
        """
        parties, masks = len(self.parties), len(self.masks)
        prices = np.where(self.open, 0 if price is None else price, NEVER)
        steps = self.steps(costs)
        # Parties come last where they lie in memory, since all of them are reckoned at once.
        to, way = _parties_last(prices), _parties_last(np.moveaxis(steps, 2, 0))
        shape = (len(self.layout.slots), self.size, masks, parties)
        held: Numbers = np.full(shape, NEVER, dtype=np.int64)
        begun: Numbers = np.full((masks, parties), NEVER, dtype=np.int64)
        begun[0] = 0
        ended = [begun]
        for slots in self.layout.slots_of_day:
            start = begun + np.where(self.masks > 0, costs.day, 0)[:, None]
            older: Numbers = np.full(shape[1:], NEVER, dtype=np.int64)
            for index, slot in enumerate(slots):
                if index >= self.ages:
                    np.minimum(older, held[slots[index - self.ages]], out=older)
                for bit in range(self.size):
                    if not self.open[:, bit, slot].any():
                        continue
                    best = self._part(start, bit, 0).copy()
                    come = np.empty_like(best)
                    for age in range(1, min(index, self.ages) + 1):
                        state = older if age == self.ages else held[slots[index - age]]
                        for last in range(self.size):
                            if last != bit:
                                before = self._part(state[last], bit, 0)
                                np.add(before, way[slot, age - 1, bit, last], out=come)
                                np.minimum(best, come, out=best)
                    best += to[bit, slot]
                    np.minimum(best, NEVER, out=self._part(held[slot, bit], bit, 1))
            begun = np.minimum(begun, held[slots[0] : slots[-1] + 1].min(axis=(0, 1)))
            ended.append(begun)
        total = begun.T if by_size is None else begun.T + by_size[:, self.counts]
        total = np.where(self.allowed, total, NEVER)
        by_day = [one.T for one in ended]
        return Priced(self, costs, prices, steps, held.transpose(0, 3, 2, 1), by_day, total)

    def _part(self, by_mask: Numbers, bit: int, value: int) -> Numbers:
        """Give the part of something by set and party whose sets have a bit, or have it not."""
        return by_mask.reshape(-1, 2, 1 << bit, by_mask.shape[-1])[:, value]


def _parties_last(found: Numbers) -> Numbers:
    return np.ascontiguousarray(np.moveaxis(found, 0, -1))
