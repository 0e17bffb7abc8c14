"""Problems made around a timetable that keeps all their rules, with every noun there is.

First a timetable is drawn, then rules that it keeps: INFEASIBLE would be a lie.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from random import Random

from solver.measures import breaks_of_parties
from solver.problem import Earlier, Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel
from solver.sessions import session_ends, sessions
from solver.timetable import Timetable

PLACES = ("p", "q", "r")


@dataclass(frozen=True)
class Size:
    """How large a problem is to be at most."""

    days: int = 2
    slots_a_day: int = 4
    parties: int = 5
    requests: int = 5


@dataclass
class _Book:
    """The timetable being drawn."""

    slots: tuple[Slot, ...]
    slot_of: dict[str, int] = field(default_factory=dict)
    taken: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    meetings: dict[str, list[tuple[int, int, Request]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def hold(self, request: Request, slot: int) -> None:
        self.slot_of[request.id] = slot
        for party in (request.a, request.b):
            self.taken[party] += range(slot, slot + request.length)
            self.meetings[party].append((slot, slot + request.length - 1, request))

    def on_days(self, party: str) -> list[int]:
        """Meetings of the party on each day."""
        held = Counter(self.slots[begin].day for begin, _, _ in self.meetings[party])
        return [held[day] for day in sorted({slot.day for slot in self.slots})]


def made_around_a_timetable(random: Random, size: Size) -> tuple[Problem, Timetable]:
    """Give a problem, and a timetable of it that keeps every rule."""
    slots = _slots(random, size)
    everyone = [
        Party(
            f"p{number}",
            side=random.choice("fg"),
            seats=random.choice([1, 1, 1, 2]),
            place=random.choice([*PLACES, None, None, None]),
        )
        for number in range(random.randint(2, size.parties))
    ]
    book = _Book(slots)
    requests = _requests(random, size, everyone, book)
    goals = [Goal(kind, random.choice(["", "f"])) for kind in GoalKind]
    random.shuffle(goals)
    problem = Problem(
        slots,
        tuple(_party(random, party, book) for party in everyone),
        tuple(_request(random, request, book) for request in requests),
        capacity=_capacity(random, book),
        bans=_bans(random, everyone, requests, book),
        travels=_travels(random, everyone, book),
        lunches=_lunches(random, everyone, book),
        precedences=_precedences(random, requests, book),
        goals=tuple(goals),
        before=_before(random, requests, book),
    )
    return _spread(random, problem, book), Timetable(book.slot_of)


def _slots(random: Random, size: Size) -> tuple[Slot, ...]:
    found = []
    for day in range(random.randint(1, size.days)):
        start = 600
        for _ in range(random.randint(2, size.slots_a_day)):
            found.append(Slot(day, start, start + 20))
            start += 20 + random.choice([0, 0, 0, 5, 60])
    return tuple(found)


def _requests(random: Random, size: Size, everyone: list[Party], book: _Book) -> list[Request]:
    """Draw requests, and hold about two thirds of those that find their seats free."""
    ends = session_ends(book.slots)
    requests = []
    grouped: set[str] = set()
    for number in range(random.randint(1, size.requests)):
        a, b = random.sample(everyone, 2)
        request = Request(
            f"r{number}",
            a.id,
            b.id,
            worth=random.randint(0, 4),
            group=random.choice("ghi") if random.random() < 0.2 else None,
            length=random.choice([1, 1, 2, 3]),
        )
        requests.append(request)
        free = [
            slot
            for slot in range(len(book.slots))
            if slot + request.length <= ends[slot]
            and all(
                book.taken[party.id].count(one) < party.seats
                for party in (a, b)
                for one in range(slot, slot + request.length)
            )
        ]
        if free and request.group not in grouped and random.random() < 0.7:
            book.hold(request, random.choice(free))
            if request.group is not None:
                grouped.add(request.group)
    return requests


def _request(random: Random, request: Request, book: _Book) -> Request:
    slot = book.slot_of.get(request.id)
    if random.random() < 0.3:
        own = _some(random, book, () if slot is None else (slot,))
        request = replace(request, slots=own)
    if slot is not None and random.random() < 0.15:
        request = replace(request, pin=slot)
    return replace(request, must=slot is not None and random.random() < 0.4)


def _party(random: Random, party: Party, book: _Book) -> Party:
    days = book.on_days(party.id)
    changes: dict[str, object] = {}
    if random.random() < 0.4:
        changes["available"] = _some(random, book, book.taken[party.id])
    if random.random() < 0.3:
        changes["at_least"] = random.randint(0, sum(days))
    if random.random() < 0.4:
        changes["at_most"] = sum(days) + random.choice([0, 0, 1])
    if random.random() < 0.3:
        changes["at_most_per_day"] = random.choice([max(days), tuple(days)])
    if random.random() < 0.3:
        changes["at_least_per_day"] = random.choice([min(days), tuple(days)])
    if random.random() < 0.4:
        changes["rest_after"] = _longest_row(party, book)
    return replace(party, **changes)  # type: ignore[arg-type]


def _longest_row(party: Party, book: _Book) -> int:
    """Give the least rest after so many slots that the party keeps."""
    for longest in range(1, len(book.slots) + 1):
        rows = [
            range(first, first + longest + 1)
            for session in sessions(book.slots)
            for first in session[: max(0, len(session) - longest)]
        ]
        busy = [sum(slot in row for slot in book.taken[party.id]) for row in rows]
        if max(busy, default=0) <= party.seats * longest:
            return longest
    return len(book.slots)


def _capacity(random: Random, book: _Book) -> tuple[int, ...] | None:
    if random.random() < 0.6:
        return None
    used = Counter(slot for taken in book.taken.values() for slot in taken)
    return tuple(used[slot] // 2 + random.choice([0, 0, 1]) for slot in range(len(book.slots)))


def _bans(
    random: Random, everyone: list[Party], requests: list[Request], book: _Book
) -> tuple[tuple[str, str], ...]:
    met = [{r.a, r.b} for r in requests if r.id in book.slot_of]
    a, b = (party.id for party in random.sample(everyone, 2))
    return ((a, b),) if random.random() < 0.3 and {a, b} not in met else ()


def _travels(random: Random, everyone: list[Party], book: _Book) -> tuple[Travel, ...]:
    """Give ways as long as the timetable leaves time for them, or shorter."""
    place_of = {party.id: party.place for party in everyone}
    free: dict[frozenset[str | None], int] = {}
    for party in everyone:
        if party.place is not None or party.seats > 1:
            continue
        lines = sorted(book.meetings[party.id], key=lambda line: line[0])
        for index, (_, end, one) in enumerate(lines):
            for begin, _, other in lines[index + 1 :]:
                first, second = book.slots[end], book.slots[begin]
                if first.day == second.day:
                    ends = {place_of[name] for r in (one, other) for name in (r.a, r.b)}
                    gap = second.start - first.end
                    way = frozenset(ends - {None})
                    free[way] = min(free.get(way, gap), gap)
    ways = [("p", "q"), ("p", "r"), ("r", "q")]
    return tuple(
        Travel(
            one,
            other,
            minutes=min(random.choice([0, 5, 20, 45]), free.get(frozenset((one, other)), 45)),
            metres=random.choice([0, 30, 50, 90]),
        )
        for one, other in ways
        if random.random() < 0.7
    )


def _lunches(random: Random, everyone: list[Party], book: _Book) -> tuple[Lunch, ...]:
    if random.random() < 0.6:
        return ()
    side = random.choice(["", "f"])
    window = _some(random, book, (), least=1)
    free = len(window)
    for party in everyone:
        if side in ("", party.side):
            busy = sum(slot in window for slot in book.taken[party.id])
            free = min(free, len(window) - -(-busy // party.seats))
    return (Lunch(window, max(0, free), side),)


def _precedences(
    random: Random, requests: list[Request], book: _Book
) -> tuple[tuple[str, str], ...]:
    found = []
    for _ in range(random.choice([0, 0, 1, 3])):
        if len(requests) > 1:
            one, other = random.sample(requests, 2)
            first, second = book.slot_of.get(one.id), book.slot_of.get(other.id)
            if first is None or second is None or first + one.length <= second:
                found.append((one.id, other.id))
    return tuple(dict.fromkeys(found))


def _before(random: Random, requests: list[Request], book: _Book) -> tuple[Earlier, ...]:
    """Sometimes an earlier timetable; what is frozen in it stands in the one drawn."""
    if random.random() < 0.5:
        return ()
    found = []
    for request in requests:
        slot = book.slot_of.get(request.id)
        if random.random() < 0.7:
            frozen = slot is not None and random.random() < 0.15
            was = slot if slot is not None and (frozen or random.random() < 0.6) else None
            found.append(
                Earlier(
                    request.id,
                    random.randrange(len(book.slots)) if was is None else was,
                    random.choice([1, 1, 0, 2]),
                    random.choice([1, 1, 2, 3]),
                    frozen,
                )
            )
    return tuple(found)


def _spread(random: Random, problem: Problem, book: _Book) -> Problem:
    """Sometimes limit the spread of breaks to what the timetable has."""
    if random.random() < 0.7:
        return problem
    breaks = breaks_of_parties(problem, Timetable(book.slot_of))
    sides = [goal.side for goal in problem.goals if goal.kind is GoalKind.BREAKS]
    widest = 0
    for side in sides:
        own = [breaks[party.id] for party in problem.parties if side in ("", party.side)]
        widest = max(widest, max(own, default=0) - min(own, default=0))
    return replace(problem, break_spread=widest)


def _some(random: Random, book: _Book, needed: Collection[int], least: int = 0) -> tuple[int, ...]:
    """Give some slots, those needed among them."""
    count = len(book.slots)
    drawn = random.sample(range(count), random.randint(least, count))
    return tuple(sorted({*needed, *drawn}))
