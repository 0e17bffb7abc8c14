"""The decisions of a CP-SAT model behind questions about meetings and parties."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import pairwise

from ortools.sat.python import cp_model

from solver.layout import Layout
from solver.measures import breaks_in

Literal = cp_model.BoolVarT
Sum = cp_model.LinearExprT


class Variables:
    """A model in which each request begins in one of its slots, or is not held.

    Parameters
    ----------
    layout
        The problem.
    candidates
        The slots in which each request may still begin; one that is missing is not held.
    forced
        Requests that are held for certain.
    grouped
        Whether rules may count meetings that exclude each other as one.
    """

    def __init__(
        self,
        layout: Layout,
        candidates: Mapping[int, Collection[int]],
        forced: Collection[int],
        *,
        grouped: bool = True,
    ) -> None:
        self.layout = layout
        self.model = cp_model.CpModel()
        self.forced = set(forced)
        self.grouped = grouped
        self.at: dict[int, dict[int, cp_model.IntVar]] = {}
        self._held: dict[int, Literal] = {}
        self._meetings: list[dict[int, list[Literal]]] = [{} for _ in layout.parties]
        self._beginning = [{} for _ in layout.parties] if layout.long else self._meetings
        self._busy: dict[tuple[int, int], Literal] = {}
        self._on_day: dict[tuple[int, int], Literal] = {}
        self._breaks: dict[int, list[Literal]] = {}
        self._reasons: dict[int, list[Literal]] = {}
        self._met: dict[int, list[tuple[Literal, list[Literal]]]] = defaultdict(list)
        self._walks: dict[int, list[tuple[Literal, int]]] = {}
        self._levels: dict[int, list[Literal]] = {}
        self._settled: dict[int, list[tuple[int, int]] | None] = {}
        self.true = self.model.new_constant(1)
        self.false = self.true.negated()
        for request, slots in candidates.items():
            self._add_request(request, slots)

    def _add_request(self, request: int, slots: Collection[int]) -> None:
        """Make a literal for each slot; none is needed for what is held in the only one it has."""
        settled = request in self.forced and len(slots) == 1
        row = {slot: self.true if settled else self.model.new_bool_var("") for slot in slots}
        self.at[request] = row
        if settled:
            self._held[request] = self.true
        elif request in self.forced:
            self._held[request] = self.true
            self.model.add_exactly_one(row.values())
        else:
            held = self.model.new_bool_var("")
            self._held[request] = held
            self.model.add_exactly_one([*row.values(), held.negated()])
        for party in self.layout.ends[request]:
            for begin, literal in row.items():
                for slot in self.layout.span(request, begin):
                    self._meetings[party].setdefault(slot, []).append(literal)
                if self.layout.long:
                    self._beginning[party].setdefault(begin, []).append(literal)

    def held(self, request: int) -> Literal:
        """Whether the request is held at all."""
        return self._held.get(request, self.false)

    def requests_of(self, party: int) -> list[int]:
        """Requests of the party that may be held."""
        return [request for request in self.layout.requests_of[party] if request in self.at]

    def meetings(self, party: int, slot: int) -> list[Literal]:
        """One literal for each meeting the party may have in the slot, begun in it or before."""
        return self._meetings[party].get(slot, [])

    def beginning(self, party: int, slot: int) -> list[Literal]:
        """One literal for each meeting of the party that may begin in the slot."""
        return self._beginning[party].get(slot, [])

    def covering(self, request: int, slot: int) -> list[Literal]:
        """One literal for each beginning from which the request takes the slot."""
        row = self.at[request]
        first = slot - self.layout.length[request] + 1
        return [row[begin] for begin in range(first, slot + 1) if begin in row]

    def possible_slots(self, party: int) -> list[int]:
        """Slots in which the party may have a meeting, ascending."""
        return sorted(self._meetings[party])

    def count(self, party: int) -> Sum:
        """How many meetings the party has."""
        own = self.requests_of(party)
        open_ones = [self._held[request] for request in own if request not in self.forced]
        return cp_model.LinearExpr.sum(open_ones) + (len(own) - len(open_ones))

    def fixed_slots(self, party: int) -> int | None:
        """How many slots the meetings of the party take if that is not open, else None."""
        if self.fixed_count(party) is None:
            return None
        return sum(self.layout.length[request] for request in self.requests_of(party))

    def fixed_count(self, party: int) -> int | None:
        """How many meetings the party has if that is not open, else None."""
        own = self.requests_of(party)
        return len(own) if all(request in self.forced for request in own) else None

    def busy(self, party: int, slot: int) -> Literal:
        """Whether the party has a meeting in the slot."""
        key = party, slot
        if key not in self._busy:
            meetings = self.meetings(party, slot)
            if len(meetings) <= 1:
                self._busy[key] = meetings[0] if meetings else self.false
            elif self.layout.parties[party].seats == 1:
                idle = self.model.new_bool_var("")
                self.model.add_exactly_one([*meetings, idle])
                self._busy[key] = idle.negated()
            else:
                self._busy[key] = self.any_of(meetings)
        return self._busy[key]

    def on_day(self, party: int, day: int) -> Literal:
        """Whether the party has a meeting on the day of this rank."""
        key = party, day
        if key not in self._on_day:
            slots = self.layout.slots_of_day[day]
            meetings = [one for slot in slots for one in self.beginning(party, slot)]
            self._on_day[key] = self.any_of(meetings)
        return self._on_day[key]

    def settled(self, party: int) -> list[tuple[int, int]] | None:
        """Give the party's meetings with their slots, in order of time, if nothing is open."""
        if party not in self._settled:
            own = self.requests_of(party)
            found = None
            if all(one in self.forced and len(self.at[one]) == 1 for one in own):
                meetings = [(request, next(iter(self.at[request]))) for request in own]
                found = sorted(meetings, key=lambda meeting: meeting[1])
            self._settled[party] = found
        return self._settled[party]

    def second_days(self, party: int) -> Sum:
        """Give the days on which the party is called, less one; 0 for a party never called."""
        settled = self.settled(party)
        if settled is not None:
            return max(0, len({self.layout.day_of[slot] for _, slot in settled}) - 1)
        days = [
            self.on_day(party, day)
            for day in range(len(self.layout.slots_of_day))
            if any(self.meetings(party, slot) for slot in self.layout.slots_of_day[day])
        ]
        if len(days) <= 1:
            return 0
        called = self.true if self.fixed_count(party) else self.any_of(days)
        return cp_model.LinearExpr.sum([*days, called.negated()]) - 1

    def breaks(self, party: int) -> list[Literal]:
        """One literal for each place where an idle run of the party may end.

        Each is true if a run ends there; it may be true without one, which no search that
        minimises them has a reason for. See ``tie_breaks``.
        """
        if party not in self._breaks:
            found: list[Literal] = []
            settled = self.settled(party)
            if settled is not None:
                taken = [slot for one in settled for slot in self.layout.span(*one)]
                found = [self.true] * breaks_in(self.layout.problem, taken)
            else:
                for slots in self.layout.slots_of_day:
                    found.extend(self._breaks_of_day(party, slots))
            self._breaks[party] = found
        return self._breaks[party]

    def tie_breaks(self, party: int) -> None:
        """Let the break literals of the party be true only where an idle run ends."""
        for literal in self.breaks(party) if self.settled(party) is None else ():
            for reason in self._reasons[literal.index]:
                self.model.add_implication(literal, reason)
        for met, earlier in self._met[party]:
            self.model.add_bool_or([*earlier, met.negated()])
        self._met[party] = []

    def _breaks_of_day(self, party: int, slots: list[int]) -> list[Literal]:
        useful = [slot for slot in slots if self.meetings(party, slot)]
        if len(useful) < 2 or len(self.requests_of(party)) < 2:
            return []
        span = range(useful[0], useful[-1] + 1)
        met = self.busy(party, span[0])
        found: list[Literal] = []
        for slot in span[2:]:
            before = self.busy(party, slot - 1)
            now = self.busy(party, slot)
            if now is not self.false:
                reasons = [now, met] if before is self.false else [now, met, before.negated()]
                ends = self.model.new_bool_var("")
                self.model.add_bool_or([ends, *(reason.negated() for reason in reasons)])
                self._reasons[ends.index] = reasons
                found.append(ends)
            if slot != span[-1] and before is not self.false:
                earlier, met = [before, met], self.model.new_bool_var("")
                for one in earlier:
                    self.model.add_implication(one, met)
                self._met[party].append((met, earlier))
        return found

    def walks(self, party: int) -> list[tuple[Literal, int]]:
        """One literal for each walk the party may make, beside its metres.

        Each is true if a meeting begins in a slot and the one before on that day was so many
        metres away; it may be true without one, which no search that minimises the metres has
        a reason for.
        """
        if party not in self._walks:
            self._walks[party] = []
            if not self.layout.metres or not self.layout.comes_to_others(party):
                return []
            settled = self.settled(party)
            if settled is not None:
                metres = self._metres(party, settled)
                self._walks[party] = [(self.true, metres)] if metres else []
            else:
                for slots in self.layout.slots_of_day:
                    self._walks[party] += self._walks_of_day(party, slots)
        return self._walks[party]

    def _metres(self, party: int, meetings: list[tuple[int, int]]) -> int:
        total = 0
        for (one, before), (other, after) in pairwise(meetings):
            if self.layout.day_of[before] == self.layout.day_of[after]:
                here, there = (self.layout.place_of_meeting(r, party) for r in (one, other))
                if here is not None and there is not None:
                    total += self.layout.metres.get((here, there), 0)
        return total

    def _walks_of_day(self, party: int, slots: list[int]) -> list[tuple[Literal, int]]:
        """From slot to slot, carry the places at which the last meeting may have been."""
        found: list[tuple[Literal, int]] = []
        last: dict[str, Literal] = {}
        for slot in slots:
            begins = self._begins_at(party, slot)
            by_metres: dict[int, Literal] = {}
            for here, at_last in last.items():
                for there, begin in begins.items():
                    metres = self.layout.metres.get((here, there), 0) if there else 0
                    if metres:
                        if metres not in by_metres:
                            by_metres[metres] = self.model.new_bool_var("")
                        walk = by_metres[metres]
                        self.model.add_bool_or([walk, at_last.negated(), begin.negated()])
            found += [(walk, metres) for metres, walk in by_metres.items()]
            last = self._last_places(party, slot, last, begins)
        return found

    def _begins_at(self, party: int, slot: int) -> dict[str | None, Literal]:
        """For each place, whether the party begins a meeting there in the slot."""
        places: dict[str | None, list[Literal]] = defaultdict(list)
        for request in self.requests_of(party):
            if slot in self.at[request]:
                place = self.layout.place_of_meeting(request, party)
                places[place].append(self.at[request][slot])
        return {place: self.any_of(literals) for place, literals in places.items()}

    def _last_places(
        self,
        party: int,
        slot: int,
        last: Mapping[str, Literal],
        begins: Mapping[str | None, Literal],
    ) -> dict[str, Literal]:
        if not begins:
            return dict(last)
        found: dict[str, Literal] = {}
        for place in dict.fromkeys([*last, *(place for place in begins if place is not None)]):
            begin = begins.get(place, self.false)
            if place not in last:
                found[place] = begin
                continue
            found[place] = self.model.new_bool_var("")
            self.model.add_bool_or([found[place], last[place].negated(), *begins.values()])
            if begin is not self.false:
                self.model.add_implication(begin, found[place])
        return found

    def levels(self, party: int) -> list[Literal]:
        """For k = 1, 2 … whether the party has at least k meetings."""
        if party not in self._levels:
            count = self.fixed_count(party)
            if count is not None:
                self._levels[party] = [self.true] * count
            else:
                most = len(self.requests_of(party))
                rungs: list[Literal] = [self.model.new_bool_var("") for _ in range(most)]
                for lower, upper in pairwise(rungs):
                    self.model.add_implication(upper, lower)
                self.model.add(cp_model.LinearExpr.sum(rungs) == self.count(party))
                self._levels[party] = rungs
        return self._levels[party]

    def hint(self, slot_of: Mapping[int, int]) -> None:
        """Suggest a timetable, and nothing else."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        literals: list[int] = []
        values: list[int] = []
        for request, row in self.at.items():
            if request in self.forced and len(row) == 1:
                continue
            chosen = slot_of.get(request)
            literals.extend(literal.index for literal in row.values())
            values.extend(slot == chosen for slot in row)
            if request not in self.forced:
                literals.append(self._held[request].index)
                values.append(chosen is not None)
        # Ten times as fast as one call a literal, and there are very many.
        hint = self.model.proto.solution_hint
        hint.vars.extend(literals)
        hint.values.extend(values)

    def any_of(self, literals: Collection[Literal]) -> Literal:
        """Give a literal that is true exactly if one of these is."""
        known = [one for one in literals if one is not self.false]
        if len(known) <= 1:
            return known[0] if known else self.false
        made = self.model.new_bool_var("")
        self.model.add_bool_or([*known, made.negated()])
        for one in known:
            self.model.add_implication(one, made)
        return made
