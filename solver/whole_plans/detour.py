"""How many metres more it takes at least to hold a request, all tiers before as good as they are.

The proof of the walking bound prices every plan of every party. A request that has to be held
takes the cheapest plan of its party that holds it, so that what this one costs more than the
cheapest of all is added to the bound (reduced cost; Dantzig and Wolfe 1960). One proof so tells of
all requests at once.
"""

from solver.choosing.bounds import SCALE
from solver.choosing.choose import Choice
from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.watch import Watch
from solver.whole_plans.master import Master
from solver.whole_plans.plans import COSTS
from solver.whole_plans.tier_work import Work
from solver.whole_plans.who import groups_of, planned_parties


class Detours:
    """The bound of a walking tier with each request held, made step by step.

    Parameters
    ----------
    run
        Of the problem as it was solved, with its timetable.
    choice
        What all timetables share that are as good in the leading tiers.
    tier
        Place of the walking tier; between it and the leading ones are days and breaks.
    """

    def __init__(self, run: Run, choice: Choice, tier: int) -> None:
        self._least: dict[int, int] = {}
        self._master: Master | None = None
        planned = planned_parties(run.layout)
        groups = None if planned is None else groups_of(run.layout, choice, planned)
        if groups is None:
            return
        work = Work(run, choice, groups)
        for index in range(len(choice.bounds), tier):
            work.settle(index)
        self._master = work.new_master()
        self._master.aim(COSTS[GoalKind.WALKING])
        for party, plan in work.plans_in(run.tally.placing or {}):
            self._master.add(party, plan)

    def prove(self, watch: Watch, *, seconds: float) -> None:
        """Go on with the proof; a round that has begun is ended."""
        master = self._master
        if master is None or self._least or seconds <= 0:
            return
        master.solve(watch, seconds=seconds)
        if master.done:
            self._read(master)

    def _read(self, master: Master) -> None:
        total = master.beside(master.multipliers)
        dearer: dict[int, int] = {}
        for group, priced, _ in master.priced(master.multipliers):
            cheapest = priced.total.min(axis=1)
            total += sum(map(int, cheapest))
            for bit in range(group.size):
                holding = priced.total[:, group.masks >> bit & 1 == 1].min(axis=1)
                for own, more in zip(group.own, (holding - cheapest).tolist(), strict=True):
                    dearer[own[bit]] = more
        self._least = {request: -(-(total + more) // SCALE) for request, more in dearer.items()}

    def bound(self, request: int) -> int | None:
        """Give the fewest metres with a request held; None if the proof is not there yet."""
        return self._least.get(request)
