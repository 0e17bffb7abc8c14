"""What is too large for models is told before any is built."""

from solver.crowds.scale import MOST_LITERALS, fits_models
from solver.layout import Layout
from solver.problem import Party, Problem, Request
from tests.solver.examples import day


def test_the_number_of_places_for_meetings_decides() -> None:
    slots = day(20)
    guests = [Party(f"g{i}") for i in range(200)]
    hosts = [Party(f"h{i}") for i in range(200)]
    requests = tuple(
        Request(f"{i}-{j}", guests[i].id, hosts[j].id) for i in range(200) for j in range(200)
    )
    few = Problem(slots, (*guests, *hosts), requests[: MOST_LITERALS // 40])
    assert fits_models(Layout(few))
    assert not fits_models(Layout(Problem(slots, (*guests, *hosts), requests)))
