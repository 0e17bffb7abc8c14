"""What is too large for models: bounds from flows, timetables from matchings, else from greed."""

from solver.changing.mend import keep
from solver.crowds.weave import weave
from solver.placing.construct import construct
from solver.running.run import Run


def solve_large(run: Run) -> None:
    """Offer timetables and bounds without ever building a model.

    The earlier timetable, if there is one, comes first. Where the parties have no two sides, or
    there are rules that the matchings do not know, the greedy timetable stands as it is.
    """
    layout = run.layout
    if layout.before:
        run.tally.offer(keep(layout, run.watch), trusted=False)
    weave(run)
    if run.tally.placing is None and not run.watch.over():
        run.tally.offer(construct(layout, watch=run.watch), trusted=False)
