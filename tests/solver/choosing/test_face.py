from dataclasses import replace
from random import Random

import pytest

from solver.choosing.choose import Choice, choose
from solver.choosing.face import Face, fall
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Problem
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import any_tiny_problem, day, feasible_problem, meet, small

LEADING = (Goal(GoalKind.COVERAGE, "f"), Goal(GoalKind.WORTH))


def choice_of(problem: Problem) -> tuple[Layout, Choice]:
    layout, watch = Layout(problem), Watch(60)
    return layout, choose(layout, Tally(layout, watch, None), watch)


def lies_within(layout: Layout, face: Face, slot_of: dict[str, int]) -> bool:
    """Whether a timetable keeps all that is said of a face."""
    placing = {i: slot_of[one.id] for i, one in enumerate(layout.requests) if one.id in slot_of}
    for row in face.rows:
        total = sum(times for one, slots, times in row.terms if placing.get(one) in slots)
        if row.least is not None and total < row.least:
            return False
        if row.most is not None and total > row.most:
            return False
    counts = [sum(own in placing for own in requests) for requests in layout.requests_of]
    return (
        all(slot in face.slots[request] for request, slot in placing.items())
        and face.held <= placing.keys()
        and all(counts[party] >= least for party, least in face.fewest.items())
        and all(counts[party] <= most for party, most in face.most.items())
    )


@pytest.mark.parametrize("seed", range(60))
def test_a_best_timetable_lies_in_the_face_of_its_distance_from_the_bounds(seed: int) -> None:
    random = Random(seed)
    problem = any_tiny_problem(random) if seed % 2 else feasible_problem(random)
    problem = replace(problem, goals=LEADING)
    result = solve(problem, seconds=20, workers=1)
    layout, choice = choice_of(problem)
    if result.status is not Status.OPTIMAL or result.timetable is None:
        return
    for index, (tier, bound) in enumerate(zip(result.tiers, choice.bounds, strict=False)):
        assert tier.value is not None
        assert tier.value <= bound
        face = choice.face(index, bound - tier.value)
        assert face is None or lies_within(layout, face, dict(result.timetable.slot_of))
        if tier.value != bound:
            break


def test_at_the_bound_what_is_worth_less_is_out_and_what_is_worth_more_is_held() -> None:
    # The seat is worth something from 3 to 5 in the proof, so that only 1 is out for certain.
    requests = (*meet("ax", worth=5), *meet("bx", worth=3), *meet("cx", worth=1))
    layout, choice = choice_of(small(requests, day(1), goals=LEADING[1:]))
    face, wider = choice.face(0, 0), choice.face(0, 4)
    assert face is not None
    assert face.slots[0] == (0,)
    assert face.slots[2] == ()
    assert not lies_within(layout, face, {})
    assert wider is not None
    assert wider.slots == [(0,), (0,), (0,)]
    assert lies_within(layout, wider, {"cx": 0})


def test_the_next_gap_is_the_least_that_something_costs() -> None:
    problem = small((*meet("ax", worth=5), *meet("bx", worth=3)), day(1), goals=LEADING[1:])
    _, choice = choice_of(problem)
    (proof,) = choice.proofs
    assert proof is not None
    gaps = [fall(proof, 0)]
    while gaps[-1] is not None:
        gaps.append(fall(proof, gaps[-1]))
    assert gaps[0] == 2
    assert gaps[-2] in (3, 5)


def test_nothing_is_known_of_a_tier_that_was_not_bounded() -> None:
    _, choice = choice_of(small(meet("ax"), day(1), goals=(Goal(GoalKind.BREAKS),)))
    assert choice.face(0, 0) is None
