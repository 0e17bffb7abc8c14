"""Meetings laid into slots: without hours and ways none is lost."""

from random import Random

import numpy as np
import pytest

from solver.check import check
from solver.crowds.flow import best_flow
from solver.crowds.lay import lay
from solver.problem import Party, Problem, Request, Slot, Travel
from solver.running.watch import Watch
from solver.timetable import Timetable
from tests.solver.sided import any_sided_problem, field_of


def named(problem: Problem, slot_of: np.ndarray) -> Timetable:
    held = np.flatnonzero(slot_of >= 0).tolist()
    return Timetable({problem.requests[r].id: int(slot_of[r]) for r in held})


@pytest.mark.parametrize("seed", range(60))
def test_a_graph_of_two_sides_is_coloured_properly_and_wholly(seed: int) -> None:
    problem = any_sided_problem(Random(seed), plain=True)
    field = field_of(problem)
    held = best_flow(field, field.worth + 1).held
    slot_of = lay(field, held, np.random.default_rng(seed), Watch(10))
    assert ((slot_of >= 0) == held).all()
    assert not check(problem, named(problem, slot_of)).violations


@pytest.mark.parametrize("seed", range(60))
def test_hours_quotas_and_ways_are_kept(seed: int) -> None:
    problem = any_sided_problem(Random(seed))
    field = field_of(problem)
    held = best_flow(field, field.worth + 1).held
    slot_of = lay(field, held, np.random.default_rng(seed), Watch(10))
    assert not check(problem, named(problem, slot_of)).violations
    assert not (slot_of[~held] >= 0).any()


def test_halls_are_visited_one_after_the_other() -> None:
    slots = tuple(Slot(0, 600 + 20 * i, 615 + 20 * i) for i in range(9))
    hosts = [Party(f"h{i}", "host", place="pq"[i % 2]) for i in range(8)]
    guests = [Party(f"g{i}", "guest") for i in range(4)]
    requests = tuple(
        Request(f"{one.id}-{other.id}", one.id, other.id) for one in guests for other in hosts
    )
    problem = Problem(slots, (*guests, *hosts), requests, travels=(Travel("p", "q", 10),))
    field = field_of(problem)
    slot_of = lay(field, np.ones(32, dtype=bool), np.random.default_rng(0), Watch(10))
    assert (slot_of >= 0).sum() >= 30
    assert not check(problem, named(problem, slot_of)).violations
