"""A timetable of meetings already chosen, everybody by a plan with few days and few breaks."""

from collections.abc import Collection

from solver.choosing.bounds import Relaxation
from solver.running.run import Run
from solver.whole_plans.plans import MOST_REQUESTS, Costs
from solver.whole_plans.seat import Manner, group_by_size, seat
from solver.whole_plans.shared import Shared

MANNER = Costs(day=3, idle=1)
PUSH = 0.2
DETOURS = (0, 1, 2)
MOST_PLANS = 250


def place_by_plans(
    run: Run, planned: Collection[int], chosen: Collection[int]
) -> dict[int, int] | None:
    """Place chosen meetings, each planned party by one of its cheapest plans.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if some party found no plan or has very many meetings.
    """
    layout = run.layout
    held = set(chosen)
    own = {party: [r for r in layout.requests_of[party] if r in held] for party in planned}
    if max(map(len, own.values())) > MOST_REQUESTS:
        return None
    groups = group_by_size(layout, own)
    cheapest = {}
    for group in groups:
        full = len(group.masks) - 1
        priced = group.price(MANNER)
        for row, party in enumerate(group.parties):
            if not priced.feasible(row, full):
                return None
            cheapest[party] = priced.plan(row, full)
    shared = Shared(Relaxation(layout, (), single=True), groups)
    manner = Manner(MANNER, DETOURS, PUSH, MOST_PLANS)
    return seat(run, shared, cheapest, manner, seed=run.style.seed)
