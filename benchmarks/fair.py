"""Seeded fairs: the size of the sample (44 booths, 300 firms, two days of 18 slots) and larger.

A fair has what makes real ones hard: firms and booths that come for a part of the time, booths
of several tables in a hall with fewer tables than these add up to, rows of booths so far apart
that some ways take a free slot, a reserve for walk-ins, agencies that insist on firms, like
them or refuse them, and a few booths that everybody asks for.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from random import Random

from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot, Travel

SLOTS_A_DAY, MOST = 18, 6
RESERVE = 0.15
TABLES_USED = 0.9
REQUESTS = (3, 4, 4, 5, 5, 6, 6, 7)
BOOTHS_A_ROW, METRES_A_BOOTH, METRES_A_ROW = 22, 11, 16
METRES_A_MINUTE, CHANGEOVER = 60, 3
MUSTS_A_BOOTH = 2

GOALS = (
    Goal(GoalKind.COVERAGE, "firm"),
    Goal(GoalKind.WORTH),
    Goal(GoalKind.DAYS, "firm"),
    Goal(GoalKind.BREAKS, "firm"),
    Goal(GoalKind.WALKING, "firm"),
    Goal(GoalKind.EVENNESS, "booth"),
)
TIGHT = {
    "alternate": "every firm can come in every other slot only",
    "pieces": "every firm comes for two slots, is away for two, and so on",
    "far": "no two booths can be visited in neighbouring slots",
}
"""Fairs in which hardly any firm can have its meetings in one unbroken run."""

SLOTS = tuple(
    Slot(day, start, start + 20)
    for day in (0, 1)
    for start in (*range(600, 780, 20), *range(840, 1020, 20))
)


def make_fair(
    seed: int, booths_count: int = 44, firms_count: int = 300, *, tight: str | None = None
) -> Problem:
    """Make a fair of two days; ``tight`` is one of ``TIGHT``."""
    random = Random(seed)
    booths = [_booth(random, number) for number in range(booths_count)]
    firms = [_firm(random, number, tight) for number in range(firms_count)]
    requests, bans = _requests(random, booths, firms)
    return Problem(
        SLOTS,
        (*booths, *firms),
        _with_pins(_with_musts(random, requests, bans, (*booths, *firms)), (*booths, *firms)),
        capacity=_capacity(booths),
        bans=tuple(bans),
        travels=_travels(random, booths_count, changeover=-1 if tight == "far" else CHANGEOVER),
        goals=GOALS,
    )


def _booth(random: Random, number: int) -> Party:
    seats = random.choices((1, 2, 3), (85, 10, 5))[0]
    half = SLOTS_A_DAY // 2
    absent = range(half, SLOTS_A_DAY) if random.random() < 0.15 else range(0)
    available = tuple(slot for slot in range(len(SLOTS)) if slot not in absent)
    limit = int(SLOTS_A_DAY * seats * (1 - RESERVE))
    return Party(
        f"booth {number}", "booth", seats, available, at_most_per_day=limit, place=str(number)
    )


def _firm(random: Random, number: int, tight: str | None) -> Party:
    kind = random.random()
    day, morning = random.randrange(2), random.random() < 0.5
    shift = random.randrange(4)
    available = set(range(len(SLOTS)))
    if tight == "alternate":
        available = {slot for slot in available if slot % 2 == shift % 2}
    elif tight == "pieces":
        available = {slot for slot in available if (slot % SLOTS_A_DAY + shift) // 2 % 2}
    if kind < 0.3:
        available = {slot for slot in available if SLOTS[slot].day == day}
    elif kind < 0.45:
        available = {slot for slot in available if (SLOTS[slot].start < 780) == morning}
    everything = len(available) == len(SLOTS)
    slots = None if everything else tuple(sorted(available))
    return Party(f"firm {number}", "firm", 1, slots, at_most=MOST)


def _requests(
    random: Random, booths: list[Party], firms: list[Party]
) -> tuple[list[Request], list[tuple[str, str]]]:
    """Let each firm ask for booths, the popular ones first to come to mind.

    Worth falls with the firm's rank of the wish and is half as much again if the agency likes
    the firm; one in twenty it refuses.
    """
    found: list[Request] = []
    bans: list[tuple[str, str]] = []
    for firm in firms:
        asked: dict[int, None] = {}
        wishes = min(random.choice(REQUESTS), len(booths))
        while len(asked) < wishes:
            asked[int(random.random() ** 1.5 * len(booths))] = None
        for rank, number in enumerate(asked):
            wish = max(40, 100 - 10 * rank)
            mark = random.random()
            worth = wish * 3 // 2 if mark < 0.25 else wish
            booth = booths[number]
            found.append(Request(f"{firm.id[5:]}-{number}", firm.id, booth.id, worth))
            if mark > 0.95:
                bans.append((firm.id, booth.id))
    return found, bans


def _with_musts(
    random: Random,
    requests: list[Request],
    bans: Iterable[tuple[str, str]],
    parties: Iterable[Party],
) -> list[Request]:
    """Let each agency insist on a few firms that can come, each firm by one agency at most."""
    there = {party.id: _slots_of(party) for party in parties}
    banned, taken = set(bans), Counter[str]()
    found = list(requests)
    for index in random.sample(range(len(requests)), len(requests)):
        request = requests[index]
        able = len(there[request.a] & there[request.b]) >= MUSTS_A_BOOTH + 2
        if not able or (request.a, request.b) in banned or taken[request.a]:
            continue
        if taken[request.b] < MUSTS_A_BOOTH and random.random() < 0.5:
            taken.update((request.a, request.b))
            found[index] = replace(request, must=True)
    return found


def _with_pins(requests: list[Request], parties: Iterable[Party]) -> tuple[Request, ...]:
    """Pin three of the musts, each at another booth, to different slots."""
    there = {party.id: _slots_of(party) for party in parties}
    found = list(requests)
    booths: set[str] = set()
    for index, request in enumerate(requests):
        slots = sorted(there[request.a] & there[request.b])
        if request.must and request.b not in booths and len(booths) < 3:
            booths.add(request.b)
            found[index] = replace(request, pin=slots[len(slots) * len(booths) // 4])
    return tuple(found)


def _slots_of(party: Party) -> set[int]:
    return set(range(len(SLOTS)) if party.available is None else party.available)


def _capacity(booths: list[Party]) -> tuple[int, ...]:
    """Give the tables of the hall: nine in ten of those the booths could use in a slot."""
    return tuple(
        max(1, int(TABLES_USED * sum(booth.seats for booth in booths if slot in _slots_of(booth))))
        for slot in range(len(SLOTS))
    )


def _travels(random: Random, booths_count: int, *, changeover: int) -> tuple[Travel, ...]:
    """Put the booths into rows, in any order; ways lead along the rows and across them."""
    spots = random.sample(range(booths_count), booths_count)
    found = []
    for one, other in combinations(range(booths_count), 2):
        row, column = divmod(spots[one], BOOTHS_A_ROW)
        its_row, its_column = divmod(spots[other], BOOTHS_A_ROW)
        metres = METRES_A_BOOTH * abs(column - its_column) + METRES_A_ROW * abs(row - its_row)
        minutes = max(0, -(-metres // METRES_A_MINUTE) - changeover)
        found.append(Travel(str(one), str(other), minutes, metres))
    return tuple(found)
