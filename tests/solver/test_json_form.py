import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.errors import InvalidProblem
from solver.json_form import problem_from_json, problem_to_json, result_from_json, result_to_json
from solver.problem import Earlier, GoalKind, Party, Problem, Request
from solver.solve import solve
from solver.timetable import Result, Status, Tier, Timetable
from tests.solver.examples import any_tiny_problem, day, meet, small

LEAST = {
    "slots": [{"day": 0, "start": 600, "end": 620}],
    "parties": [{"id": "a"}, {"id": "b"}],
    "requests": [{"id": "ab", "a": "a", "b": "b"}],
}


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6))
def test_a_problem_survives_the_way_through_json(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    assert problem_from_json(json.loads(json.dumps(problem_to_json(problem)))) == problem


def test_the_example_of_the_documentation_is_a_problem_with_every_field() -> None:
    text = (Path(__file__).parents[2] / "docs" / "solver.md").read_text("utf-8")
    data = json.loads(text.split("```json\n")[1].split("```")[0])
    assert data.keys() == Problem.__dataclass_fields__.keys()
    for name, shape in (("parties", Party), ("requests", Request), ("before", Earlier)):
        assert {field for one in data[name] for field in one} == set(shape.__dataclass_fields__)
    result = solve(problem_from_json(data), workers=1)
    assert result.status is Status.OPTIMAL


def test_what_has_a_default_may_be_left_out() -> None:
    problem = problem_from_json(LEAST)
    assert isinstance(problem, Problem)
    assert [goal.kind for goal in problem.goals] == list(GoalKind)[:4]
    assert problem.requests[0].worth == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slots": None}, "slots"),
        ({"slots": [{"day": 0, "start": 1}]}, "slots[0].end"),
        ({"parties": [{"id": "a"}, 3]}, "parties[1]"),
        ({"parties": [{"id": "a", "colour": "red"}]}, "parties[0].colour"),
        ({"parties": [{"id": 7}]}, "parties[0].id"),
        ({"parties": [{"id": "a", "available": "all"}]}, "parties[0].available"),
        ({"parties": [{"id": "a", "available": ["x"]}]}, "parties[0].available[0]"),
        ({"parties": [{"id": "a", "at_most": "3"}]}, "parties[0].at_most"),
        ({"parties": [{"id": "a", "at_most_per_day": ["x"]}]}, "parties[0].at_most_per_day[0]"),
        ({"parties": [{"id": "a", "at_most_per_day": "x"}]}, "parties.at_most_per_day"),
        ({"bans": [["a"]]}, "bans[0]"),
        ({"capacity": [True]}, "capacity[0]"),
        ({"goals": [{"kind": "beauty"}]}, "goals[0].kind"),
        ({"lunches": [{"slots": None, "free": 0}]}, "lunches.slots"),
        ({"weather": 1}, "problem.weather"),
    ],
)
def test_a_wrong_shape_is_refused_by_its_path(change: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        problem_from_json({**LEAST, **change})
    assert caught.value.field == field


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(InvalidProblem, match="an object"):
        problem_from_json([LEAST])


def test_a_result_survives_the_way_through_json() -> None:
    found = solve(small(meet("ab", "ac"), day(2)), workers=1)
    again = result_from_json(json.loads(json.dumps(result_to_json(found))))
    assert again.timetable == found.timetable
    assert [tier.value for tier in again.tiers] == [tier.value for tier in found.tiers]


def test_no_timetable_stays_none() -> None:
    tier = Tier(GoalKind.DAYS, "", None, None, 0, Status.UNKNOWN, 0.5)
    for result in (
        Result(Status.INFEASIBLE, None, (), 1.0, ("ab",), ("a",)),
        Result(Status.UNKNOWN, None, (tier,), 1.0),
        Result(Status.OPTIMAL, Timetable({}), (), 1.0),
    ):
        assert result_from_json(json.loads(json.dumps(result_to_json(result)))) == result
