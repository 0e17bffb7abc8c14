"""Days, breaks, walking and evenness by whole plans of the parties that come to others.

Tier after tier, each with a second process beside where that pays.
"""

from solver.choosing.choose import Choice
from solver.running.run import Run
from solver.whole_plans.abreast import improve
from solver.whole_plans.tier_work import KINDS, Work
from solver.whole_plans.who import groups_of, planned_parties


def improve_by_plans(run: Run, choice: Choice) -> None:
    """Improve and bound the tiers behind those that the relaxation has settled."""
    planned = planned_parties(run.layout)
    if planned is None or choice.slots is None or run.tally.placing is None:
        return
    groups = groups_of(run.layout, choice, planned)
    if groups is None:
        return
    work = Work(run, choice, groups)
    for index, entry in enumerate(run.tally.entries):
        if index < len(choice.bounds):
            continue
        if entry.aim.goal.kind not in KINDS or run.over():
            return
        if not entry.closed:
            began = run.watch.elapsed()
            improve(work, index)
            entry.seconds += run.watch.elapsed() - began
        work.settle(index)
