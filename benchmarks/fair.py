"""Seeded fairs: the size of the sample (44 booths, 300 firms, two days of 18 slots) and larger."""

from dataclasses import replace
from random import Random

from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot

SLOTS_A_DAY, MOST, RESERVE = 18, 6, 0.15
REQUESTS_A_FIRM = 5
GOALS = (
    Goal(GoalKind.COVERAGE, "firm"),
    Goal(GoalKind.WORTH),
    Goal(GoalKind.DAYS, "firm"),
    Goal(GoalKind.BREAKS, "firm"),
)


def make_fair(seed: int, booths_count: int = 44, firms_count: int = 300) -> Problem:
    """Make a fair: availability on both sides, walk-in reserve, two-table booths, three pins."""
    random = Random(seed)
    slots = tuple(
        Slot(day, start, start + 20)
        for day in (0, 1)
        for start in (*range(600, 780, 20), *range(840, 1020, 20))
    )
    booths = [_booth(random, number, slots) for number in range(booths_count)]
    firms = [_firm(random, number, slots) for number in range(firms_count)]
    requests = _requests(random, booths, firms)
    return Problem(slots, (*booths, *firms), _with_pins(requests, booths, firms), goals=GOALS)


def _booth(random: Random, number: int, slots: tuple[Slot, ...]) -> Party:
    seats = 2 if random.random() < 0.15 else 1
    absent = range(SLOTS_A_DAY // 2, SLOTS_A_DAY) if random.random() < 0.15 else range(0)
    available = tuple(slot for slot in range(len(slots)) if slot not in absent)
    limit = int(SLOTS_A_DAY * seats * (1 - RESERVE))
    return Party(
        f"booth {number}", "booth", seats, available, at_most_per_day=limit, place=str(number)
    )


def _firm(random: Random, number: int, slots: tuple[Slot, ...]) -> Party:
    kind = random.random()
    day, morning = random.randrange(2), random.random() < 0.5
    available = None
    if kind < 0.3:
        available = tuple(i for i, slot in enumerate(slots) if slot.day == day)
    elif kind < 0.45:
        available = tuple(i for i, slot in enumerate(slots) if (slot.start < 780) == morning)
    return Party(f"firm {number}", "firm", 1, available, at_most=MOST)


def _requests(random: Random, booths: list[Party], firms: list[Party]) -> list[Request]:
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < REQUESTS_A_FIRM * len(firms):
        booth = int(random.random() ** 1.5 * len(booths))
        pairs.add((random.randrange(len(firms)), booth))
    return [
        Request(f"{firm}-{booth}", f"firm {firm}", f"booth {booth}", random.randint(1, 10))
        for firm, booth in sorted(pairs)
    ]


def _with_pins(
    requests: list[Request], booths: list[Party], firms: list[Party]
) -> tuple[Request, ...]:
    """Pin three requests of firms that are free all day, at booths that are too, far apart."""
    always = {party.id for party in firms if party.available is None}
    always |= {party.id for party in booths if party.available and len(party.available) == 36}
    free = [i for i, request in enumerate(requests) if {request.a, request.b} <= always]
    pinned = list(requests)
    for slot, place in ((1, 0), (5, len(free) // 2), (20, len(free) - 1)):
        pinned[free[place]] = replace(pinned[free[place]], must=True, pin=slot)
    return tuple(pinned)
