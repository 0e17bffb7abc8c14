"""Which meetings, in whole numbers: stretches of time instead of slots.

Meetings given to a stretch so that no party has more of them than seats × slots can always be
spread over its slots when each meeting has one party of each side: that is an edge colouring of
a bipartite graph (König, "Über Graphen und ihre Anwendung auf Determinantentheorie und
Mengenlehre", Mathematische Annalen 77, 1916). So this small model loses nothing but travel,
breaks and when to rest.
"""

from collections.abc import Collection, Sequence

from ortools.sat.python import cp_model

from solver.aims import Aim
from solver.choosing.choose import Choice
from solver.choosing.stretches import stretches
from solver.layout import Layout
from solver.problem import GoalKind
from solver.running.run import Run
from solver.running.search import ask, fits

_sum = cp_model.LinearExpr.sum


def select(run: Run, choice: Choice, aims: Sequence[Aim], *, seconds: float) -> list[int] | None:
    """Choose meetings that attain all bounds of a choice.

    The relaxation's best point is tried nearly as it is: what it holds wholly is kept, then
    only what no party of a meeting held in part has to do with, then only what every
    timetable at the bounds holds.

    Returns
    -------
    list | None
        The meetings, or None if none were found within ``seconds``, or if some take several
        slots, so that counting them by stretches says little.
    """
    if run.layout.long:
        return None
    candidates = choice.slots or run.layout.candidates
    ends = run.layout.ends
    open_parties = {party for request in choice.maybe for party in ends[request]}
    apart = [request for request in choice.sure if open_parties.isdisjoint(ends[request])]
    for kept, share in ((choice.sure, 0.4), (apart, 0.6), ([], 1.0)):
        if not fits(run.watch, dict(enumerate(candidates))):
            return None
        model = _Model(run.layout, candidates, {*kept, *choice.held, *run.layout.musts})
        for aim, bound in zip(aims, choice.bounds, strict=False):
            model.attain(aim, bound)
        chosen = _solve(run, model, seconds * share)
        if chosen is not None or run.watch.over():
            return chosen
    return None


class _Model:
    def __init__(
        self, layout: Layout, candidates: Sequence[tuple[int, ...]], held: set[int]
    ) -> None:
        self.layout = layout
        self.model = cp_model.CpModel()
        self.stretches = stretches(layout, candidates)
        number = {slot: index for index, slots in enumerate(self.stretches) for slot in slots}
        self.at: list[dict[int, cp_model.IntVar]] = [
            {
                stretch: self.model.new_bool_var("")
                for stretch in dict.fromkeys(number[slot] for slot in slots)
            }
            for slots in candidates
        ]
        self._own: list[dict[int, list[cp_model.IntVar]]] = [{} for _ in layout.parties]
        for request, row in enumerate(self.at):
            once = self.model.add_exactly_one if request in held else self.model.add_at_most_one
            once(row.values())
            for stretch, literal in row.items():
                for party in layout.ends[request]:
                    self._own[party].setdefault(stretch, []).append(literal)
        for party in range(len(layout.parties)):
            self._add_party(party)
        self._add_capacity()
        for group in {group[0]: group for group in layout.group_of.values()}.values():
            self._at_most([literal for one in group for literal in self.at[one].values()], 1)

    def _add_party(self, party: int) -> None:
        layout, who, own = self.layout, self.layout.parties[party], self._own[party]
        for stretch, literals in own.items():
            self._at_most(literals, who.seats * len(self.stretches[stretch]))
        for day in range(len(layout.slots_of_day)):
            limit, due = layout.daily_limit(party, day), layout.daily_due(party, day)
            if limit is not None:
                self._at_most(self._on_day(party, day), limit)
            if due:
                self.model.add(_sum(self._on_day(party, day)) >= due)
        for lunch in layout.problem.lunches:
            if lunch.side in ("", who.side):
                most = who.seats * (len(lunch.slots) - lunch.free)
                self._at_most(self._within(party, lunch.slots), most)
        if who.rest_after is not None:
            for session in layout.sessions:
                most = who.seats * layout.most_busy(party, session)
                self._at_most(self._within(party, session), most)
        everything = [literal for literals in own.values() for literal in literals]
        if who.at_most is not None:
            self._at_most(everything, who.at_most)
        if who.at_least:
            self.model.add(_sum(everything) >= who.at_least)

    def _add_capacity(self) -> None:
        capacity = self.layout.problem.capacity
        if capacity is None:
            return
        for stretch, slots in enumerate(self.stretches):
            literals = [row[stretch] for row in self.at if stretch in row]
            self._at_most(literals, sum(capacity[slot] for slot in slots))

    def _at_most(self, literals: list[cp_model.IntVar], most: int) -> None:
        if len(literals) > most:
            self.model.add(_sum(literals) <= most)

    def _within(self, party: int, slots: Collection[int]) -> list[cp_model.IntVar]:
        return [
            literal
            for stretch, literals in self._own[party].items()
            if self.stretches[stretch][0] in slots
            for literal in literals
        ]

    def _on_day(self, party: int, day: int) -> list[cp_model.IntVar]:
        return self._within(party, self.layout.slots_of_day[day])

    def attain(self, aim: Aim, bound: int) -> None:
        """Let a coverage level or the worth reach its bound."""
        side = aim.goal.side
        if aim.goal.kind is GoalKind.COVERAGE:
            parties = self.layout.on_side(side)
            self.model.add(_sum([self._rung(party, aim.level or 1) for party in parties]) >= bound)
            return
        counted = [
            (literal, self.layout.requests[request].worth)
            for request, row in enumerate(self.at)
            if side in ("", *(self.layout.parties[p].side for p in self.layout.ends[request]))
            for literal in row.values()
        ]
        literals = [literal for literal, _ in counted]
        worths = [worth for _, worth in counted]
        self.model.add(cp_model.LinearExpr.weighted_sum(literals, worths) >= bound)

    def _rung(self, party: int, level: int) -> cp_model.IntVar:
        rung = self.model.new_bool_var("")
        everything = [literal for literals in self._own[party].values() for literal in literals]
        self.model.add(_sum(everything) >= level).only_enforce_if(rung)
        return rung


def _solve(run: Run, model: _Model, seconds: float) -> list[int] | None:
    solver = ask(model.model, run.watch, run.style, seconds=seconds)
    if solver is None:
        return None
    return [
        request
        for request, row in enumerate(model.at)
        if any(solver.boolean_value(literal) for literal in row.values())
    ]
