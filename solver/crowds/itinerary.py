"""Who is in which hall when: a plan for those who walk, before anybody has a meeting.

A change of hall between two meetings costs slots, at lunch and at night it costs none. So each
walker visits the halls one after the other, each for as long as its meetings there take. The
orders are chosen one walker after the other so that in each slot every hall has its share of
guests, over and over until nobody can better it (coordinate descent on the sum of squares).
"""

from itertools import permutations

import numpy as np

from solver.crowds.field import NOWHERE, Field, Flags, Ints

ANYWHERE = -2
MOST_HALLS = 6
ORDERS, DRAWS, ROUNDS = 24, 4, 5


def halls(field: Field) -> Ints | None:
    """Give for each place the number of its hall.

    Returns
    -------
    Ints | None
        Places are in one hall if the shortest pause between two slots is enough for the way,
        or for a chain of such ways. None if there are more than ``MOST_HALLS``.
    """
    gaps = [free for slot, near in enumerate(field.near) for other, free in near if other > slot]
    shortest = min(gaps, default=0)
    places = len(field.ways) - 1
    hall: Ints = np.full(places, NOWHERE)
    count = 0
    for first in range(places):
        if hall[first] != NOWHERE:
            continue
        count += 1
        if count > MOST_HALLS:
            return None
        reached = [first]
        while reached:
            here = reached.pop()
            hall[here] = count - 1
            close = (field.ways[here, :places] <= shortest) & (hall == NOWHERE)
            hall[close] = count - 1
            reached.extend(np.flatnonzero(close).tolist())
    return hall


def plan(field: Field, held: Flags, random: np.random.Generator) -> Ints:
    """Plan who is in which hall when, so that the meetings held can take place there.

    Returns
    -------
    Ints
        For each party and slot the hall, or nowhere, where it is on its way or away; or
        anywhere, for whom ways do not matter.
    """
    found: Ints = np.full((len(field.layout.parties), len(field.layout.slots)), ANYWHERE)
    hall = halls(field)
    if hall is None or len(hall) == 0 or hall.max() == 0:
        return found
    count = int(hall.max()) + 1
    walked = np.flatnonzero(held & (field.walker >= 0))
    need: Ints = np.zeros((len(found), count), dtype=np.int64)
    np.add.at(need, (field.walker[walked], hall[field.zone[walked]]), 1)
    walkers = np.flatnonzero(need.any(axis=1))
    seats = _seats(field, hall, count)
    options = [_options(field, int(party), need[party], random) for party in walkers]
    for party, own in zip(walkers, _balance(options, seats, random), strict=True):
        found[party] = own
    return found


def _seats(field: Field, hall: Ints, count: int) -> Ints:
    """Give for each slot and hall the seats of those whom others come to."""
    layout = field.layout
    found: Ints = np.zeros((len(layout.slots), count), dtype=np.int64)
    hosts = {}
    for request in np.flatnonzero(field.walker >= 0).tolist():
        host = int(field.left[request] + field.right[request] - field.walker[request])
        hosts[host] = int(hall[field.zone[request]])
    for host, where in hosts.items():
        who = layout.parties[host]
        found[list(layout.slots if who.available is None else who.available), where] += who.seats
    return found


def _options(field: Field, party: int, need: Ints, random: np.random.Generator) -> Ints:
    """Give ways through the halls for one walker, the spare time drawn by lot."""
    layout = field.layout
    who = layout.parties[party]
    present = list(layout.slots if who.available is None else sorted(who.available))
    wanted = np.flatnonzero(need).tolist()
    orders = list(permutations(wanted))
    if len(orders) > ORDERS:
        orders = [orders[i] for i in random.choice(len(orders), ORDERS, replace=False)]
    spare = max(0, len(present) - int(need.sum()) - len(wanted) + 1)
    found = []
    for order in orders:
        for _ in range(DRAWS):
            extra = random.multinomial(spare, random.dirichlet([1.0] * len(wanted)))
            times = {
                where: int(need[where] + more) for where, more in zip(order, extra, strict=True)
            }
            found.append(_walk(field, present, times))
    return np.array(found)


def _walk(field: Field, present: list[int], times: dict[int, int]) -> list[int]:
    """Spend so many slots in each hall, in this order, with pauses where the way takes one."""
    found = [NOWHERE] * len(field.layout.slots)
    position = 0
    last = list(times)[-1]
    for where, time in times.items():
        left = len(present) if where == last else time
        if position and position < len(present):
            before = present[position - 1]
            while position < len(present) and (
                present[position] in (other for other, _ in field.near[before])
            ):
                position += 1
        while left and position < len(present):
            found[present[position]] = where
            position += 1
            left -= 1
    return found


def _balance(options: list[Ints], seats: Ints, random: np.random.Generator) -> list[Ints]:
    """Choose one option a walker, so that guests lie over the halls as the seats do."""
    count = seats.shape[1]
    here = [(own[:, :, None] == np.arange(count)).astype(np.int16) for own in options]
    chosen = [int(random.integers(len(own))) for own in options]
    guests = np.zeros(seats.shape, dtype=np.int64)
    for own, choice in zip(here, chosen, strict=True):
        guests += own[choice]
    wanted = seats * (guests.sum() / max(1, seats.sum()))
    for _ in range(ROUNDS):
        for index in random.permutation(len(options)):
            guests -= here[index][chosen[index]]
            unevenness = ((guests + here[index] - wanted) ** 2).sum(axis=(1, 2))
            chosen[index] = int(unevenness.argmin())
            guests += here[index][chosen[index]]
    return [own[choice] for own, choice in zip(options, chosen, strict=True)]
