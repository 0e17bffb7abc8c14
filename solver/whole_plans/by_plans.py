"""Days, breaks, walking and evenness by whole plans of the parties that come to others.

Tier after tier: a bound over all choices of meetings that are as good in the tiers before, by
column generation; the best mixture of the plans this brought up; slots for these. What only
one of them cannot settle the next may: the bound and the timetable meet more often than not.
"""

from collections.abc import Iterable
from functools import partial

from solver.choosing.bounds import Relaxation
from solver.choosing.choose import Choice
from solver.layout import Layout
from solver.problem import GoalKind
from solver.running.run import Run
from solver.whole_plans.alternatives import Alternatives
from solver.whole_plans.master import Master
from solver.whole_plans.mixtures import ATTEMPTS, FLAWS, Mixture, Mixtures, strongest
from solver.whole_plans.plans import MOST_REQUESTS, Costs, Plan, Plans
from solver.whole_plans.relieve import exchange, relieve
from solver.whole_plans.seat import Manner, seat
from solver.whole_plans.shared import Shared
from solver.whole_plans.shorten import shorten

COSTS = {
    GoalKind.DAYS: Costs(day=1),
    GoalKind.BREAKS: Costs(idle=1),
    GoalKind.WALKING: Costs(metre=1),
}
KINDS = (*COSTS, GoalKind.EVENNESS)
# How much dearer than chosen a plan may be, in each attempt at finding slots.
# Second days and breaks too many are seen to afterwards.
DETOURS = {GoalKind.DAYS: (1,), GoalKind.BREAKS: (1,), GoalKind.WALKING: (0, 30, 90, 200)}
PUSH = {GoalKind.DAYS: 0.01, GoalKind.BREAKS: 0.01, GoalKind.WALKING: 2.0}
PATIENCE = 20_000
# How many slots on either side of a pause stand by themselves, from attempt to attempt, where
# ways take long. Days and breaks of who walks far hang on such slots; with more of them a bound
# is closer, and a mixture at it harder to find.
EDGES = {GoalKind.DAYS: (2, 1), GoalKind.BREAKS: (2, 1)}
# How often the meetings of a mixture are exchanged.
EXCHANGES = 5
# Of the time left, for bettering a timetable whose meetings are kept.
POLISHING = 0.25
MOST_PARTIES = 400
# More than any plan can cost in a later tier.
MUCH = 1 << 20


def improve_by_plans(run: Run, choice: Choice) -> None:
    """Improve and bound the tiers behind those that the relaxation has settled."""
    planned = planned_parties(run.layout)
    if planned is None or choice.slots is None or run.tally.placing is None:
        return
    groups = groups_of(run, choice, planned)
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
            work.improve(index)
            entry.seconds += run.watch.elapsed() - began
        work.settle(index)


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


def groups_of(run: Run, choice: Choice, planned: set[int]) -> list[Plans] | None:
    """Take parties with equally many open requests together, unless some have very many."""
    layout, slots = run.layout, choice.slots or []
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


class Work:
    """The plans in use, and what is settled by now."""

    def __init__(self, run: Run, choice: Choice, groups: list[Plans]) -> None:
        self.run, self.choice, self.groups = run, choice, groups
        self.far = any(run.layout.minutes.values())
        aims = [entry.aim for entry in run.tally.entries]
        self._held = list(zip(aims, choice.bounds, strict=False))
        self._relaxations: dict[int, Relaxation] = {}
        self.budgets: dict[Costs, int] = {}
        self.costs = Costs()
        self.slots: Shared | None = None
        self._alternatives: dict[Costs, Alternatives] = {}

    def relaxation(self, edges: int = 1) -> Relaxation:
        """Give the rows of all rules and of the tiers settled by counting.

        Parameters
        ----------
        edges
            How many slots on either side of a pause stand by themselves, where ways take long.
        """
        edges = edges if self.far else 0
        if edges not in self._relaxations:
            aims = [entry.aim for entry in self.run.tally.entries]
            counted = [one for one in aims if one.maximised or one.goal.kind is GoalKind.EVENNESS]
            slots = self.choice.slots
            found = Relaxation(self.run.layout, counted, chosen=slots, edges=edges)
            for aim, bound in self._held:
                found.hold(aim, bound)
            self._relaxations[edges] = found
        return self._relaxations[edges]

    def new_master(self, edges: int = 1) -> Master:
        """Give the plans of all parties, and the rows they share, with no plan in use yet."""
        budgets = {costs: self.budgets.get(costs) for costs in COSTS.values()}
        return Master(Shared(self.relaxation(edges), self.groups), budgets)

    def improve(self, index: int) -> None:
        """Bound a tier, then look for timetables at the bound."""
        run, kind = self.run, self.run.tally.entries[index].aim.goal.kind
        ways = EDGES.get(kind, (1,)) if self.far else (1,)
        self._polish(kind, run.tally.placing or {})
        series: dict[int, Mixtures] = {}
        for nth in range(ATTEMPTS):
            edges = ways[nth % len(ways)]
            if self._done(index) or any(one.over() for one in series.values()):
                return
            if edges not in series:
                series[edges] = self._mixtures(index, edges)
                self._prove(index, series[edges].bound())
            own = strongest(series[edges], *series.values())
            for mixture in own.attempt(nth):
                self._take(index, mixture, thorough=edges == ways[-1])
                if self._done(index):
                    return

    def _mixtures(self, index: int, edges: int) -> Mixtures:
        entry = self.run.tally.entries[index]
        return Mixtures(self.run, entry, partial(self._start, index, edges))

    def _start(self, index: int, edges: int) -> Master:
        """Give a tier's cheapest plans to begin with: those of the timetable there is."""
        aim = self.run.tally.entries[index].aim
        even = aim.goal.kind is GoalKind.EVENNESS
        weights = -self.relaxation(edges).weights(aim) if even else None
        # Nothing of the tier before is of use: from its vertex the way to the next is long.
        master = self.new_master(edges)
        master.aim(COSTS.get(aim.goal.kind, Costs()), weights)
        for party, plan in self.plans_in(self.run.tally.placing or {}):
            master.add(party, plan)
        return master

    def _prove(self, index: int, bound: int | None) -> None:
        if bound is not None:
            self.run.tally.prove(index, bound)

    def _take(self, index: int, mixture: Mixture, *, thorough: bool) -> None:
        """Find slots for a mixture.

        Parameters
        ----------
        thorough
            Whether one whose exchange leaves the tier open is placed from nothing, too.
        """
        kind = self.run.tally.entries[index].aim.goal.kind
        if kind in FLAWS and self._exchange(index, mixture.plans) and not thorough:
            return
        detours = DETOURS.get(kind, (0, 20, 60))
        for detour in detours if mixture.first else detours[:1]:
            if self._done(index):
                return
            self._seat(index, mixture.plans, detour, mixture.seed)

    def _done(self, index: int) -> bool:
        return self.run.tally.entries[index].closed or self.run.over()

    def _single(self) -> Shared:
        """Give the rows with every slot by itself."""
        if self.slots is None:
            self.slots = Shared(Relaxation(self.run.layout, (), single=True), self.groups)
        return self.slots

    def _polish(self, kind: GoalKind, placing: dict[int, int]) -> None:
        """Better a timetable in one tier with its meetings kept, whatever it costs in those behind.

        Parties are rid of second days and breaks; ways are made shorter.
        """
        run, plans = self.run, dict(self.plans_in(placing))
        seconds = POLISHING * run.watch.left()
        better = None
        if kind in FLAWS:
            better = relieve(self._alternatives_of(kind), plans, seconds=seconds)
        elif kind is GoalKind.WALKING:
            shared, costs = self._single(), self._all_costs(kind)
            better = shorten(run, shared, plans, costs, seed=run.style.seed, seconds=seconds)
        if better is not None:
            run.tally.offer(better, trusted=False)

    def _exchange(self, index: int, chosen: dict[int, Plan]) -> bool:
        """Let the timetable have the meetings of a mixture, few of which are new as a rule.

        Each time it is tried anew by lot, and about every other time ends at the bound.
        """
        run, kind, found = self.run, self.run.tally.entries[index].aim.goal.kind, False
        plans = dict(self.plans_in(run.tally.placing or {}))
        for _ in range(EXCHANGES):
            if self._done(index):
                break
            seconds = POLISHING * run.watch.left()
            placing = exchange(self._alternatives_of(kind), plans, chosen, seconds=seconds)
            if placing is not None:
                found = True
                run.tally.offer(placing, trusted=False)
        return found

    def _alternatives_of(self, kind: GoalKind) -> Alternatives:
        costs = self._all_costs(kind)
        if costs not in self._alternatives:
            seed = self.run.style.seed
            self._alternatives[costs] = Alternatives(self.run, self._single(), costs, seed=seed)
        return self._alternatives[costs]

    def _seat(self, index: int, chosen: dict[int, Plan], detour: int, seed: int) -> None:
        run, kind = self.run, self.run.tally.entries[index].aim.goal.kind
        push = PUSH.get(kind, 2.0)
        manner = Manner(self._all_costs(kind), detour, push, patience=PATIENCE)
        placing = seat(run, self._single(), chosen, manner, seed=seed)
        if placing is not None:
            run.tally.offer(placing, trusted=False)
            if not self._done(index):
                self._polish(kind, placing)

    def _all_costs(self, kind: GoalKind) -> Costs:
        """Give the costs of this tier, those of the tiers before it far above."""
        day, idle, metre = self.costs.day, self.costs.idle, self.costs.metre
        own = COSTS.get(kind, Costs())
        return Costs(MUCH * day + own.day, MUCH * idle + own.idle, MUCH * metre + own.metre)

    def settle(self, index: int) -> None:
        """Keep a tier at its value from now on."""
        entry = self.run.tally.entries[index]
        kind = entry.aim.goal.kind
        if kind is GoalKind.EVENNESS:
            self._held.append((entry.aim, -(entry.value or 0)))
            for relaxation in self._relaxations.values():
                relaxation.hold(*self._held[-1])
        else:
            self.budgets[COSTS[kind]] = entry.value or 0
            self.costs = self._all_costs(kind)

    def plans_in(self, placing: dict[int, int]) -> list[tuple[int, Plan]]:
        """Give the plan each party has in a timetable."""
        parties = [party for group in self.groups for party in group.parties]
        return [(party, plan_in(self.run.layout, placing, party)) for party in parties]


def plan_in(layout: Layout, placing: dict[int, int], party: int) -> Plan:
    """Give the plan a party has in a timetable."""
    own: Iterable[tuple[int, int]] = (
        (r, placing[r]) for r in layout.requests_of[party] if r in placing
    )
    return tuple(sorted(own, key=lambda meeting: meeting[1]))
