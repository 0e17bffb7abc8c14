"""Which demands cannot all be met: a small set of musts, and of parties with meetings due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from ortools.sat.python import cp_model

from solver.board import Board
from solver.layout import Layout
from solver.model.rules import RULES, due_per_day
from solver.model.variables import Variables
from solver.musts.overfull import overfull
from solver.running.search import Style, fits, search
from solver.running.watch import Watch
from solver.timetable import Status

Demand = tuple[str, int]

# Seconds for one question, and of what is left for looking for a smaller clash.
SECONDS = 2.0
SHARE = 0.25
TRIES = 6


@dataclass(frozen=True, slots=True)
class Clash:
    """Requests that have to be held and parties with meetings due that exclude each other.

    ``irreducible`` tells that it is proved of each of them that the others can be met.
    """

    requests: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()
    irreducible: bool = False


def obvious_clash(layout: Layout) -> Clash | None:
    """Give the smallest clash that shows by counting, or None.

    That is: more musts than a party has room for in some slots, on a day or in all, more
    meetings due than it can have, musts of one group, a must without a slot, and pins in each
    other's way.
    """
    ways = (_too_much_for_a_party, _two_of_a_group, _pins_in_the_way)
    found = [clash for find in ways for clash in find(layout)]
    return min(found, key=lambda one: len(one.requests) + len(one.parties), default=None)


def _too_much_for_a_party(layout: Layout) -> Iterator[Clash]:
    musts_of: dict[int, list[int]] = defaultdict(list)
    for request in layout.musts:
        for party in layout.ends[request]:
            musts_of[party].append(request)
    for party, who in enumerate(layout.parties):
        most = layout.most_meetings(party)
        placed = [request for request in musts_of[party] if layout.common[request]]
        found = overfull(layout, party, placed)
        if found is not None:
            yield Clash(tuple(found))
        if layout.due[party] > most:
            yield Clash(parties=(party,))
        for day in range(len(layout.slots_of_day)) if who.at_least_per_day else ():
            if layout.daily_due(party, day) > layout.most_on_day(party, day):
                yield Clash(parties=(party,))


def _two_of_a_group(layout: Layout) -> Iterator[Clash]:
    musts = set(layout.musts)
    for request in layout.musts if layout.group_of else ():
        for other in layout.others_of_group(request):
            if other in musts:
                yield Clash((request, other))


def _pins_in_the_way(layout: Layout) -> Iterator[Clash]:
    board = Board(layout)
    for request in layout.musts:
        pin = layout.fixed_slot(request)
        if not layout.common[request]:
            yield Clash((request,))
        if pin is None or not layout.common[request]:
            continue
        obstacle = next(board.obstacles(request, pin), None)
        if obstacle is not None:
            yield Clash((*sorted(obstacle.requests), request))
        board.place(request, pin)


def find_clash(
    layout: Layout, watch: Watch, style: Style, *, obvious: Clash | None = None
) -> Clash | None:
    """Confirm that a problem is infeasible, and name demands that cannot all be met.

    A core of CP-SAT, or what shows by counting, is asked again without presolve and its
    symmetries: a confirmed subset confirms the whole. Then one demand after the other is left
    out; what the rest can do without is left out for good. While time is left for it, this is
    repeated without one of the demands named, which may lead to a smaller clash.

    Parameters
    ----------
    obvious
        What is known to clash already.

    Returns
    -------
    Clash | None
        None if it could not be confirmed. What short questions leave undecided stays in.
    """
    asking = _Asking(layout, watch, style)
    best = None
    if obvious is not None:
        best = asking.narrowed([*_demands(obvious.requests, obvious.parties)])
    else:
        everything = [*_demands(layout.musts, _parties_due(layout))]
        core = asking.core(everything, watch.left() / 3)
        start = next(
            (
                some
                for some in (core, everything)
                if some is not None
                and asking.status(some, watch.left(), presolve=False) is Status.INFEASIBLE
            ),
            None,
        )
        if start is None:
            return None
        best = asking.narrowed(start)
        end = watch.elapsed() + SHARE * watch.left()
        for left_out in Random(style.seed).sample(best[0], min(TRIES, len(best[0]))):
            if len(best[0]) < 3 or watch.elapsed() > end or watch.over():
                break
            rest = [demand for demand in everything if demand != left_out]
            other = asking.core(rest, min(SECONDS, end - watch.elapsed()))
            if other is not None and asking.status(other, SECONDS) is Status.INFEASIBLE:
                best = min(best, asking.narrowed(other), key=lambda one: len(one[0]))
    demands, irreducible = best
    return Clash(
        tuple(sorted(number for kind, number in demands if kind == "must")),
        tuple(sorted(number for kind, number in demands if kind == "due")),
        irreducible,
    )


def _demands(requests: Iterable[int], parties: Iterable[int]) -> Iterator[Demand]:
    yield from (("must", request) for request in requests)
    yield from (("due", party) for party in parties)


def _parties_due(layout: Layout) -> list[int]:
    return [party for party in range(len(layout.parties)) if layout.due[party]]


class _Asking:
    """Questions whether some of the demands can be met."""

    def __init__(self, layout: Layout, watch: Watch, style: Style) -> None:
        self.layout = layout
        self.watch = watch
        self.style = style

    def narrowed(self, demands: list[Demand]) -> tuple[list[Demand], bool]:
        """Leave out what the rest does not need; tell whether every other is proved needed."""
        size = max(1, len(demands) // 4)
        while size > 1:
            demands, _ = self._without(demands, size)
            size //= 2
        return self._without(demands, 1)

    def _without(self, demands: list[Demand], size: int) -> tuple[list[Demand], bool]:
        position, decided = 0, True
        while position < len(demands):
            rest = demands[:position] + demands[position + size :]
            status = self.status(rest, SECONDS)
            if status is Status.INFEASIBLE:
                demands = rest
            else:
                decided = decided and status is not Status.UNKNOWN
                position += size
        return demands, decided

    def _model(self, demands: list[Demand], *, firm: bool) -> Variables | None:
        """Give a model of the demands' meetings; of all, if a rule is about those too."""
        held = [number for kind, number in demands if kind == "must"]
        due = [number for kind, number in demands if kind == "due"]
        wanted = set(held) | {r for party in due for r in self.layout.requests_of[party]}
        if self.layout.problem.break_spread is not None:
            wanted = set(range(len(self.layout.requests)))
        candidates = {request: self.layout.common[request] for request in sorted(wanted)}
        if not fits(self.watch, candidates):
            return None
        v = Variables(self.layout, candidates, held if firm else ())
        for rule in RULES:
            rule(v)
        return v

    def status(self, demands: list[Demand], seconds: float, *, presolve: bool = True) -> Status:
        """Tell whether the demands can be met: INFEASIBLE, OPTIMAL or UNKNOWN."""
        if self.watch.over():
            return Status.UNKNOWN
        v = self._model(demands, firm=True)
        if v is None:
            return Status.UNKNOWN
        for kind, party in demands:
            if kind == "due":
                v.model.add(v.count(party) >= self.layout.parties[party].at_least)
                due_per_day(v, party)
        style = replace(self.style, presolve=presolve)
        outcome = search(v, self.watch, style, seconds=seconds, on_placing=lambda _: None)
        return outcome.status

    def core(self, demands: list[Demand], seconds: float) -> list[Demand] | None:
        """Give demands that CP-SAT says clash, to be asked again; None if it says nothing."""
        if self.watch.over():
            return None
        v = self._model(demands, firm=False)
        if v is None:
            return None
        meant: dict[int, Demand] = {}
        for kind, number in demands:
            if kind == "must":
                literal = v.held(number)
            else:
                literal = v.model.new_bool_var("")
                least = v.model.add(v.count(number) >= self.layout.parties[number].at_least)
                least.only_enforce_if(literal)
                due_per_day(v, number, literal)
            meant[literal.index] = (kind, number)
            v.model.add_assumption(literal)
        return self._core(v, meant, seconds)

    def _core(self, v: Variables, meant: dict[int, Demand], seconds: float) -> list[Demand] | None:
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.style.seed
        solver.parameters.max_memory_in_mb = max(1, self.watch.memory >> 20)
        solver.parameters.max_time_in_seconds = max(0.01, min(seconds, self.watch.left()))
        code = self.watch.run(lambda: solver.solve(v.model), solver.stop_search)
        if code != cp_model.INFEASIBLE:
            return None
        found = solver.sufficient_assumptions_for_infeasibility()
        return [meant[index] for index in sorted(found) if index in meant] or None
