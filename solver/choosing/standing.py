"""The relaxation kept at its optimum, to ask again and again what holding a request would cost.

It is kept twice: once at the best of the last tier, once at the timetable as it is. A request
that has to be held changes nothing but limits, so that each goes on from its last vertex by a
few pivots of the dual simplex.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from solver.aims import Aim
from solver.choosing.bounds import SCALE, WHOLE, Numbers, Relaxation, RelaxationSolver, Relaxed
from solver.layout import Layout
from solver.running.watch import Watch

ROUNDING = 1e-6
DOUBLINGS = 24
# Requests held in part that are settled one by one.
MOST_SETTLED = 8


@dataclass
class Held:
    """What the relaxation says of a request that has to be held.

    Attributes
    ----------
    bounds
        For each leading tier what it cannot exceed, as long as those before attain theirs;
        fewer than tiers if time ran out.
    proof
        Of the last of these.
    kept
        The point that attains them and keeps most meetings of the best timetable, weighted by
        their number, and most of these in their stretch of time.
    impossible
        Whether the relaxation cannot hold the request at all.
    """

    bounds: list[int] = field(default_factory=list)
    proof: Relaxed | None = None
    kept: Relaxed | None = None
    impossible: bool = False


class Standing:
    """What a proven best timetable attains, and what the relaxation says of any change to it.

    Parameters
    ----------
    layout
        Of the problem as it was solved.
    tiers, values
        The leading tiers, all of them maximised, and what the best timetable attains there.
    earlier
        The slot of each request it holds.
    watch
        Limits the first solve, the only one that takes more than a moment.

    Attributes
    ----------
    relaxation
        All rules that bind single meetings or their sums.
    proofs
        For each tier its bound, as long as those before keep their values; fewer than tiers
        if time ran out.
    """

    def __init__(
        self,
        layout: Layout,
        tiers: Sequence[Aim],
        values: Sequence[int],
        earlier: Mapping[int, int],
        watch: Watch,
    ) -> None:
        self.relaxation = Relaxation(layout, tiers)
        self.values = list(values)
        self._solver = RelaxationSolver(self.relaxation)
        self._weights = [self.relaxation.weights(aim) for aim in tiers]
        self._tier_rows = [self._solver.add_row(weights) for weights in self._weights]
        self._keeping = self._weights_of_keeping(earlier)
        # Limited from the start, for rows without any limit would not be loaded.
        self._keep_tiers(self._solver, self.values)
        self._keeper = RelaxationSolver(self.relaxation, apart=True)
        self._keep_tiers(self._solver, ())
        self.proofs: list[Relaxed] = []
        with ThreadPoolExecutor(1) as beside:
            kept = beside.submit(self._keeper.weigh, self._keeping, watch)
            self._prove(watch)
            kept.result()

    def _prove(self, watch: Watch) -> None:
        """Prove tier after tier, each with those before at their values."""
        for weights, row, value in zip(self._weights, self._tier_rows, self.values, strict=True):
            proof = self._solver.weigh(weights, watch)
            if not isinstance(proof, Relaxed):
                return
            self.proofs.append(_at(proof, value))
            self._solver.at_least(row, float(value))

    @property
    def complete(self) -> bool:
        """Whether every tier has its proof, so that requests can be asked about."""
        return len(self.proofs) == len(self.values)

    def _weights_of_keeping(self, earlier: Mapping[int, int]) -> Numbers:
        """Reward each meeting kept, and by one more if it stays in its stretch of time."""
        weights: Numbers = np.zeros(self.relaxation.size, dtype=np.int64)
        for request, slot in earlier.items():
            for stretch, column in self.relaxation.column_of[request].items():
                stays = slot in self.relaxation.stretches[stretch]
                weights[column] = len(earlier) + (1 if stays else 0)
        return weights

    def least_loss(self, request: int) -> tuple[int, int] | None:
        """Give a tier and by how much it falls at least if the request is held, or one before.

        This costs no solve. None if the prices tell nothing, or the request has no slot.
        """
        if not self.relaxation.column_of[request]:
            return None
        for tier, value in enumerate(self.values[: len(self.proofs)]):
            most = self._repriced(request, tier, ()).bound
            if most < value:
                return tier, value - most
        return None

    def _repriced(self, request: int, tier: int, before: Sequence[int]) -> Relaxed:
        """Give the proof of a tier as it changes with the request held, by its prices alone.

        Of the request's columns one is taken: the dearest takes as much from the sum that
        proved the bound. A tier before that falls adds to it as the multiplier of its row says.

        Parameters
        ----------
        before
            What the tiers before attain; where left out, their values.
        """
        proof = self.proofs[tier]
        total = proof.bound * SCALE + proof.slack
        for row, value, now in zip(self._tier_rows, self.values, before, strict=False):
            total += int(proof.multiplier[row]) * (now - value)
        columns = list(self.relaxation.column_of[request].values())
        dearest = min(0, int(proof.price[columns].max()))
        price, multiplier = proof.price.copy(), proof.multiplier.copy()
        price[columns] -= dearest
        multiplier[self.relaxation.request_row[request]] += dearest
        bound, slack = divmod(total + dearest, SCALE)
        return Relaxed(bound, proof.point, slack, price, multiplier)

    def hold(self, request: int, watch: Watch) -> Held:
        """Give what is left of each tier if a request, which has slots, has to be held."""
        row = self.relaxation.request_row[request]
        self._solver.at_least(row, 1.0)
        self._keeper.at_least(row, 1.0)
        try:
            return self._hold(request, watch)
        finally:
            # A limit that never binds leaves the vertex where it is; none at all would not.
            self._solver.at_least(row, 0.0)
            self._keeper.at_least(row, 0.0)

    def must_hold(self, request: int, forced: int, bounds: Sequence[int], watch: Watch) -> bool:
        """Whether a request is held wherever another is and the tiers attain these bounds.

        If the last of these tiers falls without it, a few pivots tell.
        """
        rows = self.relaxation.request_row
        self._solver.at_least(rows[forced], 1.0)
        self._solver.at_most(rows[request], 0.0)
        self._keep_tiers(self._solver, bounds[:-1])
        answer = self._solver.weigh(self._weights[len(bounds) - 1], watch)
        self._solver.at_most(rows[request], 1.0)
        needed = isinstance(answer, Relaxed) and answer.bound < bounds[-1]
        if answer is False:
            weights: Numbers = np.zeros(self.relaxation.size, dtype=np.int64)
            weights[list(self.relaxation.column_of[request].values())] = -1
            self._keep_tiers(self._solver, bounds)
            answer = self._solver.weigh(weights, watch)
            needed = isinstance(answer, Relaxed) and answer.bound <= -1
        self._solver.at_least(rows[forced], 0.0)
        return needed

    def _keep_tiers(self, solver: RelaxationSolver, values: Sequence[int]) -> None:
        """Let the leading tiers keep these values, and the others whatever they will."""
        for place, row in enumerate(self._tier_rows):
            solver.at_least(row, float(values[place]) if place < len(values) else 0.0)

    def _hold(self, request: int, watch: Watch) -> Held:
        """Bound tier after tier, by a solve only where the point at hand does not attain it.

        While no tier has fallen none can rise, for the timetable is proved best.
        """
        held = Held()
        last = self._last_tier(request, watch)
        answer = last or self._some_point(watch)
        if not isinstance(answer, Relaxed):
            held.impossible = answer is False
            return held
        for tier, (weights, value) in enumerate(zip(self._weights, self.values, strict=True)):
            intact = held.bounds == self.values[:tier]
            proof = self._repriced(request, tier, held.bounds)
            bound = min(proof.bound, value) if intact else proof.bound
            # Added up without BLAS, whose threads take longer to wake than this takes.
            if (weights * answer.point).sum() < bound - ROUNDING:
                self._keep_tiers(self._solver, held.bounds)
                solved = last if last and intact else self._solver.weigh(weights, watch)
                if not isinstance(solved, Relaxed):
                    return held
                answer = proof = solved
                bound = min(proof.bound, bound)
            held.bounds.append(bound)
            held.proof = _at(proof, bound)
        self._keep_tiers(self._keeper, held.bounds)
        kept = self._keeper.weigh(self._keeping, watch)
        held.kept = self._in_whole_requests(kept, watch) if isinstance(kept, Relaxed) else None
        return held

    def _in_whole_requests(self, kept: Relaxed, watch: Watch) -> Relaxed:
        """Settle requests held in part one after the other, as long as nothing more has to go."""
        relaxation, answer = self.relaxation, kept
        settled: list[int] = []
        while len(settled) < MOST_SETTLED:
            shares = relaxation.shares(answer)
            parts = [r for r, share in enumerate(shares) if WHOLE < share < 1 - WHOLE]
            if not parts:
                kept = replace(kept, point=answer.point)
                break
            settled.append(relaxation.request_row[max(parts, key=shares.__getitem__)])
            self._keeper.at_least(settled[-1], 1.0)
            found = self._keeper.weigh(self._keeping, watch)
            if not isinstance(found, Relaxed) or found.bound < kept.bound:
                break
            answer = found
        for row in settled:
            self._keeper.at_least(row, 0.0)
        return kept

    def _last_tier(self, request: int, watch: Watch) -> Relaxed | None:
        """Give the best of the last tier if those before it need not fall."""
        fallen = self.least_loss(request)
        if fallen is not None and fallen[0] < len(self.values) - 1:
            return None
        self._keep_tiers(self._solver, self.values[:-1])
        answer = self._solver.weigh(self._weights[-1], watch)
        return answer if isinstance(answer, Relaxed) else None

    def _some_point(self, watch: Watch) -> Relaxed | bool | None:
        """Give a point that is likely to be good in all tiers, the first above all."""
        self._keep_tiers(self._solver, ())
        blend = np.zeros_like(self._weights[0])
        for tier, weights in enumerate(self._weights[:-1]):
            blend += weights << max(0, DOUBLINGS - 2 * tier)
        return self._solver.weigh(blend + self._weights[-1], watch)


def _at(proof: Relaxed, value: int) -> Relaxed:
    """Give a proof as one for a value that is not above its bound, with the slack to it."""
    return replace(proof, bound=value, slack=proof.slack + (proof.bound - value) * SCALE)


@dataclass(frozen=True)
class Doubts:
    """Asks what else has to be held if one request is, at what that leaves of the tiers."""

    standing: Standing
    request: int
    bounds: Sequence[int]

    def must_hold(self, request: int, watch: Watch) -> bool:
        """Whether some tier would fall short of its bound without the other request."""
        return self.standing.must_hold(request, self.request, self.bounds, watch)
