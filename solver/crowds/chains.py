"""Chains of meetings that change places between two slots, so that everybody stays whole.

Take two slots and a party with a meeting in one of them only. Its meeting moves to the other
slot, that of whom it met there moves back, and so on: a chain of alternating edges in the
colouring of a graph (Kempe, "On the geographical problem of the four colours", American Journal
of Mathematics 2, 1879; for schedules Gabow and Kariv, "Algorithms for edge coloring bipartite
graphs and multigraphs", SIAM Journal on Computing 11, 1982). Only the two ends of a chain notice:
they gain a free slot where they had none. Here a chain also has to keep hours, quotas and ways.
"""

from solver.crowds.field import Field, Ints

LONGEST = 400
NOBODY = -1


class Chains:
    """A timetable of a field by seat and slot.

    Attributes
    ----------
    at
        For each seat and slot its meeting, or ``NOBODY``.
    slot_of
        For each request its slot, or −1.
    count
        For each party and window of the field the meetings there.
    first_seat
        For each party the number of its first seat.
    party_of
        For each seat.
    seats_of
        For each request that is held its two seats.
    """

    def __init__(self, field: Field, slot_of: Ints) -> None:
        self.field = field
        self.slot_of: list[int] = [-1] * len(slot_of)
        self.left: list[int] = field.left.tolist()
        self.right: list[int] = field.right.tolist()
        self.zone: list[int] = field.zone.tolist()
        self._walker: list[int] = field.walker.tolist()
        self._ways: list[list[int]] = field.ways.tolist()
        self._kind: list[int] = field.kind.tolist()
        self._allowed: list[list[bool]] = field.allowed.tolist()
        self._most: list[list[int]] = field.most.tolist()
        self.count: list[list[int]] = [[0] * len(field.windows) for _ in self._most]
        self._windows = [
            [w for w, window in enumerate(field.windows) if window[slot]]
            for slot in field.layout.slots
        ]
        self._capacity = field.layout.problem.capacity
        self._in_slot = [0] * len(field.layout.slots)
        seats = field.seats.tolist()
        self.party_of = [party for party, own in enumerate(seats) for _ in range(own)]
        self.first_seat = [0, *field.seats.cumsum().tolist()]
        self.at = [[NOBODY] * len(field.layout.slots) for _ in self.party_of]
        self.seats_of: list[tuple[int, int]] = [(NOBODY, NOBODY)] * len(slot_of)
        for request, slot in enumerate(slot_of.tolist()):
            if slot >= 0:
                ends = self.left[request], self.right[request]
                left, right = (self.free_seat(party, slot) for party in ends)
                self.put(request, slot, left, right)

    def seats(self, party: int) -> range:
        """Give the seats of a party."""
        return range(self.first_seat[party], self.first_seat[party + 1])

    def free_seat(self, party: int, slot: int) -> int:
        """Give a seat of the party without a meeting in the slot, or ``NOBODY``."""
        return next((s for s in self.seats(party) if self.at[s][slot] == NOBODY), NOBODY)

    def put(self, request: int, slot: int, left: int, right: int) -> None:
        """Hold a meeting at a seat of either party, both of which are free."""
        self.slot_of[request] = slot
        self.seats_of[request] = left, right
        self._in_slot[slot] += 1
        for seat in (left, right):
            self.at[seat][slot] = request
            count = self.count[self.party_of[seat]]
            for window in self._windows[slot]:
                count[window] += 1

    def drop(self, request: int) -> tuple[int, int, int]:
        """Hold a meeting no more; give what ``put`` needs to hold it again."""
        slot, (left, right) = self.slot_of[request], self.seats_of[request]
        self.slot_of[request] = -1
        self._in_slot[slot] -= 1
        for seat in (left, right):
            self.at[seat][slot] = NOBODY
            count = self.count[self.party_of[seat]]
            for window in self._windows[slot]:
                count[window] -= 1
        return slot, left, right

    def fits(self, request: int, slot: int) -> bool:
        """Whether the meeting keeps all rules in the slot, seats aside."""
        if not self._allowed[self._kind[request]][slot]:
            return False
        if self._capacity is not None and self._in_slot[slot] >= self._capacity[slot]:
            return False
        for party in (self.left[request], self.right[request]):
            count, most = self.count[party], self._most[party]
            if any(count[window] >= most[window] for window in self._windows[slot]):
                return False
        return self._reachable(request, slot, slot, NOBODY)

    def chain(self, seat: int, here: int, there: int) -> list[int] | None:
        """Follow the chain that begins with a seat's meeting in one slot; free in the other.

        Returns
        -------
        list | None
            Meetings, in turn those that move ``here`` → ``there`` and back; None if one of them
            may not move.
        """
        path: list[int] = []
        now, then, last = here, there, seat
        while (request := self.at[last][now]) != NOBODY:
            if not self._allowed[self._kind[request]][then] or len(path) == LONGEST:
                return None
            path.append(request)
            left, right = self.seats_of[request]
            last = right if last == left else left
            now, then = then, now
        return path if self._may_move(path, (seat, last), here, there) else None

    def _may_move(self, path: list[int], seats: tuple[int, int], here: int, there: int) -> bool:
        """Whether a chain between these two seats keeps quotas, capacity and ways."""
        first, last = (self.party_of[seat] for seat in seats)
        back = (here, there) if len(path) % 2 else (there, here)
        if path and first == last:
            return False
        if path and not (
            self._keeps_quotas(first, here, there) and self._keeps_quotas(last, *back)
        ):
            return False
        if len(path) % 2 and self._capacity and self._in_slot[there] >= self._capacity[there]:
            return False
        return all(
            self._may_walk(request, *((there, here) if index % 2 else (here, there)))
            for index, request in enumerate(path)
        )

    def flip(self, path: list[int], here: int, there: int) -> list[int]:
        """Let the meetings of a chain change slots; flipping it the other way undoes it."""
        moved = []
        for index, request in enumerate(path):
            _, *seats = self.drop(request)
            moved.append((request, there if index % 2 == 0 else here, *seats))
        for request, slot, left, right in moved:
            self.put(request, slot, left, right)
        return path

    def _keeps_quotas(self, party: int, here: int, there: int) -> bool:
        count, most = self.count[party], self._most[party]
        return all(
            count[window] < most[window]
            for window in self._windows[there]
            if window not in self._windows[here]
        )

    def _may_walk(self, request: int, here: int, there: int) -> bool:
        """Whether the walker can be there instead, what it has there coming here."""
        walker = self._walker[request]
        if walker == NOBODY:
            return True
        other = self.at[self.first_seat[walker]][there]
        if other != NOBODY and self.zone[other] == self.zone[request]:
            return True
        return self._reachable(request, there, here, other)

    def _reachable(self, request: int, slot: int, changed: int, instead: int) -> bool:
        """Whether the walker's other meetings leave it time, with one slot changed."""
        walker = self._walker[request]
        if walker == NOBODY:
            return True
        page, ways = self.at[self.first_seat[walker]], self._ways[self.zone[request]]
        for near, free in self.field.near[slot]:
            other = instead if near == changed else page[near]
            if other != NOBODY and ways[self.zone[other]] > free:
                return False
        return True
