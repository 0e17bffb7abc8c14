"""Second days that no choice of times can avoid, counted party by party."""

from collections.abc import Collection, Sequence
from itertools import combinations

from solver.layout import Layout

DEEPEST = 4


def forced_second_days(
    layout: Layout, held: Collection[int], slots: Sequence[Collection[int]], side: str
) -> int:
    """Give a number of second days that every timetable has.

    Parameters
    ----------
    held
        Requests that all timetables in question hold.
    slots
        For each request the slots in which any of them holds it.

    Returns
    -------
    int
        The sum over the parties of the side of the fewest days into which the meetings held
        fit by their slots and by the party's seats, rests and daily limits, less one, looked
        into up to ``DEEPEST`` days. Parties share no second day, so the sum is a bound.
    """
    return sum(fewest_second_days(layout, party, held, slots) for party in layout.on_side(side))


def fewest_second_days(
    layout: Layout, party: int, held: Collection[int], slots: Sequence[Collection[int]]
) -> int:
    """Give a number of second days that one party has in every timetable in question."""
    return max(0, _fewest_days(layout, party, held, slots) - 1)


def _fewest_days(
    layout: Layout, party: int, held: Collection[int], slots: Sequence[Collection[int]]
) -> int:
    own = [request for request in layout.requests_of[party] if request in held]
    days_of = [{layout.day_of[slot] for slot in slots[request]} for request in own]
    ranks = range(len(layout.slots_of_day))
    room = [_room(layout, party, day) for day in ranks]
    slots_of = [_slots(layout, party, day) for day in ranks]
    taken = sum(layout.length[request] for request in own)
    due = {day for day in ranks if layout.daily_due(party, day)}
    for count in ranks[:DEEPEST]:
        for days in combinations(ranks, count):
            enough = sum(room[day] for day in days) >= len(own)
            enough = enough and sum(slots_of[day] for day in days) >= taken
            possible = all(possible.intersection(days) for possible in days_of)
            if enough and possible and due.issubset(days):
                return count
    return min(len(ranks), DEEPEST)


def _room(layout: Layout, party: int, day: int) -> int:
    slots = _slots(layout, party, day)
    limit = layout.daily_limit(party, day)
    return slots if limit is None else min(slots, limit)


def _slots(layout: Layout, party: int, day: int) -> int:
    return layout.parties[party].seats * layout.most_busy(party, layout.slots_of_day[day])
