from dataclasses import replace
from random import Random

import pytest

from solver.aims import Aim, aims
from solver.choosing.bounds import Relaxation, RelaxationSolver, Relaxed
from solver.choosing.choose import choose, spread
from solver.choosing.stretches import stretches
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Lunch, Party
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import any_tiny_problem, day, feasible_problem, meet, small

FIRMS = [Party(name, "firm") for name in "abc"]
WORTH = Aim(Goal(GoalKind.WORTH))


def test_slots_are_taken_together_where_nobody_can_tell_them_apart() -> None:
    slots = (*day(4), *day(2, number=1))
    layout = Layout(small(meet("aX", "bX"), slots))
    assert stretches(layout, layout.candidates) == [(0, 1, 2, 3), (4, 5)]
    assert len(stretches(layout, layout.candidates, single=True)) == 6


def test_hours_lunches_tables_and_pins_part_stretches() -> None:
    requests = (*meet("aX"), *meet("bX", pin=0))
    some = [Party("a", available=(0, 1, 2, 3, 4))]
    lunches = (Lunch((1, 2), 1),)
    problem = small(requests, day(6), some, lunches=lunches, capacity=(2, 2, 2, 1, 2, 2))
    layout = Layout(problem)
    assert stretches(layout, layout.candidates) == [(0,), (1, 2), (3,), (4,), (5,)]


def test_slots_beside_a_pause_stand_by_themselves_if_asked_for() -> None:
    slots = (*day(3), *day(3, start=900), *day(2, number=1))
    layout = Layout(small(meet("aX", "bX"), slots))
    assert stretches(layout, layout.candidates) == [(0, 1, 2, 3, 4, 5), (6, 7)]
    apart = stretches(layout, layout.candidates, edges=1)
    assert apart == [(0, 1, 4, 5), (2,), (3,), (6, 7)]
    more = stretches(layout, layout.candidates, edges=2)
    assert more == [(0, 5), (1,), (2,), (3,), (4,), (6, 7)]


@pytest.mark.parametrize("seed", range(40))
def test_stretches_bound_as_well_as_slots(seed: int) -> None:
    problem = replace(any_tiny_problem(Random(seed)), precedences=())
    layout = Layout(problem)
    together = Relaxation(layout, [])
    apart = Relaxation(layout, [], single=True)
    found = [RelaxationSolver(one).maximise(WORTH, Watch(20)) for one in (together, apart)]
    bounds = [one.bound if isinstance(one, Relaxed) else one for one in found]
    assert bounds[0] == bounds[1]


@pytest.mark.parametrize("seed", range(15))
def test_meetings_of_stretches_spread_over_their_slots(seed: int) -> None:
    problem = feasible_problem(Random(seed))
    layout, watch = Layout(problem), Watch(20)
    choice = choose(layout, Tally(layout, watch, None), watch)
    if choice.whole is not None:
        found = spread(layout, watch, choice.whole)
        assert found is not None
        assert all(slot in choice.whole[request] for request, slot in found.items())


def test_what_cannot_be_spread_is_not() -> None:
    layout = Layout(small(meet("ab", "bc", "ac"), day(2)))
    assert spread(layout, Watch(20), {0: (0, 1), 1: (0, 1), 2: (0, 1)}) is None


def test_a_meeting_is_certain_if_the_worth_cannot_be_had_without_it() -> None:
    goals = (Goal(GoalKind.COVERAGE, "firm"), Goal(GoalKind.WORTH))
    requests = (*meet("aX", worth=5), *meet("bX", "cX", worth=2))
    problem = small(requests, day(2), FIRMS, goals=goals)
    layout = Layout(problem)
    solver = RelaxationSolver(Relaxation(layout, aims(problem)))
    for aim, most in zip(aims(problem), (2, 7), strict=True):
        answer = solver.maximise(aim, Watch(20))
        assert isinstance(answer, Relaxed)
        assert answer.bound == most
        solver.hold(aim, most)
    assert [solver.must_hold(request, Watch(20)) for request in range(3)] == [True, False, False]
