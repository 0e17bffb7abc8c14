"""Room for other meetings in a timetable, with few of those that stay moved."""

from solver.changing.displace import displace
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import day, meet, small

GOALS = (Goal(GoalKind.WORTH), Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))


def displaced(problem: Problem, chosen: set[str], earlier: dict[str, int]) -> dict[str, int] | None:
    layout, watch = Layout(problem), Watch(60.0)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    number = {request.id: index for index, request in enumerate(problem.requests)}
    before = {number[name]: slot for name, slot in earlier.items()}
    displace(run, {number[name] for name in chosen}, before)
    placing = run.tally.placing
    return None if placing is None else {problem.requests[r].id: s for r, s in placing.items()}


def firms(names: str, **rest: tuple[int, ...]) -> list[Party]:
    return [Party(name, "firm", available=rest.get(name)) for name in names]


def test_what_finds_room_moves_nobody() -> None:
    problem = small(meet("ax", "bx", "by"), day(4), firms("ab"), goals=GOALS)
    found = displaced(problem, {"ax", "bx", "by"}, {"ax": 1, "by": 2})
    assert found is not None
    assert found["ax"] == 1
    assert abs(found["bx"] - found["by"]) == 1


def test_a_holder_is_pushed_to_where_it_can_be_as_well() -> None:
    problem = small(meet("ax", "bx"), day(2), firms("ab", b=(0,)), goals=GOALS)
    assert displaced(problem, {"ax", "bx"}, {"ax": 0}) == {"ax": 1, "bx": 0}


def test_a_meeting_that_goes_makes_room() -> None:
    problem = small(meet("ax", "bx"), day(1), firms("ab"), goals=GOALS)
    assert displaced(problem, {"bx"}, {"ax": 0}) == {"bx": 0}


def test_where_no_side_is_to_be_whole_nothing_is_tried() -> None:
    problem = small(meet("ax"), day(1), goals=(Goal(GoalKind.WORTH),))
    assert displaced(problem, {"ax"}, {}) is None
