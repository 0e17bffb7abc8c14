"""Better times for meetings already chosen, one neighbourhood after the other."""

from collections.abc import Collection
from random import Random

from ortools.sat.python import cp_model

from solver.layout import Layout
from solver.model.rules import add_rules
from solver.model.variables import Sum, Variables
from solver.placing.flaws import flawed
from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.search import search

NEIGHBOURS = 24
SECONDS = 2.0
PATIENCE = 20


def improve(run: Run, *, seconds: float) -> None:
    """Repair parties with second days or breaks, each with some of those it competes with.

    A flawed party, its counterparts' other guests and all their meetings are taken up and
    placed anew while everything else stays, so that one CP-SAT run takes a moment. Ends when
    nothing is flawed, when the time is up, or when ``PATIENCE`` neighbourhoods in a row gave
    nothing.
    """
    if run.tally.placing is None:
        return
    random = Random(run.style.seed)
    end = run.watch.elapsed() + seconds
    fruitless = 0
    while fruitless < PATIENCE and not run.over() and run.watch.elapsed() < end:
        placing = run.tally.placing
        broken = flawed(run, placing)
        if not broken:
            return
        free = _neighbourhood(run.layout, placing, random.choice(broken), random)
        _place_anew(run, placing, free, min(SECONDS, end - run.watch.elapsed()))
        fruitless = fruitless + 1 if run.tally.placing is placing else 0


def _neighbourhood(layout: Layout, placing: dict[int, int], party: int, random: Random) -> set[int]:
    """Give the meetings of a party and of some others that meet whom it meets."""

    def others(one: int) -> list[int]:
        held = [request for request in layout.requests_of[one] if request in placing]
        return [end for request in held for end in layout.ends[request] if end != one]

    rivals = sorted({rival for other in others(party) for rival in others(other)} - {party})
    taken = [party, *random.sample(rivals, min(NEIGHBOURS, len(rivals)))]
    return {request for one in taken for request in layout.requests_of[one] if request in placing}


def _place_anew(run: Run, placing: dict[int, int], free: Collection[int], seconds: float) -> None:
    layout = run.layout
    candidates = {
        request: layout.candidates[request] if request in free else (slot,)
        for request, slot in placing.items()
    }
    v = Variables(layout, candidates, placing)
    add_rules(v)
    touched = {party for request in free for party in layout.ends[request]}
    weight = 1
    terms: list[Sum] = []
    for entry in reversed(run.tally.entries):
        kind, side = entry.aim.goal.kind, entry.aim.goal.side
        own = touched.intersection(layout.on_side(side))
        if kind is GoalKind.DAYS:
            terms.append(weight * cp_model.LinearExpr.sum([v.second_days(p) for p in sorted(own)]))
        elif kind is GoalKind.BREAKS:
            ends = [literal for p in sorted(own) for literal in v.breaks(p)]
            terms.append(weight * cp_model.LinearExpr.sum(ends))
        else:
            continue
        weight *= (entry.value or 0) + 1
    v.model.minimize(cp_model.LinearExpr.sum(terms))
    v.hint(placing)
    search(v, run.watch, run.style, seconds=seconds, on_placing=run.take)
