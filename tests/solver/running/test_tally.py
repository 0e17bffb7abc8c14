"""What a run has reached: the best timetable, and bounds that hold for it."""

from dataclasses import replace

import pytest

from solver.errors import BrokenTimetable
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.timetable import Progress, Status
from tests.solver.examples import day, meet, small

STYLE = Style(workers=1)
WORTH = (Goal(GoalKind.WORTH),)


def run_of(problem: Problem, seconds: float = 20) -> Run:
    layout, watch = Layout(problem), Watch(seconds)
    return Run(layout, Tally(layout, watch, None), watch, STYLE)


def test_a_broken_timetable_of_a_trusted_source_is_a_defect() -> None:
    run = run_of(small(meet("ab", "ac"), day(2)))
    with pytest.raises(BrokenTimetable, match="2 meetings at once"):
        run.take({0: 0, 1: 0})
    assert not run.tally.offer({0: 0, 1: 0}, trusted=False)
    assert run.tally.placing is None


def test_a_worse_timetable_is_not_taken() -> None:
    run = run_of(small(meet("ab", "ac"), day(3)))
    assert run.tally.offer({0: 0, 1: 1})
    assert not run.tally.offer({0: 0, 1: 2})
    assert not run.tally.offer({0: 1, 1: 2})
    assert run.tally.placing == {0: 0, 1: 1}


def test_bounds_only_ever_get_better_and_are_told_when_they_do() -> None:
    heard: list[Progress] = []
    layout, watch = Layout(small(meet("ab", "ac"), day(3), goals=WORTH)), Watch(20)
    tally = Tally(layout, watch, heard.append)
    assert tally.entries[0].bound == 2
    tally.prove(0, 3)
    assert (tally.entries[0].bound, heard) == (2, [])
    tally.prove(0, 1)
    assert [(one.value, one.bound) for one in heard] == [(None, 1)]
    tally.offer({0: 0})
    assert tally.first_open() is None
    assert [tier.status for tier in tally.tiers()] == [Status.OPTIMAL]


def test_a_tier_without_a_timetable_is_unknown_and_one_above_its_bound_feasible() -> None:
    run = run_of(small(meet("ab", "ac"), day(3), goals=WORTH))
    assert [tier.status for tier in run.tally.tiers()] == [Status.UNKNOWN]
    run.take({0: 0})
    assert [tier.status for tier in run.tally.tiers()] == [Status.FEASIBLE]
    assert run.tally.first_open() == 0


def test_an_earlier_tier_is_never_traded_for_a_later_one() -> None:
    goals = (Goal(GoalKind.BREAKS), *WORTH)
    run = run_of(small(meet("ab", "ac"), day(3), goals=goals))
    assert run.tally.offer({0: 0})
    assert not run.tally.offer({0: 0, 1: 2})
    assert run.tally.offer({0: 0, 1: 1})


def test_a_part_of_the_tiers_is_shared_with_a_run_for_them() -> None:
    goals = (Goal(GoalKind.BREAKS), *WORTH)
    problem = small(meet("ab", "ac"), day(3), goals=goals)
    run = run_of(problem)
    run.take({0: 0})
    part = run.tally.within(Layout(replace(problem, goals=WORTH)))
    part.offer({0: 0, 1: 1})
    part.prove(0, 2)
    assert [(entry.value, entry.bound) for entry in run.tally.entries] == [(0, 0), (2, 2)]
