"""Where all meetings are musts: cores against rounds of all else, sharing what they find.

Cores raise the bound one conflict at a time and prove most placings with many slots, but give
no timetable before they end. So one thread keeps at them while the other has slots exchange
meetings for a good timetable, asks for one at the bound, a question without an objective that
clause learning answers quickly, and tries cores from the other end and relaxations, in growing
rounds: how long each takes hangs much on chance.
"""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count
from queue import SimpleQueue
from threading import Event

from ortools.sat.python import cp_model

from solver.model.goals import expression
from solver.model.rules import add_rules, degrees
from solver.model.variables import Sum, Variables
from solver.musts.anneal import anneal, can_anneal
from solver.musts.unbroken import breaks_by_party
from solver.musts.whole import fewest_breaks
from solver.placing.place import add_blocks
from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.search import LINEAR, Placing, Style, fits, search
from solver.running.tally import Entry
from solver.running.watch import Watch
from solver.timetable import Status

# Deterministic time of the first round on a target; each round has twice that of the one before.
FIRST = 2.0
# Targets asked for in one round.
STEPS = 8
# How much longer a round of cores is, which has to end to give a timetable, and one on a target.
CORES = 6
# Exchanges of slots tried at first, about a fifth of a second; each time twice as many.
EXCHANGES = 60_000


@dataclass(frozen=True, slots=True)
class _Guess:
    """A timetable that no model has answered for."""

    placing: Placing


Found = Placing | _Guess | int | Status


def race(run: Run, *, candidates: Mapping[int, Collection[int]], forced: Collection[int]) -> Status:
    """Prove the tiers in order, or that there is no timetable.

    Parameters
    ----------
    candidates, forced
        The freedom, as for ``Variables``; bounds found are taken to hold for all timetables.

    Returns
    -------
    Status
        INFEASIBLE if there is no timetable, OPTIMAL if every tier is proved, else UNKNOWN, as
        where the model would not fit into the memory.
    """
    tally = run.tally
    if not fits(run.watch, candidates):
        return Status.UNKNOWN
    for index, entry in enumerate(tally.entries):
        if entry.closed:
            continue
        began = run.watch.elapsed()
        status = _Race(run, index, candidates, forced).go()
        entry.seconds += run.watch.elapsed() - began
        if status is Status.INFEASIBLE or not entry.closed:
            return status
    return Status.OPTIMAL


class _Race:
    """One tier: cores and rounds at once, or the rounds alone if there is one worker."""

    def __init__(
        self,
        run: Run,
        index: int,
        candidates: Mapping[int, Collection[int]],
        forced: Collection[int],
    ) -> None:
        self.run = run
        self.index = index
        self.candidates = candidates
        self.forced = forced
        self.finished = Event()
        self.events: SimpleQueue[Found] = SimpleQueue()
        self.threaded = run.style.workers > 1
        self.tell: Callable[[Found], None] = self.events.put if self.threaded else self._hear
        self.status = Status.UNKNOWN
        self.placing = run.tally.placing
        self.least = self.entry.bound
        self.exchanges = EXCHANGES

    @property
    def entry(self) -> Entry:
        return self.run.tally.entries[self.index]

    def go(self) -> Status:
        watch = self.run.watch
        if not self.threaded:
            self._rounds()
            return self.status
        lanes = (self._cores, self._rounds)

        def work() -> None:
            with ThreadPoolExecutor(len(lanes)) as pool:
                for lane in [pool.submit(self._guarded, lane) for lane in lanes]:
                    lane.result()

        watch.run(work, self.finished.set, events=self.events, hear=self._hear)
        return self.status

    def _over(self) -> bool:
        """Whether to stop; the caller's own limits are asked for in its own thread only."""
        return self.finished.is_set() or (not self.threaded and self.run.watch.over())

    def _guarded(self, lane: Callable[[], None]) -> None:
        try:
            lane()
        finally:
            self.finished.set()

    def _hear(self, found: Found) -> None:
        """In the caller's thread: take over what a lane has found."""
        if isinstance(found, Status):
            self.status = found
        elif isinstance(found, dict):
            self.run.take(found)
        elif isinstance(found, _Guess):
            self.run.tally.offer(found.placing, trusted=False)
        else:
            self.run.tally.prove(self.index, found)
        if self.entry.closed or self.status is Status.INFEASIBLE:
            self.finished.set()

    def _model(self, *, linear: bool = False) -> Variables:
        v = Variables(self.run.layout, self.candidates, self.forced, grouped=not linear)
        add_rules(v)
        degrees(v)
        if linear:
            _add_blocks(v)
        for earlier in self.run.tally.entries[: self.index]:
            total = expression(v, earlier.aim)
            if earlier.value is not None and not isinstance(total, int):
                v.model.add(
                    total >= earlier.value if earlier.aim.maximised else total <= earlier.value
                )
        return v

    def _total(self, v: Variables) -> Sum:
        aim = self.entry.aim
        breaks = aim.goal.kind is GoalKind.BREAKS
        return breaks_by_party(v, aim) if breaks else expression(v, aim)

    def _found(self, placing: Placing) -> None:
        self.placing = placing
        self.tell(placing)

    def _search(
        self, v: Variables, style: Style, *, bounds: bool, over: Callable[[], bool] | None = None
    ) -> Status:
        outcome = search(
            v,
            Watch(self.run.watch.left(), over or self._over, self.run.watch.memory),
            style,
            on_placing=self._found,
            on_bound=self.tell if bounds else None,
        )
        if bounds and outcome.bound is not None:
            self.tell(outcome.bound)
        if bounds and outcome.status is Status.INFEASIBLE:
            self.tell(Status.INFEASIBLE)
        return outcome.status

    def _minimise(self, style: Style, *, linear: bool = False) -> None:
        v = self._model(linear=linear)
        total = self._total(v)
        if self.entry.aim.maximised:
            v.model.maximize(total)
        else:
            v.model.minimize(total)
        self._search(v, style, bounds=True)

    def _cores(self) -> None:
        self._minimise(replace(self.run.style, alone=True))

    def _more_cores(self, turn: int) -> None:
        style = self._style(turn)
        self._minimise(replace(style, effort=CORES * FIRST * 2**turn, backwards=turn % 2 == 0))

    def _relaxations(self, turn: int) -> None:
        workers = max(1, self.run.style.workers - 1)
        style = self._style(turn)
        self._minimise(replace(style, alone=False, subsolvers=LINEAR, workers=workers), linear=True)

    def _style(self, turn: int) -> Style:
        style = self.run.style
        return replace(style, alone=True, effort=FIRST * 2**turn, seed=style.seed + turn)

    def _bound(self) -> None:
        """Begin with what linear relaxations say of blocks."""
        watch = Watch(self.run.watch.left(), self._over, self.run.watch.memory)
        least = fewest_breaks(self.run.layout, self.entry.aim, watch)
        if least is None:
            self.tell(Status.INFEASIBLE)
        elif not self.entry.aim.maximised:
            self.least = max(self.least, least)
            self.tell(least)

    def _rounds(self) -> None:
        """Go through all ways of searching, each time for twice as long and with another seed."""
        self._bound()
        if self._over():
            return
        ways = (
            self._any,
            self._exchanges,
            self._target,
            self._exchanges,
            self._more_cores,
            self._relaxations,
        )
        for turn in count():
            for go in ways:
                go(turn)
                if self._over():
                    return

    def _any(self, turn: int) -> None:
        """Ask for any timetable, if none is known."""
        if self.placing is None:
            status = self._search(self._model(), self._style(turn), bounds=False)
            if status is Status.INFEASIBLE:
                self.tell(Status.INFEASIBLE)

    def _exchanges(self, turn: int) -> None:
        """Let slots exchange meetings, where that keeps the rules, for fewer breaks."""
        layout, aim = self.run.layout, self.entry.aim
        if aim.goal.kind is GoalKind.BREAKS and self.placing is not None and can_anneal(layout):
            self.placing = anneal(
                layout,
                aim.goal.side,
                self.placing,
                steps=self.exchanges,
                seed=self.run.style.seed + turn,
                over=self._over,
            )
            self.exchanges *= 2
            self.tell(_Guess(self.placing))

    def _target(self, turn: int) -> None:
        """Ask for a timetable at the bound, which moves on if there is none."""
        style = replace(self._style(turn), effort=CORES * FIRST * 2**turn)
        for _ in range(STEPS):
            if self.placing is None or self.entry.aim.maximised or self._over():
                return
            self.least = max(self.least, self.entry.bound)
            v = self._model()
            v.model.add(self._total(v) <= self.least)
            v.hint(self.placing)
            status = self._search(v, style, bounds=False, over=self._beyond)
            if status is Status.INFEASIBLE:
                self.least += 1
                self.tell(self.least)
            elif self.entry.bound <= self.least:
                return

    def _beyond(self) -> bool:
        """Whether the target is out of reach, as the other lane has proved by now."""
        return self._over() or self.entry.bound > self.least


def _add_blocks(v: Variables) -> None:
    for party, who in enumerate(v.layout.parties):
        if who.seats == 1 and v.fixed_count(party):
            broken = add_blocks(v, party)
            if broken is not None:
                flaws = cp_model.LinearExpr.sum([*v.breaks(party), v.second_days(party)])
                v.model.add(flaws >= broken)
