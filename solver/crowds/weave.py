"""The road of what is too large for one model: choose by flow, lay out, then better it for ever.

Rounds of three moves, each of which leaves the timetable no worse: every slot is matched anew;
the best choice that the present ways through the halls allow, and that is nearest to what is
held, tells which meetings are wanted, and chains bring these in; chains fill breaks. All rules
that bind single meetings, slots or sums are kept throughout; a problem with others is left to
the greedy road.
"""

from random import Random

import numpy as np

from solver.crowds.eject import bring_in
from solver.crowds.field import NOWHERE, Field, Flags, Ints, two_sides
from solver.crowds.flow import best_flow
from solver.crowds.lay import lay
from solver.crowds.pick import Picked, bound_worth, pick
from solver.crowds.rematch import Rematch
from solver.crowds.smooth import smooth
from solver.layout import Layout
from solver.placing.blocks import place_in_blocks
from solver.problem import GoalKind
from solver.running.run import Run

# Rounds without any gain after which the road ends.
PATIENCE = 30
# Rounds for what has to be held and found no slot, before parties are placed whole.
REPAIRS = 5
MOST_PLACES = 8
# Meetings of a party up to which it is placed whole, in every order that it could have.
MOST_IN_BLOCKS = 8
LARGEST = 1 << 60
# How much of the time is kept for the last timetable, in times the first one took to check.
LAST = 3


def weave(run: Run) -> None:
    """Offer ever better timetables and prove bounds, as long as time is left and it helps."""
    sides = two_sides(run.layout)
    if sides is None or not sides:
        return
    field = Field(run.layout, sides)
    picked = pick(field, run.tally)
    if run.watch.over() or not knows(run.layout):
        return
    _Loom(run, field, picked).work()


def knows(layout: Layout) -> bool:
    """Whether all rules of the problem are among those that are kept here."""
    days = range(len(layout.slots_of_day))
    due = any(layout.daily_due(p, day) for p in range(len(layout.parties)) for day in days)
    spread = layout.problem.break_spread is not None
    return not (layout.order or layout.group_of or layout.long or due or spread)


class _Loom:
    def __init__(self, run: Run, field: Field, picked: Picked) -> None:
        self.run, self.field, self.picked = run, field, picked
        self.watch = run.watch
        self.random = Random(run.style.seed)
        self.lots = np.random.default_rng(run.style.seed)
        self.counted = np.zeros(len(run.layout.parties), dtype=bool)
        for goal in run.layout.problem.goals:
            if goal.kind is GoalKind.BREAKS:
                self.counted[run.layout.on_side(goal.side)] = True
        self.keep = np.zeros(len(run.layout.parties), dtype=np.int64)
        if picked.rewards:
            for parties in (field.left, field.right):
                self.keep += np.bincount(parties[picked.held], minlength=len(self.keep))
            self.keep[[p for p in range(len(self.keep)) if p not in picked.rewards]] = 0

    def work(self) -> None:
        """Lay the picked meetings out, then go round after round."""
        slot_of = self._rematch(lay(self.field, self.picked.held, self.lots, self.run.watch))
        began = self.run.watch.elapsed()
        self._offer(slot_of)
        self.watch = self.run.watch.sooner(LAST * (self.run.watch.elapsed() - began))
        # A must that found no slot comes in by chains, before anything is made better.
        for turn in range(REPAIRS):
            if self.run.tally.placing is not None or self.watch.over():
                break
            slot_of = self._rematch(self._bring_in(slot_of, least_gain=int(turn > 0)))
            self._offer(slot_of)
        whole = None if self.run.over() else self._blocks()
        if whole is not None and self._offer(whole):
            slot_of = whole
        bound_worth(self.field, self.run.tally)
        fruitless = 0
        while fruitless < PATIENCE and not self.watch.over():
            slot_of = self._bring_in(slot_of, least_gain=int(fruitless > 0))
            slot_of = smooth(
                self.field, slot_of, self.counted, random=self.random, watch=self.watch
            )
            slot_of = self._rematch(slot_of)
            fruitless = 0 if self._offer(slot_of) else fruitless + 1
        if not self.run.over():
            bound_worth(self.field, self.run.tally)

    def _blocks(self) -> Ints | None:
        """Place parties with few meetings whole, if one side has only such."""
        field, held = self.field, self.picked.held
        degrees = [np.bincount(parties[held]) for parties in (field.left, field.right)]
        if min(int(own.max(initial=0)) for own in degrees) > MOST_IN_BLOCKS:
            return None
        placing = place_in_blocks(self.run, np.flatnonzero(held).tolist(), partly=True)
        if placing is None:
            return None
        slot_of: Ints = np.full(len(held), -1)
        slot_of[list(placing)] = list(placing.values())
        return self._rematch(slot_of)

    def _offer(self, slot_of: Ints) -> bool:
        held = np.flatnonzero(slot_of >= 0)
        placing = dict(zip(held.tolist(), slot_of[held].tolist(), strict=True))
        taken = self.run.tally.offer(placing, trusted=False)
        self.picked.note(self.run.tally)
        return taken

    def _rematch(self, slot_of: Ints) -> Ints:
        board = Rematch(
            self.field,
            slot_of,
            self.lots,
            worth=self.picked.worth,
            rewards=self.picked.rewards,
        )
        slots = self.lots.permutation(len(self.run.layout.slots)).tolist()
        board.sweep(slots, self.watch)
        return board.slot_of

    def _bring_in(self, slot_of: Ints, *, least_gain: int) -> Ints:
        return bring_in(
            self.field,
            slot_of,
            self._wanted(slot_of),
            self.picked.worth,
            self.keep,
            least_gain=least_gain,
            random=self.random,
            watch=self.watch,
        )

    def _wanted(self, slot_of: Ints) -> Flags:
        """Give the best choice that everybody's present ways allow, nearest to what is held."""
        field, picked = self.field, self.picked
        dearest = int(picked.worth.max(initial=0))
        dearest += max((max(own) for own in picked.rewards.values()), default=0)
        nodes = (len(field.ways) + 1) * len(self.keep)
        step = max(1, min(len(slot_of) + 1, LARGEST // (nodes * (dearest + 1))))
        rewards = {p: [step * one for one in own] for p, own in picked.rewards.items()}
        worth = step * picked.worth + (slot_of >= 0)
        return best_flow(field, worth, rewards=rewards, zoned=_zoned(field, slot_of)).held


def _zoned(field: Field, slot_of: Ints) -> Ints | None:
    """Give for each party and place the slots in which it is there, or could be."""
    places = len(field.ways) - 1
    if not 0 < places <= MOST_PLACES:
        return None
    where = field.whereabouts(slot_of)
    found: Ints = np.zeros((len(where), places), dtype=np.int64)
    for place in range(places):
        there = field.hours & ((where == NOWHERE) | (where == place))
        for slot, near in enumerate(field.near):
            for other, free in near:
                there[:, slot] &= field.ways[where[:, other], place] <= free
        found[:, place] = there.sum(axis=1)
    return found
