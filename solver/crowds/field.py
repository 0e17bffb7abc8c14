"""A problem of two sides as arrays, where a meeting is a number and no slot is an object.

What the methods for very many requests look things up in. A problem has two sides if its
parties can be parted so that each request has one of either; the sides need not be labelled.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from solver.layout import Layout
from solver.problem import GoalKind

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NOWHERE = -1
NO_LIMIT = 1 << 40


def two_sides(layout: Layout) -> list[bool] | None:
    """Part the parties so that each request has one of either side.

    Returns
    -------
    list | None
        For each party whether it is on the right; None if there is an odd circle of requests.
    """
    side: list[bool | None] = [None] * len(layout.parties)
    for first, known in enumerate(side):
        if known is not None:
            continue
        side[first] = False
        reached = [first]
        while reached:
            party = reached.pop()
            other_side = not side[party]
            for request in layout.requests_of[party]:
                a, b = layout.ends[request]
                other = b if a == party else a
                if side[other] is None:
                    side[other] = other_side
                    reached.append(other)
                elif side[other] is not other_side:
                    return None
    return [bool(one) for one in side]


class Field:
    """What follows from a layout of two sides, by number of request, party and slot.

    Attributes
    ----------
    left, right
        For each request its two parties.
    worth
        For each request what it adds to the first goal of worth; 0 if there is none.
    must
        For each request whether it has to be held.
    kind, allowed
        The class of each request, and for each class and slot whether it may lie there.
    seats, hours
        For each party its seats, and for each slot whether a request of its may lie there.
    windows, most
        Sets of slots, one a row, the first of them all slots; and for each party and window
        the most meetings there. Quotas, daily quotas, lunches and rests in one.
    walker, zone
        For each request the party that walks to it and where to, as the number of a place;
        ``NOWHERE`` if nobody has to.
    ways
        Minutes between two places, by number; the last row and column are for nowhere.
    near
        For each slot those of the same day from which some way is too long, each with the
        minutes that lie between.
    """

    def __init__(self, layout: Layout, sides: Sequence[bool]) -> None:
        self.layout = layout
        ends = np.array(layout.ends, dtype=np.int64).reshape(-1, 2)
        turned = np.array(sides, dtype=bool)[ends[:, 0]]
        self.left: Ints = np.where(turned, ends[:, 1], ends[:, 0])
        self.right: Ints = np.where(turned, ends[:, 0], ends[:, 1])
        self.must: Flags = np.zeros(len(ends), dtype=bool)
        self.must[list(layout.musts)] = True
        self.worth = self._find_worth()
        kinds: dict[tuple[int, ...], int] = {}
        numbered = [kinds.setdefault(slots, len(kinds)) for slots in layout.candidates]
        self.kind: Ints = np.array(numbered, dtype=np.int64)
        self.allowed: Flags = np.zeros((len(kinds), len(layout.slots)), dtype=bool)
        for slots, number in kinds.items():
            self.allowed[number, list(slots)] = True
        self.seats: Ints = np.array([who.seats for who in layout.parties], dtype=np.int64)
        self.hours = self._find_hours()
        self._find_windows()
        self._find_ways()

    def _find_worth(self) -> Ints:
        sides = [g.side for g in self.layout.problem.goals if g.kind is GoalKind.WORTH]
        worth: Ints = np.array([one.worth for one in self.layout.requests], dtype=np.int64)
        counted = np.zeros(len(self.layout.parties), dtype=bool)
        if sides:
            counted[self.layout.on_side(sides[0])] = True
        return np.where(counted[self.left] | counted[self.right], worth, 0)

    def _find_hours(self) -> Flags:
        found = np.zeros((len(self.layout.parties), len(self.layout.slots)), dtype=bool)
        for parties in (self.left, self.right):
            pairs = np.unique(parties * len(self.allowed) + self.kind)
            np.logical_or.at(
                found, pairs // len(self.allowed), self.allowed[pairs % len(self.allowed)]
            )
        return found

    def _find_windows(self) -> None:
        layout = self.layout
        everything = np.ones(len(layout.slots), dtype=bool)
        at_most = [NO_LIMIT if who.at_most is None else who.at_most for who in layout.parties]
        windows, most = [everything], [at_most]
        if any(who.at_most_per_day is not None for who in layout.parties):
            for day in range(len(layout.slots_of_day)):
                limits = [layout.daily_limit(party, day) for party in range(len(layout.parties))]
                windows.append(np.array([one == day for one in layout.day_of], dtype=bool))
                most.append([NO_LIMIT if limit is None else limit for limit in limits])
        for lunch in layout.problem.lunches:
            inside = np.zeros(len(layout.slots), dtype=bool)
            inside[list(lunch.slots)] = True
            windows.append(inside)
            places = len(lunch.slots) - lunch.free
            most.append(
                [
                    who.seats * places if lunch.side in ("", who.side) else NO_LIMIT
                    for who in layout.parties
                ]
            )
        for longest in sorted({w.rest_after for w in layout.parties if w.rest_after is not None}):
            resting = [p for p, who in enumerate(layout.parties) if who.rest_after == longest]
            rest = [
                who.seats * longest if who.rest_after == longest else NO_LIMIT
                for who in layout.parties
            ]
            for row in layout.rest_windows(resting[0]):
                windows.append(np.isin(layout.slots, row))
                most.append(rest)
        self.windows: Flags = np.array(windows)
        self.most: Ints = np.array(most, dtype=np.int64).T.copy()

    def _find_ways(self) -> None:
        layout = self.layout
        places = sorted({place for way in layout.minutes for place in way})
        number = {place: index for index, place in enumerate(places)}
        self.ways: Ints = np.zeros((len(places) + 1, len(places) + 1), dtype=np.int64)
        for (here, there), minutes in layout.minutes.items():
            self.ways[number[here], number[there]] = minutes
        self.walker: Ints = np.full(len(layout.requests), NOWHERE)
        self.zone: Ints = np.full(len(layout.requests), NOWHERE)
        for party in range(len(layout.parties)):
            if layout.walks(party):
                for request in layout.requests_of[party]:
                    place = layout.place_of_meeting(request, party)
                    if place in number:
                        self.walker[request], self.zone[request] = party, number[place]
        longest = int(self.ways.max())
        self.near: list[list[tuple[int, int]]] = [[] for _ in layout.slots]
        for slots in layout.slots_of_day if longest else ():
            for one, other in combinations(slots, 2):
                free = layout.problem.slots[other].start - layout.problem.slots[one].end
                if free < longest:
                    self.near[one].append((other, free))
                    self.near[other].append((one, free))

    def count(self, slot_of: Ints) -> Ints:
        """Give for each party and window the meetings of a timetable there."""
        held = np.flatnonzero(slot_of >= 0)
        found: Ints = np.zeros(self.most.shape, dtype=np.int64)
        for number, window in enumerate(self.windows):
            inside = held[window[slot_of[held]]]
            for parties in (self.left[inside], self.right[inside]):
                found[:, number] += np.bincount(parties, minlength=len(found))
        return found

    def whereabouts(self, slot_of: Ints) -> Ints:
        """Give for each party and slot the place to which a meeting takes it, or nowhere."""
        shape = len(self.layout.parties), len(self.layout.slots)
        found: Ints = np.full(shape, NOWHERE)
        walked = np.flatnonzero((slot_of >= 0) & (self.walker >= 0))
        found[self.walker[walked], slot_of[walked]] = self.zone[walked]
        return found
