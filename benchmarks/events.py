"""Seeded events of a fair day, on a timetable that is out already."""

from collections.abc import Callable
from random import Random

from solver.problem import Party, Problem, Request
from solver.repair import Event
from solver.timetable import Timetable

FIRM = "firm"
HALF_DAY = 9
LATE = 4


def make_event(random: Random, problem: Problem, timetable: Timetable, kind: str) -> Event:
    """Make an event that concerns somebody, at any moment of the fair.

    Parameters
    ----------
    kind
        One of ``KINDS``.
    """
    return KINDS[kind](_Fair(random, problem, timetable), random)


class _Fair:
    """Who has what to come, from a moment on that is drawn by lot."""

    def __init__(self, random: Random, problem: Problem, timetable: Timetable) -> None:
        self.problem = problem
        self.slots_of: dict[str, list[int]] = {party.id: [] for party in problem.parties}
        self.held = [
            (request, timetable.slot_of[request.id])
            for request in problem.requests
            if request.id in timetable.slot_of
        ]
        for request, slot in self.held:
            self.slots_of[request.a].append(slot)
            self.slots_of[request.b].append(slot)
        self.now = random.randrange(1 + max(slot for _, slot in self.held))

    def side(self, *, firms: bool) -> list[Party]:
        """All firms, or all booths."""
        return [party for party in self.problem.parties if (party.side == FIRM) == firms]

    def those_with(self, slots: range, *, firms: bool) -> list[Party]:
        """Firms, or booths, with a meeting in one of the slots; all if there is none."""
        side = self.side(firms=firms)
        busy = [party for party in side if not set(slots).isdisjoint(self.slots_of[party.id])]
        return busy or side

    def rest_of_day(self, most: int) -> range:
        """Slots from now on, so many at most, as far as they lie in one day."""
        slots = self.problem.slots
        end = self.now
        while end < len(slots) and end - self.now < most and slots[end].day == slots[self.now].day:
            end += 1
        return range(self.now, end)


def _cancel(fair: _Fair, random: Random) -> Event:
    """Give a firm that will not come, or not come back."""
    to_come = range(fair.now, len(fair.problem.slots))
    return Event(fair.now, gone=frozenset({random.choice(fair.those_with(to_come, firms=True)).id}))


def _no_show(fair: _Fair, random: Random) -> Event:
    """Give a firm that has not come to its meeting; what it has later stays, or goes as well."""
    at_once = [(request, slot) for request, slot in fair.held if slot >= fair.now]
    request, slot = random.choice(at_once)
    firm = next(p.id for p in fair.side(firms=True) if p.id in (request.a, request.b))
    gone = frozenset({firm}) if random.random() < 0.5 else frozenset[str]()
    return Event(slot + 1, missed=frozenset({request.id}), gone=gone)


def _walk_in(fair: _Fair, random: Random) -> Event:
    """Give a firm that comes by; half of the booths give it a seat kept for such."""
    hours = fair.rest_of_day(HALF_DAY)
    booths = [
        party
        for party in fair.side(firms=False)
        if party.available is None or not set(hours).isdisjoint(party.available)
    ]
    booth = random.choice(booths)
    walker = Party("walk-in", FIRM, available=tuple(hours))
    return Event(
        fair.now,
        arriving=(walker,),
        walk_ins=(Request("walk-in", walker.id, booth.id),),
        keeps_seats=frozenset({booth.id}) if random.random() < 0.5 else frozenset(),
    )


def _closed_booth(fair: _Fair, random: Random) -> Event:
    hours = fair.rest_of_day(HALF_DAY)
    booth = random.choice(fair.those_with(hours, firms=False))
    return Event(fair.now, away={booth.id: frozenset(hours)})


def _lost_slot(fair: _Fair, random: Random) -> Event:
    return Event(fair.now, lost=frozenset({random.randrange(fair.now, len(fair.problem.slots))}))


def _late_arrival(fair: _Fair, random: Random) -> Event:
    """Give a firm, or the officer of a booth, that is not there for up to four slots."""
    hours = fair.rest_of_day(random.randint(1, LATE))
    late = random.choice(fair.those_with(hours, firms=random.random() < 0.5))
    return Event(fair.now, away={late.id: frozenset(hours)})


KINDS: dict[str, Callable[[_Fair, Random], Event]] = {
    "cancel": _cancel,
    "no-show": _no_show,
    "walk-in": _walk_in,
    "closed booth": _closed_booth,
    "lost slot": _lost_slot,
    "late arrival": _late_arrival,
}
