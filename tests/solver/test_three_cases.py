"""Every rule and every goal by three cases; one without them cannot be added unnoticed.

A rule can be met, it can be impossible to meet, and a timetable broken by hand trips it and no
other. A goal attains what was worked out by hand; where more is forced, that is proved; and a
timetable spoilt by hand loses in it and in nothing else.
"""

from dataclasses import dataclass, replace

import pytest

from solver.aims import aims
from solver.check import RULES, check, goal_values
from solver.problem import Earlier, Goal, GoalKind, Lunch, Party, Problem, Request, Travel
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import EVERY_GOAL, day, held, meet, small

MUST = meet("ab", "ac", must=True)
TWO_DAYS = (*day(2), *day(2, number=1))
BOOTHS = (Party("p", place="p"), Party("q", place="q"))
FAR = (Travel("p", "q", minutes=15),)
LUNCH = (Lunch((0, 1), free=1),)
SPREAD = (Goal(GoalKind.BREAKS),)
PINNED = [Request(f"a{n}", "a", n, pin=slot) for n, slot in (("b", 0), ("c", 2))]


@dataclass(frozen=True)
class Rule:
    """A problem that can be met, one that cannot, and a timetable of the former that is broken."""

    met: Problem
    impossible: Problem
    broken: Timetable


def of_a(slots: int, **rule: object) -> Problem:
    """Two musts of a party with a rule."""
    return small(MUST, day(slots), [Party("a", **rule)])  # type: ignore[arg-type]


RULE_CASES = {
    "seats": Rule(of_a(2), of_a(1), held(ab=0, ac=0)),
    "availability": Rule(of_a(3, available=(0, 2)), of_a(3, available=(1,)), held(ab=0, ac=1)),
    "slots": Rule(
        small(meet("ab", must=True, slots=(1,)), day(2)),
        small(meet("ab", must=True, slots=()), day(2)),
        held(ab=0),
    ),
    "length": Rule(
        small([Request("ab", "a", "b", must=True, length=2)], TWO_DAYS),
        small([Request("ab", "a", "b", must=True, length=3)], TWO_DAYS),
        held(ab=1),
    ),
    "capacity": Rule(
        small(meet("ab", "cd", must=True), day(2), capacity=(1, 1)),
        small(meet("ab", "cd", must=True), day(2), capacity=(1, 0)),
        held(ab=0, cd=0),
    ),
    "pins": Rule(
        small(meet("ab", pin=1), day(2)), small(meet("ab", "ac", pin=0), day(2)), held(ab=0)
    ),
    "frozen": Rule(
        small(meet("ab"), day(2), before=(Earlier("ab", 1, frozen=True),)),
        small(
            meet("ab", "ac"), day(2), before=tuple(Earlier(r, 1, frozen=True) for r in ("ab", "ac"))
        ),
        held(ab=0),
    ),
    "musts": Rule(small(MUST, day(2)), small(MUST, day(1)), held(ab=0)),
    "bans": Rule(
        small((*meet("ab"), *meet("ac", must=True)), day(2), bans=(("b", "a"),)),
        small(MUST, day(2), bans=(("b", "a"),)),
        held(ab=0, ac=1),
    ),
    "groups": Rule(
        small(meet("ab", "ac", group="g"), day(2)),
        small(meet("ab", "ac", group="g", must=True), day(2)),
        held(ab=0, ac=1),
    ),
    "at_least": Rule(
        small(meet("ab", "ac"), day(2), [Party("a", at_least=2)]),
        small(meet("ab", "ac"), day(1), [Party("a", at_least=2)]),
        held(ab=0),
    ),
    "at_least_per_day": Rule(
        small(meet("ab", "ac"), TWO_DAYS, [Party("a", at_least_per_day=1)]),
        small(meet("ab", "ac"), TWO_DAYS, [Party("a", at_least_per_day=(1, 2))]),
        held(ab=0, ac=1),
    ),
    "at_most": Rule(
        small(meet("ab", "ac"), day(2), [Party("a", at_most=1)]),
        of_a(2, at_most=1),
        held(ab=0, ac=1),
    ),
    "at_most_per_day": Rule(
        small(MUST, TWO_DAYS, [Party("a", at_most_per_day=1)]),
        small(MUST, TWO_DAYS, [Party("a", at_most_per_day=(0, 1))]),
        held(ab=0, ac=1),
    ),
    "lunch": Rule(
        small(MUST, day(3), lunches=LUNCH), small(MUST, day(2), lunches=LUNCH), held(ab=0, ac=1)
    ),
    "rest": Rule(of_a(3, rest_after=1), of_a(2, rest_after=1), held(ab=0, ac=1)),
    "travel": Rule(
        small(meet("ap", "aq", must=True), day(3), BOOTHS, travels=FAR),
        small(meet("ap", "aq", must=True), day(2), BOOTHS, travels=FAR),
        held(ap=0, aq=1),
    ),
    "precedences": Rule(
        small(meet("ab", "cd", must=True), day(2), precedences=(("ab", "cd"),)),
        small(meet("ab", "cd", must=True), day(1), precedences=(("ab", "cd"),)),
        held(ab=1, cd=0),
    ),
    "break_spread": Rule(
        small(MUST, day(3), break_spread=0, goals=SPREAD),
        small(PINNED, day(3), break_spread=0, goals=SPREAD),
        held(ab=0, ac=2),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_can_be_met(rule: str) -> None:
    problem = RULE_CASES[rule].met
    result = solve(problem, seconds=20, workers=1)
    assert result.status is Status.OPTIMAL
    assert result.timetable is not None
    assert check(problem, result.timetable).violations == ()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_cannot_be_met_is_said_so_and_who_clashes(rule: str) -> None:
    result = solve(RULE_CASES[rule].impossible, seconds=20, workers=1)
    assert (result.status, result.timetable) == (Status.INFEASIBLE, None)
    assert result.clash or result.clash_parties


@pytest.mark.parametrize("rule", RULES)
def test_a_timetable_broken_by_hand_trips_its_rule_and_no_other(rule: str) -> None:
    case = RULE_CASES[rule]
    assert {found.rule for found in check(case.met, case.broken).violations} == {rule}


@dataclass(frozen=True)
class Aimed:
    """A goal by itself.

    Attributes
    ----------
    free, best
        A problem, and what its first tier comes to.
    forced, least
        One in which the ideal is not to be had, and what is.
    good, spoilt
        Timetables of ``free`` that are alike in every other goal.
    """

    free: Problem
    best: int
    forced: Problem
    least: int
    good: Timetable
    spoilt: Timetable


HALLS = [Party("p", place="p"), Party("q", place="q"), Party("r", place="r")]
WAYS = (Travel("p", "q", metres=50), Travel("q", "r", metres=30), Travel("p", "r", metres=90))

GOAL_CASES = {
    GoalKind.COVERAGE: Aimed(
        free=small(meet("ab", "ad", "cd"), day(1), [Party("a", seats=2)]),
        best=4,
        forced=small(meet("ab", "ac"), day(1)),
        least=2,
        good=held(ab=0, cd=0),
        spoilt=held(ab=0, ad=0),
    ),
    GoalKind.WORTH: Aimed(
        free=small((*meet("ab", worth=5), *meet("cd", worth=1)), day(1), capacity=(1,)),
        best=5,
        forced=small((*meet("ab", worth=5), *meet("ac", worth=1, must=True)), day(1)),
        least=1,
        good=held(ab=0),
        spoilt=held(cd=0),
    ),
    GoalKind.DAYS: Aimed(
        free=small(MUST, TWO_DAYS),
        best=0,
        forced=small(MUST, TWO_DAYS, [Party("b", available=(0,)), Party("c", available=(2,))]),
        least=1,
        good=held(ab=0, ac=1),
        spoilt=held(ab=0, ac=2),
    ),
    GoalKind.BREAKS: Aimed(
        free=small(MUST, day(3)),
        best=0,
        forced=small(PINNED, day(3)),
        least=1,
        good=held(ab=0, ac=1),
        spoilt=held(ab=0, ac=2),
    ),
    GoalKind.WALKING: Aimed(
        free=small(meet("ap", "aq", "ar", must=True), day(3), HALLS, travels=WAYS),
        best=80,
        forced=small(
            [Request(f"a{at}", "a", at, pin=slot) for slot, at in enumerate("qpr")],
            day(3),
            HALLS,
            travels=WAYS,
        ),
        least=140,
        good=held(ap=0, aq=1, ar=2),
        spoilt=held(ap=1, aq=0, ar=2),
    ),
    GoalKind.EVENNESS: Aimed(
        free=small(
            meet("bx", "by", "cx", "cy", "dx", "dy"),
            day(3),
            [*(Party(name, at_least=1, at_most=1) for name in "bcd"), Party("x", seats=2)],
        ),
        best=6,
        forced=small(meet("ab", "ac", "ad", must=True), day(3)),
        least=12,
        good=held(bx=0, cx=1, dy=2),
        spoilt=held(by=0, cy=1, dx=2),
    ),
    GoalKind.CHANGE: Aimed(
        free=small(meet("ab"), day(2), before=(Earlier("ab", 1),)),
        best=0,
        forced=small(meet("ab"), day(2), [Party("b", available=(0,))], before=(Earlier("ab", 1),)),
        least=1,
        good=held(ab=1),
        spoilt=held(ab=0),
    ),
}


@pytest.mark.parametrize("kind", GoalKind)
def test_a_goal_attains_the_best_there_is(kind: GoalKind) -> None:
    case = GOAL_CASES[kind]
    first = solve(replace(case.free, goals=(Goal(kind),)), seconds=20, workers=1).tiers[0]
    assert (first.value, first.bound, first.status) == (case.best, case.best, Status.OPTIMAL)


@pytest.mark.parametrize("kind", GoalKind)
def test_what_a_goal_cannot_attain_is_proved(kind: GoalKind) -> None:
    case = GOAL_CASES[kind]
    first = solve(replace(case.forced, goals=(Goal(kind),)), seconds=20, workers=1).tiers[0]
    assert (first.value, first.bound, first.status) == (case.least, case.least, Status.OPTIMAL)


@pytest.mark.parametrize("kind", GoalKind)
def test_a_timetable_spoilt_by_hand_loses_in_its_goal_and_in_no_other(kind: GoalKind) -> None:
    case = GOAL_CASES[kind]
    problem = replace(case.free, goals=EVERY_GOAL)
    assert check(problem, case.good).violations == check(problem, case.spoilt).violations == ()
    good, spoilt = goal_values(problem, case.good), goal_values(problem, case.spoilt)
    differing = [
        (aim, one.value, other.value)
        for aim, one, other in zip(aims(problem), good, spoilt, strict=True)
        if one != other
    ]
    assert {aim.goal.kind for aim, _, _ in differing} == {kind}
    aim, one, other = differing[0]
    assert aim.better(one, other)
