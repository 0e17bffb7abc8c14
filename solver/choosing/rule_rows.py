"""The rules as rows of the linear relaxation: all that bind single meetings or their sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import inf
from typing import TYPE_CHECKING

from solver.layout import Layout

if TYPE_CHECKING:
    from solver.choosing.bounds import Rows

FAR = inf


class RuleRows:
    """Rows for every rule but travel and the spread of breaks, added on construction.

    Parameters
    ----------
    rows
        To which they are added.
    stretches, column_of, single
        As in ``Relaxation``.

    Attributes
    ----------
    request_row
        For each request that may be held the row that says "once at most".
    own
        For each party the columns of its meetings.
    """

    def __init__(
        self,
        layout: Layout,
        rows: Rows,
        stretches: Sequence[tuple[int, ...]],
        column_of: Sequence[dict[int, int]],
        *,
        single: bool,
    ) -> None:
        self.layout = layout
        self.rows = rows
        self.stretches = stretches
        self.column_of = column_of
        self.single = single
        self.request_row: dict[int, int] = {}
        self.own: list[list[int]] = []
        self._add_rules()

    def _add_rules(self) -> None:
        layout, rows = self.layout, self.rows
        musts = set(layout.musts)
        begun: list[dict[int, list[int]]] = [{} for _ in layout.parties]
        taken = [{} for _ in layout.parties] if layout.long else begun
        table: list[list[int]] = [[] for _ in self.stretches]
        for request, columns in enumerate(self.column_of):
            if columns or request in musts:
                least = 1.0 if request in musts else -FAR
                self.request_row[request] = rows.add(list(columns.values()), least, 1.0)
            for stretch, column in columns.items():
                for party in layout.ends[request]:
                    begun[party].setdefault(stretch, []).append(column)
                # Where meetings take several slots, each stretch is one slot.
                for one in layout.span(request, stretch) if layout.long else (stretch,):
                    table[one].append(column)
                    for party in layout.ends[request] if layout.long else ():
                        taken[party].setdefault(one, []).append(column)
        if layout.problem.capacity is not None:
            for slots, columns_of_all in zip(self.stretches, table, strict=True):
                self._at_most(columns_of_all, sum(layout.problem.capacity[s] for s in slots))
        self._add_order()
        for group in {group[0]: group for group in layout.group_of.values()}.values():
            self._at_most([column for one in group for column in self.column_of[one].values()], 1)
        self.own = [[c for columns in own_of.values() for c in columns] for own_of in begun]
        for party in range(len(layout.parties)):
            self._add_party(party, begun[party], taken[party])

    def _add_order(self) -> None:
        for earlier, later in self.layout.order:
            former, latter = self.column_of[earlier], self.column_of[later]
            for slot in latter:
                late = [
                    c for begin, c in former.items() if self.layout.last(earlier, begin) >= slot
                ]
                early = [column for begin, column in latter.items() if begin <= slot]
                self._at_most(late + early, 1)

    def _add_party(
        self, party: int, begun: dict[int, list[int]], taken: dict[int, list[int]]
    ) -> None:
        """Add the rows of one party, by what may begin in each stretch and what may take it."""
        layout, who = self.layout, self.layout.parties[party]

        def within(slots: Collection[int], own: dict[int, list[int]]) -> list[int]:
            inside = [one for one in own if self.stretches[one][0] in slots]
            return [column for stretch in inside for column in own[stretch]]

        for stretch, columns in taken.items():
            self._at_most(columns, who.seats * len(self.stretches[stretch]))
        for day, slots in enumerate(layout.slots_of_day):
            limit, due = layout.daily_limit(party, day), layout.daily_due(party, day)
            if due:
                most = FAR if limit is None else float(limit)
                self.rows.add(within(slots, begun), float(due), most)
            elif limit is not None:
                self._at_most(within(slots, begun), limit)
        for window in layout.problem.lunches:
            if window.side in ("", who.side):
                most_there = who.seats * (len(window.slots) - window.free)
                self._at_most(within(window.slots, taken), most_there)
        for row in self._rows_of_rest(party):
            self._at_most(within(row, taken), who.seats * layout.most_busy(party, row))
        least = float(who.at_least) if who.at_least else -FAR
        most_in_all = FAR if who.at_most is None else float(who.at_most)
        if who.at_least or who.at_most is not None:
            self.rows.add(self.own[party], least, most_in_all)

    def _rows_of_rest(self, party: int) -> Sequence[range]:
        """Give the rows in which the party rests; whole sessions where slots lie together."""
        if self.layout.parties[party].rest_after is None:
            return ()
        return self.layout.rest_windows(party) if self.single else self.layout.sessions

    def _at_most(self, columns: list[int], most: int) -> None:
        """Add a row; a column named several times counts as often."""
        if len(columns) > most and self.layout.long:
            times = Counter(columns)
            self.rows.add(list(times), upper=float(most), coefficients=list(times.values()))
        elif len(columns) > most:
            self.rows.add(columns, upper=float(most))
