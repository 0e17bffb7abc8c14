"""A timetable on the way: what stands where, and what stands in the way of one more meeting."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
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


_Rule = Callable[[int, int, range], Iterator[Obstacle]]
"""What one rule forbids a party: given its number, a meeting and the slots it would take."""


class Board:
    """Meetings placed so far, by request and by party."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.slot_of: dict[int, int] = {}
        self.here: list[dict[int, list[int]]] = [defaultdict(list) for _ in layout.parties]
        self.count = [0] * len(layout.parties)
        self._a_day = [Counter[int]() for _ in layout.parties]
        self._in_slot: dict[int, list[int]] = defaultdict(list)
        self._tables = layout.problem.capacity or ()
        self._lunches = [
            (frozenset(lunch.slots), len(lunch.slots) - lunch.free, lunch.side)
            for lunch in layout.problem.lunches
        ]
        self._rules_of_party = [self._rules_binding(party) for party in range(len(layout.parties))]
        self._rules_of_meeting = self._rules_binding_meetings()

    def _rules_binding(self, party: int) -> tuple[_Rule, ...]:
        layout = self.layout
        lunches = any(side in ("", layout.parties[party].side) for _, _, side in self._lunches)
        binding = {
            self._limits: True,
            self._lunch: lunches,
            self._rest: layout.parties[party].rest_after is not None,
            self._travel: layout.walks(party),
        }
        return tuple(rule for rule, binds in binding.items() if binds)

    def _rules_binding_meetings(self) -> tuple[Callable[[int, range], Iterator[Obstacle]], ...]:
        layout = self.layout
        binding = {
            self._capacity: layout.problem.capacity is not None,
            self._precedences: bool(layout.order),
            self._groups: bool(layout.group_of),
        }
        return tuple(rule for rule, binds in binding.items() if binds)

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
            for rule in self._rules_of_party[party]:
                yield from rule(party, request, span)
        for of_meeting in self._rules_of_meeting:
            yield from of_meeting(request, span)

    def _limits(self, party: int, _: int, span: range) -> Iterator[Obstacle]:
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

    def _lunch(self, party: int, _: int, span: range) -> Iterator[Obstacle]:
        seats, side = self.layout.parties[party].seats, self.layout.parties[party].side
        for window, places, bound in self._lunches:
            if bound in ("", side):
                yield from self._too_busy("lunch", party, window, span, seats * places)

    def _rest(self, party: int, _: int, span: range) -> Iterator[Obstacle]:
        seats = self.layout.parties[party].seats
        rows = [row for slot in span for row in self.layout.rest_windows(party, slot)]
        for row in dict.fromkeys(rows):
            yield from self._too_busy("rest", party, row, span, seats * (len(row) - 1))

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
        here = layout.place_of_meeting(request, party)
        for other in self.held_by(party):
            there = layout.place_of_meeting(other, party)
            if here is None or there is None:
                continue
            first, last = span, layout.span(other, self.slot_of[other])
            if last[0] < first[0]:
                first, last = last, first
            apart = last[0] > first[-1]
            ways = layout.minutes
            if apart and layout.too_close(first[-1], last[0], ways.get((here, there), 0)):
                yield Obstacle("travel", party, (other,))

    def _capacity(self, _: int, span: range) -> Iterator[Obstacle]:
        for slot in span:
            if len(self._in_slot[slot]) >= self._tables[slot]:
                yield Obstacle("capacity", None, tuple(self._in_slot[slot]))

    def _precedences(self, request: int, span: range) -> Iterator[Obstacle]:
        for other in self.layout.earlier.get(request, ()):
            if other in self.slot_of and self.layout.last(other, self.slot_of[other]) >= span[0]:
                yield Obstacle("precedences", None, (other,))
        for other in self.layout.later.get(request, ()):
            if other in self.slot_of and self.slot_of[other] <= span[-1]:
                yield Obstacle("precedences", None, (other,))

    def _groups(self, request: int, _: range) -> Iterator[Obstacle]:
        for other in self.layout.others_of_group(request):
            if other in self.slot_of:
                yield Obstacle("groups", None, (other,))

    def _day(self, request: int) -> int:
        return self.layout.day_of[self.slot_of[request]]
