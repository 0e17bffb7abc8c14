"""A mixture at the bound that is near the timetable there is.

Proximity search after Fischetti and Monaci ("Proximity search for 0-1 mixed-integer convex
programming", Journal of Heuristics 20, 2014): of all fractions as good as the bound those that
leave most meetings where they are. Hardly anybody is in fractions there, and what little is new
has slots as a rule. Whoever is in fractions or changes is left to choose, and with them those
who use the same seats and tables, so that there is something to give way.
"""

from collections.abc import Mapping

from solver.running.watch import Watch
from solver.whole_plans.master import NOTHING, Master
from solver.whole_plans.neighbours import Shares, neighbourhood
from solver.whole_plans.plans import Costs, Plan

# What a unit of the tier counts beside a meeting that stays; more than there are meetings to move.
FAR = 10_000
# How often plans are priced that bring the mixture nearer. The nearest takes three times as long.
ROUNDS = 2


def approach(master: Master, plans: Mapping[int, Plan], watch: Watch, *, few: int) -> Master | None:
    """Settle all parties but those whose plans have to change, and their neighbours.

    Parameters
    ----------
    plans
        The plans of the timetable there is.
    few
        How many parties are left at least, if there are neighbours enough.

    Returns
    -------
    Master | None
        Of the parties that are left, the others settled; None if time is up.
    """
    costs, weights = master.costs, master.weights
    near = FAR * weights
    stay = [column for plan in plans.values() for column in master.shared.columns_of(plan)]
    near[stay] -= 1
    master.aim(Costs(FAR * costs.day, FAR * costs.idle, FAR * costs.metre), near)
    mixed = master.touch(watch, ROUNDS) and master.mixed(watch)
    master.aim(costs, weights)
    if not mixed:
        return None
    shares = master.shares()
    left = set(neighbourhood(master, _open(master, shares, plans), shares, few))
    settled = {party: own[0][1] for party, own in shares.items() if own and party not in left}
    return master.rest(settled, watch)


def _open(master: Master, shares: Shares, plans: Mapping[int, Plan]) -> list[int]:
    """Give the parties that are in fractions, or have another plan than in the timetable."""
    columns_of = master.shared.columns_of
    return [
        party
        for party, own in shares.items()
        if not own
        or own[0][0] < 1 - NOTHING
        or set(columns_of(own[0][1])) != set(columns_of(plans.get(party, ())))
    ]
