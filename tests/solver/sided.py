"""Random problems of two sides for the methods for very many requests."""

from random import Random

from solver.crowds.field import Field, two_sides
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot, Travel


def any_sided_problem(random: Random, *, plain: bool = False) -> Problem:
    """Up to five guests and four hosts on two days; plain ones without hours, quotas and ways."""
    slots = tuple(
        Slot(number, 600 + 20 * i, 615 + 20 * i)
        for number in (0, 1)
        for i in range(random.randint(1, 4))
    )
    guests = [_party(random, f"g{i}", "guest", slots, plain) for i in range(random.randint(1, 5))]
    hosts = [_party(random, f"h{i}", "host", slots, plain) for i in range(random.randint(1, 4))]
    requests = tuple(
        Request(f"{one.id}-{other.id}", one.id, other.id, random.randint(0, 4))
        for one in guests
        for other in hosts
        if random.random() < 0.7
    )
    ways = () if plain else (Travel("p", "q", random.choice([0, 10, 30])),)
    goals = (Goal(GoalKind.COVERAGE, "guest"), Goal(GoalKind.WORTH), Goal(GoalKind.BREAKS))
    return Problem(slots, (*guests, *hosts), requests, travels=ways, goals=goals)


def _party(random: Random, name: str, side: str, slots: tuple[Slot, ...], plain: bool) -> Party:
    place = random.choice("pq") if side == "host" else None
    if plain:
        return Party(name, side, place=place)
    hours = tuple(slot for slot in range(len(slots)) if random.random() < 0.8)
    return Party(
        name,
        side,
        seats=random.choice([1, 1, 1, 2]),
        available=hours,
        at_most=random.choice([None, None, 1, 3]),
        at_most_per_day=random.choice([None, None, 1, 2]),
        place=place,
    )


def field_of(problem: Problem) -> Field:
    layout = Layout(problem)
    sides = two_sides(layout)
    assert sides is not None
    return Field(layout, sides)
