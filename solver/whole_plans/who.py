"""Who is planned whole: the parties whose days, breaks and ways count, grouped by size."""

from solver.choosing.choose import Choice
from solver.layout import Layout
from solver.problem import GoalKind
from solver.whole_plans.plans import COSTS, MOST_REQUESTS, Plans

MOST_PARTIES = 400


def planned_parties(layout: Layout) -> set[int] | None:
    """Give the parties whose days, breaks and ways count, if their plans say all of it.

    That needs one of them and one other in each request, one seat each and meetings of one
    slot.
    """
    wanted: list[tuple[GoalKind, set[int]]] = [
        (goal.kind, set(layout.on_side(goal.side)))
        for goal in layout.problem.goals
        if goal.kind in COSTS
    ]
    if not wanted or layout.long or layout.order:
        return None
    side = wanted[0][1]
    if wanted[0][0] is GoalKind.WALKING:
        side = {party for party in side if layout.comes_to_others(party)}
    walkers = {party for party in side if layout.comes_to_others(party)}
    for kind, parties in wanted:
        if kind is GoalKind.WALKING:
            if {party for party in parties if layout.comes_to_others(party)} != walkers:
                return None
        elif parties != side:
            return None
    single = all(layout.parties[party].seats == 1 for party in side)
    apart = all((a in side) != (b in side) for a, b in layout.ends)
    return side if side and single and apart else None


def groups_of(layout: Layout, choice: Choice, planned: set[int]) -> list[Plans] | None:
    """Take parties with equally many open requests together, unless some have very many."""
    slots = choice.slots or []
    by_size: dict[int, list[tuple[int, list[int]]]] = {}
    for party in sorted(planned):
        own = [request for request in layout.requests_of[party] if slots[request]]
        if len(own) > MOST_REQUESTS:
            return None
        if own:
            by_size.setdefault(len(own), []).append((party, own))
    held = {*choice.held, *layout.musts}
    found = []
    for members in by_size.values():
        for first in range(0, len(members), MOST_PARTIES):
            part = members[first : first + MOST_PARTIES]
            parties, own_of = [party for party, _ in part], [own for _, own in part]
            found.append(Plans(layout, parties, own_of, slots, held))
    return found
