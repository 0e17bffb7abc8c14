"""Breaks filled by chains within a day."""

from random import Random

import numpy as np

from solver.crowds.smooth import smooth
from solver.measures import goal_values
from solver.problem import Goal, GoalKind
from solver.running.watch import Watch
from tests.solver.crowds.test_lay import named
from tests.solver.examples import day, meet, small
from tests.solver.sided import field_of


def test_a_break_is_filled_from_the_end_of_the_day() -> None:
    problem = small(meet("ax", "ay", "bx"), day(4), goals=(Goal(GoalKind.BREAKS),))
    field = field_of(problem)
    counted = np.ones(len(problem.parties), dtype=bool)
    even = smooth(field, np.array([0, 3, 1]), counted, random=Random(0), watch=Watch(10))
    assert goal_values(problem, named(problem, even))[-1].value == 0


def test_breaks_of_parties_that_do_not_count_stay() -> None:
    problem = small(meet("ax", "ay", "bx"), day(4), goals=(Goal(GoalKind.BREAKS),))
    before = np.array([0, 3, 1])
    counted = np.zeros(len(problem.parties), dtype=bool)
    after = smooth(field_of(problem), before, counted, random=Random(0), watch=Watch(10))
    assert (after == before).all()


def test_time_that_is_over_changes_nothing() -> None:
    problem = small(meet("ax", "ay"), day(4), goals=(Goal(GoalKind.BREAKS),))
    before, counted = np.array([0, 3]), np.ones(len(problem.parties), dtype=bool)
    after = smooth(field_of(problem), before, counted, random=Random(0), watch=Watch(0))
    assert (after == before).all()
