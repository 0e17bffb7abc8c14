"""Very many chosen meetings laid into slots: one slot after the other, the urgent ones first.

Without hours and ways the slots could be peeled off one by one so that none is lost: a graph
of two sides in which nobody has more than k edges falls apart into k matchings (König, "Über
Graphen und ihre Anwendung auf Determinantentheorie und Mengenlehre", Mathematische Annalen 77,
1916), and a matching that meets everybody with k edges left is the first of them. So those
with the least room to wait go first, and what is lost is what hours and ways cost.
"""

import numpy as np

from solver.crowds.field import Field, Flags, Ints
from solver.crowds.itinerary import ANYWHERE, halls, plan
from solver.crowds.rematch import Rematch
from solver.running.watch import Watch

MEETING, URGENT = 1000, 200


def lay(field: Field, held: Flags, random: np.random.Generator, watch: Watch) -> Ints:
    """Give each meeting a slot, as far as one is found at once.

    Parameters
    ----------
    held
        For each request whether it is to be laid.

    Returns
    -------
    Ints
        For each request its slot, or −1.
    """
    hours = _Hours(field, held, random)
    worth: Ints = np.full(len(held), MEETING + 2 * URGENT)
    board = Rematch(field, np.full(len(held), -1), random, worth=worth, rewards={})
    for slot in field.layout.slots:
        if watch.over():
            break
        waiting = held & (board.slot_of < 0)
        board.open = waiting & hours.there(slot)
        board.worth = MEETING + hours.urgency(waiting, slot)
        board.slot(slot)
    return board.slot_of


class _Hours:
    """How long each party will be where its meetings are."""

    def __init__(self, field: Field, held: Flags, random: np.random.Generator) -> None:
        self._sides = field.left, field.right
        hall = halls(field)
        count = 1 if hall is None else int(hall.max(initial=0)) + 1
        self._where: Ints = np.zeros(len(held), dtype=np.int64)
        if hall is not None:
            self._where = np.where(field.walker >= 0, np.append(hall, 0)[field.zone], 0)
        self._plan = plan(field, held, random)
        shape = len(field.layout.parties), count, len(field.layout.slots)
        there = np.zeros(shape, dtype=bool)
        for one in range(count):
            there[:, one] = self._plan == one
        bound = (self._plan != ANYWHERE).any(axis=1)
        there[~bound, 0] = field.hours[~bound]
        self._left: Ints = there[:, :, ::-1].cumsum(axis=2)[:, :, ::-1].reshape(-1, shape[2])
        # For each side a number for what each request of it waits for: a party, in a hall.
        self._waits_for = [
            parties * count + np.where(bound[parties], self._where, 0) for parties in self._sides
        ]

    def there(self, slot: int) -> Flags:
        """Tell for each request whether both parties are planned to be where it is held."""
        found = np.ones(len(self._where), dtype=bool)
        for parties in self._sides:
            at = self._plan[parties, slot]
            found &= (at == ANYWHERE) | (at == self._where)
        return found

    def urgency(self, waiting: Flags, slot: int) -> Ints:
        """Weigh requests by how little time their parties have left, beside what else waits."""
        found: Ints = np.zeros(len(waiting), dtype=np.int64)
        for group in self._waits_for:
            slack = self._left[:, slot] - np.bincount(group[waiting], minlength=len(self._left))
            found += (URGENT // (1 + np.maximum(slack, 0)))[group]
        return found
