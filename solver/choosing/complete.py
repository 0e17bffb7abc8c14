"""Whole meetings from a relaxation that came out in fractions."""

from solver.choosing.choose import Choice
from solver.model.goals import expression
from solver.model.rules import add_rules
from solver.model.variables import Variables
from solver.running.run import Run
from solver.running.search import fits, search


def complete(run: Run, choice: Choice, *, seconds: float) -> None:
    """Keep what the relaxation holds wholly and settle what it holds in part.

    A timetable that attains every bound this way is taken over as the choice; finding none
    proves nothing, for the meetings left out here may be those that are needed.
    """
    layout = run.layout
    leading = run.tally.entries[: len(choice.bounds)]
    maybe = {request: layout.candidates[request] for request in (*choice.sure, *choice.maybe)}
    if not fits(run.watch, maybe):
        return
    v = Variables(layout, dict(sorted(maybe.items())), choice.sure)
    add_rules(v)
    for entry, bound in zip(leading, choice.bounds, strict=True):
        v.model.add(expression(v, entry.aim) >= bound)
    search(v, run.watch, run.style, seconds=seconds, on_placing=run.take)
    values = [entry.value for entry in leading]
    if run.tally.placing is not None and values == choice.bounds:
        choice.placing = dict(run.tally.placing)
