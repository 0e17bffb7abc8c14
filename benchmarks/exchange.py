"""Seeded travel exchanges: buyers walk through halls of sellers for four days.

Four days of 22, 22, 21 and 21 slots of a quarter of an hour, five minutes apart, with an hour
of lunch. Sellers sit in three halls; from one to another it is ten minutes, so that a change
of hall between two meetings costs a slot unless lunch or a night lies between. Some of both
sides are away for half-days, some have quotas, of which most bind.
"""

from random import Random

from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot, Travel

LENGTH, STEP, WALK = 15, 20, 10
MORNING, AFTERNOON = 540, 820
HALF_DAYS = ((11, 11), (11, 11), (11, 10), (11, 10))
HALLS = ("north", "south", "west")
ASKED = 0.3195
BOTH_ASK = 0.25
GOALS = (Goal(GoalKind.WORTH), Goal(GoalKind.BREAKS, "buyer"))


def make_exchange(seed: int, buyers_count: int = 700, sellers_count: int = 620) -> Problem:
    """Make an exchange in which about every third pair of buyer and seller is asked for.

    A meeting both ask for is worth 6 to 10, one that one of them asks for 1 to 5.
    """
    random = Random(seed)
    slots, halves = _slots()
    buyers = [_buyer(random, number, halves) for number in range(buyers_count)]
    sellers = [_seller(random, number, halves) for number in range(sellers_count)]
    requests = _requests(random, buyers, sellers)
    ways = tuple(
        Travel(here, there, WALK, 300)
        for number, here in enumerate(HALLS)
        for there in HALLS[number + 1 :]
    )
    return Problem(slots, (*buyers, *sellers), requests, travels=ways, goals=GOALS)


def _slots() -> tuple[tuple[Slot, ...], list[range]]:
    slots: list[Slot] = []
    halves: list[range] = []
    for day, counts in enumerate(HALF_DAYS):
        for first, count in zip((MORNING, AFTERNOON), counts, strict=True):
            halves.append(range(len(slots), len(slots) + count))
            starts = range(first, first + STEP * count, STEP)
            slots.extend(Slot(day, start, start + LENGTH) for start in starts)
    return tuple(slots), halves


def _present(random: Random, halves: list[range], away: float, twice: float) -> tuple[int, ...]:
    """Give the slots of a party that is away for a half-day, or two, by these chances."""
    kind = random.random()
    count = 2 if kind < twice else 1 if kind < twice + away else 0
    gone = random.sample(range(len(halves)), count)
    return tuple(slot for i, half in enumerate(halves) if i not in gone for slot in half)


def _buyer(random: Random, number: int, halves: list[range]) -> Party:
    present = _present(random, halves, 0.10, 0.05)
    kind = random.random()
    return Party(
        f"buyer {number}",
        "buyer",
        1,
        present,
        at_most=64 if kind < 0.08 else None,
        at_most_per_day=18 if 0.08 <= kind < 0.13 else None,
    )


def _seller(random: Random, number: int, halves: list[range]) -> Party:
    present = _present(random, halves, 0.08, 0.0)
    limit = 20 if random.random() < 0.05 else None
    place = HALLS[number % len(HALLS)]
    return Party(f"seller {number}", "seller", 1, present, at_most_per_day=limit, place=place)


def _requests(random: Random, buyers: list[Party], sellers: list[Party]) -> tuple[Request, ...]:
    sought = [random.uniform(0.8, 1.2) for _ in sellers]
    found = []
    for number, buyer in enumerate(buyers):
        keen = ASKED * random.uniform(0.9, 1.1)
        for other, seller in enumerate(sellers):
            if random.random() < keen * sought[other]:
                low = 6 if random.random() < BOTH_ASK else 1
                worth = random.randint(low, low + 4)
                found.append(Request(f"{number}-{other}", buyer.id, seller.id, worth))
    return tuple(found)
