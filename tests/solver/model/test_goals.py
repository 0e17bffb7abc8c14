"""Each goal: worked out by hand, and the same for solver and checker."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.aims import Aim, aims
from solver.check import check
from solver.choosing.bounds import Relaxation, RelaxationSolver, Relaxed
from solver.layout import Layout
from solver.measures import added_load, breaks_in, goal_values, load
from solver.model.goals import expression
from solver.model.rules import add_rules
from solver.model.variables import Sum, Variables
from solver.musts.unbroken import breaks_by_party
from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot, Travel
from solver.running.search import Style, search
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import EVERY_GOAL, any_tiny_problem, day, held, meet, small
from tests.solver.made import Size, made_around_a_timetable

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
        ("walking", None, 0),
        ("evenness", None, 1),
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


HALLS = [Party("p", place="p"), Party("q", place="q"), Party("r", place="r")]
WAYS = (Travel("p", "q", metres=50), Travel("q", "r", metres=30), Travel("p", "r", metres=90))


def walk(*requests: Request, slots: tuple[Slot, ...] = TWO_DAYS) -> Problem:
    return small(requests, slots, HALLS, travels=WAYS, goals=(Goal(GoalKind.WALKING),))


def best(problem: Problem) -> tuple[int | None, int | None]:
    (tier,) = solve(problem, workers=1).tiers
    return tier.value, tier.bound


def test_the_shortest_walk_is_found() -> None:
    """From p by q to r are 80 metres, in any other order 120 or more."""
    assert best(walk(*meet("ap", "aq", "ar", must=True), slots=day(3))) == (80, 80)


def test_a_night_spares_a_walk() -> None:
    """Of three meetings on two days two share one; q and r are the nearest."""
    assert best(walk(*meet("ap", "aq", "ar", must=True))) == (30, 30)


def test_a_walk_that_is_forced_is_proved() -> None:
    pins = [Request(f"a{at}", "a", at, pin=slot) for slot, at in enumerate("qpr")]
    assert best(walk(*pins)) == (140, 140)


@pytest.mark.parametrize(
    ("slot_of", "expected"),
    [
        ({"ap": 0, "aq": 1, "ar": 2}, 80),
        ({"ap": 3, "aq": 0, "ar": 1}, 120),
        ({"ap": 0, "aq": 4, "ar": 7}, 30),
        ({"ap": 0, "ab": 1, "ar": 2}, 0),
        ({"ar": 2}, 0),
    ],
)
def test_metres_lie_between_consecutive_meetings_of_a_day(
    slot_of: dict[str, int], expected: int
) -> None:
    """Beside b, who has no place, nobody walks; two days are two walks."""
    problem = walk(*meet("ap", "aq", "ar", "ab"))
    assert values(problem, held(**slot_of)) == [("walking", None, expected)]


def test_who_has_a_place_or_several_seats_does_not_walk() -> None:
    for who in (Party("a", place="x"), Party("a", seats=2)):
        problem = replace(walk(*meet("ap", "aq")), parties=(who, *HALLS))
        assert values(problem, held(ap=0, aq=1)) == [("walking", None, 0)]


def even(*requests: Request, **seats: int) -> Problem:
    changed = [Party(name, seats=count) for name, count in seats.items()]
    return small(requests, day(4), changed, goals=(Goal(GoalKind.WORTH), Goal(GoalKind.EVENNESS)))


def test_meetings_of_equal_worth_are_dealt_out_evenly() -> None:
    requests = [
        replace(one, worth=worth)
        for one, worth in zip(meet("ax", "ay", "bx", "by"), (5, 1, 1, 1), strict=True)
    ]
    problem = replace(even(*requests), capacity=(1, 1, 0, 0))
    result = solve(problem, workers=1)
    assert [(tier.value, tier.bound) for tier in result.tiers] == [(6, 6), (4, 4)]
    assert result.timetable is not None
    assert result.timetable.slot_of.keys() == {"ax", "by"}


def test_a_load_that_is_forced_is_proved() -> None:
    """Three meetings of a count as nine, each of the others as one."""
    result = solve(even(*meet("ab", "ac", "ad", must=True)), workers=1)
    assert [(tier.value, tier.bound) for tier in result.tiers] == [(3, 3), (12, 12)]


@pytest.mark.parametrize(
    ("meetings", "seats", "expected"),
    [(0, 2, 0), (1, 2, 1), (2, 2, 2), (3, 2, 5), (4, 2, 8), (5, 3, 9), (4, 1, 16)],
)
def test_load_is_a_sum_of_squares_over_seats(meetings: int, seats: int, expected: int) -> None:
    assert load(meetings, seats) == expected
    assert sum(added_load(nth, seats) for nth in range(1, meetings + 1)) == expected


def test_an_uneven_timetable_is_counted_as_such() -> None:
    problem = even(*meet("ax", "ay", "bx", "by"), x=2)
    assert values(problem, held(ax=0, by=1))[1] == ("evenness", None, 4)
    assert values(problem, held(ax=0, ay=1))[1] == ("evenness", None, 6)
    assert values(problem, held(ax=0, bx=1))[1] == ("evenness", None, 4)


def test_the_relaxation_bounds_evenness() -> None:
    """Held at all worth but one, the rungs are filled from below, each party's by itself."""
    problem = even(*meet("ax", "ay", "bx", "by"), x=2)
    worth, evenness = aims(problem)
    solver = RelaxationSolver(Relaxation(Layout(problem), [worth, evenness]))
    for meetings, least in ((1, 2), (2, 4), (3, 8), (4, 14)):
        solver.hold(worth, meetings)
        answer = solver.maximise(evenness, Watch(20))
        assert isinstance(answer, Relaxed)
        assert answer.bound == -least


def agree(problem: Problem, aim: Aim, ways: Callable[[Variables, Aim], Sum]) -> bool:
    """Whether the model's optimum in one goal is the checker's count of the timetable found."""
    layout = Layout(problem)
    v = Variables(layout, dict(enumerate(layout.candidates)), layout.musts)
    add_rules(v)
    total = ways(v, aim)
    (v.model.maximize if aim.maximised else v.model.minimize)(total)
    found: list[dict[int, int]] = []
    outcome = search(v, Watch(20), Style(workers=1), on_placing=found.append)
    if outcome.status is Status.INFEASIBLE:
        return True
    names = held(**{problem.requests[r].id: slot for r, slot in found[-1].items()})
    findings = check(problem, names)
    assert findings.violations == ()
    return findings.tiers_values[aims(problem).index(aim)].value == outcome.bound


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_model_and_checker_agree_on_every_goal_of_any_problem(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    assert all(agree(problem, aim, expression) for aim in aims(problem))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_model_and_checker_agree_on_every_goal_of_a_problem_that_can_be_met(seed: int) -> None:
    problem, _ = made_around_a_timetable(Random(seed), Size(slots_a_day=5, requests=8))
    for aim in aims(problem):
        assert agree(problem, aim, expression)
        if aim.goal.kind is GoalKind.BREAKS:
            assert agree(problem, aim, breaks_by_party)


def test_the_relaxation_weighs_worth_by_side() -> None:
    problem = small(meet("ab", "cd", worth=2), day(1), [Party("a", "firm")], goals=EVERY_GOAL)
    relaxation = Relaxation(Layout(problem), aims(problem))
    weights = relaxation.weights(aims(problem)[0])
    assert weights.sum() == 4
    firm = aims(small(meet("ab"), day(1), goals=(Goal(GoalKind.WORTH, "firm"),)))
    assert relaxation.weights(firm[0]).sum() == 2
