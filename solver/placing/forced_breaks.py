"""Breaks that no choice of times can avoid, counted party by party and traded for days."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from solver.layout import Layout

MOST_NAMED = 7

Calendar = dict[tuple[int, int], int]
"""Fewest breaks by the set of named requests held, in bits, and the days used for them."""


def forced_breaks(
    layout: Layout,
    held: Collection[int],
    slots: Sequence[Collection[int]],
    parties: Collection[int],
    *,
    extra_days: Mapping[int, int] | None = None,
    budget: int = 0,
) -> int:
    """Give a number of breaks that every timetable in question has.

    Parameters
    ----------
    held
        Requests that all timetables in question hold.
    slots
        For each request the slots in which any of them lets it begin.
    parties
        Whose breaks count.
    extra_days
        Fewest second days of each party whose second days are limited, ``parties`` or not;
        None if there is no such limit.
    budget
        Most second days all of ``extra_days`` have together.

    Returns
    -------
    int
        The least total over all ways to share the second days out. Each party may hold, beside
        what it must, whatever else could be held; rules that bind several parties, lunches and
        ways longer than a meeting between are left out, so that the total is a bound.
    """
    limited = extra_days or {}
    room = budget - sum(days for party, days in limited.items() if party not in parties)
    totals = {0: 0}
    for party in sorted(parties):
        options = _options(layout, party, held, slots)
        if not options:
            continue
        if party not in limited:
            options = {0: min(options.values())}
        sums: dict[int, int] = {}
        for (spent, total), (days, breaks) in product(totals.items(), options.items()):
            if spent + days <= room or party not in limited:
                sums[spent + days] = min(sums.get(spent + days, total + breaks), total + breaks)
        totals = sums
    return min(totals.values(), default=0)


def _options(
    layout: Layout, party: int, held: Collection[int], slots: Sequence[Collection[int]]
) -> dict[int, int]:
    """Give by number of second days the fewest breaks a party can have.

    Nothing is said of a party of several seats. Where a party has more requests than
    ``MOST_NAMED``, the last ones are taken to be held as often as wished and wherever.
    """
    if layout.parties[party].seats > 1:
        return {}
    own = sorted((r for r in layout.requests_of[party] if slots[r]), key=lambda r: r not in held)
    named, others = own[:MOST_NAMED], own[MOST_NAMED:]
    wild = {one for r in others for slot in slots[r] for one in layout.span(r, slot)}
    needed = sum(1 << bit for bit, request in enumerate(named) if request in held)
    calendar: Calendar = {(0, 0): 0}
    for day in range(len(layout.slots_of_day)):
        extended = dict(calendar)
        of_day = _Day(layout, party, named, slots, wild).fewest(day)
        for ((mask, days), breaks), (added, more) in product(calendar.items(), of_day.items()):
            key = mask | added, days + 1
            if not mask & added:
                extended[key] = min(extended.get(key, breaks + more), breaks + more)
        calendar = extended
    most = layout.parties[party].at_most
    least = 0 if others else layout.parties[party].at_least
    options: dict[int, int] = {}
    for (mask, days), breaks in calendar.items():
        enough = mask & needed == needed and mask.bit_count() >= least
        if enough and (most is None or mask.bit_count() <= most):
            second = max(0, days - 1)
            options[second] = min(options.get(second, breaks), breaks)
    return options


_State = tuple[int, str | None, int, int]
"""The set held so far, where and until which slot the last meeting is, slots in a row by then."""


class _Day:
    """One party on single days: slot by slot, the fewest breaks for each set of requests."""

    def __init__(
        self,
        layout: Layout,
        party: int,
        named: Sequence[int],
        slots: Sequence[Collection[int]],
        wild: Collection[int],
    ) -> None:
        self.layout, self.party, self.wild = layout, party, wild
        self.named, self.slots = named, slots
        walks = layout.walks(party)
        self.places = [layout.place_of_meeting(r, party) if walks else None for r in named]
        self.longest = max(layout.minutes.values(), default=0)
        self.rest_after = layout.parties[party].rest_after

    def fewest(self, day: int) -> dict[int, int]:
        """Give the fewest breaks by the set held on the day, with at least one meeting."""
        limit = self.layout.daily_limit(self.party, day)
        if limit == 0:
            return {}
        states: dict[_State, int] = {(0, None, -1, 0): 0}
        for slot in self.layout.slots_of_day[day]:
            reached = dict(states)
            for state, breaks in states.items():
                total = breaks + (0 <= state[2] < slot - 1)
                for key in self._meetings(state, slot):
                    if limit is None or key[0].bit_count() <= limit:
                        reached[key] = min(reached.get(key, total), total)
            states = self._merged(reached, slot)
        found: dict[int, int] = {}
        for (mask, _, last, _), breaks in states.items():
            if last >= 0:
                found[mask] = min(found.get(mask, breaks), breaks)
        return found

    def _meetings(self, state: _State, slot: int) -> Iterator[_State]:
        """Give what comes of a state by a meeting that begins in the slot."""
        mask, place, last, row = state
        if last >= slot:
            return
        session_of = self.layout.session_of
        if last != slot - 1 or session_of[last] != session_of[slot]:
            row = 0
        if slot in self.wild and self._can_go_on(row + 1):
            yield mask, None, slot, self._row(row + 1)
        for bit, request in enumerate(self.named):
            here, end = self.places[bit], self.layout.last(request, slot)
            after = row + end - slot + 1
            if mask >> bit & 1 or slot not in self.slots[request] or not self._can_go_on(after):
                continue
            ways = self.layout.minutes
            minutes = 0 if place is None or here is None else ways.get((place, here), 0)
            if not minutes or not self.layout.too_close(last, slot, minutes):
                yield mask | 1 << bit, here, end, self._row(after)

    def _can_go_on(self, row: int) -> bool:
        return self.rest_after is None or row <= self.rest_after

    def _row(self, row: int) -> int:
        """Give what of a row has to be remembered."""
        return 0 if self.rest_after is None else row

    def _merged(self, states: Mapping[_State, int], slot: int) -> dict[_State, int]:
        """Forget where the last meeting was once every way can be walked since."""
        merged: dict[_State, int] = {}
        for state, breaks in states.items():
            mask, _, last, _ = key = state
            if 0 <= last < slot and not self.layout.too_close(last, slot, self.longest):
                key = mask, None, self.layout.slots_of_day[self.layout.day_of[slot]][0], 0
            merged[key] = min(merged.get(key, breaks), breaks)
        return merged
