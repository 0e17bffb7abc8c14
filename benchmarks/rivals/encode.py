"""The fair encoding: a problem as the 0/1 program that a practised user of such solvers writes.

x(r, t) holds request r in slot t. What a party does in a slot is said once, busy(p, t) = Σ x,
and everything about days and breaks is said of busy. Rows are as tight as they can be without
adding columns: a request's slots exclude each other in one row, walking and precedences are
cliques rather than pairs.

Breaks have two forms. Where linear relaxations lead, by *starts*: start(p, t) ≥ busy(p, t) −
busy(p, t−1), and a day has as many breaks as starts, less one. Where clauses are learnt, by
*holes*: hole(p, t) if p is busy in t, was not in t−1 and has met somebody before; so that every
hole is a clause of its own. Both are exact in the optimum; where the spread of breaks is bounded
from both sides they are tied to be exact everywhere.
"""

from collections import defaultdict
from dataclasses import MISSING, fields
from enum import Enum
from itertools import pairwise
from typing import Any

from benchmarks.rivals.program import Objective, Program
from solver.aims import Aim, aims
from solver.layout import Layout
from solver.problem import GoalKind, Party, Problem, Request


class Breaks(Enum):
    """How breaks are written, and with them worth: for linear relaxations, or for clauses."""

    STARTS = "starts"
    HOLES = "holes"


class Unsupported(Exception):
    """A problem with a rule or a goal that the encoding does not have."""


_GOALS = {GoalKind.COVERAGE, GoalKind.WORTH, GoalKind.DAYS, GoalKind.BREAKS}
_KNOWN = {
    Problem: {
        *("slots", "parties", "requests", "capacity", "bans", "travels", "lunches"),
        *("precedences", "break_spread", "goals"),
    },
    Party: {
        *("id", "side", "seats", "available", "at_least", "at_most", "at_most_per_day", "place"),
    },
    Request: {"id", "a", "b", "worth", "must", "slots", "pin"},
}


def refuse_unknown(problem: Problem) -> None:
    """Make sure that every rule and goal of a problem is one that the rivals are told of.

    Raises
    ------
    Unsupported
        Naming the first field that is not.
    """
    things: list[Any] = [problem, *problem.parties, *problem.requests]
    for thing in things:
        for one in fields(thing):
            usual = one.default if one.default is not MISSING else None
            if one.name not in _KNOWN[type(thing)] and getattr(thing, one.name) != usual:
                raise Unsupported(f"{type(thing).__name__}.{one.name}")
    for goal in problem.goals:
        if goal.kind not in _GOALS:
            raise Unsupported(f"goal {goal.kind}")


def encode(problem: Problem, breaks: Breaks) -> Program:
    """Write a problem as a 0/1 program, the tiers in the problem's order.

    Raises
    ------
    Unsupported
        For rules and goals beyond those of ``docs/rivals.md``.
    """
    refuse_unknown(problem)
    return _Encoder(problem, breaks).program


class _Encoder:
    def __init__(self, problem: Problem, breaks: Breaks) -> None:
        self.problem = problem
        self.layout = Layout(problem)
        self.form = breaks
        self.program = Program()
        self._own: list[dict[int, list[int]]] = [defaultdict(list) for _ in problem.parties]
        self._of_request: list[dict[int, int]] = []
        self._held: dict[int, int] = {}
        self._busy: dict[tuple[int, int], int | None] = {}
        self._on_day: dict[tuple[int, int], int | None] = {}
        self._flaws: dict[int, tuple[list[int], list[int]]] = {}
        self._levels: dict[int, list[int]] = {}
        for request in range(len(problem.requests)):
            self._add_request(request)
        for party in range(len(problem.parties)):
            self._add_party(party)
        self._add_shared()
        self._add_spread()
        for aim in aims(problem):
            self.program.close(self._objective(aim))

    def _add_request(self, request: int) -> None:
        name, row = self.problem.requests[request].id, {}
        for slot in self.layout.candidates[request]:
            row[slot] = self.program.at[name, slot] = self.program.column()
            for party in self.layout.ends[request]:
                self._own[party][slot].append(row[slot])
        self._of_request.append(row)
        must = request in self.layout.musts
        if must and not row:
            self._contradict()
        columns = list(row.values())
        if must or self.form is Breaks.STARTS or len(columns) < 2:
            self.program.add(columns, low=1 if must else None, high=1)
        else:
            # One literal to be worth something, rather than one for each slot.
            self._held[request] = self.program.column()
            self.program.add(columns, [self._held[request]], low=0, high=0)

    def _contradict(self) -> None:
        column = self.program.column()
        self.program.add([column], low=1)
        self.program.add([column], high=0)

    def _all(self, party: int, slots: tuple[int, ...] | list[int] | None = None) -> list[int]:
        own = self._own[party]
        return [
            column for slot in (own if slots is None else slots) for column in own.get(slot, ())
        ]

    def _add_party(self, party: int) -> None:
        who, add = self.problem.parties[party], self.program.add
        for columns in self._own[party].values():
            add(columns, high=who.seats)
        everything = self._all(party)
        if who.at_least > len(everything):
            self._contradict()
        add(everything, low=who.at_least, high=who.at_most)
        for day, slots in enumerate(self.layout.slots_of_day):
            add(self._all(party, slots), high=self.layout.daily_limit(party, day))
        for lunch in self.problem.lunches:
            if lunch.side in ("", who.side):
                most = who.seats * (len(lunch.slots) - lunch.free)
                add(self._all(party, lunch.slots), high=most)
        if self.layout.walks(party):
            self._add_walks(party)

    def _add_walks(self, party: int) -> None:
        """At one place in a slot, or too soon after it at another: one of all these."""
        places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for request in self.layout.requests_of[party]:
            place = self.layout.place_of_meeting(request, party)
            if place is not None:
                for slot, column in self._of_request[request].items():
                    places[place][slot].append(column)
        for here, own in places.items():
            for slot, columns in own.items():
                for later in range(slot + 1, len(self.problem.slots)):
                    far = [
                        column
                        for there, others in places.items()
                        for column in others.get(later, ())
                        if self.layout.too_close(
                            slot, later, self.layout.minutes.get((here, there), 0)
                        )
                    ]
                    if far:
                        self.program.add(columns + far, high=1)

    def _add_shared(self) -> None:
        if self.problem.capacity is not None:
            for slot, most in enumerate(self.problem.capacity):
                self.program.add([row[slot] for row in self._of_request if slot in row], high=most)
        for earlier, later in self.layout.order:
            former, latter = self._of_request[earlier], self._of_request[later]
            for slot in latter:
                late = [column for one, column in former.items() if one >= slot]
                early = [column for one, column in latter.items() if one <= slot]
                self.program.add(late + early, high=1)

    def _is_busy(self, party: int, slot: int) -> int | None:
        """Give the column that says whether the party meets in the slot; None for never."""
        key = party, slot
        if key not in self._busy:
            columns = self._own[party].get(slot, [])
            if len(columns) <= 1:
                self._busy[key] = columns[0] if columns else None
            elif self.problem.parties[party].seats == 1:
                self._busy[key] = busy = self.program.column()
                self.program.add(columns, [busy], low=0, high=0)
            else:
                self._busy[key] = self._any(columns)
        return self._busy[key]

    def _any(self, columns: list[int]) -> int | None:
        if len(columns) <= 1:
            return columns[0] if columns else None
        made = self.program.column()
        for column in columns:
            self.program.add([made], [column], low=0)
        self.program.add(columns, [made], low=0)
        return made

    def _called(self, party: int, day: int) -> int | None:
        """Give the column that says whether the party meets on the day; None for never."""
        key = party, day
        if key not in self._on_day:
            busy = [self._is_busy(party, slot) for slot in self.layout.slots_of_day[day]]
            self._on_day[key] = self._any([one for one in busy if one is not None])
        return self._on_day[key]

    def _breaks(self, party: int) -> tuple[list[int], list[int]]:
        """Give columns whose sum, less the sum of the others, is the breaks of the party."""
        if party not in self._flaws:
            plus: list[int] = []
            minus: list[int] = []
            for day, slots in enumerate(self.layout.slots_of_day):
                busy = [self._is_busy(party, slot) for slot in slots]
                if sum(one is not None for one in busy) < 2:
                    continue
                if self.form is Breaks.HOLES:
                    plus += self._holes(busy)
                else:
                    called, starts = self._called(party, day), self._starts(busy)
                    plus += starts
                    if called is not None:
                        minus.append(called)
                        # True of itself, but not in the relaxation.
                        self.program.add(starts, [called], low=0)
            self._flaws[party] = plus, minus
        return self._flaws[party]

    def _starts(self, busy: list[int | None]) -> list[int]:
        found = []
        before = None
        for now in busy:
            if now is not None and before is None:
                found.append(now)
            elif now is not None and before is not None:
                start = self.program.column()
                self.program.add([start, before], [now], low=0)
                self.program.add([start], [now], high=0)
                self.program.add([start, before], high=1)
                found.append(start)
            before = now
        return found

    def _holes(self, busy: list[int | None]) -> list[int]:
        found = []
        met: int | None = None
        for before, now in zip([None, *busy], busy, strict=False):
            if before is not None:
                earlier, met = met, before
                if earlier is not None:
                    met = self._any([earlier, before])
            if now is None or met is None or met == before:
                continue
            hole = self.program.column()
            idle = [] if before is None else [before]
            # hole ≥ now + met − before − 1, and no more than each of them allows.
            self.program.add([hole, *idle], [now, met], low=-1)
            self.program.add([hole], [now], high=0)
            self.program.add([hole], [met], high=0)
            self.program.add([hole, *idle], high=1)
            found.append(hole)
        return found

    def _add_spread(self) -> None:
        spread = self.problem.break_spread
        if spread is None:
            return
        goals = self.problem.goals
        for side in [goal.side for goal in goals if goal.kind is GoalKind.BREAKS] or [""]:
            parties = self.layout.on_side(side)
            breaks = [self._breaks(party) for party in parties]
            fewest = min((len(plus) for plus, _ in breaks), default=0)
            least = [self.program.column() for _ in range(fewest)]
            for plus, minus in breaks:
                self.program.add(plus, [*minus, *least], high=spread)
                if least:
                    self.program.add(plus, [*minus, *least], low=0)

    def _rungs(self, party: int) -> list[int]:
        """Give a column for each k = 1, 2 … that says "at least k meetings"."""
        if party not in self._levels:
            open_ones = sum(bool(self._of_request[r]) for r in self.layout.requests_of[party])
            most = self.problem.parties[party].at_most
            count = open_ones if most is None else min(open_ones, most)
            rungs = [self.program.column() for _ in range(count)]
            self.program.add(self._all(party), rungs, low=0)
            for lower, upper in pairwise(rungs):
                self.program.add([lower], [upper], low=0)
            self._levels[party] = rungs
        return self._levels[party]

    def _objective(self, aim: Aim) -> Objective:
        parties = self.layout.on_side(aim.goal.side)
        if aim.goal.kind is GoalKind.COVERAGE:
            level = aim.level or 1
            columns = [self._rungs(p)[level - 1] for p in parties if len(self._rungs(p)) >= level]
            return _sum(columns, maximised=True)
        if aim.goal.kind is GoalKind.WORTH:
            return self._worth(set(parties))
        if aim.goal.kind is GoalKind.DAYS:
            return _sum([late for party in parties for late in self._late_days(party)])
        plus: list[int] = []
        minus: list[int] = []
        for party in parties:
            more, less = self._breaks(party)
            plus += more
            minus += less
        return _sum(plus, minus)

    def _late_days(self, party: int) -> list[int]:
        """Give a column for each day on which the party meets, having met on one before."""
        days = [self._called(party, day) for day in range(len(self.layout.slots_of_day))]
        called = [one for one in days if one is not None]
        found = []
        for rank in range(1, len(called)):
            before = self._any(called[:rank])
            late = self.program.column()
            if before is not None:
                self.program.add([late], [called[rank], before], low=-1)
            found.append(late)
        return found

    def _worth(self, parties: set[int]) -> Objective:
        columns: list[int] = []
        weights: list[int] = []
        for request, row in enumerate(self._of_request):
            if parties & set(self.layout.ends[request]):
                held = self._held.get(request)
                counted = list(row.values()) if held is None else [held]
                columns += counted
                weights += [self.problem.requests[request].worth] * len(counted)
        return Objective(tuple(columns), tuple(weights), 0, True)


def _sum(plus: list[int], minus: list[int] | None = None, *, maximised: bool = False) -> Objective:
    other = minus or []
    weights = (1,) * len(plus) + (-1,) * len(other)
    return Objective((*plus, *other), weights, 0, maximised)
