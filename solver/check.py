"""Every rule and every goal recomputed in plain Python, free of the optimiser."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from solver.measures import GoalValue, breaks_of_parties, goal_values
from solver.problem import GoalKind, Party, Problem, Request
from solver.sessions import session_ends, sessions
from solver.timetable import Timetable

__all__ = ["Findings", "Violation", "check", "goal_values"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: which, by whom, where, and in words."""

    rule: str
    parties: tuple[str, ...]
    requests: tuple[str, ...]
    slot: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found; the timetable is good if ``violations`` is empty."""

    violations: tuple[Violation, ...]
    tiers_values: tuple[GoalValue, ...]


def check(problem: Problem, timetable: Timetable) -> Findings:
    """Recompute all rules and goals.

    Returns
    -------
    Findings
        Every violation, and the value of every tier. Meetings of unknown requests or in
        unknown slots are named and left out of all else.
    """
    book = _Book(problem, timetable)
    violations = [*book.unknown]
    for rule in RULES.values():
        violations.extend(rule(book))
    return Findings(tuple(violations), goal_values(problem, Timetable(book.slot_of)))


class _Book:
    """The timetable as an officer would write it out: a page a party."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.requests = {request.id: request for request in problem.requests}
        self.parties = {party.id: party for party in problem.parties}
        self.unknown: list[Violation] = []
        self.slot_of: dict[str, int] = {}
        self.pages: dict[str, list[tuple[int, Request]]] = defaultdict(list)
        self._ends = session_ends(problem.slots)
        for name, slot in timetable.slot_of.items():
            if name not in self.requests:
                text = f"{name} was never asked for"
                self.unknown.append(Violation("requests", (), (name,), slot, text))
            elif not 0 <= slot < len(problem.slots):
                text = f"{name} is held in slot {slot}, which does not exist"
                self.unknown.append(Violation("slots", (), (name,), slot, text))
            else:
                self.slot_of[name] = slot
                for party in (self.requests[name].a, self.requests[name].b):
                    self.pages[party].append((slot, self.requests[name]))
        for page in self.pages.values():
            page.sort(key=lambda line: (line[0], line[1].id))

    def span(self, request: Request, slot: int) -> range:
        """Slots the meeting takes, no further than its session."""
        return range(slot, min(slot + request.length, self._ends[slot]))

    def held(self) -> Iterator[tuple[Request, int]]:
        for name, slot in self.slot_of.items():
            yield self.requests[name], slot

    def by_day(
        self, numbers: int | tuple[int, ...] | None, page: list[tuple[int, Request]]
    ) -> Iterator[tuple[int, int, list[tuple[int, Request]]]]:
        """For each day its number of a daily limit, and the lines of the page on it."""
        if numbers is None:
            return
        slots = self.problem.slots
        for rank, day in enumerate(sorted({slot.day for slot in slots})):
            number = numbers[rank] if isinstance(numbers, tuple) else numbers
            yield day, number, [line for line in page if slots[line[0]].day == day]

    def party_pages(self) -> Iterator[tuple[Party, list[tuple[int, Request]]]]:
        for party in self.problem.parties:
            yield party, self.pages[party.id]


def _names(page: list[tuple[int, Request]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(request.id for _, request in page))


def _seats(book: _Book) -> Iterator[Violation]:
    for party, page in book.party_pages():
        counts = Counter(slot for begin, request in page for slot in book.span(request, begin))
        for slot, count in counts.items():
            if count > party.seats:
                there = [line for line in page if slot in book.span(line[1], line[0])]
                text = f"{party.id} has {count} meetings at once on {party.seats} seats"
                yield Violation("seats", (party.id,), _names(there), slot, text)


def _availability(book: _Book) -> Iterator[Violation]:
    for party, page in book.party_pages():
        if party.available is None:
            continue
        for begin, request in page:
            for slot in book.span(request, begin):
                if slot not in party.available:
                    text = f"{party.id} is not available in slot {slot}"
                    yield Violation("availability", (party.id,), (request.id,), slot, text)


def _allowed_slots(book: _Book) -> Iterator[Violation]:
    for request, slot in book.held():
        if request.slots is not None and slot not in request.slots:
            text = f"{request.id} may not begin in slot {slot}"
            yield Violation("slots", (request.a, request.b), (request.id,), slot, text)


def _length(book: _Book) -> Iterator[Violation]:
    for request, slot in book.held():
        if len(book.span(request, slot)) < request.length:
            text = f"{request.id} takes {request.length} slots, more than follow slot {slot}"
            yield Violation("length", (request.a, request.b), (request.id,), slot, text)


def _capacity(book: _Book) -> Iterator[Violation]:
    if book.problem.capacity is None:
        return
    held: dict[int, list[str]] = defaultdict(list)
    for request, begin in book.held():
        for slot in book.span(request, begin):
            held[slot].append(request.id)
    for slot, names in sorted(held.items()):
        if len(names) > book.problem.capacity[slot]:
            text = f"slot {slot} has {len(names)} meetings for {book.problem.capacity[slot]}"
            yield Violation("capacity", (), tuple(names), slot, text)


def _pins(book: _Book) -> Iterator[Violation]:
    for request in book.problem.requests:
        slot = book.slot_of.get(request.id)
        if request.pin is not None and slot != request.pin:
            text = f"{request.id} is not in slot {request.pin}, to which it is pinned"
            yield Violation("pins", (request.a, request.b), (request.id,), slot, text)


def _frozen(book: _Book) -> Iterator[Violation]:
    for entry in book.problem.before:
        slot = book.slot_of.get(entry.request)
        if entry.frozen and slot != entry.slot:
            request = book.requests[entry.request]
            text = f"{request.id} was held in slot {entry.slot} and is not there"
            yield Violation("frozen", (request.a, request.b), (request.id,), slot, text)


def _musts(book: _Book) -> Iterator[Violation]:
    for request in book.problem.requests:
        if request.must and request.id not in book.slot_of:
            text = f"{request.id} must be held and is not"
            yield Violation("musts", (request.a, request.b), (request.id,), None, text)


def _bans(book: _Book) -> Iterator[Violation]:
    banned = {frozenset(ban) for ban in book.problem.bans}
    for request, slot in book.held():
        if frozenset((request.a, request.b)) in banned:
            text = f"{request.a} and {request.b} must not meet"
            yield Violation("bans", (request.a, request.b), (request.id,), slot, text)


def _groups(book: _Book) -> Iterator[Violation]:
    held: dict[str, list[Request]] = defaultdict(list)
    for request, _ in book.held():
        if request.group is not None:
            held[request.group].append(request)
    for group, requests in held.items():
        if len(requests) > 1:
            names = tuple(request.id for request in requests)
            parties = dict.fromkeys(name for one in requests for name in (one.a, one.b))
            text = f"{len(names)} meetings of group {group} are held"
            yield Violation("groups", tuple(parties), names, None, text)


def _at_least(book: _Book) -> Iterator[Violation]:
    for party, page in book.party_pages():
        if len(page) < party.at_least:
            text = f"{party.id} has {len(page)} meetings, at least {party.at_least} are due"
            yield Violation("at_least", (party.id,), _names(page), None, text)


def _at_least_per_day(book: _Book) -> Iterator[Violation]:
    for party, page in book.party_pages():
        for day, least, there in book.by_day(party.at_least_per_day or None, page):
            if len(there) < least:
                text = f"{party.id} has {len(there)} meetings on day {day}, {least} are due"
                yield Violation("at_least_per_day", (party.id,), _names(there), None, text)


def _at_most(book: _Book) -> Iterator[Violation]:
    for party, page in book.party_pages():
        if party.at_most is not None and len(page) > party.at_most:
            text = f"{party.id} has {len(page)} meetings, at most {party.at_most} are allowed"
            yield Violation("at_most", (party.id,), _names(page), None, text)


def _at_most_per_day(book: _Book) -> Iterator[Violation]:
    for party, page in book.party_pages():
        for day, most, there in book.by_day(party.at_most_per_day, page):
            if len(there) > most:
                text = f"{party.id} has {len(there)} meetings on day {day}, {most} are allowed"
                yield Violation("at_most_per_day", (party.id,), _names(there), None, text)


def _lunch(book: _Book) -> Iterator[Violation]:
    for lunch in book.problem.lunches:
        for party, page in book.party_pages():
            if lunch.side not in ("", party.side):
                continue
            there = [(slot, r) for begin, r in page for slot in book.span(r, begin)]
            there = [line for line in there if line[0] in lunch.slots]
            if len(there) > party.seats * (len(lunch.slots) - lunch.free):
                text = f"{party.id} does not keep {lunch.free} slots of its lunch free a seat"
                yield Violation("lunch", (party.id,), _names(there), None, text)


def _rest(book: _Book) -> Iterator[Violation]:
    """Look at each row of slots one longer than the party may meet without a rest."""
    for party, page in book.party_pages():
        longest = party.rest_after
        if longest is None:
            continue
        taken = [(slot, request) for begin, request in page for slot in book.span(request, begin)]
        for session in sessions(book.problem.slots):
            for first in session[: max(0, len(session) - longest)]:
                there = [line for line in taken if first <= line[0] <= first + longest]
                if len(there) > party.seats * longest:
                    text = f"{party.id} has no rest after {longest} slots with meetings"
                    yield Violation("rest", (party.id,), _names(there), first, text)


def _travel(book: _Book) -> Iterator[Violation]:
    ways = {frozenset((way.a, way.b)): way.minutes for way in book.problem.travels}
    longest = max(ways.values(), default=0)
    for party, page in book.party_pages():
        if party.place is not None or party.seats > 1:
            continue
        for index, (slot, request) in enumerate(page):
            for later, other in page[index + 1 :]:
                end = book.span(request, slot)[-1]
                first, second = book.problem.slots[end], book.problem.slots[later]
                if first.day != second.day or second.start - first.end >= longest:
                    break
                here, there = (_place(book, party, one) for one in (request, other))
                if here is None or there is None or end >= later:
                    continue
                needed = ways.get(frozenset((here, there)), 0)
                if second.start - first.end < needed:
                    text = f"{party.id} needs {needed} minutes from {here} to {there}"
                    yield Violation("travel", (party.id,), (request.id, other.id), later, text)


def _place(book: _Book, party: Party, request: Request) -> str | None:
    other = request.b if request.a == party.id else request.a
    return book.parties[other].place


def _precedences(book: _Book) -> Iterator[Violation]:
    for former, latter in book.problem.precedences:
        first, second = book.slot_of.get(former), book.slot_of.get(latter)
        if first is None or second is None:
            continue
        if book.span(book.requests[former], first)[-1] >= second:
            text = f"{former} is not over before {latter}"
            ends = [book.requests[name] for name in (former, latter)]
            parties = dict.fromkeys(name for one in ends for name in (one.a, one.b))
            yield Violation("precedences", tuple(parties), (former, latter), second, text)


def _break_spread(book: _Book) -> Iterator[Violation]:
    spread = book.problem.break_spread
    if spread is None:
        return
    breaks = breaks_of_parties(book.problem, Timetable(book.slot_of))
    sides = [goal.side for goal in book.problem.goals if goal.kind is GoalKind.BREAKS] or [""]
    for side in sides:
        own = [party.id for party in book.problem.parties if side in ("", party.side)]
        if not own:
            continue
        most, fewest = max(own, key=breaks.__getitem__), min(own, key=breaks.__getitem__)
        if breaks[most] - breaks[fewest] > spread:
            text = f"{most} has {breaks[most]} breaks, {fewest} has {breaks[fewest]}"
            yield Violation("break_spread", (most, fewest), (), None, text)


RULES: dict[str, Callable[[_Book], Iterator[Violation]]] = {
    "seats": _seats,
    "availability": _availability,
    "slots": _allowed_slots,
    "length": _length,
    "capacity": _capacity,
    "pins": _pins,
    "frozen": _frozen,
    "musts": _musts,
    "bans": _bans,
    "groups": _groups,
    "at_least": _at_least,
    "at_least_per_day": _at_least_per_day,
    "at_most": _at_most,
    "at_most_per_day": _at_most_per_day,
    "lunch": _lunch,
    "rest": _rest,
    "travel": _travel,
    "precedences": _precedences,
    "break_spread": _break_spread,
}
"""Each rule by the name its violations bear."""
