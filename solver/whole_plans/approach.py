"""A mixture at the bound that is near the timetable there is.

Proximity search after Fischetti and Monaci ("Proximity search for 0-1 mixed-integer convex
programming", Journal of Heuristics 20, 2014): of all fractions as good as the bound those that
leave most meetings where they are. Hardly anybody is in fractions there, and what little is new
has slots as a rule. Whoever is in fractions or changes is left to choose, and with them those
who use the same seats and tables, so that there is something to give way.
"""

from collections.abc import Mapping

import numpy as np

from solver.running.watch import Watch
from solver.whole_plans.master import NOTHING, Master
from solver.whole_plans.neighbours import Shares, neighbourhood
from solver.whole_plans.plans import Costs, Plan

# What a unit of the tier counts beside a meeting that stays; more than there are meetings to move.
FAR = 20_000
# How many parties are left at first. To price plans for these alone, and to begin with those in
# use at the bound and in the timetable, takes a third of the time that it takes with all plans
# of all, and comes nearly as near.
WIDE = 400


def approach(
    master: Master, plans: Mapping[int, Plan], watch: Watch, *, seed: int
) -> Master | None:
    """Settle most parties whose plans need not change.

    Parameters
    ----------
    plans
        The plans of the timetable there is.
    seed
        By lot some meetings count twice, so that another attempt goes elsewhere.

    Returns
    -------
    Master | None
        Of the parties that are left, mixed near the timetable, the others settled; None if time
        is up.
    """
    costs, weights = master.costs, master.weights
    near, lot = FAR * weights, np.random.default_rng(seed)
    for _, plan in sorted(plans.items()):
        columns = master.shared.columns_of(plan)
        near[columns] -= lot.integers(1, 3, len(columns))
    in_use = ((party, plan) for party, own in master.shares().items() for _, plan in own)
    master.aim(Costs(FAR * costs.day, FAR * costs.idle, FAR * costs.metre), near)
    first = master.of_these([*in_use, *plans.items()])
    wide = None
    if first.mixed(watch):
        wide = master.rest(_settled(first, plans, WIDE), watch)
    master.aim(costs, weights)
    if wide is None or not wide.mixed(watch):
        return None
    wide.aim(costs, weights)
    return wide


def closer(wide: Master, plans: Mapping[int, Plan], watch: Watch, *, few: int) -> Master | None:
    """Settle all parties but those whose plans have to change, and their neighbours.

    Parameters
    ----------
    wide
        As ``approach`` gives it.
    plans
        The plans of the timetable there is.
    few
        How many parties are left at least, if there are neighbours enough.
    """
    return wide.rest(_settled(wide, plans, few), watch)


def _settled(mixed: Master, plans: Mapping[int, Plan], few: int) -> dict[int, Plan]:
    """Give the plans of all but those that a mixture leaves open, and their neighbours."""
    shares = mixed.shares()
    left = set(neighbourhood(mixed, _open(mixed, shares, plans), shares, few))
    return {party: own[0][1] for party, own in shares.items() if own and party not in left}


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
