"""Mixtures near a timetable: who stays is settled as it was, and the rows are kept."""

import numpy as np

from solver.problem import GoalKind
from solver.running.watch import Watch
from solver.whole_plans.approach import approach, closer
from solver.whole_plans.master import Master
from solver.whole_plans.plans import Costs, Plan
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of

IDLE = Costs(idle=1)


def _mixed(*plans: tuple[str, Plan]) -> tuple[Master, dict[int, Plan]]:
    """Mix the plans of three firms for few breaks; the first of each is the timetable's."""
    run = run_of(fair("aX", "aY", "bX", "bY", "cZ"))
    assert any(entry.aim.goal.kind is GoalKind.BREAKS for entry in run.tally.entries)
    master = Master(shared_of(run.layout), {})
    master.aim(IDLE)
    timetable: dict[int, Plan] = {}
    for firm, plan in plans:
        party = run.layout.number_of_party[firm]
        timetable.setdefault(party, plan)
        master.add(party, plan)
    assert master.solve(Watch(60), seconds=60) == 0
    return master, timetable


BROKEN = ("a", ((0, 0), (1, 2)))
PLANS = (BROKEN, ("b", ((2, 2), (3, 3))), ("c", ((4, 0),)))


def test_whoever_has_to_change_is_left_and_who_stays_keeps_its_plan() -> None:
    master, timetable = _mixed(*PLANS)
    broken, *others = timetable
    wide = approach(master, timetable, Watch(60), seed=0)
    assert wide is not None
    left = closer(wide, timetable, Watch(60), few=1)
    assert left is not None
    assert broken in left.parties
    for party in others:
        if party in left.settled:
            assert set(left.settled[party]) == set(timetable[party])


def test_what_the_mixture_aims_at_is_the_same_afterwards() -> None:
    master, timetable = _mixed(*PLANS)
    slack, multipliers = master.slack, master.multipliers.copy()
    approach(master, timetable, Watch(60), seed=0)
    assert master.costs == IDLE
    assert not master.weights.any()
    assert (master.slack, np.array_equal(master.multipliers, multipliers)) == (slack, True)
    assert master.solve(Watch(60), seconds=60) == 0


def test_there_is_none_once_time_is_up() -> None:
    master, timetable = _mixed(*PLANS)
    assert approach(master, timetable, Watch(0), seed=0) is None
