"""Hall's condition for one party: what does not fit is named, with nobody too many."""

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.layout import Layout
from solver.musts.overfull import overfull
from solver.problem import Lunch, Party, Problem, Request
from tests.solver.examples import day


def musts_of(party: Party, *slots: tuple[int, ...], **rest: object) -> Problem:
    """Musts of one party, each with the slots it may lie in; two days of four slots."""
    guests = tuple(Party(f"g{n}") for n in range(len(slots)))
    requests = tuple(
        Request(f"r{n}", party.id, f"g{n}", must=True, slots=own) for n, own in enumerate(slots)
    )
    everything = {"lunches": (), **rest}
    return Problem((*day(4), *day(4, number=1)), (party, *guests), requests, **everything)  # type: ignore[arg-type]


def clash_in(problem: Problem) -> list[int] | None:
    layout = Layout(problem)
    return overfull(layout, 0, layout.musts)


def test_those_of_a_window_too_small_are_named_and_nobody_else() -> None:
    problem = musts_of(Party("z"), (0, 1, 2, 3), (5, 6), (4,), (5, 6), (0, 7), (5, 6))
    assert clash_in(problem) == [1, 3, 5]
    assert clash_in(musts_of(Party("z", seats=2), (5, 6), (5,), (5, 6), (6,))) is None


def test_a_day_a_lunch_and_all_meetings_are_windows_too() -> None:
    every = (0, 1, 2, 3, 4, 5, 6, 7)
    limited = Party("z", at_most_per_day=(2, 4), at_most=3)
    assert clash_in(musts_of(limited, (0, 1, 2), every, (1, 2), (4, 5))) == [0, 1, 2, 3]
    assert clash_in(musts_of(limited, (0, 1, 2), (4,), (1, 2), (2, 3))) == [0, 2, 3]
    lunch = (Lunch((1, 2), 1),)
    assert clash_in(musts_of(Party("z"), (1, 2), (1, 2), (0, 3), lunches=lunch)) == [0, 1]


def test_the_smaller_of_two_is_named() -> None:
    assert clash_in(musts_of(Party("z"), (0, 1), (0, 1), (0, 1), (5,), (5,))) == [3, 4]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_musts_clash_exactly_if_no_way_to_place_them_keeps_every_limit(seed: int) -> None:
    random = Random(seed)
    party = Party(
        "z",
        seats=random.choice([1, 1, 2]),
        at_most=random.choice([None, 3, 4]),
        at_most_per_day=random.choice([None, 1, 2, (2, 1)]),
    )
    windows = [tuple(random.sample(range(8), random.randint(1, 3))) for _ in range(5)]
    lunches = (Lunch((1, 2), 1), Lunch((5, 6), random.randint(0, 2)))
    problem = musts_of(party, *map(tuple, map(sorted, windows)), lunches=lunches)
    layout = Layout(problem)

    def fit(musts: list[int]) -> bool:
        return any(_keeps(problem, slots) for slots in product(*(windows[m] for m in musts)))

    found = overfull(layout, 0, layout.musts)
    if found is None:
        assert fit(list(layout.musts))
    else:
        assert not fit(found)
        assert all(fit([one for one in found if one != left_out]) for left_out in found)


def _keeps(problem: Problem, slots: tuple[int, ...]) -> bool:
    party = problem.parties[0]
    limit = party.at_most_per_day
    a_day = limit if isinstance(limit, tuple) else (limit, limit)
    return (
        all(slots.count(slot) <= party.seats for slot in slots)
        and (party.at_most is None or len(slots) <= party.at_most)
        and all(
            most is None or sum(slot // 4 == day for slot in slots) <= most
            for day, most in enumerate(a_day)
        )
        and all(
            sum(slot in lunch.slots for slot in slots)
            <= party.seats * (len(lunch.slots) - lunch.free)
            for lunch in problem.lunches
        )
    )
