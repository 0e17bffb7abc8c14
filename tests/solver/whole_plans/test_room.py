"""Room for other meetings, whole plans moved and few of them."""

from dataclasses import replace

from solver.layout import Layout
from solver.measures import breaks_in, days_in
from solver.problem import Goal, GoalKind, Party, Problem, Travel
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.whole_plans.nearby import Nearby
from solver.whole_plans.room import make_room
from solver.whole_plans.who import planned_parties
from tests.solver.examples import day, meet, small

GOALS = (
    Goal(GoalKind.WORTH),
    Goal(GoalKind.DAYS, "firm"),
    Goal(GoalKind.BREAKS, "firm"),
    Goal(GoalKind.WALKING, "firm"),
)


def roomed(
    problem: Problem, chosen: set[str], earlier: dict[str, int], *, seconds: float = 60.0
) -> dict[str, int] | None:
    layout, watch = Layout(problem), Watch(seconds)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    number = {request.id: index for index, request in enumerate(problem.requests)}
    planned = planned_parties(layout)
    assert planned is not None
    nearby = Nearby(layout, planned, {number[name]: slot for name, slot in earlier.items()})
    make_room(run, nearby, {number[name] for name in chosen})
    placing = run.tally.placing
    return None if placing is None else {problem.requests[r].id: s for r, s in placing.items()}


def firms(names: str, **rest: tuple[int, ...]) -> list[Party]:
    return [Party(name, "firm", available=rest.get(name)) for name in names]


def test_what_finds_room_moves_nobody() -> None:
    problem = small(meet("ax", "bx", "by"), day(4), firms("ab"), goals=GOALS)
    found = roomed(problem, {"ax", "bx", "by"}, {"ax": 1, "by": 2})
    assert found is not None
    assert found["ax"] == 1
    assert abs(found["bx"] - found["by"]) == 1


def test_a_holder_is_pushed_to_where_it_can_be_as_well() -> None:
    problem = small(meet("ax", "bx"), day(2), firms("ab", b=(0,)), goals=GOALS)
    assert roomed(problem, {"ax", "bx"}, {"ax": 0}) == {"ax": 1, "bx": 0}


def test_a_chain_of_holders_makes_way() -> None:
    hours = {"a": (0,), "b": (0, 1), "c": (1, 2)}
    problem = small(meet("ax", "bx", "cx", "dy"), day(3), firms("abcd", **hours), goals=GOALS)
    found = roomed(problem, {"ax", "bx", "cx", "dy"}, {"bx": 0, "cx": 1, "dy": 2})
    assert found == {"ax": 0, "bx": 1, "cx": 2, "dy": 2}


def test_those_who_drop_out_leave_room() -> None:
    problem = small(meet("ax", "bx"), day(1), firms("ab"), goals=GOALS)
    assert roomed(problem, {"bx"}, {"ax": 0}) == {"bx": 0}


def test_who_loses_a_meeting_closes_the_gap() -> None:
    problem = small(meet("ax", "ay", "az", "by"), day(3), firms("ab"), goals=GOALS)
    found = roomed(problem, {"ax", "az", "by"}, {"ax": 0, "ay": 1, "az": 2})
    assert found is not None
    assert abs(found["ax"] - found["az"]) == 1


def test_of_plans_that_move_as_many_the_shorter_way_is_taken() -> None:
    booths = [Party(name, "booth", place=name) for name in "xyz"]
    ways = (Travel("x", "y", metres=10), Travel("x", "z", metres=500), Travel("y", "z", metres=10))
    problem = small(meet("ax", "ay", "az"), day(3), (*firms("a"), *booths), goals=GOALS)
    found = roomed(replace(problem, travels=ways), {"ax", "ay", "az"}, {"ax": 0, "az": 1})
    assert found is not None
    assert found["ay"] == 1


def test_nothing_is_offered_where_there_is_no_room() -> None:
    problem = small(meet("ax", "bx"), day(1), firms("ab"), goals=GOALS)
    assert roomed(problem, {"ax", "bx"}, {"ax": 0}) is None
    assert roomed(problem, {"ax"}, {"ax": 0}) is None
    closed = small(meet("ax", "ay"), day(2), firms("a", a=(0,)), goals=GOALS)
    assert roomed(closed, {"ax", "ay"}, {"ax": 0}) is None


def test_nothing_is_begun_once_the_time_is_up() -> None:
    problem = small(meet("ax", "bx"), day(2), firms("ab"), goals=GOALS)
    assert roomed(problem, {"ax", "bx"}, {"ax": 0}, seconds=0.0) is None


def test_a_break_that_is_there_by_now_may_stay() -> None:
    problem = small(meet("ax", "ay", "by"), day(3), firms("ab", a=(0, 2)), goals=GOALS)
    found = roomed(problem, {"ax", "ay", "by"}, {"ax": 0, "ay": 2})
    assert found is not None
    assert breaks_in(problem, [found["ax"], found["ay"]]) == 1
    assert days_in(problem, list(found.values())) == 1
