"""A visit day, the kind of problem that the package ``grad-visitor-scheduler`` is made for.

Visitors rank some of the faculty and name two research areas; every pair is worth something,
ranked ones most. Faculty have hours and sit in two buildings, a walk of one slot apart;
everybody keeps one of the middle slots free. Nothing but worth counts.

Source: https://grad-visit-scheduler.readthedocs.io (formulation); its default weights.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel

START, EVERY, LENGTH = 13 * 60, 30, 25
RANKED = (4.0, 3.0, 2.0, 1.0)
AREAS = (1.0, 0.5)
BASE = 0.2
FIELDS = ("Energy", "Bio", "Theory")
BUILDINGS = ("Hall", "Tower")
# Worths are whole numbers: tenths of the package's weights.
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Faculty:
    """One of the faculty; slots are counted from 1, as in the package."""

    name: str
    building: str
    areas: tuple[str, ...]
    available: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor, the faculty ranked by them, their two areas."""

    name: str
    ranked: tuple[str, ...]
    areas: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """A whole day. ``breaks`` are the slots of which everybody keeps one free."""

    slots: int
    breaks: tuple[int, ...]
    min_visitors: int
    min_faculty: int
    faculty: tuple[Faculty, ...]
    visitors: tuple[Visitor, ...]

    @property
    def max_visitors(self) -> int:
        """Give a limit so high that the package's penalty of crowding never counts."""
        return self.slots + 2


def make_visit(seed: int, visitors: int, faculty: int, slots: int) -> Visit:
    """Make a day; most of the faculty are away for one slot outside the middle."""
    random = Random(seed)
    breaks = (slots // 2, slots // 2 + 1)
    hosts = []
    for number in range(faculty):
        away = random.choice([slot for slot in range(1, slots + 1) if slot not in breaks])
        free = tuple(s for s in range(1, slots + 1) if s != away or random.random() < 0.25)
        areas = tuple(random.sample(FIELDS, random.choice((1, 2))))
        hosts.append(Faculty(f"Prof. {number:02}", BUILDINGS[number % 2], areas, free))
    guests = []
    for number in range(visitors):
        weights = [1 / (rank + 2) for rank in range(faculty)]
        ranked: list[str] = []
        while len(ranked) < min(len(RANKED), faculty):
            (one,) = random.choices(hosts, weights)
            if one.name not in ranked:
                ranked.append(one.name)
        first, second = random.sample(FIELDS, 2)
        guests.append(Visitor(f"Visitor {number:02}", tuple(ranked), (first, second)))
    return Visit(slots, breaks, 2, 1, tuple(hosts), tuple(guests))


def visit_to_json(visit: Visit) -> dict[str, Any]:
    """Give the day as values ``json.dumps`` can write."""
    return asdict(visit)


def visit_from_json(data: dict[str, Any]) -> Visit:
    """Read back what ``visit_to_json`` gave."""
    hosts = tuple(
        Faculty(one["name"], one["building"], tuple(one["areas"]), tuple(one["available"]))
        for one in data["faculty"]
    )
    guests = tuple(
        Visitor(one["name"], tuple(one["ranked"]), (one["areas"][0], one["areas"][1]))
        for one in data["visitors"]
    )
    return Visit(**{**data, "breaks": tuple(data["breaks"]), "faculty": hosts, "visitors": guests})


def weight(visitor: Visitor, host: Faculty) -> float:
    """Give what a meeting is worth by the package's weights."""
    worth = BASE
    if host.name in visitor.ranked:
        worth = RANKED[visitor.ranked.index(host.name)]
    return worth + sum(
        more for area, more in zip(visitor.areas, AREAS, strict=True) if area in host.areas
    )


def utility(visit: Visit, held: Collection[str]) -> float:
    """Count a timetable, given by its requests, by the package's own objective."""
    total = sum(
        weight(visitor, host)
        for visitor in visit.visitors
        for host in visit.faculty
        if request_id(visitor, host) in held
    )
    return round(total, 6)


def request_id(visitor: Visitor, host: Faculty) -> str:
    """Name the request of a pair."""
    return f"{visitor.name}~{host.name}"


def _as_asked(visit: Visit) -> Iterator[tuple[Visitor, Faculty]]:
    """Give all pairs in the order of the forms: every first choice, every second, the rest."""
    hosts = {host.name: host for host in visit.faculty}
    for rank in range(len(RANKED)):
        for visitor in visit.visitors:
            if rank < len(visitor.ranked):
                yield visitor, hosts[visitor.ranked[rank]]
    for visitor in visit.visitors:
        for host in visit.faculty:
            if host.name not in visitor.ranked:
                yield visitor, host


def to_problem(visit: Visit) -> Problem:
    """Say the day in the solver's words.

    A host who is away outside the middle slots has had that break, so that only those who are
    there all day are of the side that keeps a middle slot free.
    """
    slots = tuple(
        Slot(0, START + EVERY * number, START + EVERY * number + LENGTH)
        for number in range(visit.slots)
    )
    outside = [slot for slot in range(1, visit.slots + 1) if slot not in visit.breaks]
    hosts = tuple(
        Party(
            host.name,
            "host" if set(outside) <= set(host.available) else "away",
            available=tuple(slot - 1 for slot in host.available),
            at_least=visit.min_visitors,
            at_most=visit.max_visitors,
            place=host.building,
        )
        for host in visit.faculty
    )
    guests = tuple(
        Party(visitor.name, "visitor", at_least=visit.min_faculty) for visitor in visit.visitors
    )
    requests = tuple(
        Request(
            request_id(visitor, host),
            visitor.name,
            host.name,
            worth=round(TENTHS * weight(visitor, host)),
        )
        for visitor, host in _as_asked(visit)
    )
    middle = tuple(slot - 1 for slot in visit.breaks)
    return Problem(
        slots,
        (*hosts, *guests),
        requests,
        # The next slot begins after the break between two, and is too soon for the walk.
        travels=(Travel(*BUILDINGS, minutes=EVERY - LENGTH + 1),),
        lunches=(Lunch(middle, 1, "host"), Lunch(middle, 1, "visitor")),
        goals=(Goal(GoalKind.WORTH),),
    )
