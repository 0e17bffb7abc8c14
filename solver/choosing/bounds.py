"""Which meetings: the linear relaxation, and what its multipliers prove in whole numbers.

The choice of meetings is nearly a flow, so the relaxation tends to have a vertex in whole
numbers, which is then a timetable. Its bounds are not taken on trust from floating-point
arithmetic: the multipliers of the rows are rounded to fractions of 2**30, and the bound they
imply by weak duality is computed in integers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from solver.aims import Aim
from solver.choosing.glop import Glop
from solver.choosing.rule_rows import RuleRows
from solver.choosing.stretches import stretches
from solver.layout import Layout
from solver.measures import added_load
from solver.problem import GoalKind
from solver.running.watch import Watch

SCALE = 1 << 30
WHOLE = 1e-5
_RUNGED = (GoalKind.COVERAGE, GoalKind.EVENNESS)
_FAR = np.inf

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass
class Rows:
    """The relaxation as sparse rows: lower ≤ coefficients · columns ≤ upper, columns in [0, 1]."""

    columns: list[int] = field(default_factory=list)
    coefficients: list[int] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    _arrays: tuple[Numbers, Numbers, Numbers] | None = field(default=None, repr=False)

    def add(
        self,
        columns: Sequence[int],
        lower: float = -_FAR,
        upper: float = _FAR,
        coefficients: Sequence[int] | None = None,
    ) -> int:
        """Add a row and give its number."""
        number = len(self.lower)
        self.columns.extend(columns)
        self.coefficients.extend(coefficients or [1] * len(columns))
        self.row_of.extend([number] * len(columns))
        self.lower.append(lower)
        self.upper.append(upper)
        return number

    def twin(self) -> Rows:
        """Give the same rows, with limits of their own."""
        return replace(self, lower=list(self.lower), upper=list(self.upper))

    def arrays(self) -> tuple[Numbers, Numbers, Numbers]:
        """Give column, coefficient and row of each entry."""
        if self._arrays is None or len(self._arrays[0]) != len(self.columns):
            self._arrays = (
                np.array(self.columns, dtype=np.int64),
                np.array(self.coefficients, dtype=np.int64),
                np.array(self.row_of, dtype=np.int64),
            )
        return self._arrays


@dataclass(frozen=True)
class Relaxed:
    """The best point of the relaxation for one tier.

    Attributes
    ----------
    bound
        What the tier cannot exceed, proved in integers.
    point
        Values of the columns.
    slack, price, multiplier
        In units of 1/SCALE: how far the proof lies above ``bound``; what a column or a row is
        worth in it. Integers throughout.
    """

    bound: int
    point: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    slack: int
    price: Numbers
    multiplier: Numbers


class Relaxation:
    """The linear relaxation of a problem: all rules that bind single meetings or their sums.

    Travel and the spread of breaks are left out, so that a bound holds for all timetables
    while a best point need not be one. Slots that are alike are taken together as stretches,
    which makes it several times smaller and not weaker.

    Attributes
    ----------
    stretches
        Slots taken together; so many beside a pause are not as ``edges`` says.
    single
        Whether every slot stands by itself, as where meetings have an order or take several.
    column_of
        For each request the column of each stretch it may begin in, by the stretch's number.
    rungs_of
        For each party the columns that say it has at least one meeting, two and so on; one
        such list for each side that counts it.
    """

    def __init__(
        self,
        layout: Layout,
        tiers: Sequence[Aim],
        *,
        chosen: Sequence[Collection[int]] | None = None,
        single: bool = False,
        edges: int = 0,
    ) -> None:
        self.layout = layout
        candidates = layout.candidates if chosen is None else chosen
        self.single = bool(layout.order) or layout.long or single
        self.stretches = stretches(layout, candidates, single=self.single, edges=edges)
        self.rows = Rows()
        self.column_of: list[dict[int, int]] = []
        self.size = 0
        number = {slot: index for index, slots in enumerate(self.stretches) for slot in slots}
        for own in candidates:
            found = dict.fromkeys(number[slot] for slot in own)
            self.column_of.append({one: self.size + i for i, one in enumerate(found)})
            self.size += len(found)
        rules = RuleRows(layout, self.rows, self.stretches, self.column_of, single=self.single)
        self.request_row, self._own = rules.request_row, rules.own
        self._rungs: dict[tuple[str, int], list[int]] = {}
        self.rungs_of: dict[int, list[list[int]]] = {}
        self._load: dict[int, int] = {}
        sides = {kind: {a.goal.side for a in tiers if a.goal.kind is kind} for kind in _RUNGED}
        for side in dict.fromkeys(a.goal.side for a in tiers if a.goal.kind in _RUNGED):
            self._add_rungs(side, full=side in sides[GoalKind.EVENNESS])

    def _add_rungs(self, side: str, *, full: bool) -> None:
        """Add columns "at least k meetings", for each party together at most its meetings.

        If ``full``, they are exactly its meetings, as what is to be kept down has to be.
        """
        for party in self.layout.on_side(side):
            most = self.layout.most_meetings(party)
            rungs = list(range(self.size, self.size + most))
            self.size += most
            self.rungs_of.setdefault(party, []).append(rungs)
            for level, rung in enumerate(rungs, start=1):
                self._rungs.setdefault((side, level), []).append(rung)
                self._load[rung] = added_load(level, self.layout.parties[party].seats)
            meetings = self._own[party]
            signs = [1] * most + [-1] * len(meetings)
            least = 0.0 if full else -_FAR
            self.rows.add(rungs + meetings, least, 0.0, coefficients=signs)

    def weights(self, aim: Aim) -> Numbers:
        """Give what each column adds to a coverage level or to worth, or takes from evenness."""
        found = np.zeros(self.size, dtype=np.int64)
        if aim.goal.kind is GoalKind.COVERAGE:
            found[self._rungs.get((aim.goal.side, aim.level or 1), [])] = 1
            return found
        side = aim.goal.side
        if aim.goal.kind is GoalKind.EVENNESS:
            for (own, _), rungs in self._rungs.items():
                if own == side:
                    found[rungs] = [-self._load[rung] for rung in rungs]
            return found
        for request, columns in enumerate(self.column_of):
            sides = {self.layout.parties[party].side for party in self.layout.ends[request]}
            if side == "" or side in sides:
                found[list(columns.values())] = self.layout.requests[request].worth
        return found

    def hold(self, aim: Aim, value: int) -> None:
        """Add a row that keeps a tier at a value or better."""
        weights = self.weights(aim)
        columns: list[int] = np.flatnonzero(weights).tolist()
        coefficients: list[int] = weights[columns].tolist()
        self.rows.add(columns, lower=float(value), coefficients=coefficients)

    def stretch_of(self, relaxed: Relaxed) -> dict[int, int] | None:
        """Give each meeting's stretch, or None if the point is not whole."""
        found = {}
        for request, columns in enumerate(self.column_of):
            for stretch, column in columns.items():
                share = relaxed.point[column]
                if share > WHOLE:
                    if share < 1 - WHOLE:
                        return None
                    found[request] = stretch
        return found

    def shares(self, relaxed: Relaxed) -> list[float]:
        """Give for each request how much of it is held in the point, from 0 to 1."""
        return [
            float(sum(relaxed.point[column] for column in columns.values()))
            for columns in self.column_of
        ]

    def settled(self, relaxed: Relaxed) -> tuple[list[tuple[int, ...]], set[int]]:
        """Give what every timetable that attains the bound has in common.

        Returns
        -------
        tuple
            The slots left to each request, and the requests that all of them hold. A column
            priced below −slack would push the tier below its bound if taken, and so would a
            row with a multiplier above the slack if not filled: both follow from the same
            sum in integers that proved the bound.
        """
        slots = []
        held = set()
        for request, columns in enumerate(self.column_of):
            left = {
                slot
                for stretch, column in columns.items()
                if relaxed.price[column] >= -relaxed.slack
                for slot in self.stretches[stretch]
            }
            slots.append(tuple(sorted(left)))
            row = self.request_row.get(request)
            tight = row is not None and relaxed.multiplier[row] > relaxed.slack
            if tight or any(relaxed.price[c] > relaxed.slack for c in columns.values()):
                held.add(request)
        return slots, held


class RelaxationSolver:
    """GLOP on a relaxation, tier after tier, each held at its bound for the next.

    Parameters
    ----------
    tiers
        Which are to be held one after the other.
    once
        Whether a single tier is asked for.
    apart
        Whether the limits set here are to leave the relaxation's own as they are.
    """

    def __init__(
        self,
        relaxation: Relaxation,
        tiers: Sequence[Aim] = (),
        *,
        once: bool = False,
        apart: bool = False,
    ) -> None:
        self.relaxation = relaxation
        self.rows = relaxation.rows.twin() if apart else relaxation.rows
        self._glop = Glop(once=once)
        limits = zip(self.rows.lower, self.rows.upper, strict=True)
        self._glop.load(relaxation.size, limits, self.rows.arrays())
        self._weights: Numbers = np.zeros(relaxation.size, dtype=np.int64)
        self._optimal = False
        # Rows that are there from the start leave the basis as it is when they begin to bind.
        self._tier_rows = {aim: self.add_row(relaxation.weights(aim)) for aim in tiers}

    def add_row(self, weights: Numbers) -> int:
        """Add a row over weighted columns that binds nothing yet; give its number."""
        columns: list[int] = np.flatnonzero(weights).tolist()
        coefficients: list[int] = weights[columns].tolist()
        self._glop.add_row(-_FAR, _FAR, zip(columns, coefficients, strict=True))
        return self.rows.add(columns, coefficients=coefficients)

    def at_least(self, row: int, value: float) -> None:
        """Let a row have a lower limit."""
        self.rows.lower[row] = value
        self._glop.limit_row(row, value, self.rows.upper[row])

    def at_most(self, row: int, value: float) -> None:
        """Let a row have an upper limit."""
        self.rows.upper[row] = value
        self._glop.limit_row(row, self.rows.lower[row], value)

    def hold(self, aim: Aim, value: int) -> None:
        """Keep a tier at a value or better from now on."""
        if aim not in self._tier_rows:
            self._tier_rows[aim] = self.add_row(self.relaxation.weights(aim))
        self.at_least(self._tier_rows[aim], float(value))

    def maximise(
        self, aim: Aim, watch: Watch, *, seconds: float | None = None
    ) -> Relaxed | bool | None:
        """Solve for one tier, within ``seconds`` if given; the answer is as from ``weigh``."""
        return self.weigh(self.relaxation.weights(aim), watch, seconds=seconds)

    def most_meetings(self, watch: Watch) -> Relaxed | bool | None:
        """Solve for as many meetings as can be, whatever they are worth."""
        weights: Numbers = np.zeros(self.relaxation.size, dtype=np.int64)
        for columns in self.relaxation.column_of:
            weights[list(columns.values())] = 1
        return self.weigh(weights, watch)

    def must_hold(self, request: int, watch: Watch) -> bool:
        """Whether no point can do without a request: without it, some tier would fall short."""
        weights: Numbers = np.zeros(self.relaxation.size, dtype=np.int64)
        weights[list(self.relaxation.column_of[request].values())] = -1
        answer = self.weigh(weights, watch)
        return isinstance(answer, Relaxed) and answer.bound <= -1

    def weigh(
        self, weights: Numbers, watch: Watch, *, seconds: float | None = None
    ) -> Relaxed | bool | None:
        """Solve for the weighted columns, on from the last vertex.

        If these were the last ones too, and only finite limits have changed since, that vertex
        is still dual feasible.

        Returns
        -------
        Relaxed | bool | None
            False if no point meets all rows, None if time ran out.
        """
        changed: list[int] = np.flatnonzero(weights != self._weights).tolist()
        for column in changed:
            self._glop.weigh(column, float(weights[column]))
        self._weights = weights
        found = self._glop.solve(watch, seconds=seconds, dual=self._optimal and not changed)
        self._optimal = bool(found) or (self._optimal and not changed)
        if not found:
            return found
        return prove(self.rows, weights, self._glop.point(), self._glop.multipliers())


def prove(
    rows: Rows,
    weights: Numbers,
    point: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    duals: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> Relaxed:
    """Turn floating-point multipliers into a bound by weak duality, in integers.

    For any multipliers y with a finite limit on their side, weights · x is at most
    Σ max(0, weights − y·A) + Σ y·limit over all x in [0, 1] that meet the rows.
    """
    lower, upper = np.array(rows.lower), np.array(rows.upper)
    multiplier = np.rint(duals * SCALE).astype(np.int64)
    multiplier[(multiplier > 0) & np.isinf(upper)] = 0
    multiplier[(multiplier < 0) & np.isinf(lower)] = 0
    limit = np.where(multiplier > 0, np.where(np.isinf(upper), 0, upper), 0) + np.where(
        multiplier < 0, np.where(np.isinf(lower), 0, lower), 0
    )
    price = weights * SCALE
    columns, coefficients, row_of = rows.arrays()
    np.subtract.at(price, columns, multiplier[row_of] * coefficients)
    total = sum(price[price > 0].tolist()) + sum(
        one * int(at) for one, at in zip(multiplier.tolist(), limit.tolist(), strict=True) if one
    )
    bound, slack = divmod(total, SCALE)
    return Relaxed(bound, point, slack, price, multiplier)
