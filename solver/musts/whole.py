"""A bound on breaks: who has all meetings in one block of slots, relaxed to fractions."""

from solver.aims import Aim
from solver.choosing.bounds import Numbers, Relaxation, RelaxationSolver, Relaxed
from solver.layout import Layout
from solver.musts.unbroken import starts
from solver.problem import GoalKind
from solver.running.watch import Watch


class BlockRelaxation(Relaxation):
    """The relaxation, and for each party whose meetings are known its block, or "broken".

    A party of one seat whose meetings are all musts, take k slots and lie in one day has them
    in one of the blocks of k consecutive slots, or is broken and has a break at least: it is
    busy in a slot at least as much as the blocks over it say, and at most as much as these and
    "broken".
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout, (), single=True)
        self._taking: list[dict[int, list[int]]] = [{} for _ in self.column_of]
        for request, columns in enumerate(self.column_of):
            for begin, column in columns.items():
                for slot in layout.span(request, begin):
                    self._taking[request].setdefault(slot, []).append(column)
        self._broken: dict[int, int] = {}
        for party, who in enumerate(layout.parties):
            own = [r for r in layout.requests_of[party] if layout.candidates[r]]
            days = {layout.day_of[slot] for r in own for slot in layout.candidates[r]}
            known = who.seats == 1 and set(own) <= set(layout.musts)
            if known and len(own) > 1 and len(days) == 1:
                self._add_blocks(party, own, layout.slots_of_day[days.pop()])

    def _add_blocks(self, party: int, own: list[int], slots: list[int]) -> None:
        size = sum(self.layout.length[r] for r in own)
        busy = {slot: [c for r in own for c in self._taking[r].get(slot, ())] for slot in slots}
        over: dict[int, list[int]] = {slot: [] for slot in slots}
        broken = self._broken[party] = self._new_column()
        blocks = []
        for start in starts(self.layout, own, slots):
            blocks.append(self._new_column())
            for slot in slots[slots.index(start) :][:size]:
                over[slot].append(blocks[-1])
        self.rows.add([*blocks, broken], 1.0, 1.0)
        for slot, meetings in busy.items():
            if meetings:
                signs = [1] * len(meetings) + [-1] * len(over[slot])
                self.rows.add(meetings + over[slot], lower=0.0, coefficients=signs)
                self.rows.add(
                    [*meetings, *over[slot], broken], upper=0.0, coefficients=[*signs, -1]
                )

    def _new_column(self) -> int:
        self.size += 1
        return self.size - 1

    def weights(self, aim: Aim) -> Numbers:
        """Give −1 for each party of the side that is broken."""
        found = super().weights(aim)
        own = set(self.layout.on_side(aim.goal.side))
        found[:] = 0
        found[[column for party, column in self._broken.items() if party in own]] = -1
        return found


def fewest_breaks(layout: Layout, aim: Aim, watch: Watch) -> int | None:
    """Give a number of breaks that every timetable has on the side of a breaks tier.

    Like all bounds of the relaxation it is proved in integers.

    Returns
    -------
    int | None
        0 if time ran out; None if there is no timetable.
    """
    if aim.goal.kind is not GoalKind.BREAKS:
        return 0
    answer = RelaxationSolver(BlockRelaxation(layout), once=True).maximise(aim, watch)
    if answer is False:
        return None
    return max(0, -answer.bound) if isinstance(answer, Relaxed) else 0
