"""Mixtures for one tier, one after the other, slots taken together in one way.

First the bound, then attempts: a dive, or a step from the timetable there is, leaves some parties,
which choose among their cheap plans.
Nothing here touches what the run has reached: several such series may take turns.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.tally import Entry
from solver.whole_plans.approach import approach, closer
from solver.whole_plans.dive import dive
from solver.whole_plans.master import Master
from solver.whole_plans.mixture import mix
from solver.whole_plans.plans import Plan
from solver.whole_plans.pool import Pool

FLAWS = (GoalKind.DAYS, GoalKind.BREAKS)
ATTEMPTS = 9
# How many parties are left to the exact mixture, from attempt to attempt.
FEW = (150, 200, 150)
# How many at least are left to one near the timetable; more, if there is no mixture.
AROUND = (150, 200)
# How many mixtures are tried in each attempt, for not every one has slots.
MIXTURES, OF_FLAWS = 3, 1
# How far above the bound a mixture may lie, from attempt to attempt: flaws are to be as few as
# the bound, and once that fails several times, fewer at least than there are.
METRES, ABOVE = 20, (0, 0, 0, 0, 1)
# Of the time left, for the bound, and of what is left then for the mixtures.
SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Mixture:
    """A plan for each party, which cost ``least`` together at least."""

    plans: dict[int, Plan]
    least: int
    seed: int


class Mixtures:
    """The series for one tier.

    Parameters
    ----------
    run
        Whose limits and manner are kept.
    entry
        The tier. Only read here.
    new_master
        Gives the plans to begin with, and what they share.
    known
        Plans that are likely to be of use.
    elsewhere
        Gives the bound of plans drawn up elsewhere; once it is better than that of this series
        there is no point in going on.
    """

    def __init__(
        self,
        run: Run,
        entry: Entry,
        new_master: Callable[[], Master],
        known: Collection[tuple[int, Plan]] = (),
        elsewhere: Callable[[], int] = lambda: 0,
    ) -> None:
        self.run, self.entry = replace(run, watch=run.watch.until(self._outdone)), entry
        self._elsewhere = elsewhere
        self._new_master, self._known = new_master, known
        self._master: Master | None = None
        self.reached: int | None = None
        self.end = inf

    def bound(self) -> int | None:
        """Bound the tier by the cheapest plans of all together, in fractions; None if none."""
        watch = self.run.watch
        self._master = self._new_master()
        self._master.know(self._known, watch)
        bound = self._master.solve(watch, seconds=SHARE * watch.left())
        self.end = watch.elapsed() + SHARE * watch.left()
        self.reached = bound
        return bound

    @property
    def at_least(self) -> int:
        """The bound, as far as it is known."""
        return 0 if self.reached is None else self.reached

    def plans(self) -> tuple[tuple[int, Plan], ...]:
        """Give the plans drawn up for the bound, party by party."""
        return tuple(self._master.plans) if self._master is not None else ()

    def attempt(self, nth: int, near: Mapping[int, Plan] | None = None) -> Iterator[Mixture]:
        """Settle all parties but a few, let these choose among their cheap plans.

        Parameters
        ----------
        near
            Plans of a timetable to stay near to, if any.
        """
        master, run, seed = self._master, self.run, self.run.style.seed + nth
        if master is None or self.reached is None or self.over():
            return
        flaws = self.entry.aim.goal.kind in FLAWS
        least = max(self.reached, self.entry.bound)
        most = least + self._above(nth) if flaws else None
        slack = self._above(nth) if most is None else most - self.reached
        for left in self._settled(master, nth, near):
            pool = Pool(left)
            for party, plan in left.plans:
                pool.add(party, plan)
            pool.fill(slack=slack, seed=seed, strict=flaws)
            found = False
            for turn in range(OF_FLAWS if flaws else MIXTURES):
                if self.over():
                    return
                plans = mix(
                    run,
                    pool,
                    least=least,
                    seconds=self.end - run.watch.elapsed(),
                    seed=seed + turn,
                    most=most,
                )
                if plans is not None:
                    found = True
                    yield Mixture(plans, least, seed + turn)
            if found:
                return

    def _settled(
        self, master: Master, nth: int, near: Mapping[int, Plan] | None
    ) -> Iterator[Master]:
        """Give what is left to mix, each time more, until a mixture is found."""
        watch, seed = self.run.watch, self.run.style.seed + nth
        if near is None:
            yield dive(master, watch, few=FEW[nth % len(FEW)], end=self.end, seed=seed)
            return
        wide = approach(master, near, watch, seed=seed)
        for few in AROUND:
            left = None if wide is None else closer(wide, near, watch, few=few)
            if left is not None:
                yield left

    def _above(self, nth: int) -> int:
        """Give how far above the bound a mixture may lie."""
        kind, value = self.entry.aim.goal.kind, self.entry.value
        if kind not in FLAWS:
            return nth * METRES if kind is GoalKind.WALKING else 0
        above = ABOVE[nth % len(ABOVE)]
        return above if value is None else max(0, min(above, value - 1 - self.entry.bound))

    def _outdone(self) -> bool:
        return self.reached is not None and self.reached < self._elsewhere()

    def over(self) -> bool:
        """Whether the tier is settled, or the time for it is up."""
        watch, value = self.run.watch, self.entry.value
        settled = value is not None and value in (self.entry.bound, self.reached)
        return settled or watch.over() or watch.elapsed() > self.end


def closest(series: Mapping[int, Mixtures]) -> int:
    """Give the slots apart of the series with the best bound, of equals the most."""
    return max(series, key=lambda edges: (series[edges].at_least, edges))
