"""Small problems the tests of the solver share."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

from solver.problem import Earlier, Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel
from solver.timetable import Timetable

EVERY_GOAL = tuple(Goal(kind) for kind in GoalKind)


def day(count: int, *, number: int = 0, start: int = 600, gap: int = 0) -> tuple[Slot, ...]:
    """Slots of twenty minutes, ``gap`` minutes apart."""
    step = 20 + gap
    return tuple(Slot(number, start + step * i, start + step * i + 20) for i in range(count))


def meet(*pairs: str, **rest: Any) -> tuple[Request, ...]:
    """Requests "ab" of party a and party b, all alike otherwise."""
    return tuple(Request(pair, pair[0], pair[1], **rest) for pair in pairs)


def parties(names: str, **rest: Any) -> tuple[Party, ...]:
    return tuple(Party(name, **rest) for name in names)


def small(
    requests: Iterable[Request],
    slots: tuple[Slot, ...],
    changed: Iterable[Party] = (),
    **rest: Any,
) -> Problem:
    """A problem of all parties named in the requests, some of them given in full."""
    requests = tuple(requests)
    given = {party.id: party for party in changed}
    names = sorted({name for one in requests for name in (one.a, one.b)} | set(given))
    everyone = tuple(given.get(name, Party(name)) for name in names)
    return Problem(slots, everyone, requests, **rest)


def held(**slot_of: int) -> Timetable:
    return Timetable(slot_of)


def any_tiny_problem(random: Random) -> Problem:
    """Any problem of at most five requests, every rule among them, feasible or not."""
    slots: list[Slot] = []
    for number in range(random.choice([1, 2])):
        start = 600
        for _ in range(random.randint(1, 4)):
            slots.append(Slot(number, start, start + 20))
            start += 20 + random.choice([0, 0, 10, 60])
    everyone = [_any_party(random, name, slots) for name in "abcde"[: random.randint(2, 5)]]
    requests = []
    for number in range(random.randint(1, 5)):
        a, b = random.sample(everyone, 2)
        own = None if random.random() < 0.7 else _some(random, len(slots))
        pin = random.randrange(len(slots)) if random.random() < 0.1 else None
        must = random.random() < 0.2
        group = random.choice("gh") if random.random() < 0.15 else None
        worth = random.randint(0, 4)
        length = random.choice([1, 1, 1, 2, 3])
        requests.append(Request(f"r{number}", a.id, b.id, worth, must, own, pin, group, length))
    goals = [Goal(kind, random.choice(["", "f"])) for kind in GoalKind]
    if random.random() < 0.3:
        random.shuffle(goals)
    elif random.random() < 0.5:
        goals = [goals[-1], *goals[:-1]]
    lunch = Lunch(_some(random, len(slots), 1), random.randint(0, 1), random.choice(["", "f"]))
    return Problem(
        tuple(slots),
        tuple(everyone),
        tuple(requests),
        capacity=_capacity(random, len(slots)),
        bans=(("a", "b"),) if random.random() < 0.2 else (),
        travels=_travels(random),
        lunches=(lunch,) if random.random() < 0.3 else (),
        break_spread=random.choice([None, None, 0, 1]),
        precedences=_precedences(random, requests),
        goals=tuple(goals[: random.randint(0, 4)] if random.random() < 0.2 else goals),
        before=_before(random, requests, len(slots)),
    )


def _before(random: Random, requests: list[Request], count: int) -> tuple[Earlier, ...]:
    """Sometimes an earlier timetable, which need not have kept any rule."""
    if random.random() < 0.4:
        return ()
    return tuple(
        Earlier(
            request.id,
            random.randrange(count) if request.pin is None else request.pin,
            random.choice([1, 1, 1, 0, 2]),
            random.choice([1, 1, 2, 3, 0]),
            random.random() < 0.1,
        )
        for request in requests
        if random.random() < 0.7
    )


def _any_party(random: Random, name: str, slots: list[Slot]) -> Party:
    days = 1 + slots[-1].day
    at_least = random.choice([0, 0, 0, 0, 1])
    at_most = random.choice([None, None, 1, 2, 3])
    per_day = random.choice([None, None, 1, 2, tuple(random.randint(0, 3) for _ in range(days))])
    due_per_day: int | tuple[int, ...] = 0
    if random.random() < 0.1:
        most = per_day if isinstance(per_day, tuple) else [3 if per_day is None else per_day] * days
        due_per_day = tuple(random.randint(0, min(1, limit)) for limit in most)
        at_most = None if at_most is None else max(at_most, sum(due_per_day))
    return Party(
        name,
        side=random.choice("fg"),
        seats=random.choice([1, 1, 1, 2]),
        available=None if random.random() < 0.6 else _some(random, len(slots)),
        at_least=at_least,
        at_most=at_most,
        at_most_per_day=per_day,
        place=random.choice(["p", "q", "r", None, None, None]),
        at_least_per_day=due_per_day,
        rest_after=random.choice([None, None, None, 1, 2]),
    )


def _travels(random: Random) -> tuple[Travel, ...]:
    """Ways between p and q, and sometimes from either to r: no way is no walk."""
    ways = [("p", "q"), *(pair for pair in (("p", "r"), ("q", "r")) if random.random() < 0.5)]
    return tuple(
        Travel(one, other, random.choice([0, 5, 10, 30]), random.choice([0, 40, 40, 90]))
        for one, other in ways
    )


def _precedences(random: Random, requests: list[Request]) -> tuple[tuple[str, str], ...]:
    if len(requests) < 2 or random.random() < 0.6:
        return ()
    pairs = [random.sample(requests, 2) for _ in range(random.randint(1, 3))]
    return tuple(dict.fromkeys((one.id, other.id) for one, other in pairs))


def _some(random: Random, count: int, least: int = 0) -> tuple[int, ...]:
    return tuple(sorted(random.sample(range(count), random.randint(least, count))))


def _capacity(random: Random, count: int) -> tuple[int, ...] | None:
    return tuple(random.randint(0, 3) for _ in range(count)) if random.random() < 0.3 else None


def feasible_problem(random: Random) -> Problem:
    """A problem made around a timetable that keeps its rules: INFEASIBLE would be a lie."""
    slots = (*day(5), *day(5, number=1))
    taken: dict[str, set[int]] = {}
    requests = []
    for firm in "abcdefg":
        for booth in "XYZ":
            if random.random() < 0.6:
                used = taken.setdefault(firm, set()) | taken.setdefault(booth, set())
                free = [slot for slot in range(len(slots)) if slot not in used]
                must = bool(free) and random.random() < 0.7
                requests.append(Request(firm + booth, firm, booth, random.randint(0, 5), must))
                if must:
                    slot = random.choice(free)
                    taken[firm].add(slot)
                    taken[booth].add(slot)
                    if random.random() < 0.1:
                        requests[-1] = replace(requests[-1], pin=slot)
    everyone = [
        replace(
            Party(name, "firm" if name.islower() else "booth"),
            available=tuple(s for s in range(len(slots)) if s in used or random.random() < 0.7),
        )
        for name, used in sorted(taken.items())
    ]
    goals = tuple(Goal(kind, "" if kind is GoalKind.WORTH else "firm") for kind in GoalKind)
    return Problem(slots, tuple(everyone), tuple(requests), goals=goals)
