"""What a run has reached so far: the best timetable, and the bound of every tier."""

from collections.abc import Callable
from dataclasses import dataclass

from solver.aims import Aim, aims
from solver.change import least_change
from solver.check import check
from solver.errors import BrokenTimetable
from solver.layout import Layout
from solver.measures import load
from solver.problem import GoalKind
from solver.running.watch import Watch
from solver.timetable import Progress, Status, Tier, Timetable


@dataclass
class Entry:
    """One tier in the making."""

    aim: Aim
    value: int | None
    bound: int
    seconds: float = 0.0

    @property
    def closed(self) -> bool:
        """Whether the value is proved."""
        return self.value == self.bound


class Tally:
    """Keeps the lexicographically best timetable offered and the best bounds proved.

    A tier's bound holds for all timetables that are as good in the tiers before it as the
    best one known; it stays valid when those tiers improve.
    """

    def __init__(
        self, layout: Layout, watch: Watch, on_progress: Callable[[Progress], None] | None
    ) -> None:
        self._layout = layout
        self._watch = watch
        self._on_progress = on_progress
        self.placing: dict[int, int] | None = None
        self.entries = [Entry(aim, None, self._plain_bound(aim)) for aim in aims(layout.problem)]

    def _plain_bound(self, aim: Aim) -> int:
        """Give a bound by counting what each party or request could add at best."""
        layout, side = self._layout, aim.goal.side
        if aim.goal.kind is GoalKind.COVERAGE:
            level = aim.level or 1
            return sum(layout.most_meetings(party) >= level for party in layout.on_side(side))
        if aim.goal.kind is GoalKind.WORTH:
            return sum(
                request.worth
                for request, slots, ends in zip(
                    layout.requests, layout.candidates, layout.ends, strict=True
                )
                if slots and side in ("", *(layout.parties[end].side for end in ends))
            )
        if aim.goal.kind is GoalKind.EVENNESS:
            return sum(
                load(layout.fewest_meetings(party), layout.parties[party].seats)
                for party in layout.on_side(side)
            )
        return least_change(layout, side) if aim.goal.kind is GoalKind.CHANGE else 0

    def within(self, layout: Layout) -> "Tally":
        """Give a tally for a layout that has all timetables worth looking at.

        Its tiers are the last of these, and what it reaches in them counts for this one as
        well; its timetable has to be offered.
        """
        rest = Tally(layout, self._watch, self._on_progress)
        plain = [entry.bound for entry in rest.entries]
        rest.entries, rest.placing = self.entries[-len(plain) :] if plain else [], self.placing
        for index, bound in enumerate(plain):
            rest.prove(index, bound)
        return rest

    def timetable(self, placing: dict[int, int]) -> Timetable:
        """Name the requests of a placing."""
        return Timetable({self._layout.requests[r].id: slot for r, slot in sorted(placing.items())})

    def offer(self, placing: dict[int, int], *, trusted: bool = True) -> bool:
        """Take a timetable over if it keeps every rule and beats the best one known.

        Raises
        ------
        BrokenTimetable
            If a trusted source, a model of all rules, breaks one.
        """
        if placing == self.placing:
            return False
        findings = check(self._layout.problem, self.timetable(placing))
        if findings.violations:
            if trusted:
                raise BrokenTimetable(tuple(found.text for found in findings.violations))
            return False
        values = [found.value for found in findings.tiers_values]
        if not self._beats(values):
            return False
        self.placing = placing
        for entry, value in zip(self.entries, values, strict=True):
            if entry.value != value:
                entry.value = value
                self._tell(entry)
        return True

    def _beats(self, values: list[int]) -> bool:
        if self.placing is None:
            return True
        for entry, value in zip(self.entries, values, strict=True):
            if entry.value is not None and value != entry.value:
                return entry.aim.better(value, entry.value)
        return False

    def prove(self, index: int, bound: int) -> None:
        """Note a bound of a tier, given the values of those before it."""
        entry = self.entries[index]
        if entry.aim.better(entry.bound, bound):
            entry.bound = bound
            self._tell(entry)

    def first_open(self) -> int | None:
        """Give the first tier that is not proved."""
        return next((i for i, entry in enumerate(self.entries) if not entry.closed), None)

    def tiers(self) -> tuple[Tier, ...]:
        """Give the tiers as they stand."""
        found = []
        for entry in self.entries:
            status = Status.FEASIBLE
            if entry.value is None:
                status = Status.UNKNOWN
            elif entry.closed:
                status = Status.OPTIMAL
            goal = entry.aim.goal
            found.append(
                Tier(
                    goal.kind,
                    goal.side,
                    entry.aim.level,
                    entry.value,
                    entry.bound,
                    status,
                    entry.seconds,
                )
            )
        return tuple(found)

    def _tell(self, entry: Entry) -> None:
        if self._on_progress is not None:
            aim = entry.aim
            self._on_progress(
                Progress(aim.goal.kind, aim.level, entry.value, entry.bound, self._watch.elapsed())
            )
