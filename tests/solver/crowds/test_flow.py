"""The best flow is a bound, and the best choice where nothing else binds."""

from itertools import product
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.crowds.flow import best_flow
from solver.crowds.pick import pick
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party, Problem, Request
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day
from tests.solver.sided import any_sided_problem, field_of


@given(st.integers(0, 10**6))
def test_the_flow_is_the_best_choice_within_what_parties_can_hold_in_all(seed: int) -> None:
    field = field_of(any_sided_problem(Random(seed)))
    requests = range(len(field.worth))[:9]
    if len(field.worth) > 9:
        return
    parties = range(len(field.layout.parties))
    most = [field.layout.most_meetings(party) for party in parties]
    best = 0
    for held in product((False, True), repeat=len(requests)):
        ends = [e for r in requests if held[r] for e in (field.left[r], field.right[r])]
        possible = all(field.layout.candidates[r] for r in requests if held[r])
        if possible and all(ends.count(party) <= most[party] for party in parties):
            best = max(best, sum(int(field.worth[r]) for r in requests if held[r]))
    flow = best_flow(field, field.worth)
    assert flow.total == best == int(field.worth[flow.held].sum())


@given(st.integers(0, 10**6))
def test_places_have_their_limits(seed: int) -> None:
    random = Random(seed)
    field = field_of(any_sided_problem(random))
    shape = len(field.layout.parties), len(field.ways) - 1
    zoned = np.array([[random.randint(0, 2) for _ in range(shape[1])] for _ in range(shape[0])])
    zoned = zoned.reshape(shape)
    if not shape[1]:
        return
    held = best_flow(field, field.worth, zoned=zoned).held
    for party, place in product(range(shape[0]), range(shape[1])):
        there = held & (field.walker == party) & (field.zone == place)
        assert there.sum() <= zoned[party, place]


def test_worths_as_large_as_can_be_add_up_exactly() -> None:
    requests = [
        Request(f"{firm}~{booth}", f"f{firm}", f"b{booth}", worth=10**8 - firm * booth)
        for firm in range(40)
        for booth in range(25)
    ]
    parties = [Party(f"f{n}", "f") for n in range(40)] + [Party(f"b{n}", "b") for n in range(25)]
    goals = (Goal(GoalKind.COVERAGE, "f"), Goal(GoalKind.WORTH))
    problem = Problem(day(40), tuple(parties), tuple(requests), goals=goals)
    picked = pick(field_of(problem), Tally(Layout(problem), Watch(60), None))
    assert picked.held.all()
    assert picked.bounds == [40] * 25 + [sum(one.worth for one in requests)]
