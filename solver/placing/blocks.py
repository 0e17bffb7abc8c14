"""Every party in one unbroken run of slots: placed whole, pushing others out where it must.

An ejection search after Nagata and Bräysy ("A powerful route minimization heuristic for the
vehicle routing problem with time windows", Operations Research Letters 37, 2009): a party
that fits nowhere takes the run whose present holders were the easiest to place so far; those
go back to the pool. A party that cannot be whole even alone, for its ways or its hours, is given
as few breaks in one day as it needs, or else an unbroken run on each of two days; only one for
which that is not enough is scattered.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, combinations, product
from random import Random

from solver.board import Board
from solver.layout import Layout
from solver.placing.construct import place_near
from solver.problem import GoalKind
from solver.running.run import Run

PATIENCE = 1000
NEVER = 10**9
MOST_BREAKS = 2
LONGEST = 2
MOST_PAIRS = 100

Seating = tuple[tuple[int, int], ...]


def place_in_blocks(
    run: Run, chosen: Collection[int], *, partly: bool = False
) -> dict[int, int] | None:
    """Place chosen meetings so that no party of the goals' side is broken, as far as possible.

    Parameters
    ----------
    partly
        Whether to do without the meetings that find no place.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if some found no place, or if the goals ask for whole
        runs of no side, or of parties that meet each other.
    """
    side = whole_side(run.layout)
    if side is None:
        return None
    for most_breaks in (MOST_BREAKS, 0):
        pool = Pool(run, set(chosen), side, most_breaks)
        pool.begin(pool.own)
        pool.work()
        placing = pool.finish()
        if partly:
            return dict(pool.board.slot_of)
        if placing is not None or run.watch.over():
            return placing
    return None


def whole_side(layout: Layout) -> set[int] | None:
    """Give the parties on whom days and breaks both count, if each meeting has one of them."""
    goals = layout.problem.goals
    wanted = [
        {party for g in goals if g.kind is kind for party in layout.on_side(g.side)}
        for kind in (GoalKind.DAYS, GoalKind.BREAKS)
    ]
    side = wanted[0]
    whole = side == wanted[1] and all(layout.parties[party].seats == 1 for party in side)
    if not side or not whole or any((a in side) == (b in side) for a, b in layout.ends):
        return None
    return side


class Pool:
    """The parties not yet placed, and how hard each was to place so far."""

    def __init__(self, run: Run, chosen: set[int], side: set[int], most_breaks: int) -> None:
        self.run = run
        self.most_breaks = most_breaks
        self.layout = run.layout
        self.random = Random(run.style.seed)
        self.board = Board(run.layout)
        self.settled: set[int] = set()
        self.own = {
            party: [r for r in run.layout.requests_of[party] if r in chosen]
            for party in sorted(side)
        }
        self.own = {party: own for party, own in self.own.items() if own}
        self.party_of = {r: party for party, own in self.own.items() for r in own}
        self.penalty = dict.fromkeys(self.own, 1)
        self.size = {p: sum(run.layout.length[r] for r in own) for p, own in self.own.items()}
        self.useful = {
            party: {slot for request in own for slot in run.layout.taken(request)}
            for party, own in self.own.items()
        }
        self.runs: dict[int, list[list[int]]] = {}
        self.loose: list[int] = []
        self.waiting: list[int] = []
        self.lost: list[int] = []

    def begin(self, parties: Iterable[int]) -> None:
        """Let parties wait for a place, the hardest to place first; the board has to be empty."""
        parties = list(parties)
        self.loose = [party for party in parties if not self._can_be_seated(party)]
        whole = [party for party in parties if party not in self.loose]
        self.waiting = sorted(whole, key=self._ease, reverse=True)

    def _ease(self, party: int) -> tuple[float, int]:
        return len(self._runs(party)) / self.size[party] ** 2, party

    def _runs(self, party: int) -> list[list[int]]:
        """Give the runs the party may have: unbroken ones, until it is found to have none."""
        if party not in self.runs:
            size = self.size[party]
            self.runs[party] = [
                slots[start : start + size]
                for slots in self.layout.slots_of_day
                for start in range(len(slots) - size + 1)
                if self._can_be_busy(party, slots[start : start + size])
            ]
        return self.runs[party]

    def _can_be_busy(self, party: int, slots: Sequence[int]) -> bool:
        """Whether the party has a meeting for each of the slots and rests enough between.

        What is due to it on single days has to have its slots there, too.
        """
        layout = self.layout
        if not self.useful[party].issuperset(slots):
            return False
        if layout.parties[party].at_least_per_day:
            there = Counter(layout.day_of[slot] for slot in slots)
            days = range(len(layout.slots_of_day))
            if any(there[day] < layout.daily_due(party, day) for day in days):
                return False
        return layout.most_busy(party, slots) == len(slots)

    def _can_be_seated(self, party: int) -> bool:
        """Whether the party fits into one day by itself, with few breaks, or whole into two."""
        if self._seat(party)[1] < NEVER:
            return True
        if self.run.watch.over():
            return False
        for breaks in range(1, self.most_breaks + 1):
            self.runs[party] = self._broken_runs(party, breaks)
            if self._seat(party)[1] < NEVER:
                return True
        if self.most_breaks:
            self.runs[party] = self._two_runs(party)
        return bool(self.runs[party]) and self._seat(party)[1] < NEVER

    def _two_runs(self, party: int) -> list[list[int]]:
        """Give pairs of unbroken runs on two days that the party could have by itself.

        Up to ``MOST_PAIRS`` of them, drawn by lot.
        """
        size = self.size[party]
        starts = [
            (day, first)
            for day, slots in enumerate(self.layout.slots_of_day)
            for first in range(len(slots))
        ]
        found = []
        for (day, first), (other, second) in combinations(starts, 2):
            for part in range(1, size) if day != other else ():
                early = self.layout.slots_of_day[day][first : first + part]
                late = self.layout.slots_of_day[other][second : second + size - part]
                slots = [*early, *late]
                if len(slots) == size and self._can_be_busy(party, slots):
                    found.append(slots)
        alone = {(r, slot): 0 for r in self.own[party] for slot in self.layout.candidates[r]}
        feasible: list[list[int]] = []
        for slots in self.random.sample(found, len(found)):
            if len(feasible) == MOST_PAIRS or self.run.watch.over():
                break
            if self._order(party, slots, alone, ((), NEVER))[0]:
                feasible.append(slots)
        return feasible

    def _broken_runs(self, party: int, breaks: int) -> list[list[int]]:
        """Give sets of slots of one day with so many breaks, none longer than ``LONGEST``."""
        size = self.size[party]
        found: list[list[int]] = []
        for places in combinations(range(1, size), breaks):
            for lengths in product(range(1, LONGEST + 1), repeat=breaks):
                steps = [1] * (size - 1)
                for place, length in zip(places, lengths, strict=True):
                    steps[place - 1] += length
                shape = list(accumulate(steps, initial=0))
                found.extend(
                    [slots[start + one] for one in shape]
                    for slots in self.layout.slots_of_day
                    for start in range(len(slots) - shape[-1])
                )
        return [slots for slots in found if self._can_be_busy(party, slots)]

    def work(self) -> None:
        """Place what cannot be whole first, then the rest until the pool is empty."""
        for party in self.loose:
            self._scatter(party)
        self.settled.update(self.loose)
        fruitless = 0
        fewest = len(self.waiting) + 1
        while self.waiting and fruitless < PATIENCE and not self._hopeless():
            if len(self.waiting) < fewest:
                fewest, fruitless = len(self.waiting), 0
            fruitless += 1
            self._place(self.waiting.pop())

    def _hopeless(self) -> bool:
        """Whether to give up on whoever waits."""
        return self.run.watch.over()

    def finish(self) -> dict[int, int] | None:
        """Scatter what is left and give the placing, if it is whole."""
        for party in self.waiting:
            self._scatter(party)
        return None if self.lost else dict(self.board.slot_of)

    def _scatter(self, party: int) -> None:
        self.lost.extend(r for r in self.own[party] if not place_near(self.board, r))

    def _place(self, party: int) -> None:
        seating, cost = self._seat(party)
        if cost:
            self.penalty[party] += 1
        if cost >= NEVER:
            self.waiting.insert(0, party)
            return
        for request, slot in seating:
            while ways := self._in_the_way(request, slot):
                for one in ways:
                    for other in self.own[one]:
                        self.board.remove(other)
                    self.waiting.insert(self.random.randint(0, len(self.waiting)), one)
            self.board.place(request, slot)

    def _seat(self, party: int) -> tuple[Seating, int]:
        """Give the run and order of a party's meetings that push out the least."""
        costs = {
            (request, slot): self._cost(request, slot, ways)
            for request in self.own[party]
            for slot in self.layout.candidates[request]
            if (ways := self._in_the_way(request, slot)) is not None
        }
        best: tuple[Seating, int] = ((), NEVER)
        runs = self._runs(party)
        for slots in self.random.sample(runs, len(runs)):
            best = self._order(party, slots, costs, best)
            if best[1] == 0:
                break
        return best

    def _cost(self, _request: int, _slot: int, ways: Collection[int]) -> int:
        """Give the price of pushing parties out for a meeting in a slot."""
        return sum(self.penalty[one] for one in ways)

    def _order(
        self,
        party: int,
        slots: Sequence[int],
        costs: dict[tuple[int, int], int],
        best: tuple[Seating, int],
    ) -> tuple[Seating, int]:
        """Give the cheapest order of the party's meetings in a run, if cheaper than the best."""
        begun: list[tuple[Seating, int, int]] = [((), 0, 0)]
        while begun:
            seating, filled, spent = begun.pop()
            if filled == len(slots):
                best = (seating, spent) if spent < best[1] else best
                continue
            slot = slots[filled]
            taken = {request for request, _ in seating}
            for request in self.own[party]:
                cost = spent + costs.get((request, slot), NEVER)
                if request in taken or cost >= best[1]:
                    continue
                behind = filled + self.layout.length[request]
                if behind > len(slots) or slots[behind - 1] != self.layout.last(request, slot):
                    continue
                if self._walkable(party, seating, request, slot):
                    begun.append(((*seating, (request, slot)), behind, cost))
        return best

    def _walkable(self, party: int, begun: Seating, request: int, slot: int) -> bool:
        layout = self.layout
        if any(other in layout.later.get(request, ()) for other, _ in begun):
            return False
        if not layout.walks(party):
            return True
        here = layout.place_of_meeting(request, party)
        for other, earlier in begun:
            there = layout.place_of_meeting(other, party)
            if here is None or there is None:
                continue
            end = layout.last(other, earlier)
            if layout.too_close(end, slot, layout.minutes.get((there, here), 0)):
                return False
        return True

    def _in_the_way(self, request: int, slot: int) -> list[int] | None:
        """Give parties to push out so that the meeting fits, the easiest to place again."""
        found: list[int] = []
        for obstacle in self.board.obstacles(request, slot):
            holders = {self.party_of[one] for one in obstacle.requests} - self.settled
            holders.discard(self.party_of[request])
            if not holders:
                return None
            if not holders.intersection(found):
                found.append(min(holders, key=lambda one: (self.penalty[one], one)))
        return found
