"""What is settled needs no decision: it counts for the goals as the checker counts it."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from solver.aims import aims
from solver.check import check
from solver.layout import Layout
from solver.model.goals import expression
from solver.model.rules import add_rules
from solver.model.variables import Variables
from solver.problem import GoalKind
from solver.solve import solve
from tests.solver.examples import any_tiny_problem


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6))
def test_a_settled_timetable_has_the_values_the_checker_gives(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    result = solve(problem, workers=1, seconds=20)
    if result.timetable is None:
        return
    layout = Layout(problem)
    number = {request.id: index for index, request in enumerate(problem.requests)}
    placing = {number[name]: slot for name, slot in result.timetable.slot_of.items()}
    v = Variables(layout, {request: (slot,) for request, slot in placing.items()}, placing)
    add_rules(v)
    tiers = [aim for aim in aims(problem) if aim.goal.kind is not GoalKind.CHANGE]
    totals = [expression(v, aim) for aim in tiers]
    v.hint(placing)
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = 1
    assert solver.solve(v.model) == cp_model.OPTIMAL
    found = [total if isinstance(total, int) else solver.value(total) for total in totals]
    counted = check(problem, result.timetable).tiers_values
    assert found == [one.value for one in counted if one.goal is not GoalKind.CHANGE]
    assert all(v.settled(party) is not None for party in range(len(problem.parties)))
