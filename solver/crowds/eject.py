"""Wanted meetings brought in by chains, at the cost of less wanted ones."""

from collections.abc import Iterator
from random import Random

import numpy as np

from solver.crowds.chains import NOBODY, Chains
from solver.crowds.field import Field, Flags, Ints
from solver.running.watch import Watch

# Ways to make room that are tried for one meeting.
MOST_WAYS = 60


def bring_in(
    field: Field,
    slot_of: Ints,
    wanted: Flags,
    worth: Ints,
    keep: Ints,
    *,
    least_gain: int,
    random: Random,
    watch: Watch,
) -> Ints:
    """Hold more of the meetings that are wanted.

    A wanted meeting takes a slot in which both parties are free, or hold what is not wanted and
    worth less; if the slots differ, a chain brings them together.

    Parameters
    ----------
    wanted
        For each request whether it is wanted.
    worth
        What each request adds.
    keep
        For each party a number of meetings below which it must not fall.
    least_gain
        Least by which a change has to add to the worth.

    Returns
    -------
    Ints
        The slots after that.
    """
    chains = Chains(field, slot_of)
    guest = _Guest(chains, wanted.tolist(), worth.tolist(), keep.tolist(), least_gain)
    missing = np.flatnonzero(wanted & (slot_of < 0)).tolist()
    random.shuffle(missing)
    for request in missing:
        if watch.over():
            break
        guest.bring_in(request, random)
    return np.array(chains.slot_of, dtype=np.int64)


Place = tuple[int, int]


class _Guest:
    def __init__(
        self,
        chains: Chains,
        wanted: list[bool],
        worth: list[int],
        keep: list[int],
        least_gain: int,
    ) -> None:
        self.chains, self.wanted, self.worth, self.keep = chains, wanted, worth, keep
        self.least_gain = least_gain

    def bring_in(self, request: int, random: Random) -> bool:
        """Bring in one meeting, tell whether it worked."""
        chains = self.chains
        ways = []
        for here in self._places(chains.left[request], request):
            for there in self._places(chains.right[request], request):
                lost = {chains.at[seat][slot] for seat, slot in (here, there)} - {NOBODY}
                gain = self.worth[request] - sum(self.worth[one] for one in lost)
                if gain >= self.least_gain:
                    ways.append((-gain, random.random(), here, there, lost))
        ways.sort()
        return any(self._try(request, *way[2:]) for way in ways[:MOST_WAYS])

    def _places(self, party: int, request: int) -> Iterator[Place]:
        """Give seats and slots of a party that are free, or could be."""
        chains = self.chains
        hours = chains.field.hours[party]
        for seat in chains.seats(party):
            for slot in np.flatnonzero(hours).tolist():
                held = chains.at[seat][slot]
                if held == NOBODY or self._can_go(held, party):
                    yield seat, slot

    def _can_go(self, held: int, party: int) -> bool:
        chains = self.chains
        if self.wanted[held]:
            return False
        other = chains.right[held] if chains.left[held] == party else chains.left[held]
        return chains.count[other][0] > self.keep[other]

    def _try(self, request: int, here: Place, there: Place, lost: set[int]) -> bool:
        chains = self.chains
        dropped = [(one, *chains.drop(one)) for one in lost]
        slots = here[1], there[1]
        # Either the right party comes free where the left one is, or the other way about.
        for slot, other, seat in ((*slots, there[0]), (*slots[::-1], here[0])):
            path = [] if slot == other else chains.chain(seat, slot, other)
            if path is None:
                continue
            chains.flip(path, slot, other)
            free = all(chains.at[one][slot] == NOBODY for one in (here[0], there[0]))
            if free and chains.fits(request, slot):
                chains.put(request, slot, here[0], there[0])
                return True
            chains.flip(path, other, slot)
        for one in dropped:
            chains.put(*one)
        return False
