"""Fewer breaks in a timetable of very many meetings, by chains between two slots of a day."""

from itertools import pairwise
from random import Random

import numpy as np

from solver.crowds.chains import NOBODY, Chains
from solver.crowds.field import Field, Flags, Ints
from solver.running.watch import Watch

# Chance of a change that neither mends nor breaks anything, to wander among equals.
WANDER = 0.2


def smooth(field: Field, slot_of: Ints, counted: Flags, *, random: Random, watch: Watch) -> Ints:
    """Let meetings at the ends of a party's day fill its breaks.

    Parameters
    ----------
    counted
        For each party whether its breaks count.

    Returns
    -------
    Ints
        The slots after that: the same meetings, and no more breaks.
    """
    chains = Chains(field, slot_of)
    parties = np.flatnonzero(counted & (field.seats == 1)).tolist()
    random.shuffle(parties)
    for party in parties:
        if watch.over():
            break
        for slots in field.layout.slots_of_day:
            _mend(chains, chains.first_seat[party], slots, counted, random)
    return np.array(chains.slot_of, dtype=np.int64)


def _mend(chains: Chains, seat: int, slots: list[int], counted: Flags, random: Random) -> None:
    """Try to fill the breaks of one seat on one day with what it has at the edges of its runs."""
    page = chains.at[seat]
    taken = [slot for slot in slots if page[slot] != NOBODY]
    if not taken or taken[-1] - taken[0] + 1 == len(taken):
        return
    idle = [slot for slot in range(taken[0], taken[-1]) if page[slot] == NOBODY]
    edges = {taken[0], taken[-1]}
    for one, other in pairwise(taken):
        if other > one + 1:
            edges |= {one, other}
    ways = [(edge, gap) for edge in edges for gap in idle]
    random.shuffle(ways)
    for edge, gap in ways:
        if page[edge] == NOBODY or page[gap] != NOBODY:
            continue
        path = chains.chain(seat, edge, gap)
        if path is None:
            continue
        last = _end(chains, path, seat)
        own = [one for one in (seat, last) if counted[chains.party_of[one]]]
        before = sum(_breaks(chains, one, slots) for one in own)
        chains.flip(path, edge, gap)
        worse = sum(_breaks(chains, one, slots) for one in own) - before
        if worse > 0 or (worse == 0 and random.random() > WANDER):
            chains.flip(path, gap, edge)


def _end(chains: Chains, path: list[int], seat: int) -> int:
    """Give the seat at which a chain ends."""
    for request in path:
        left, right = chains.seats_of[request]
        seat = right if seat == left else left
    return seat


def _breaks(chains: Chains, seat: int, slots: list[int]) -> int:
    """Count the breaks of the party of a seat on one day."""
    seats = chains.seats(chains.party_of[seat])
    taken = [s for s in slots if any(chains.at[one][s] != NOBODY for one in seats)]
    return sum(other > one + 1 for one, other in pairwise(taken))
