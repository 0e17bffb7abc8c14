"""What clashes is confirmed, and named with nobody too many."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.layout import Layout
from solver.musts.clash import Clash, find_clash, obvious_clash
from solver.problem import Party, Problem, Request, Slot, Travel
from solver.running.search import Style
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Result, Status
from tests.solver.examples import day, feasible_problem, meet, small

STYLE = Style(workers=1)


def clash_of(problem: Problem) -> Result:
    result = solve(problem, workers=1)
    assert (result.status, result.timetable) == (Status.INFEASIBLE, None)
    return result


def test_a_feasible_problem_has_no_clash() -> None:
    layout = Layout(small(meet("ab", "cd", must=True), day(1)))
    assert obvious_clash(layout) is None
    assert find_clash(layout, Watch(20), STYLE) is None


def test_without_time_nothing_is_confirmed_and_what_is_obvious_is_not_narrowed() -> None:
    layout = Layout(small(meet("ab", "ac", "de", must=True), day(1)))
    assert find_clash(layout, Watch(0), STYLE) is None
    obvious = Clash((0, 1, 2))
    assert find_clash(layout, Watch(0), STYLE, obvious=obvious) == obvious
    assert find_clash(layout, Watch(20), STYLE, obvious=obvious) == Clash((0, 1), (), True)


def test_what_a_party_is_due_clashes_with_what_others_must_hold() -> None:
    requests = (*meet("ab", "cd", must=True), *meet("ac"))
    problem = small(requests, day(1), [Party("a", at_least=2), Party("d")])
    result = clash_of(problem)
    assert (result.clash, result.clash_parties) == ((), ("a",))
    squeezed = small((*meet("ab", "ac"), *meet("bd", "cd", must=True)), day(2), [Party("a")])
    due = replace(squeezed.parties[0], at_least=2, available=(0,), seats=2)
    result = clash_of(replace(squeezed, parties=(due, *squeezed.parties[1:])))
    assert result.clash_parties == ("a",)
    assert len(result.clash) == 0 or result.clash_irreducible


def test_what_is_due_on_a_day_is_named_beside_the_musts_in_its_way() -> None:
    requests = (*meet("ab", slots=(0, 1)), *meet("bc", "bd", must=True, slots=(0, 1)))
    problem = small(requests, day(3), [Party("a", at_least_per_day=1)])
    result = clash_of(problem)
    assert (result.clash, result.clash_parties) == (("bc", "bd"), ("a",))
    assert result.clash_irreducible


Planted = tuple[list[Party], list[Request], dict[str, tuple[object, ...]]]


def too_narrow_a_window(size: int) -> Planted:
    """One slot less than musts: Hall's condition."""
    guests = [Party(f"!{n}") for n in range(size)]
    window = tuple(range(size - 1))
    musts = [Request(f"!{n}", "!z", f"!{n}", must=True, slots=window) for n in range(size)]
    return [Party("!z"), *guests], musts, {}


def all_meet_all(size: int) -> Planted:
    """An odd ring in which every two neighbours meet, in two slots: no party is overfull."""
    size |= 1
    ring = [Party(f"!{n}") for n in range(size)]
    musts = [
        Request(f"!{n}", f"!{n}", f"!{(n + 1) % size}", must=True, slots=(2, 3))
        for n in range(size)
    ]
    return ring, musts, {}


def an_order_that_goes_round(size: int) -> Planted:
    guests = [Party(f"!{n}") for n in range(2 * size)]
    musts = [Request(f"!{n}", f"!{2 * n}", f"!{2 * n + 1}", must=True) for n in range(size)]
    order = tuple((f"!{n}", f"!{(n + 1) % size}") for n in range(size))
    return guests, musts, {"precedences": order}


def too_far_to_walk(size: int) -> Planted:
    """Pairs of neighbouring slots at far ends; each has to be left for the other."""
    booths = [Party(f"!{n}", place=f"!{n}") for n in range(2)]
    musts = [Request(f"!{n}", "!w", f"!{n}", must=True, slots=(n,)) for n in range(2)]
    ways = (Travel("!0", "!1", minutes=size),)
    return [Party("!w"), *booths], musts, {"travels": ways}


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(2, 6),
    st.sampled_from([too_narrow_a_window, all_meet_all, an_order_that_goes_round, too_far_to_walk]),
)
def test_a_planted_clash_is_named_exactly_among_many_innocents(
    seed: int, size: int, plant: Callable[[int], Planted]
) -> None:
    problem = feasible_problem(Random(seed))
    everybody, musts, more = plant(size)
    mixed = [*problem.requests, *musts]
    Random(seed).shuffle(mixed)
    result = clash_of(
        replace(
            problem,
            parties=(*problem.parties, *everybody),
            requests=tuple(mixed),
            **more,  # type: ignore[arg-type]
        )
    )
    assert set(result.clash) == {request.id for request in musts}
    assert result.clash_parties == ()
    assert result.clash_irreducible


@pytest.mark.parametrize("sizes", [(5, 3), (3, 5)])
def test_the_smaller_of_two_rings_is_named(sizes: tuple[int, int]) -> None:
    everybody: list[Party] = []
    requests: list[Request] = []
    for name, size in zip("xy", sizes, strict=True):
        ring, musts, _ = all_meet_all(size)
        everybody += [replace(party, id=name + party.id) for party in ring]
        requests += [
            replace(one, id=name + one.id, a=name + one.a, b=name + one.b) for one in musts
        ]
    result = clash_of(Problem(day(4), tuple(everybody), tuple(requests)))
    assert len(result.clash) == 3


def test_many_musts_of_one_party_are_counted_quickly() -> None:
    slots = tuple(Slot(n // 40, 20 * (n % 40), 20 * (n % 40) + 20) for n in range(200))
    guests = tuple(Party(f"g{n}") for n in range(201))
    musts = tuple(Request(f"r{n}", "z", f"g{n}", must=True) for n in range(201))
    (clash,) = [obvious_clash(Layout(Problem(slots, (Party("z"), *guests), musts)))]
    assert clash is not None
    assert len(clash.requests) == 201
