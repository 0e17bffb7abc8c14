"""The relaxation kept at its optimum says what it says when it is built anew."""

from dataclasses import replace

import pytest

from solver.aims import aims
from solver.choosing.bounds import Relaxation, RelaxationSolver, Relaxed
from solver.choosing.standing import Standing
from solver.layout import Layout
from solver.problem import Problem
from solver.running.watch import Watch
from solver.solve import solve
from tests.solver.test_pricing import middle_fair, with_must


def watch() -> Watch:
    """Give time enough, from now on."""
    return Watch(600.0)


def bounds_anew(problem: Problem) -> list[int]:
    """Bound the leading tiers of a problem from nothing."""
    tiers = [aim for aim in aims(problem) if aim.maximised]
    solver = RelaxationSolver(Relaxation(Layout(problem), tiers))
    found = []
    for aim in tiers:
        answer = solver.maximise(aim, watch())
        assert isinstance(answer, Relaxed)
        found.append(answer.bound)
        solver.hold(aim, answer.bound)
    return found


def standing_of(problem: Problem) -> tuple[Standing, list[int]]:
    """Give the relaxation at the optimum of a solved fair, and the requests not held."""
    result = solve(problem, workers=1, seconds=60)
    assert result.timetable is not None
    tiers = [aim for aim in aims(problem) if aim.maximised]
    values = [tier.value or 0 for tier in result.tiers[: len(tiers)]]
    number = {request.id: index for index, request in enumerate(problem.requests)}
    held = {number[name]: slot for name, slot in result.timetable.slot_of.items()}
    layout = Layout(problem)
    standing = Standing(layout, tiers, values, held, watch())
    assert standing.complete
    return standing, [r for r in number.values() if r not in held and layout.candidates[r]]


@pytest.mark.parametrize("seed", [1, 3])
def test_a_request_held_gives_the_bounds_of_a_relaxation_built_anew(seed: int) -> None:
    problem = middle_fair(seed)
    standing, unmet = standing_of(problem)
    for request in unmet[::3]:
        held = standing.hold(request, watch())
        assert held.bounds == bounds_anew(with_must(problem, problem.requests[request].id))
        least = standing.least_loss(request)
        if least is not None:
            tier, loss = least
            before = held.bounds[:tier] != standing.values[:tier]
            assert before or held.bounds[tier] <= standing.values[tier] - loss


def test_what_has_no_slot_has_no_least_loss() -> None:
    problem = middle_fair(1)
    away = replace(problem.requests[3], slots=())
    requests = (*problem.requests[:3], away, *problem.requests[4:])
    standing, _ = standing_of(replace(problem, requests=requests))
    assert standing.least_loss(3) is None


def test_time_that_is_over_leaves_it_unfinished() -> None:
    problem = middle_fair(1)
    tiers = [aim for aim in aims(problem) if aim.maximised]
    standing = Standing(Layout(problem), tiers, [0] * len(tiers), {}, Watch(0.0))
    assert not standing.complete
