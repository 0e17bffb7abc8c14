"""Chains between two slots keep every rule and change nothing but their ends."""

from random import Random

import numpy as np
import pytest

from solver.check import check
from solver.crowds.chains import NOBODY, Chains
from solver.crowds.eject import bring_in
from solver.crowds.smooth import smooth
from solver.measures import goal_values
from solver.placing.construct import construct
from solver.running.watch import Watch
from tests.solver.crowds.test_lay import named
from tests.solver.sided import any_sided_problem, field_of


@pytest.mark.parametrize("seed", range(80))
def test_a_chain_that_may_move_keeps_all_rules_and_can_be_undone(seed: int) -> None:
    random = Random(seed)
    problem = any_sided_problem(random)
    field = field_of(problem)
    slot_of = np.full(len(problem.requests), -1)
    for request, slot in construct(field.layout).items():
        slot_of[request] = slot
    chains = Chains(field, slot_of)
    for _ in range(20):
        seat = random.randrange(len(chains.at))
        here, there = random.randrange(len(problem.slots)), random.randrange(len(problem.slots))
        if here == there or chains.at[seat][there] != NOBODY:
            continue
        path = chains.chain(seat, here, there)
        if path is None:
            continue
        before = list(chains.slot_of)
        chains.flip(path, here, there)
        assert not check(problem, named(problem, np.array(chains.slot_of))).violations
        assert sum(s >= 0 for s in chains.slot_of) == sum(s >= 0 for s in before)
        if random.random() < 0.5:
            chains.flip(path, there, here)
            assert chains.slot_of == before


@pytest.mark.parametrize("seed", range(40))
def test_bringing_in_and_smoothing_never_make_it_worse(seed: int) -> None:
    random = Random(seed)
    problem = any_sided_problem(random)
    field = field_of(problem)
    slot_of = np.full(len(problem.requests), -1)
    for request, slot in construct(field.layout).items():
        slot_of[request] = slot
    wanted = np.array([random.random() < 0.5 for _ in slot_of], dtype=bool)
    keep = np.zeros(len(problem.parties), dtype=np.int64)
    more = bring_in(
        field, slot_of, wanted, field.worth, keep, least_gain=1, random=random, watch=Watch(10)
    )
    assert field.worth[more >= 0].sum() >= field.worth[slot_of >= 0].sum()
    counted = np.ones(len(problem.parties), dtype=bool)
    even = smooth(field, more, counted, random=random, watch=Watch(10))
    assert ((even >= 0) == (more >= 0)).all()
    assert not check(problem, named(problem, even)).violations
    before, after = (goal_values(problem, named(problem, one))[-1] for one in (more, even))
    assert after.value <= before.value
