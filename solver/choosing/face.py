"""What all timetables at the relaxation's bounds, or near them, have in common.

Weak duality sums to the bound what every column and every row could add at most. Whatever a
timetable leaves of that it falls short, so that near the bound next to nothing can be left
(complementary slackness; reduced cost fixing, Dantzig, Fulkerson and Johnson 1954). All sums are
in whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.choosing.bounds import SCALE, Relaxation, Relaxed


@dataclass(frozen=True, slots=True)
class FaceRow:
    """Coefficients times meetings, between two numbers.

    Attributes
    ----------
    terms
        A request, the slots of a stretch in which it may be held, its coefficient.
    most
        None where the rules say it by themselves.
    """

    terms: tuple[tuple[int, tuple[int, ...], int], ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Face:
    """The freedom that is left near the bounds.

    Attributes
    ----------
    slots, held
        The slots left to each request, and the requests that are held for certain.
    rows
        Rows that have next to no slack.
    fewest, most
        For some parties limits of their meetings.
    """

    slots: list[tuple[int, ...]]
    held: set[int]
    rows: list[FaceRow]
    fewest: dict[int, int]
    most: dict[int, int]


def find_face(relaxation: Relaxation, proofs: Sequence[tuple[Relaxed, int]]) -> Face:
    """Give what follows for a timetable that misses each bound by no more than a gap.

    Parameters
    ----------
    proofs
        The point with which each tier was bounded, and the gap.
    """
    margins = [(proof, proof.slack + gap * SCALE) for proof, gap in proofs]
    size = relaxation.size
    never, always = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for proof, margin in margins:
        never |= proof.price < -margin
        always |= proof.price > margin
    slots = []
    for columns in relaxation.column_of:
        left = [relaxation.stretches[one] for one, c in columns.items() if not never[c]]
        slots.append(tuple(sorted(slot for stretch in left for slot in stretch)))
    rows, held = _rows(relaxation, margins, never)
    for request, columns in enumerate(relaxation.column_of):
        if any(always[column] for column in columns.values()):
            held.add(request)
    fewest: dict[int, int] = {}
    most: dict[int, int] = {}
    for party, lists in relaxation.rungs_of.items():
        for rungs in lists:
            for level, rung in enumerate(rungs, start=1):
                if always[rung]:
                    fewest[party] = max(level, fewest.get(party, 0))
                if never[rung]:
                    most[party] = min(level - 1, most.get(party, level))
    return Face(slots, held, rows, fewest, most)


def _rows(
    relaxation: Relaxation, margins: Sequence[tuple[Relaxed, int]], never: np.ndarray
) -> tuple[list[FaceRow], set[int]]:
    """Give the rows that have to be filled, and the requests whose own row is one of them."""
    tight: dict[tuple[int, bool], int] = {}
    for proof, margin in margins:
        for row in np.flatnonzero(proof.multiplier).tolist():
            multiplier = int(proof.multiplier[row])
            key = row, multiplier > 0
            play = margin // abs(multiplier)
            tight[key] = min(play, tight.get(key, play))
    request_of = {row: request for request, row in relaxation.request_row.items()}
    named = {
        column: (request, stretch)
        for request, columns in enumerate(relaxation.column_of)
        for stretch, column in columns.items()
    }
    entries: dict[int, list[tuple[int, int]]] = {row: [] for row, _ in tight}
    columns, coefficients, row_of = relaxation.rows.arrays()
    wanted = np.zeros(len(relaxation.rows.lower), dtype=bool)
    wanted[list(entries)] = True
    for place in np.flatnonzero(wanted[row_of]).tolist():
        entries[int(row_of[place])].append((int(columns[place]), int(coefficients[place])))
    rows, held = [], set()
    for (row, upper), play in tight.items():
        if row in request_of:
            if upper and play == 0:
                held.add(request_of[row])
            continue
        if any(column not in named for column, _ in entries[row]):
            continue
        terms = tuple(
            (named[column][0], relaxation.stretches[named[column][1]], coefficient)
            for column, coefficient in entries[row]
            if not never[column]
        )
        limits = relaxation.rows.upper if upper else relaxation.rows.lower
        limit = int(limits[row])
        if upper and limit > play:
            rows.append(FaceRow(terms, limit - play, limit if play == 0 else None))
        elif not upper and limit + play < sum(coefficient for _, _, coefficient in terms):
            rows.append(FaceRow(terms, None, limit + play))
    return rows, held


def fall(relaxed: Relaxed, gap: int) -> int | None:
    """Give the least gap above one that leaves more freedom; None if all freedom is there.

    Timetables miss the bound by sums of multiples of prices and multipliers, so that where
    none is found within a gap, none is found until the next of these fits in.
    """
    margin = relaxed.slack + gap * SCALE
    steps = np.abs(np.concatenate((relaxed.price, relaxed.multiplier)))
    above = steps[steps > margin]
    if not len(above):
        return None
    return max(gap + 1, -((relaxed.slack - int(above.min())) // SCALE))
