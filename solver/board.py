"""A timetable on the way: what stands where, and what stands in the way of one more meeting."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
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
        """Let a meeting begin in a slot, allowed or not."""
        self.slot_of[request] = slot
        for one in self.layout.span(request, slot):
            self._in_slot[one].append(request)
        for party in self.layout.ends[request]:
            for one in self.layout.span(request, slot):
                self.here[party][one].append(request)
            self.count[party] += 1
            self._a_day[party][self.layout.day_of[slot]] += 1

    def remove(self, request: int) -> None:
        """Take a meeting out of its slots."""
        slot = self.slot_of.pop(request)
        for one in self.layout.span(request, slot):
            self._in_slot[one].remove(request)
        for party in self.layout.ends[request]:
            for one in self.layout.span(request, slot):
                self.here[party][one].remove(request)
                if not self.here[party][one]:
                    del self.here[party][one]
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
        return [r for slot in sorted(page) for r in page[slot] if self.slot_of[r] == slot]

    def fits(self, request: int, slot: int) -> bool:
        """Whether no rule forbids the meeting to begin in the slot."""
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
        """Every rule that forbids the meeting to begin in one of its candidates.

        The spread of breaks is not among them, for it binds the finished timetable only.
        """
        span = self.layout.span(request, slot)
        for party in self.layout.ends[request]:
            yield from self._limits(party, span)
            yield from self._lunch(party, span)
            yield from self._rest(party, span)
            yield from self._travel(party, request, span)
        capacity = self.layout.problem.capacity
        for one in span:
            if capacity is not None and len(self._in_slot[one]) >= capacity[one]:
                yield Obstacle("capacity", None, tuple(self._in_slot[one]))
        yield from self._precedences(request, span)
        for other in self.layout.others_of_group(request):
            if other in self.slot_of:
                yield Obstacle("groups", None, (other,))

    def _limits(self, party: int, span: range) -> Iterator[Obstacle]:
        who = self.layout.parties[party]
        for slot in span:
            there = self.here[party].get(slot, [])
            if len(there) >= who.seats:
                yield Obstacle("seats", party, tuple(there))
        if who.at_most is not None and self.count[party] >= who.at_most:
            yield Obstacle("at_most", party, tuple(self.held_by(party)))
        day = self.layout.day_of[span[0]]
        limit = self.layout.daily_limit(party, day)
        if limit is not None and self._a_day[party][day] >= limit:
            on_day = [r for r in self.held_by(party) if self._day(r) == day]
            yield Obstacle("at_most_per_day", party, tuple(on_day))

    def _lunch(self, party: int, span: range) -> Iterator[Obstacle]:
        seats, side = self.layout.parties[party].seats, self.layout.parties[party].side
        for window, places, bound in self._lunches:
            if bound in ("", side):
                yield from self._too_busy("lunch", party, window, span, seats * places)

    def _rest(self, party: int, span: range) -> Iterator[Obstacle]:
        who = self.layout.parties[party]
        if who.rest_after is not None:
            rows = [row for slot in span for row in self.layout.rest_windows(party, slot)]
            for row in dict.fromkeys(rows):
                yield from self._too_busy("rest", party, row, span, who.seats * who.rest_after)

    def _too_busy(
        self, rule: str, party: int, window: Collection[int], span: range, most: int
    ) -> Iterator[Obstacle]:
        """Give the obstacle if with this span the party takes more of the window than it may."""
        added = sum(slot in window for slot in span)
        if not added:
            return
        page = self.here[party]
        there = [request for slot in sorted(window) for request in page.get(slot, ())]
        if len(there) + added > most:
            yield Obstacle(rule, party, tuple(dict.fromkeys(there)))

    def _travel(self, party: int, request: int, span: range) -> Iterator[Obstacle]:
        layout = self.layout
        if not layout.walks(party):
            return
        here = layout.place_of_meeting(request, party)
        for other in self.held_by(party):
            there = layout.place_of_meeting(other, party)
            if here is None or there is None:
                continue
            theirs = layout.span(other, self.slot_of[other])
            first, last = sorted((theirs, span), key=lambda one: one[0])
            if last[0] <= first[-1]:
                continue
            if layout.too_close(first[-1], last[0], layout.minutes.get((here, there), 0)):
                yield Obstacle("travel", party, (other,))

    def _precedences(self, request: int, span: range) -> Iterator[Obstacle]:
        for other in self.layout.earlier.get(request, ()):
            if other in self.slot_of and self.layout.last(other, self.slot_of[other]) >= span[0]:
                yield Obstacle("precedences", None, (other,))
        for other in self.layout.later.get(request, ()):
            if other in self.slot_of and self.slot_of[other] <= span[-1]:
                yield Obstacle("precedences", None, (other,))

    def _day(self, request: int) -> int:
        return self.layout.day_of[self.slot_of[request]]
