"""Fewer breaks for a timetable of musts: two slots exchange a chain of meetings, over and over.

If a meeting moves to another slot, the meetings there that share a party with it move back,
what these meet in the first slot moves on, and so on: a chain of Kempe in the colouring of
meetings by slots. All parties along it stay busy in both slots; only the two at its ends are
now busy in the one instead of the other, so that what a move is worth is known at once.
Simulated annealing over such moves: Thompson and Dowsland, "A robust simulated annealing based
examination timetabling system", Computers & Operations Research 25 (1998).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from random import Random

from solver.layout import Layout

# What a break costs is 1. The temperature at the beginning and at the end, and what an idle
# slot between meetings costs, so that breaks become shorter before they close.
WARM, COLD = 0.5, 0.15
IDLE = 0.1
# How often a meeting of a party with breaks is tried rather than any.
FOCUS = 0.3
# Moves between two looks at the temperature and at who has breaks; rows of them between two
# looks at who is to stop.
ROW = 256
ROWS = 32


def can_anneal(layout: Layout) -> bool:
    """Tell whether exchanges of slots keep the rules: seats, slots, tables, orders, breaks."""
    plain = all(
        who.seats == 1 and who.rest_after is None and who.at_most_per_day is None
        for who in layout.parties
    )
    due = any(who.at_least_per_day for who in layout.parties)
    return plain and not (due or layout.long or layout.problem.lunches or layout.minutes)


@dataclass(frozen=True, slots=True)
class _Move:
    """Meetings that go from one slot to another, those that come back, the ends of the chain."""

    away: list[int]
    back: list[int]
    ends: list[tuple[int, int]]


def anneal(
    layout: Layout,
    side: str,
    placing: Mapping[int, int],
    *,
    steps: int,
    seed: int,
    over: Callable[[], bool],
) -> dict[int, int]:
    """Give the best timetable come by, or the one given.

    Parameters
    ----------
    side
        Whose breaks count.
    placing
        A timetable of all requests that keeps every rule but, maybe, the spread of breaks.
    steps
        Moves tried, some 300,000 a second.
    """
    return _Annealing(layout, side, placing, Random(seed)).go(steps, over)


class _Annealing:
    def __init__(
        self, layout: Layout, side: str, placing: Mapping[int, int], random: Random
    ) -> None:
        self.layout = layout
        self.random = random
        self.slot_of = dict(placing)
        self.allowed = [frozenset(slots) for slots in layout.candidates]
        self.meeting: list[list[int | None]] = [[None] * len(layout.slots) for _ in layout.parties]
        self.busy = [0] * len(layout.parties)
        self.held = [0] * len(layout.slots)
        self.counted = [False] * len(layout.parties)
        for party in layout.on_side(side):
            self.counted[party] = True
        for request, slot in placing.items():
            self.held[slot] += 1
            for party in layout.ends[request]:
                self.meeting[party][slot] = request
                self.busy[party] |= 1 << slot
        self.price = cache(self._price)

    def _price(self, busy: int) -> tuple[int, float]:
        """Give the breaks of a party busy in these slots, above the spread twice, and the cost."""
        breaks = idle = 0
        for slots in self.layout.slots_of_day:
            of_day = (busy >> slots[0]) & ((1 << len(slots)) - 1)
            if of_day:
                breaks += (of_day & ~(of_day << 1)).bit_count() - 1
                first = (of_day & -of_day).bit_length() - 1
                idle += of_day.bit_length() - first - of_day.bit_count()
        spread = self.layout.problem.break_spread
        if spread is not None:
            breaks += max(0, breaks - spread)
        return breaks, breaks + IDLE * idle

    def _total(self) -> int:
        return sum(self.price(busy)[0] for busy in self._counted_busy())

    def _counted_busy(self) -> list[int]:
        return [busy for busy, counted in zip(self.busy, self.counted, strict=True) if counted]

    def go(self, steps: int, over: Callable[[], bool]) -> dict[int, int]:
        random, layout = self.random.random, self.layout
        best, fewest = dict(self.slot_of), self._total()
        now = fewest
        open_ones = [r for r in self.slot_of if len(self.allowed[r]) > 1]
        choices = {request: layout.candidates[request] for request in open_ones}
        for done in range(0, steps if open_ones else 0, ROW):
            if fewest == 0 or (done % (ROW * ROWS) == 0 and over()):
                break
            heat = WARM * (COLD / WARM) ** (done / steps)
            flawed = self._flawed()
            for _ in range(ROW):
                pool = open_ones
                if flawed and random() < FOCUS:
                    pool = flawed[int(random() * len(flawed))]
                request = pool[int(random() * len(pool))]
                slots = choices[request]
                slot = slots[int(random() * len(slots))]
                move = self._chain(request, slot)
                if move is None:
                    continue
                breaks, cost = self._worth(move)
                if cost > 0 and random() >= exp(-cost / heat):
                    continue
                self._exchange(move, self.slot_of[request], slot)
                now += breaks
                if now < fewest:
                    best, fewest = dict(self.slot_of), now
        return best

    def _flawed(self) -> list[list[int]]:
        """For each party with breaks its meetings that can move."""
        found = []
        for party, busy in enumerate(self.busy):
            if busy and self.counted[party] and self.price(busy)[0]:
                own = [r for r in self.layout.requests_of[party] if len(self.allowed[r]) > 1]
                if own:
                    found.append(own)
        return found

    def _chain(self, request: int, slot: int) -> _Move | None:
        """Give the exchange that takes a meeting to a slot, or None if a rule forbids it."""
        from_slot = self.slot_of[request]
        if slot == from_slot:
            return None
        away, back = [request], list[int]()
        ends = []
        for end in self.layout.ends[request]:
            party, here, there = end, from_slot, slot
            while True:
                other = self.meeting[party][there]
                if other is None:
                    ends.append((party, (1 << here) | (1 << there)))
                    break
                if other == request:
                    return self._allowed(_Move(away, back, []), from_slot, slot)
                if here not in self.allowed[other]:
                    return None
                (back if there == slot else away).append(other)
                a, b = self.layout.ends[other]
                party = b if a == party else a
                here, there = there, here
        return self._allowed(_Move(away, back, ends), from_slot, slot)

    def _allowed(self, move: _Move, from_slot: int, slot: int) -> _Move | None:
        """Hold a move against tables and orders."""
        more = len(move.away) - len(move.back)
        tables = self.layout.problem.capacity
        if more and tables is not None:
            fuller = slot if more > 0 else from_slot
            if self.held[fuller] + abs(more) > tables[fuller]:
                return None
        if self.layout.order:
            moved = dict.fromkeys(move.away, slot) | dict.fromkeys(move.back, from_slot)
            for one, at in moved.items():
                for earlier in self.layout.earlier.get(one, ()):
                    if moved.get(earlier, self.slot_of[earlier]) >= at:
                        return None
                for later in self.layout.later.get(one, ()):
                    if moved.get(later, self.slot_of[later]) <= at:
                        return None
        return move

    def _worth(self, move: _Move) -> tuple[int, float]:
        """How many breaks, and how much cost, a move adds."""
        breaks, cost = 0, 0.0
        for party, both in move.ends:
            if self.counted[party]:
                before, after = self.price(self.busy[party]), self.price(self.busy[party] ^ both)
                breaks += after[0] - before[0]
                cost += after[1] - before[1]
        return breaks, cost

    def _exchange(self, move: _Move, from_slot: int, slot: int) -> None:
        for requests, gone in ((move.away, from_slot), (move.back, slot)):
            for request in requests:
                for party in self.layout.ends[request]:
                    self.meeting[party][gone] = None
        for requests, taken in ((move.away, slot), (move.back, from_slot)):
            for request in requests:
                self.slot_of[request] = taken
                for party in self.layout.ends[request]:
                    self.meeting[party][taken] = request
        for party, both in move.ends:
            self.busy[party] ^= both
        more = len(move.away) - len(move.back)
        self.held[slot] += more
        self.held[from_slot] -= more
