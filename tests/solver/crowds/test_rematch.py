"""A slot matched anew is the best it can be, and never worse than before."""

from itertools import product
from random import Random

import numpy as np
import pytest

from solver.board import Board
from solver.check import check
from solver.crowds.field import Ints
from solver.crowds.rematch import Rematch
from solver.layout import Layout
from solver.placing.construct import construct
from solver.problem import Problem
from tests.solver.crowds.test_lay import named
from tests.solver.sided import any_sided_problem, field_of


@pytest.mark.parametrize("seed", range(60))
def test_no_other_meetings_in_the_slot_are_worth_more(seed: int) -> None:
    random = Random(seed)
    problem = any_sided_problem(random)
    field = field_of(problem)
    slot_of = np.full(len(problem.requests), -1)
    for request, slot in construct(field.layout).items():
        slot_of[request] = slot if random.random() < 0.7 else -1
    slot = random.randrange(len(problem.slots))
    board = Rematch(field, slot_of, np.random.default_rng(seed), worth=field.worth, rewards={})
    board.slot(slot)
    assert not check(problem, named(problem, board.slot_of)).violations
    assert (board.slot_of == slot_of)[(slot_of >= 0) & (slot_of != slot)].all()
    reached = int(field.worth[board.slot_of == slot].sum())
    assert reached == _most(problem, field.layout, slot_of, slot)


def _most(problem: Problem, layout: Layout, slot_of: Ints, slot: int) -> int:
    best = 0
    free = [
        r for r in range(len(slot_of)) if slot_of[r] in (-1, slot) and slot in layout.candidates[r]
    ]
    for chosen in product((False, True), repeat=len(free)):
        board = Board(layout)
        for request in np.flatnonzero((slot_of >= 0) & (slot_of != slot)).tolist():
            board.place(request, int(slot_of[request]))
        worth = 0
        for request in (r for r, taken in zip(free, chosen, strict=True) if taken):
            if not board.fits(request, slot):
                break
            board.place(request, slot)
            worth += problem.requests[request].worth
        else:
            best = max(best, worth)
    return best


def test_breaks_and_second_days_decide_among_equals() -> None:
    problem = any_sided_problem(Random(1), plain=True)
    field = field_of(problem)
    slot_of = np.full(len(problem.requests), -1)
    board = Rematch(field, slot_of, np.random.default_rng(0), worth=field.worth * 0, rewards={})
    board.slot(0)
    assert (board.slot_of <= 0).all()
