"""Rounds of matchings and chains: what they know, what they leave alone, what they reach."""

from dataclasses import replace
from random import Random

import pytest

from benchmarks.fair import make_fair
from solver.check import check
from solver.crowds.weave import knows, weave
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.timetable import Status
from tests.solver.examples import day, meet, small
from tests.solver.sided import any_sided_problem

PLAIN = small(meet("aX", "aY", "bX", "bY"), day(3), goals=(Goal(GoalKind.WORTH),))


def woven(problem: Problem, *, seconds: float = 2, seed: int = 0) -> Run:
    layout, watch = Layout(problem), Watch(seconds)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1, seed=seed))
    weave(run)
    return run


@pytest.mark.parametrize("seed", range(12))
def test_without_hours_and_ways_the_worth_is_proved(seed: int) -> None:
    problem = replace(any_sided_problem(Random(seed), plain=True), goals=(Goal(GoalKind.WORTH),))
    run = woven(problem)
    assert run.tally.first_open() is None


def test_a_must_that_finds_no_slot_at_first_is_brought_in() -> None:
    # The meetings laid out first leave one of the pins out.
    problem = replace(make_fair(13, 6, 60), travels=())
    run = woven(problem)
    assert run.tally.placing is not None
    assert run.layout.must_set <= set(run.tally.placing)
    assert not check(problem, run.tally.timetable(run.tally.placing)).violations


@pytest.mark.parametrize("seed", range(8))
def test_whatever_it_gives_keeps_rules_and_bounds_hold(seed: int) -> None:
    problem = any_sided_problem(Random(seed))
    run = woven(problem, seconds=0.5)
    best = solve(problem, seconds=20, workers=1)
    assert best.status is Status.OPTIMAL
    assert run.tally.placing is not None
    assert not check(problem, run.tally.timetable(run.tally.placing)).violations
    first, value = run.tally.entries[0], best.tiers[0].value
    assert first.value is not None
    assert value is not None
    assert first.value <= value <= first.bound


def test_one_seed_gives_one_answer() -> None:
    problem = any_sided_problem(Random(5), plain=True)
    assert woven(problem, seed=2).tally.placing == woven(problem, seed=2).tally.placing


def test_rules_that_matchings_do_not_know_are_left_to_others() -> None:
    assert knows(Layout(PLAIN))
    unknown = (
        replace(PLAIN, precedences=(("aX", "aY"),)),
        replace(PLAIN, break_spread=1),
        replace(PLAIN, requests=meet("aX", "aY", group="g")),
        replace(PLAIN, requests=meet("aX", length=2)),
        small(PLAIN.requests, day(3), [Party("a", at_least_per_day=1)], goals=PLAIN.goals),
    )
    for problem in unknown:
        assert not knows(Layout(problem))
        run = woven(problem)
        assert run.tally.placing is None
        assert run.tally.entries[0].bound <= 4


def test_parties_without_two_sides_are_left_to_others() -> None:
    run = woven(small(meet("ab", "bc", "ca"), day(3), goals=(Goal(GoalKind.WORTH),)))
    assert run.tally.placing is None
