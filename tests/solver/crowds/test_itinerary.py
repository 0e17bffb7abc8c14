"""Who walks has a way through the halls that leaves time for every meeting."""

from itertools import pairwise

import numpy as np
import pytest

from solver.crowds.field import NOWHERE
from solver.crowds.itinerary import ANYWHERE, halls, plan
from solver.problem import Party, Problem, Travel
from tests.solver.examples import day, meet, small
from tests.solver.sided import field_of

BOOTHS = (Party("X", place="p"), Party("Y", place="q"), Party("Z", place="r"))
SLOTS = (*day(4), *day(4, number=1))


def fair(*ways: Travel) -> Problem:
    return small(meet("aX", "aY", "bX", "bZ"), SLOTS, BOOTHS, travels=ways)


def test_places_are_one_hall_if_the_shortest_pause_is_enough() -> None:
    near, far = (halls(field_of(fair(Travel("p", "q", way)))) for way in (0, 10))
    assert near is not None
    assert far is not None
    assert len(set(near.tolist())) <= 1
    assert len(set(far.tolist())) == 2


def test_without_ways_nobody_is_told_where_to_be() -> None:
    field = field_of(fair())
    planned = plan(field, np.ones(4, dtype=bool), np.random.default_rng(0))
    assert (planned == ANYWHERE).all()


@pytest.mark.parametrize("seed", range(8))
def test_everybody_is_long_enough_where_the_meetings_are_and_pauses_between(seed: int) -> None:
    ways = (Travel("p", "q", 10), Travel("p", "r", 10), Travel("q", "r", 10))
    problem = fair(*ways)
    field = field_of(problem)
    planned = plan(field, np.ones(4, dtype=bool), np.random.default_rng(seed))
    hall = halls(field)
    assert hall is not None
    for name in "ab":
        party = field.layout.number_of_party[name]
        where = planned[party].tolist()
        for request in field.layout.requests_of[party]:
            assert int(hall[field.zone[request]]) in where
        for one, other in pairwise(where[:4]):
            assert one == other or NOWHERE in (one, other)
