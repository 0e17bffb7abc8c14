"""Room for other meetings in a timetable, with few of those that stay moved."""

from collections.abc import Collection, Mapping
from random import Random

from solver.board import Board
from solver.measures import breaks_in, days_in
from solver.placing.blocks import MOST_BREAKS, Pool, whole_side
from solver.running.run import Run

ATTEMPTS = 8
EFFORT = 150
LONGEST_ATTEMPT = 400
PUSHING = 8


def displace(run: Run, chosen: Collection[int], earlier: Mapping[int, int]) -> None:
    """Place chosen meetings by ejection chains that begin at an earlier timetable.

    Only the parties whose meetings change are placed anew, each whole where that can be, and
    whoever they push out. What is found is offered; each further attempt has to move fewer.

    Parameters
    ----------
    chosen
        The meetings to be held, all of them.
    earlier
        Where most of them are held by now.
    """
    side = whole_side(run.layout)
    if side is None:
        return
    pool = _Nearby(run, set(chosen), side, earlier)
    for attempt in range(ATTEMPTS):
        placing = pool.attempt(attempt)
        if placing is not None:
            run.tally.offer(placing, trusted=False)
            pool.most = pool.count_touched() - 1
        if run.over() or pool.steps > EFFORT:
            return


class _Nearby(Pool):
    """The parties whose meetings change, and the timetable into which they have to fit."""

    def __init__(
        self, run: Run, chosen: set[int], side: set[int], earlier: Mapping[int, int]
    ) -> None:
        super().__init__(run, chosen, side, MOST_BREAKS)
        self.earlier = earlier
        others = chosen.symmetric_difference(earlier)
        self.changed = {end for r in others for end in run.layout.ends[r] if end in self.own}
        self.begin(self.changed)
        self._first = self.waiting
        self._flawed = {party for party in self.own if self._has_flaw(party)} - self.changed
        self.touched: set[int] = set()
        self.most = len(chosen)
        self.steps = self._end = 0

    def _has_flaw(self, party: int) -> bool:
        layout = self.layout
        slots = [
            slot
            for request in self.own[party]
            if request in self.earlier
            for slot in layout.span(request, self.earlier[request])
        ]
        return days_in(layout.problem, slots) > 1 or breaks_in(layout.problem, slots) > 0

    def attempt(self, seed: int) -> dict[int, int] | None:
        """Place the changed parties and whom they push out, unless too many have to move."""
        self.random = Random(f"{self.run.style.seed} {seed}")
        self.board = Board(self.layout)
        for request, slot in self.earlier.items():
            if self.party_of.get(request, -1) not in {-1, *self.changed}:
                self.board.place(request, slot)
        self.settled = set(self._flawed)
        self.penalty = dict.fromkeys(self.own, 1)
        self.waiting = self.random.sample(self._first, len(self._first))
        self.touched, self.lost = set(self.changed), []
        self._end = self.steps + LONGEST_ATTEMPT
        self.work()
        return None if self.count_touched() > self.most else self.finish()

    def count_touched(self) -> int:
        """Count the meetings of the parties placed anew."""
        return sum(len(self.own[party]) for party in self.touched)

    def _hopeless(self) -> bool:
        self.steps += 1
        self.touched.update(self.waiting)
        too_many = self.count_touched() > self.most or self.steps > self._end
        return too_many or super()._hopeless()

    def _cost(self, request: int, slot: int, ways: Collection[int]) -> int:
        """Prefer whoever is easily placed again, then a slot the meeting has by now."""
        return PUSHING * super()._cost(request, slot, ways) + (self.earlier.get(request) != slot)
