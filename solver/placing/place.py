"""When, for meetings already chosen: every party in one unbroken run, or counted as broken."""

from collections.abc import Collection

from ortools.sat.python import cp_model

from solver.layout import Layout
from solver.model.rules import add_rules
from solver.model.variables import Literal, Variables
from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.search import fits, search
from solver.running.tally import Tally
from solver.timetable import Status


def place(run: Run, *, chosen: Collection[int], seconds: float) -> Status:
    """Look for a timetable of the chosen meetings without second days and without breaks.

    Each party on whom days and breaks both count has exactly one block of consecutive slots
    in one day, or is broken; the broken are minimised, beside the second days and breaks of
    parties on whom one of them counts.

    Returns
    -------
    Status
        INFEASIBLE if the chosen meetings cannot be placed at all.
    """
    layout, tally = run.layout, run.tally
    candidates = {request: layout.candidates[request] for request in chosen}
    if not fits(run.watch, candidates):
        return Status.UNKNOWN
    v = Variables(layout, candidates, chosen)
    add_rules(v)
    flaws: list[Literal] = []
    totals = []
    on_days = _parties(layout, tally, GoalKind.DAYS)
    on_breaks = _parties(layout, tally, GoalKind.BREAKS)
    for party in sorted(on_days | on_breaks):
        if party in on_days and party in on_breaks and layout.parties[party].seats == 1:
            broken = add_blocks(v, party)
            if broken is not None:
                flaws.append(broken)
            continue
        if party in on_days:
            totals.append(v.second_days(party))
        if party in on_breaks:
            flaws.extend(v.breaks(party))
    if flaws or totals:
        v.model.minimize(cp_model.LinearExpr.sum([*flaws, *totals]))
    if tally.placing is not None:
        v.hint(tally.placing)
    outcome = search(v, run.watch, run.style, seconds=seconds, on_placing=run.take)
    return outcome.status


def _parties(layout: Layout, tally: Tally, kind: GoalKind) -> set[int]:
    sides = [entry.aim.goal.side for entry in tally.entries if entry.aim.goal.kind is kind]
    return {party for side in sides for party in layout.on_side(side)}


def add_blocks(v: Variables, party: int) -> Literal | None:
    """Let a party whose meetings are known have them in one block of slots, or be broken.

    Returns
    -------
    Literal | None
        Whether the party is broken; None if it cannot be, having one meeting or none.
    """
    size = v.fixed_slots(party)
    if size is None or len(v.requests_of(party)) < 2:
        return None
    broken = v.model.new_bool_var("")
    covering: dict[int, list[Literal]] = {slot: [] for slot in v.possible_slots(party)}
    blocks: list[Literal] = []
    for slots in v.layout.slots_of_day:
        for start in range(len(slots) - size + 1):
            run = slots[start : start + size]
            if all(slot in covering for slot in run):
                block = v.model.new_bool_var("")
                blocks.append(block)
                for slot in run:
                    covering[slot].append(block)
    v.model.add_exactly_one([*blocks, broken])
    for slot, over in covering.items():
        meetings = cp_model.LinearExpr.sum(v.meetings(party, slot))
        v.model.add(meetings <= cp_model.LinearExpr.sum([broken, *over]))
        v.model.add(meetings >= cp_model.LinearExpr.sum(over))
    return broken
