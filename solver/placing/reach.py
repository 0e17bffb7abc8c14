"""A timetable at the relaxation's bounds, where choosing and placing apart found none.

Near a bound hardly any row of the relaxation may be left unfilled. Said to CP-SAT, that leaves
next to nothing to search: there is a timetable, or the bound falls.
"""

from dataclasses import replace

from ortools.sat.python import cp_model

from solver.choosing.choose import Choice
from solver.choosing.face import Face, fall
from solver.model.goals import expression
from solver.model.rules import add_rules
from solver.model.variables import Literal, Sum, Variables
from solver.running.run import Run
from solver.running.search import RELAXED, Outcome, fits, search
from solver.timetable import Status


def reach(run: Run, choice: Choice, *, seconds: float) -> int | None:
    """Ask for a timetable at all bounds; where there is none, find the first tier's true best.

    Returns
    -------
    int | None
        How many leading tiers are proved, if one of them is at less than the relaxation said,
        so that those behind it are to be bounded anew.
    """
    end = run.watch.elapsed() + seconds
    last = len(choice.bounds) - 1
    if _ask(run, choice, last, end) is not Status.INFEASIBLE:
        return None
    index = _first_out_of_reach(run, choice, end)
    if index is None:
        return None
    gap = _widen(run, choice, index, end)
    if gap is None:
        return None
    choice.bounds[index] -= gap
    if index < last:
        return index + 1
    face = choice.face(last, gap)
    if face is not None:
        choice.slots, choice.held = face.slots, face.held
    return None


def _first_out_of_reach(run: Run, choice: Choice, end: float) -> int | None:
    """Go on tier by tier; give the first whose bound no timetable attains."""
    last = len(choice.bounds) - 1
    index = run.tally.first_open()
    while index is not None and index < last:
        status = _ask(run, choice, index, end)
        if status is Status.INFEASIBLE:
            return index
        before, index = index, run.tally.first_open()
        if index == before:
            return None
    return last if index == last else None


def _ask(run: Run, choice: Choice, index: int, end: float) -> Status:
    """Ask for a timetable that attains the bounds up to a tier."""
    face = choice.face(index, 0)
    v = None if face is None else _model(run, choice, face, index + 1)
    if v is None:
        return Status.UNKNOWN
    return search(
        v, run.watch, run.style, seconds=end - run.watch.elapsed(), on_placing=run.take
    ).status


def _widen(run: Run, choice: Choice, index: int, end: float) -> int | None:
    """Allow more and more of a gap to a tier's bound; give the gap of the best timetable."""
    tally, bound = run.tally, choice.bounds[index]
    entry, proof = tally.entries[index], choice.proofs[index - choice.first]
    tried = 0
    while not entry.closed and not run.watch.over():
        gap = None if proof is None else fall(proof, tried)
        if gap is None:
            return None
        tally.prove(index, bound - gap)
        gap = max(gap, 2 * tried)
        if entry.value is not None:
            gap = min(gap, bound - entry.value)
        face = choice.face(index, gap)
        v = None if face is None else _model(run, choice, face, index)
        if v is None:
            return None
        outcome = _best(run, v, index, bound - gap, end)
        if outcome.bound is not None:
            tally.prove(index, max(outcome.bound, bound - gap - 1))
        if outcome.status is not Status.INFEASIBLE:
            break
        tally.prove(index, bound - gap - 1)
        tried = gap
    return bound - entry.bound if entry.closed else None


def _best(run: Run, v: Variables, index: int, least: int, end: float) -> Outcome:
    tally = run.tally
    total = expression(v, tally.entries[index].aim)
    _keep(v, total, least, tally.entries[index].bound)
    if not isinstance(total, int):
        v.model.maximize(total)
    if tally.placing is not None:
        v.hint(tally.placing)
    return search(
        v,
        run.watch,
        replace(run.style, subsolvers=RELAXED),
        seconds=end - run.watch.elapsed(),
        on_placing=run.take,
        on_bound=lambda bound: tally.prove(index, max(bound, least - 1)),
    )


def _model(run: Run, choice: Choice, face: Face, tiers: int) -> Variables | None:
    """Give a model of a face with the first tiers at their bounds, if there is room for it."""
    layout = run.layout
    forced = {*face.held, *layout.musts}
    freedom = {r: slots for r, slots in enumerate(face.slots) if slots or r in forced}
    if not fits(run.watch, freedom):
        return None
    v = Variables(layout, freedom, forced)
    add_rules(v)
    _add_face(v, face)
    for entry, bound in zip(run.tally.entries[:tiers], choice.bounds, strict=False):
        _keep(v, expression(v, entry.aim), bound, None)
    return v


def _add_face(v: Variables, face: Face) -> None:
    for row in face.rows:
        literals: list[Literal] = []
        coefficients: list[int] = []
        for request, slots, coefficient in row.terms:
            own = v.at.get(request, {})
            inside = [own[slot] for slot in slots if slot in own]
            literals += inside
            coefficients += [coefficient] * len(inside)
        if (row.least, row.most) == (1, 1) and set(coefficients) == {1}:
            v.model.add_exactly_one(literals)
            continue
        _keep(v, cp_model.LinearExpr.weighted_sum(literals, coefficients), row.least, row.most)
    for party in {**face.fewest, **face.most}:
        _keep(v, v.count(party), face.fewest.get(party), face.most.get(party))


def _keep(v: Variables, total: Sum, least: int | None, most: int | None) -> None:
    """Add limits of a sum; where it is a plain number, it keeps them or nothing does."""
    if isinstance(total, int):
        if (least is not None and total < least) or (most is not None and total > most):
            v.model.add_bool_or([v.false])
        return
    if least is not None:
        v.model.add(total >= least)
    if most is not None:
        v.model.add(total <= most)
