"""What the plans of several parties share: the rows of a relaxation that bind more than one.

A relaxation has a row for every rule and for every tier attained. What binds a single party
its plans keep by themselves; the rest is shared, and its multipliers price the meetings.
"""

from collections.abc import Collection, Iterable, Sequence
from copy import copy

import numpy as np

from solver.choosing.bounds import Numbers, Relaxation
from solver.whole_plans.plans import Plan, Plans

NOBODY = -1


class Shared:
    """Rows that plans share, over meetings in stretches of time and rungs of coverage.

    Attributes
    ----------
    lower, upper
        Limits of each row.
    loose
        Columns that belong to no plan, such as the rungs of other parties.
    """

    def __init__(self, relaxation: Relaxation, groups: Sequence[Plans]) -> None:
        self.relaxation, self.groups = relaxation, list(groups)
        self._column = [
            {slot: column for one, column in columns.items() for slot in relaxation.stretches[one]}
            for columns in relaxation.column_of
        ]
        owner = self._owners()
        rows = relaxation.rows
        row_of = np.array(rows.row_of, dtype=np.int64)
        columns = np.array(rows.columns, dtype=np.int64)
        coefficients = np.array(rows.coefficients, dtype=np.int64)
        first: Numbers = np.full(len(rows.lower), relaxation.size, dtype=np.int64)
        last: Numbers = np.full(len(rows.lower), NOBODY, dtype=np.int64)
        np.minimum.at(first, row_of, owner[columns])
        np.maximum.at(last, row_of, owner[columns])
        kept = np.flatnonzero((first != last) | (first == NOBODY))
        number = np.full(len(rows.lower), -1)
        number[kept] = np.arange(len(kept))
        inside = np.flatnonzero(number[row_of] >= 0)
        inside = inside[np.argsort(columns[inside], kind="stable")]
        self.row_of, self.columns = number[row_of[inside]], columns[inside]
        self.coefficients = coefficients[inside]
        self.lower, self.upper = np.array(rows.lower)[kept], np.array(rows.upper)[kept]
        self._first = np.searchsorted(self.columns, np.arange(relaxation.size + 2))
        self.loose = [c for c in set(self.columns.tolist()) if owner[c] == NOBODY]
        self.meetings = [self._meetings_of(group) for group in groups]

    def among(self, parties: Collection[int]) -> "Shared":
        """Give the same rows with the plans of some parties alone, which are priced faster."""
        found = copy(self)
        kept = [np.flatnonzero(np.isin(group.parties, list(parties))) for group in self.groups]
        some = [
            (group.of(rows), meetings[rows])
            for group, meetings, rows in zip(self.groups, self.meetings, kept, strict=True)
            if len(rows)
        ]
        found.groups = [group for group, _ in some]
        found.meetings = [meetings for _, meetings in some]
        return found

    def _owners(self) -> Numbers:
        """Give the party whose plans a column belongs to."""
        owner: Numbers = np.full(self.relaxation.size, NOBODY, dtype=np.int64)
        for group in self.groups:
            for party, requests in zip(group.parties, group.own, strict=True):
                for rungs in self.relaxation.rungs_of.get(party, ()):
                    owner[rungs] = party
                for request in requests:
                    owner[list(self.relaxation.column_of[request].values())] = party
        return owner

    def _meetings_of(self, group: Plans) -> Numbers:
        """Give the column of each party's request in each slot; one past the last for none."""
        found: Numbers = np.full(group.open.shape, self.relaxation.size, dtype=np.int64)
        for row, requests in enumerate(group.own):
            for bit, request in enumerate(requests):
                for slot, column in self._column[request].items():
                    found[row, bit, slot] = column
        return found

    def gains(self, multipliers: Numbers) -> Numbers:
        """Give what each column gains by multipliers of the rows; 0 for one past the last."""
        found: Numbers = np.zeros(self.relaxation.size + 1, dtype=np.int64)
        np.add.at(found, self.columns, multipliers[self.row_of] * self.coefficients)
        return found

    def by_size(self, group: Plans, worth: Numbers) -> Numbers:
        """Give what the rungs of each party are worth by its number of meetings."""
        found: Numbers = np.zeros((len(group.own), group.size + 1), dtype=np.int64)
        for row, party in enumerate(group.parties):
            for rungs in self.relaxation.rungs_of.get(party, ()):
                climbed = np.cumsum(worth[rungs[: group.size]])
                found[row, 1 : len(climbed) + 1] += climbed
                found[row, len(climbed) + 1 :] += climbed[-1] if len(climbed) else 0
        return found

    def all_columns_of(self, party: int, plan: Plan) -> list[int]:
        """Give the columns of a plan's meetings, and the rungs it climbs."""
        sides = self.relaxation.rungs_of.get(party, ())
        climbed = [rung for rungs in sides for rung in rungs[: len(plan)]]
        return [*self.columns_of(plan), *climbed]

    def columns_of(self, plan: Plan) -> list[int]:
        """Give the columns of a plan's meetings."""
        return [self._column[request][slot] for request, slot in plan]

    def columns_at(self, request: int, slots: Numbers) -> Numbers:
        """Give the column of a request in each of some slots."""
        table: Numbers = np.full(len(self.relaxation.layout.slots), -1)
        for slot, column in self._column[request].items():
            table[slot] = column
        return table[slots]

    def entries(self, columns: Iterable[int]) -> dict[int, int]:
        """Give the sum of some columns' coefficients in each row."""
        found: dict[int, int] = {}
        for column in columns:
            for at in range(self._first[column], self._first[column + 1]):
                row = int(self.row_of[at])
                found[row] = found.get(row, 0) + int(self.coefficients[at])
        return found

    def all_entries(self, columns: Sequence[Collection[int]]) -> tuple[Numbers, Numbers, Numbers]:
        """Give the entries of several sums of columns at once.

        Returns
        -------
        tuple
            For each entry the number of its sum, its row and its coefficient.
        """
        number = np.repeat(np.arange(len(columns)), [len(own) for own in columns])
        flat = np.array([column for own in columns for column in own], dtype=np.int64)
        first, counts = self._first[flat], self._first[flat + 1] - self._first[flat]
        nth = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(first, counts) + nth
        rows = len(self.lower)
        key = np.repeat(number, counts) * rows + self.row_of[at]
        keys, inverse = np.unique(key, return_inverse=True)
        found: Numbers = np.zeros(len(keys), dtype=np.int64)
        np.add.at(found, inverse, self.coefficients[at])
        return keys // rows, keys % rows, found

    def table(self) -> Numbers:
        """Give for each column the rows that limit it from above, one past the last for none."""
        bounded = np.flatnonzero(np.isfinite(self.upper[self.row_of]) & (self.coefficients > 0))
        columns = self.columns[bounded]
        starts = np.searchsorted(columns, columns)
        nth = np.arange(len(columns)) - starts
        shape = (self.relaxation.size + 1, int(nth.max(initial=0)) + 1)
        found: Numbers = np.full(shape, len(self.upper), dtype=np.int64)
        found[columns, nth] = self.row_of[bounded]
        return found
