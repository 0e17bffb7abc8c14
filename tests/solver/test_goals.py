"""Each goal: worked out by hand, and the same for solver and checker."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.aims import aims
from solver.bounds import Relaxation
from solver.check import check
from solver.goals import expression
from solver.layout import Layout
from solver.measures import breaks_in, goal_values
from solver.problem import Goal, GoalKind, Party, Problem, Slot
from solver.rules import add_rules
from solver.search import Style, search
from solver.solve import solve
from solver.timetable import Status, Timetable
from solver.variables import Variables
from solver.watch import Watch
from tests.solver.examples import EVERY_GOAL, any_tiny_problem, day, held, meet, small

TWO_DAYS = (*day(4), *day(4, number=1))


def values(problem: Problem, timetable: Timetable) -> list[tuple[str, int | None, int]]:
    found = goal_values(problem, timetable)
    return [(str(one.goal), one.level, one.value) for one in found]


def test_a_timetable_is_measured_by_hand() -> None:
    problem = small(meet("ab", "ac", "ad", worth=3), TWO_DAYS)
    assert values(problem, held(ab=0, ac=3, ad=5)) == [
        ("coverage", 1, 4),
        ("coverage", 2, 1),
        ("coverage", 3, 1),
        ("worth", None, 9),
        ("days", None, 1),
        ("breaks", None, 1),
    ]


def test_goals_count_their_side_only() -> None:
    goals = tuple(Goal(kind, "firm") for kind in GoalKind)
    problem = small(meet("ab", "cd"), TWO_DAYS, [Party("a", "firm")], goals=goals)
    assert values(problem, held(ab=0, cd=0)) == [
        ("coverage", 1, 1),
        ("worth", None, 1),
        ("days", None, 0),
        ("breaks", None, 0),
        ("change", None, 0),
    ]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [((), 0), ((2,), 0), ((0, 1), 0), ((0, 2), 1), ((0, 3), 1), ((0, 2, 4, 6), 2), ((3, 4), 0)],
)
def test_a_break_is_an_idle_run_within_a_day(slots: tuple[int, ...], expected: int) -> None:
    assert breaks_in(small(meet("ab"), TWO_DAYS), slots) == expected


def test_a_gap_without_slots_is_no_break() -> None:
    lunch = (Slot(0, 600, 720), Slot(0, 780, 840))
    assert breaks_in(small(meet("ab"), lunch), (0, 1)) == 0


def test_levels_end_at_the_largest_quota() -> None:
    goals = (Goal(GoalKind.COVERAGE),)
    problem = small(meet("ab", "ac", "ad"), day(4), [Party("a", at_most=2)], goals=goals)
    assert [aim.level for aim in aims(problem)] == [1, 2]
    banned = small(meet("ab"), day(4), bans=(("a", "b"),), goals=goals)
    assert aims(banned) == []


def test_coverage_comes_before_worth() -> None:
    problem = small((*meet("ab", worth=9), *meet("ac", "bd", worth=1)), day(1))
    result = solve(problem, workers=1)
    assert result.timetable is not None
    assert result.timetable.slot_of.keys() == {"ac", "bd"}


def test_worth_comes_first_if_the_goals_say_so() -> None:
    goals = (Goal(GoalKind.WORTH), Goal(GoalKind.COVERAGE))
    problem = small((*meet("ab", worth=9), *meet("ac", "bd", worth=1)), day(1), goals=goals)
    result = solve(problem, workers=1)
    assert result.timetable is not None
    assert result.timetable.slot_of.keys() == {"ab"}


def test_days_before_worth_are_kept_down_at_the_cost_of_worth() -> None:
    goals = (Goal(GoalKind.DAYS), Goal(GoalKind.WORTH))
    changed = [Party("b", available=(0,)), Party("c", available=(4,))]
    result = solve(small(meet("ab", "ac"), TWO_DAYS, changed, goals=goals), workers=1)
    assert [tier.value for tier in result.tiers] == [0, 1]
    assert result.status is Status.OPTIMAL


def test_a_second_day_is_proved_where_it_is_forced() -> None:
    changed = [Party("b", available=(0,)), Party("c", available=(4,))]
    result = solve(small(meet("ab", "ac"), TWO_DAYS, changed), workers=1)
    days = next(tier for tier in result.tiers if tier.goal is GoalKind.DAYS)
    assert (days.value, days.bound, days.status) == (1, 1, Status.OPTIMAL)


def test_a_break_is_proved_where_it_is_forced() -> None:
    changed = [Party("b", available=(0,)), Party("c", available=(2,))]
    result = solve(small(meet("ab", "ac"), TWO_DAYS, changed), workers=1)
    breaks = next(tier for tier in result.tiers if tier.goal is GoalKind.BREAKS)
    assert (breaks.value, breaks.bound, breaks.status) == (1, 1, Status.OPTIMAL)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_model_and_checker_agree_on_every_goal(seed: int) -> None:
    """Each goal alone: the model's optimum is the checker's count of the timetable found."""
    problem = any_tiny_problem(Random(seed))
    layout = Layout(problem)
    for aim in aims(problem):
        v = Variables(layout, dict(enumerate(layout.candidates)), layout.musts)
        add_rules(v)
        total = expression(v, aim)
        (v.model.maximize if aim.maximised else v.model.minimize)(total)
        found: list[dict[int, int]] = []
        outcome = search(v, Watch(20), Style(workers=1), on_placing=found.append)
        if outcome.status is Status.INFEASIBLE:
            return
        names = held(**{problem.requests[r].id: slot for r, slot in found[-1].items()})
        findings = check(problem, names)
        assert findings.violations == ()
        at = aims(problem).index(aim)
        assert findings.tiers_values[at].value == outcome.bound


def test_the_relaxation_weighs_worth_by_side() -> None:
    problem = small(meet("ab", "cd", worth=2), day(1), [Party("a", "firm")], goals=EVERY_GOAL)
    relaxation = Relaxation(Layout(problem), aims(problem))
    weights = relaxation.weights(aims(problem)[0])
    assert weights.sum() == 4
    firm = aims(small(meet("ab"), day(1), goals=(Goal(GoalKind.WORTH, "firm"),)))
    assert relaxation.weights(firm[0]).sum() == 2
