"""Change first: the earlier timetable, mended where it has become impossible."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from solver.change import as_cheap, least_change, next_dearer, settled_ways
from solver.changing.fixed import left_over
from solver.changing.giving_way import Crowd, crowds, make_room
from solver.layout import Layout
from solver.model.goals import expression
from solver.model.rules import add_rules
from solver.model.variables import Variables
from solver.placing.construct import construct
from solver.problem import GoalKind, Problem
from solver.running.run import Run
from solver.running.search import search
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.timetable import Status

RINGS = (1, 2)
SECONDS = 5.0


def repairs(problem: Problem) -> bool:
    """Whether the price of change comes before every other goal."""
    return bool(problem.goals) and problem.goals[0].kind is GoalKind.CHANGE


def keep(layout: Layout, watch: Watch | None = None) -> dict[int, int]:
    """Leave every meeting where it was as far as that is possible; place the rest greedily.

    If given, the watch ends it before all is placed.
    """
    before = sorted(layout.before.items(), key=lambda one: not one[1].frozen)
    return construct(layout, {request: earlier.slot for request, earlier in before}, watch=watch)


def mend(run: Run) -> list[Crowd]:
    """Find the least price of change, and prove it where that takes little.

    Every meeting has a way that is cheapest for itself; together they cost the least there
    could be, and crowds of which some meeting has to give way add to that. Where there is no
    crowd and greed does not attain the least, a model in which all go these ways, with next
    to no freedom left, does, or it is impossible: then the price is one step higher at least.
    The meetings around what found no place are placed anew in rings, for a timetable at that
    price.

    Returns
    -------
    list
        The crowds that were found.
    """
    began = run.watch.elapsed()
    entry = run.tally.entries[0]
    kept = keep(run.layout)
    run.tally.offer(kept, trusted=False)
    found: list[Crowd] = []
    if not entry.closed and not run.watch.over():
        side = entry.aim.goal.side
        found = crowds(run.layout, side, kept)
        least = least_change(run.layout, side) + sum(crowd.step for crowd in found)
        run.tally.prove(0, least)
        run.tally.offer(make_room(run.layout, kept), trusted=False)
    if not entry.closed and not found and not run.watch.over():
        _try_least(run)
    for ring in RINGS:
        if not entry.closed and not run.watch.over():
            _place_around(run, kept, ring)
    entry.seconds += run.watch.elapsed() - began
    return found


def _try_least(run: Run) -> None:
    side = run.layout.problem.goals[0].side
    layout = Layout(as_cheap(run.layout, side))
    status = Status.INFEASIBLE
    if all(layout.candidates[request] for request in layout.musts):
        v = Variables(layout, _open(layout.candidates), layout.musts)
        add_rules(v)
        # Without presolve: next to nothing is open, and a wrong "impossible" is a wrong bound.
        style = replace(run.style, presolve=False)
        status = search(v, run.watch, style, seconds=SECONDS, on_placing=run.take).status
    dearer = next_dearer(run.layout, side)
    if status is Status.INFEASIBLE and dearer is not None:
        run.tally.prove(0, least_change(run.layout, side) + dearer)


def _open(candidates: list[tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    return {request: slots for request, slots in enumerate(candidates) if slots}


def _place_around(run: Run, kept: Mapping[int, int], ring: int) -> None:
    """Place what has no place yet, and whoever may be in its way; the others stay or drop."""
    layout = run.layout
    homeless = [r for r in layout.musts if r not in kept]
    parties = {party for request in homeless for party in layout.ends[request]}
    parties |= {p for p in range(len(layout.parties)) if _short(layout, p, kept)}
    for _ in range(ring - 1):
        met = [r for p in parties for r in layout.requests_of[p] if r in kept]
        parties |= {party for request in met for party in layout.ends[request]}
    near = {request for party in parties for request in layout.requests_of[party]}
    candidates = {
        request: slots
        for request, slots in _open(layout.candidates).items()
        if request in near or request in layout.musts
    }
    for request, slot in kept.items():
        if request not in near:
            candidates[request] = (slot,)
    v = Variables(layout, dict(sorted(candidates.items())), layout.musts)
    add_rules(v)
    total = expression(v, run.tally.entries[0].aim)
    v.model.add(total >= run.tally.entries[0].bound)
    v.model.minimize(total)
    v.hint(kept)
    search(v, run.watch, run.style, seconds=SECONDS, on_placing=run.take)


def _short(layout: Layout, party: int, kept: Mapping[int, int]) -> bool:
    """Whether the party has fewer meetings than it is due, in all or on some day."""
    if not layout.due[party]:
        return False
    held = Counter(layout.day_of[kept[r]] for r in layout.requests_of[party] if r in kept)
    days = range(len(layout.slots_of_day))
    short_of_day = any(held[day] < layout.daily_due(party, day) for day in days)
    return short_of_day or held.total() < layout.parties[party].at_least


def settled(run: Run, found: list[Crowd]) -> Run | None:
    """Give the run for the goals after change, if it is known what all cheapest repairs share.

    Without crowds each meeting goes a way that is cheapest for itself. With crowds, if the
    price is what their steps come to, only their meetings may go another, for one that does
    not costs more than is left. What is found and proved within that holds for all; both
    runs share it. Else None.
    """
    entry = run.tally.entries[0]
    side = entry.aim.goal.side
    steps = sum(crowd.step for crowd in found)
    if run.tally.placing is None or entry.value != least_change(run.layout, side) + steps:
        return None
    free = {request for crowd in found for request in crowd.requests}
    stays = settled_ways(run.layout, side)
    left = left_over(run.layout, {r: slot for r, slot in stays.items() if r not in free})
    goals = run.layout.problem.goals if found else run.layout.problem.goals[1:]
    layout = Layout(as_cheap(run.layout, side, free=free, left=left, goals=goals))
    return replace(run, layout=layout, tally=run.tally.within(layout))


def likely(run: Run) -> Run | None:
    """Give a run for the goals after change that keeps to the ways of the best timetable.

    Others of the same price are left out, so its bounds hold for no other run. It has half of
    the time left. None without a timetable.
    """
    placing = run.tally.placing
    if placing is None:
        return None
    side = run.layout.problem.goals[0].side
    goals = run.layout.problem.goals[1:]
    layout = Layout(as_cheap(run.layout, side, placing=placing, goals=goals))
    watch = Watch(run.watch.left() / 2, run.watch.over, run.watch.memory)
    tally = Tally(layout, watch, None)
    tally.offer(placing)
    return replace(run, layout=layout, tally=tally, watch=watch)
