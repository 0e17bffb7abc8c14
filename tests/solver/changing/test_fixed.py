"""What settled meetings leave to the others: never less than some timetable uses."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.changing.fixed import left_over
from solver.layout import Layout
from solver.problem import Party, Travel
from solver.solve import solve
from tests.solver.examples import any_tiny_problem, day, meet, small


def test_a_full_seat_a_full_day_and_a_far_place_are_left_out() -> None:
    problem = small(
        meet("ab", "cb", "ad", "ce"),
        day(4),
        [Party("b", place="p"), Party("d", place="q"), Party("e", place="q", at_most_per_day=1)],
        travels=(Travel("p", "q", minutes=20),),
    )
    left = left_over(Layout(problem), {0: 1})
    assert left == [(1,), (0, 2, 3), (3,), (0, 1, 2, 3)]
    assert left_over(Layout(problem), {3: 0})[1] == (2, 3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_timetable_lies_within_what_a_part_of_it_leaves_over(seed: int) -> None:
    random = Random(seed)
    problem = any_tiny_problem(random)
    result = solve(problem, workers=1)
    if result.timetable is None:
        return
    layout = Layout(problem)
    held = {
        number: result.timetable.slot_of[request.id]
        for number, request in enumerate(problem.requests)
        if request.id in result.timetable.slot_of
    }
    part = {request: slot for request, slot in held.items() if random.random() < 0.5}
    left = left_over(layout, part)
    assert all(slot in left[request] for request, slot in held.items())
    assert all(left[request] == (slot,) for request, slot in part.items())
