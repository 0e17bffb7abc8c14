"""Exact placing of meetings already chosen."""

from typing import Any

import pytest

from solver.layout import Layout
from solver.placing.place import place
from solver.problem import Goal, GoalKind, Party, Problem
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.timetable import Status
from tests.solver.examples import day, meet, small

WHOLE = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))
TWO_DAYS = (*day(4), *day(4, number=1))


def run_of(problem: Problem) -> Run:
    layout, watch = Layout(problem), Watch(20)
    return Run(layout, Tally(layout, watch, None), watch, Style(workers=1))


def firms(names: str, **rest: Any) -> list[Party]:
    return [Party(name, "firm", **rest) for name in names]


@pytest.mark.parametrize("side", ["firm", ""])
def test_exact_placing_finds_whole_runs(side: str) -> None:
    goals = (Goal(GoalKind.DAYS, side), Goal(GoalKind.BREAKS, side))
    changed = [*firms("ab"), Party("X", seats=2)]
    run = run_of(small(meet("aX", "aY", "bX", "bY"), TWO_DAYS, changed, goals=goals))
    assert place(run, chosen=range(4), seconds=20) is Status.OPTIMAL
    assert [entry.value for entry in run.tally.entries] == [0, 0]


def test_exact_placing_of_single_goals() -> None:
    goals = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "booth"))
    changed = [*firms("ab"), Party("X", "booth")]
    run = run_of(small(meet("aX", "aY", "bX", "bY"), TWO_DAYS, changed, goals=goals))
    run.take({0: 0, 1: 5, 2: 4, 3: 2})
    assert place(run, chosen=range(4), seconds=20) is Status.OPTIMAL
    assert [entry.value for entry in run.tally.entries] == [0, 0]


def test_exact_placing_without_goals_finds_a_timetable() -> None:
    run = run_of(small(meet("aX", "bX"), day(2), goals=()))
    assert place(run, chosen=[0, 1], seconds=20) is Status.OPTIMAL
    assert run.tally.placing is not None


def test_exact_placing_of_what_cannot_be_placed_is_infeasible() -> None:
    run = run_of(small(meet("aX", "bX"), day(1), goals=()))
    assert place(run, chosen=[0, 1], seconds=20) is Status.INFEASIBLE
