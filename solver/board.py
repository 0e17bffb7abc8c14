"""A timetable on the way: what stands where, and what stands in the way of one more meeting."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from solver.layout import Layout


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that forbids a meeting in a slot, beside the meetings that make it so.

    ``rule`` is named as in ``check``; ``party`` is a number of the layout, None where the rule
    binds the whole slot or the meeting itself; ``requests`` are numbers too.
    """

    rule: str
    party: int | None
    requests: tuple[int, ...]


class Board:
    """Meetings placed so far, by request and by party."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.slot_of: dict[int, int] = {}
        self.here: list[dict[int, list[int]]] = [defaultdict(list) for _ in layout.parties]
        self.count = [0] * len(layout.parties)
        self._a_day = [Counter[int]() for _ in layout.parties]
        self._in_slot: dict[int, list[int]] = defaultdict(list)
        self._lunches = [
            (frozenset(lunch.slots), len(lunch.slots) - lunch.free, lunch.side)
            for lunch in layout.problem.lunches
        ]

    def place(self, request: int, slot: int) -> None:
        """Put a meeting into a slot, allowed or not."""
        self.slot_of[request] = slot
        self._in_slot[slot].append(request)
        for party in self.layout.ends[request]:
            self.here[party][slot].append(request)
            self.count[party] += 1
            self._a_day[party][self.layout.day_of[slot]] += 1

    def remove(self, request: int) -> None:
        """Take a meeting out of its slot."""
        slot = self.slot_of.pop(request)
        self._in_slot[slot].remove(request)
        for party in self.layout.ends[request]:
            self.here[party][slot].remove(request)
            if not self.here[party][slot]:
                del self.here[party][slot]
            self.count[party] -= 1
            self._a_day[party][self.layout.day_of[slot]] -= 1

    def due(self, party: int, day: int | None = None) -> bool:
        """Whether the party is short of meetings it is due: in all, or on the day."""
        if day is None:
            return self.count[party] < self.layout.due[party]
        return self._a_day[party][day] < self.layout.daily_due(party, day)

    def held_by(self, party: int) -> list[int]:
        """Meetings of a party, by slot."""
        page = self.here[party]
        return [request for slot in sorted(page) for request in page[slot]]

    def fits(self, request: int, slot: int) -> bool:
        """Whether no rule forbids the meeting in the slot."""
        a, b = self.layout.ends[request]
        if self.full(a, slot) or self.full(b, slot):
            return False
        return next(self.obstacles(request, slot), None) is None

    def full(self, party: int, slot: int) -> bool:
        """Whether the party's seats in the slot, its day or its meetings in all are taken."""
        who = self.layout.parties[party]
        if len(self.here[party].get(slot, ())) >= who.seats:
            return True
        if who.at_most is not None and self.count[party] >= who.at_most:
            return True
        day = self.layout.day_of[slot]
        limit = self.layout.daily_limit(party, day)
        return limit is not None and self._a_day[party][day] >= limit

    def obstacles(self, request: int, slot: int) -> Iterator[Obstacle]:
        """Every rule that forbids the meeting in one of the slots common to its parties.

        The spread of breaks is not among them, for it binds the finished timetable only.
        """
        for party in self.layout.ends[request]:
            yield from self._limits(party, slot)
            yield from self._lunch(party, slot)
            yield from self._rest(party, slot)
            yield from self._travel(party, request, slot)
        capacity = self.layout.problem.capacity
        if capacity is not None and len(self._in_slot[slot]) >= capacity[slot]:
            yield Obstacle("capacity", None, tuple(self._in_slot[slot]))
        yield from self._precedences(request, slot)
        for other in self.layout.others_of_group(request):
            if other in self.slot_of:
                yield Obstacle("groups", None, (other,))

    def _limits(self, party: int, slot: int) -> Iterator[Obstacle]:
        who = self.layout.parties[party]
        there = self.here[party].get(slot, [])
        if len(there) >= who.seats:
            yield Obstacle("seats", party, tuple(there))
        if who.at_most is not None and self.count[party] >= who.at_most:
            yield Obstacle("at_most", party, tuple(self.held_by(party)))
        day = self.layout.day_of[slot]
        limit = self.layout.daily_limit(party, day)
        if limit is not None and self._a_day[party][day] >= limit:
            on_day = [r for r in self.held_by(party) if self._day(r) == day]
            yield Obstacle("at_most_per_day", party, tuple(on_day))

    def _lunch(self, party: int, slot: int) -> Iterator[Obstacle]:
        who = self.layout.parties[party]
        for window, places, side in self._lunches:
            if slot not in window or side not in ("", who.side):
                continue
            there = [r for r in self.held_by(party) if self.slot_of[r] in window]
            if len(there) >= who.seats * places:
                yield Obstacle("lunch", party, tuple(there))

    def _rest(self, party: int, slot: int) -> Iterator[Obstacle]:
        who = self.layout.parties[party]
        if who.rest_after is None:
            return
        for row in self.layout.rest_windows(party, slot):
            there = [r for one in row for r in self.here[party].get(one, ())]
            if len(there) >= who.seats * who.rest_after:
                yield Obstacle("rest", party, tuple(there))

    def _travel(self, party: int, request: int, slot: int) -> Iterator[Obstacle]:
        layout = self.layout
        if not layout.walks(party):
            return
        here = layout.place_of_meeting(request, party)
        for other in self.held_by(party):
            there = layout.place_of_meeting(other, party)
            if here is None or there is None or self.slot_of[other] == slot:
                continue
            first, last = sorted((self.slot_of[other], slot))
            if layout.too_close(first, last, layout.minutes.get((here, there), 0)):
                yield Obstacle("travel", party, (other,))

    def _precedences(self, request: int, slot: int) -> Iterator[Obstacle]:
        for other in self.layout.earlier.get(request, ()):
            if self.slot_of.get(other, -1) >= slot:
                yield Obstacle("precedences", None, (other,))
        for other in self.layout.later.get(request, ()):
            if self.slot_of.get(other, slot + 1) <= slot:
                yield Obstacle("precedences", None, (other,))

    def _day(self, request: int) -> int:
        return self.layout.day_of[self.slot_of[request]]
