"""Small problems with every rule that the rivals are told of."""

from dataclasses import replace

from benchmarks.fair import make_fair
from benchmarks.rivals.instances import GOALS
from benchmarks.rivals.visits import make_visit, to_problem
from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel

VISIT = make_visit(3, visitors=5, faculty=4, slots=4)


def slots(days: int, each: int) -> tuple[Slot, ...]:
    return tuple(Slot(d, 600 + 20 * i, 620 + 20 * i) for d in range(days) for i in range(each))


def all_musts(spread: int | None) -> Problem:
    """Six participants in a ring and across: breaks cannot all be avoided."""
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0), (0, 3), (1, 4)]
    return Problem(
        slots(1, 6),
        tuple(Party(f"p{i}", available=(0, 1, 3, 4, 5) if i == 0 else None) for i in range(6)),
        tuple(Request(f"m{n}", f"p{a}", f"p{b}", must=True) for n, (a, b) in enumerate(pairs)),
        capacity=(2, 2, 1, 2, 2, 2),
        precedences=(("m0", "m3"), ("m6", "m1")),
        break_spread=spread,
        goals=(Goal(GoalKind.BREAKS),),
    )


def walking() -> Problem:
    """Two days, lunches, quotas, a ban, two-seat booths and ways between them."""
    booths = tuple(
        Party(f"b{i}", "booth", seats=1 + i % 2, at_most_per_day=(3, 2), place=f"b{i}")
        for i in range(3)
    )
    firms = tuple(Party(f"f{i}", "firm", at_most=2 + i % 2, at_least=1) for i in range(4))
    requests = tuple(
        Request(f"{i}-{j}", f"f{i}", f"b{j}", worth=1 + (3 * i + 2 * j) % 5)
        for i in range(4)
        for j in range(3)
    )
    return Problem(
        slots(2, 4),
        (*booths, *firms),
        (*requests[:-1], replace(requests[-1], pin=6)),
        capacity=(2,) * 8,
        bans=(("f0", "b1"),),
        travels=(Travel("b0", "b1", 10), Travel("b1", "b2", 30)),
        lunches=(Lunch((1, 2), 1, "firm"),),
        precedences=(("1-0", "1-2"),),
        goals=GOALS,
    )


PROBLEMS: dict[str, Problem] = {
    "all musts": all_musts(None),
    "even breaks": all_musts(1),
    "walking": walking(),
    "fair": replace(make_fair(5, 6, 3), goals=GOALS),
    "visit": to_problem(VISIT),
}
