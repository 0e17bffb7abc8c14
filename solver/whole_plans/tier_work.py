"""One tier by whole plans: its bound, the best mixture of plans this brought up, slots for these.

The bound holds over all choices of meetings that are as good in the tiers before, by column
generation. What only one of the three cannot settle the next may: the bound and the timetable
meet more often than not.
"""

from dataclasses import replace
from functools import partial

from solver.choosing.bounds import Relaxation
from solver.choosing.choose import Choice
from solver.problem import GoalKind
from solver.running.run import Run
from solver.whole_plans.alternatives import Alternatives
from solver.whole_plans.company import Alone, Company, Drawn, Known
from solver.whole_plans.master import Master
from solver.whole_plans.mixtures import FLAWS, Mixture, Mixtures, closest
from solver.whole_plans.plans import COSTS, Costs, Plan, Plans, plan_in
from solver.whole_plans.relieve import exchange, relieve
from solver.whole_plans.seat import Manner, seat
from solver.whole_plans.shared import Shared
from solver.whole_plans.shorten import shorten

KINDS = (*COSTS, GoalKind.EVENNESS)
# How much dearer than chosen a plan may be; after the first, of parties hard to find slots for.
# Second days and breaks too many are seen to afterwards.
DETOURS = {GoalKind.DAYS: (1,), GoalKind.BREAKS: (1,), GoalKind.WALKING: (0, 30, 90, 200)}
PUSH = {GoalKind.DAYS: 0.01, GoalKind.BREAKS: 0.01, GoalKind.WALKING: 2.0}
# How many slots on either side of a pause stand by themselves, from attempt to attempt, where
# ways take long. Days and breaks of who walks far hang on such slots; with more of them a bound
# is closer, and a mixture at it harder to find.
EDGES = {GoalKind.DAYS: (1, 2), GoalKind.BREAKS: (1, 2)}
# How often the meetings of a mixture at the closest bound are exchanged.
EXCHANGES = 3
# Metres that a party may walk further than in a mixture at first.
FURTHER = 300
# Of so many attempts at the closest bound one begins anywhere, the others near the timetable.
DIVES = 3
# Of the time left, for bettering a timetable whose meetings are kept.
POLISHING = 0.25
# More than any plan can cost in a later tier.
MUCH = 1 << 20


class Work:
    """The plans in use, and what is settled by now.

    Attributes
    ----------
    whole, run
        The run, and that of the tier worked at, which is over as soon as the tier is proved.
    far
        Whether ways take time.
    """

    def __init__(self, run: Run, choice: Choice, groups: list[Plans]) -> None:
        self.whole, self.run = run, run
        self.choice, self.groups = choice, groups
        self.company: Company = Alone()
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

    def improve(self, index: int, company: Company | None = None, *, lent: int = 0) -> None:
        """Bound a tier, then look for timetables at the bound.

        Parameters
        ----------
        company
            Whoever else works at it; nobody if None.
        lent
            Bytes of memory that are left to the other.
        """
        self.company = company or Alone()
        watch = self.whole.watch.until(partial(self._closed, index), lent=lent)
        self.run = replace(self.whole, watch=watch)
        kind = self.whole.tally.entries[index].aim.goal.kind
        if self.company.relieves:
            self._polish(index, self.whole.tally.placing or {})
        ways = self.ways(kind)
        series = self._bound_all(index, ways, self.company.begin())
        tried = 0
        for nth in self.company.turns:
            self._go_on_from(index, self.company.handed_over(), series)
            edges = closest(series)
            own = series[edges]
            if self.run.over() or own.over():
                return
            # Where slots are taken together nearness deceives: what moves least has no slots.
            close = kind in FLAWS and edges == max(ways)
            tried += close
            there = dict(self.plans_in(self.run.tally.placing or {}))
            for mixture in own.attempt(nth, there if close and tried % DIVES else None):
                self._take(index, mixture, EXCHANGES if close else 1)
                if self.run.over():
                    return

    def ways(self, kind: GoalKind) -> tuple[int, ...]:
        """Give how many slots beside a pause stand by themselves, from attempt to attempt."""
        return EDGES.get(kind, (1,)) if self.far else (1,)

    def _bound_all(
        self, index: int, ways: tuple[int, ...], drawn: Drawn | None
    ) -> dict[int, Mixtures]:
        """Bound a tier in the ways that are seen to here, each from the plans so far."""
        series: dict[int, Mixtures] = {}
        known: Known = drawn.plans if drawn is not None else ()
        for edges in ways:
            if self.company.edges in (None, edges):
                series[edges] = self._bounded(index, edges, known)
                known = series[edges].plans()
        return series

    def _closed(self, index: int) -> bool:
        self.company.listen()
        return self.whole.tally.entries[index].closed

    def _bounded(self, index: int, edges: int, known: Known) -> Mixtures:
        """Give a series of mixtures for a tier, and note its bound."""
        entry = self.run.tally.entries[index]
        start = partial(self._start, index, edges)
        series = Mixtures(self.run, entry, start, known, self._elsewhere)
        bound = series.bound()
        if bound is not None:
            self.company.hand_over(Drawn(edges, bound, series.plans()))
            self.run.tally.prove(index, bound)
            self.company.tell(None, entry.bound)
        return series

    def _elsewhere(self) -> int:
        drawn = self.company.handed_over()
        return 0 if drawn is None else drawn.bound

    def _go_on_from(self, index: int, drawn: Drawn | None, series: dict[int, Mixtures]) -> None:
        """Add a series of plans drawn up elsewhere, if it is closer than all here."""
        if drawn is None or drawn.edges in series:
            return
        best = closest(series)
        if (drawn.bound, drawn.edges) > (series[best].at_least, best):
            series[drawn.edges] = self._bounded(index, drawn.edges, drawn.plans)

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

    def _take(self, index: int, mixture: Mixture, exchanges: int) -> None:
        """Find slots for a mixture."""
        kind = self.run.tally.entries[index].aim.goal.kind
        if kind in FLAWS and self._exchange(index, mixture, exchanges):
            return
        if kind is GoalKind.WALKING:
            self._walk(index, mixture)
        if not self.run.over():
            self._seat(index, mixture.plans, mixture.seed)

    def _offer(self, index: int, placing: dict[int, int]) -> None:
        if self.run.tally.offer(placing, trusted=False):
            self.company.tell(placing, self.run.tally.entries[index].bound)

    def _single(self) -> Shared:
        """Give the rows with every slot by itself."""
        if self.slots is None:
            self.slots = Shared(Relaxation(self.run.layout, (), single=True), self.groups)
        return self.slots

    def _polish(self, index: int, placing: dict[int, int]) -> None:
        """Better a timetable in one tier with its meetings kept, whatever it costs in those behind.

        Parties are rid of second days and breaks; ways are made shorter.
        """
        run, plans = self.run, dict(self.plans_in(placing))
        kind = run.tally.entries[index].aim.goal.kind
        seconds = POLISHING * run.watch.left()
        better = None
        if kind in FLAWS:
            better = relieve(self._alternatives_of(kind), plans, seconds=seconds)
        elif kind is GoalKind.WALKING:
            shared, costs = self._single(), self._all_costs(kind)
            better = shorten(run, shared, plans, costs, seed=run.style.seed, seconds=seconds)
        if better is not None:
            self._offer(index, better)

    def _exchange(self, index: int, mixture: Mixture, exchanges: int) -> bool:
        """Let the timetable have the meetings of a mixture, few of which are new as a rule.

        Each time it is tried anew by lot, and about every other time ends at the bound.
        """
        run, entry, found = self.run, self.run.tally.entries[index], False
        alternatives = self._alternatives_of(entry.aim.goal.kind)
        plans = dict(self.plans_in(run.tally.placing or {}))
        for _ in range(exchanges):
            if run.over() or mixture.least < entry.bound:
                break
            seconds = POLISHING * run.watch.left()
            placing = exchange(alternatives, plans, mixture.plans, seconds=seconds)
            if placing is not None:
                found = True
                self._offer(index, placing)
        return found

    def _walk(self, index: int, mixture: Mixture) -> None:
        """Let the timetable have the meetings of a mixture by longer ways, then shorten these."""
        run = self.run
        placing = exchange(
            self._alternatives_of(GoalKind.WALKING),
            dict(self.plans_in(run.tally.placing or {})),
            mixture.plans,
            seconds=POLISHING * run.watch.left(),
            detour=FURTHER,
        )
        if placing is not None:
            self._polish(index, placing)

    def _alternatives_of(self, kind: GoalKind) -> Alternatives:
        costs = self._all_costs(kind)
        if costs not in self._alternatives:
            seed = self.run.style.seed
            self._alternatives[costs] = Alternatives(self.run, self._single(), costs, seed=seed)
        return self._alternatives[costs]

    def _seat(self, index: int, chosen: dict[int, Plan], seed: int) -> None:
        """Place the meetings of a mixture anew, everybody's plan about as dear as there."""
        run, kind = self.run, self.run.tally.entries[index].aim.goal.kind
        push, detours = PUSH.get(kind, 2.0), DETOURS.get(kind, (0, 20, 60))
        manner = Manner(self._all_costs(kind), detours, push)
        placing = seat(run, self._single(), chosen, manner, seed=seed)
        if placing is not None:
            self._offer(index, placing)
            if not run.over():
                self._polish(index, placing)

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
