"""Room for other meetings in a timetable: whole plans are moved, and few of them.

Parties whose meetings change, and whom they push out, take plans that cost no more days and breaks
than they have to; everybody else stays. Who has to move is found by ejection over plans as in
``seat``, over and over from the timetable, each attempt to move fewer than the best so far. How
these share the room that the others leave is then a small problem of its own.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from ortools.sat.python import cp_model

from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.search import ask
from solver.running.watch import Watch
from solver.whole_plans.nearby import Nearby, PlanPool
from solver.whole_plans.plans import MOST_REQUESTS
from solver.whole_plans.priced import Numbers

# With a timetable found, and without one.
ATTEMPTS, MOST_ATTEMPTS = 60, 1000
LONGEST_ATTEMPT = 60
# By how much plans just as good are told apart by lot, and a party that had to push gets dearer.
WHIM, HARDER = 0.5, 0.5
# Parties beyond this are too many to share the room in one model.
MOST_SHARING = 40

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def make_room(run: Run, nearby: Nearby, chosen: Collection[int]) -> None:
    """Offer timetables that hold chosen meetings, with few moved against the earlier one."""
    own: dict[int, set[int]] = {}
    for request in set(chosen).symmetric_difference(nearby.earlier):
        party = nearby.party_of[request]
        own[party] = {r for r in run.layout.requests_of[party] if r in chosen}
    if not own or max(map(len, own.values())) > MOST_REQUESTS:
        return
    changed = nearby.pools(own)
    if changed is None:
        return
    search = Ejection(run, nearby, own, changed)
    taken = search.best()
    if taken is not None:
        taken = share_room(run, search, taken, walks=True) or taken
        run.tally.offer({**search.rest(taken), **search.placing(taken)}, trusted=False)


class Ejection:
    """Parties that change, those they push out, and how hard each was to place so far."""

    def __init__(
        self,
        run: Run,
        nearby: Nearby,
        own: Mapping[int, Collection[int]],
        changed: Mapping[int, PlanPool],
    ) -> None:
        self.run, self.nearby, self.own = run, nearby, own
        self.pools = dict(changed)
        self.first = list(changed)
        self.lot = np.random.default_rng(run.style.seed)
        self.penalty: dict[int, float] = {}
        self.used = nearby.used.copy()
        for party in own:
            for row in nearby.rows_now[party]:
                self.used[row] -= 1
        self.price = np.zeros(len(self.used))
        self.price[nearby.limit <= 0] = np.inf
        self._taken: dict[int, int] = {}
        self._away: set[int] = set()
        self._here: dict[int, set[int]] = {}
        full = np.flatnonzero((self.used >= nearby.limit) & (nearby.limit > 0))
        for row in full.tolist():
            self.price[row] = self._push(row)

    def _weight(self, party: int) -> float:
        return len(self.nearby.own[party]) + self.penalty.get(party, 0.0)

    def _holders(self, row: int) -> Iterable[int]:
        away = self._away
        for party in self.nearby.holders.get(row, ()):
            if party not in away and party not in self.own:
                yield party
        yield from self._here.get(row, ())

    def _push(self, row: int) -> float:
        return min((self._weight(party) for party in self._holders(row)), default=np.inf)

    def best(self) -> dict[int, int] | None:
        """Give the plan of each party that has to move, those that move fewest meetings."""
        best: dict[int, int] | None = None
        most = np.inf
        watch = Watch(self.run.watch.left() / 2, self.run.watch.over)
        for attempt in range(MOST_ATTEMPTS):
            if watch.over() or (best is not None and attempt >= ATTEMPTS):
                break
            found = self._attempt(self.used.copy(), self.price.copy(), most)
            if found is not None:
                shared = share_room(self.run, self, found)
                best = self._without_those_who_stay(shared or found)
                most = sum(int(self.pools[one].moves[index]) for one, index in best.items())
        return best

    def _without_those_who_stay(self, taken: Mapping[int, int]) -> dict[int, int]:
        return {
            party: index
            for party, index in taken.items()
            if party in self.own or self.pools[party].moves[index]
        }

    def _attempt(self, used: Floats, price: Floats, most: float) -> dict[int, int] | None:
        """Place the parties that change and whom they push out; None if too many have to move."""
        self._taken, self._away, self._here = {}, set(), {}
        waiting = [self.first[i] for i in self.lot.permutation(len(self.first)).tolist()]
        moved = 0.0
        for _ in range(LONGEST_ATTEMPT):
            if not waiting:
                return dict(self._taken) if moved < most else None
            party = waiting.pop()
            pool = self._pool(party)
            if pool is None:
                return None
            cost = price[pool.rows].sum(axis=1) + pool.moves
            index = int((cost + WHIM * self.lot.random(len(cost))).argmin())
            if not np.isfinite(cost[index]):
                return None
            pushed = self._clear(pool.rows[index].tolist(), used, price)
            if pushed:
                self.penalty[party] = self.penalty.get(party, 0.0) + HARDER
            moved += int(pool.moves[index])
            for one in pushed:
                moved -= int(self._moves_of(one))
                self._taken.pop(one, None)
                waiting.insert(int(self.lot.integers(len(waiting) + 1)), one)
            self._fill(party, index, used, price)
            if moved + len(waiting) >= most:
                return None
        return None

    def _pool(self, party: int) -> PlanPool | None:
        if party not in self.pools:
            found = self.nearby.pools({party: self.nearby.own[party]})
            if found is None:
                return None
            self.pools.update(found)
        return self.pools[party]

    def _moves_of(self, party: int) -> int:
        return int(self.pools[party].moves[self._taken[party]]) if party in self._taken else 0

    def _clear(self, rows: list[int], used: Floats, price: Floats) -> list[int]:
        pushed = []
        for row in rows:
            if used[row] >= self.nearby.limit[row]:
                one = min(self._holders(row), key=lambda party: (self._weight(party), party))
                pushed.append(one)
                self._remove(one, used, price)
        return pushed

    def _remove(self, party: int, used: Floats, price: Floats) -> None:
        if party in self._taken:
            rows = self.pools[party].rows[self._taken[party]].tolist()
            for row in rows:
                self._here[row].discard(party)
        else:
            rows = self.nearby.rows_now[party]
            self._away.add(party)
        for row in rows:
            used[row] -= 1
            if used[row] < self.nearby.limit[row]:
                price[row] = 0.0

    def _fill(self, party: int, index: int, used: Floats, price: Floats) -> None:
        self._taken[party] = index
        for row in self.pools[party].rows[index].tolist():
            used[row] += 1
            self._here.setdefault(row, set()).add(party)
            if used[row] >= self.nearby.limit[row]:
                price[row] = self._push(row)

    def placing(self, taken: Mapping[int, int]) -> dict[int, int]:
        """Give the slots of the parties' meetings."""
        return {
            request: slot
            for party, index in taken.items()
            for request, slot in zip(
                self.pools[party].requests, self.pools[party].slots[index].tolist(), strict=True
            )
        }

    def rest(self, taken: Collection[int]) -> dict[int, int]:
        """Give the slots of all others' meetings."""
        gone = {*taken, *self.own}
        return {
            r: slot
            for r, slot in self.nearby.earlier.items()
            if self.nearby.party_of[r] not in gone
        }


def share_room(
    run: Run, search: Ejection, taken: Mapping[int, int], *, walks: bool = False
) -> dict[int, int] | None:
    """Let the parties that move share the room the others leave, at the least cost.

    Days and breaks count most, then metres if ``walks``, then the meetings moved.
    """
    if len(taken) > MOST_SHARING or run.over():
        return None
    nearby = search.nearby
    used = search.used.copy()
    for party in taken:
        if party not in search.own:
            for row in nearby.rows_now[party]:
                used[row] -= 1
    room = nearby.limit - used
    model = cp_model.CpModel()
    filled: dict[int, list[cp_model.IntVar]] = {}
    literals: list[cp_model.IntVar] = []
    named: list[tuple[int, int]] = []
    prices: list[Numbers] = []
    weights = _weights(run, search, taken, walks=walks)
    for party, index in taken.items():
        pool = search.pools[party]
        fits = np.flatnonzero((room[pool.rows] >= 1).all(axis=1))
        own = [model.new_bool_var("") for _ in fits]
        model.add_exactly_one(own)
        literals += own
        named += [(party, one) for one in fits.tolist()]
        prices.append(
            weights[0] * pool.flaws[fits] + weights[1] * pool.metres[fits] + pool.moves[fits]
        )
        for literal, plan in zip(own, fits.tolist(), strict=True):
            model.add_hint(literal, plan == index)
            for row in pool.rows[plan].tolist():
                filled.setdefault(row, []).append(literal)
    for row, own in filled.items():
        if len(own) > room[row]:
            model.add(cp_model.LinearExpr.sum(own) <= int(room[row]))
    model.minimize(cp_model.LinearExpr.weighted_sum(literals, np.concatenate(prices).tolist()))
    solver = ask(model, run.watch, run.style, seconds=run.watch.left() / 2)
    if solver is None:
        return None
    return {
        party: index
        for literal, (party, index) in zip(literals, named, strict=True)
        if solver.boolean_value(literal)
    }


def _weights(run: Run, search: Ejection, taken: Collection[int], *, walks: bool) -> tuple[int, int]:
    """Give what a flaw and a metre count, a meeting moved counting one."""
    walks = walks and any(goal.kind is GoalKind.WALKING for goal in run.layout.problem.goals)
    pools = [search.pools[party] for party in taken]
    metre = 1 + sum(len(pool.requests) for pool in pools) if walks else 0
    flaw = 1 + (metre or 1) * (1 + sum(int(pool.metres.max()) for pool in pools))
    return flaw, metre
