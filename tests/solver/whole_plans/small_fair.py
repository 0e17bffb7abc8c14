"""A small fair whose firms are planned whole, and what the rooms of whole plans work on."""

from dataclasses import replace

from solver.aims import aims
from solver.choosing.bounds import Relaxation
from solver.layout import Layout
from solver.problem import Goal, GoalKind, Party, Problem, Request
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.whole_plans.plans import Plans
from solver.whole_plans.shared import Shared
from tests.solver.examples import day, meet

GOALS = (
    Goal(GoalKind.COVERAGE, "firm"),
    Goal(GoalKind.DAYS, "firm"),
    Goal(GoalKind.BREAKS, "firm"),
)


def fair(*pairs: str, hours: dict[str, tuple[int, ...]] | None = None) -> Problem:
    """Musts of firms in small letters and booths in capitals, on a day of four slots."""
    names = sorted({name for pair in pairs for name in pair})
    sides = {name: "firm" if name.islower() else "booth" for name in names}
    parties = [Party(name, sides[name], available=(hours or {}).get(name)) for name in names]
    requests: tuple[Request, ...] = meet(*pairs, must=True)
    return Problem(day(4), tuple(parties), requests, goals=GOALS)


def optional(problem: Problem) -> Problem:
    return replace(problem, requests=tuple(replace(one, must=False) for one in problem.requests))


def run_of(problem: Problem) -> Run:
    layout, watch = Layout(problem), Watch(60)
    return Run(layout, Tally(layout, watch, None), watch, Style(workers=1))


def groups_of(layout: Layout) -> list[Plans]:
    """All firms, those with equally many requests together."""
    by_size: dict[int, list[int]] = {}
    for party in layout.on_side("firm"):
        by_size.setdefault(len(layout.requests_of[party]), []).append(party)
    return [
        Plans(layout, own, [layout.requests_of[p] for p in own], layout.candidates, layout.musts)
        for own in by_size.values()
    ]


def shared_of(layout: Layout, *, single: bool = True) -> Shared:
    counted = [aim for aim in aims(layout.problem) if aim.maximised]
    return Shared(Relaxation(layout, counted, single=single), groups_of(layout))
