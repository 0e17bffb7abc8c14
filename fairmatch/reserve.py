"""How many consultations a booth may hold on each day, so that seats stay free for walk-ins.

A day's limit is its seats less the reserve. Pins and musts come before the reserve: where
they cannot be held within the limits, the limits are raised for them, and only for them: in
every timetable that holds all of them, a day above its own limit holds nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayLimit:
    """One booth on one day: all seats, the seats that may be given, those before any raise."""

    seats: int
    limit: int
    before: int


def seats_to_give(seats: int, reserve: int) -> int:
    """Give the seats that may be given away of a day's seats, ``reserve`` percent kept."""
    return seats * (100 - reserve) // 100


def day_limits(
    seats: Sequence[int], reserve: int, musts: Sequence[Sequence[int]]
) -> tuple[DayLimit, ...]:
    """Give the limit of each day of one booth.

    Each must is the list of days, counted from 0, on which it can be held. They are dealt
    out by augmenting paths (bipartite matching with capacities); where no path is left, the
    day with most spare seats of those reached is raised by one.
    """
    before = [seats_to_give(count, reserve) for count in seats]
    dealer = _Dealer(list(before), list(seats))
    for days in musts:
        dealer.deal(tuple(days))
    return tuple(
        DayLimit(count, limit, own)
        for count, limit, own in zip(seats, dealer.limits, before, strict=True)
    )


class _Dealer:
    """Musts dealt out to days; each knows the days it could be on."""

    def __init__(self, limits: list[int], seats: list[int]) -> None:
        self.limits = limits
        self.seats = seats
        self.dealt: list[list[tuple[int, ...]]] = [[] for _ in limits]

    def deal(self, days: tuple[int, ...]) -> None:
        reached = self._reach(days)
        free = [day for day in reached if len(self.dealt[day]) < self.limits[day]]
        if not free:
            spare = [day for day in reached if self.limits[day] < self.seats[day]]
            if not spare:
                return
            free = [max(spare, key=lambda day: self.seats[day] - self.limits[day])]
            self.limits[free[0]] += 1
        self._shift(free[0], reached, days)

    def _reach(self, days: tuple[int, ...]) -> dict[int, tuple[int, tuple[int, ...]] | None]:
        # day → the day before it on the path and the must that would move over; None at the start
        reached: dict[int, tuple[int, tuple[int, ...]] | None] = dict.fromkeys(days)
        waiting = list(days)
        for day in waiting:
            for must in self.dealt[day]:
                for other in must:
                    if other not in reached:
                        reached[other] = (day, must)
                        waiting.append(other)
        return reached

    def _shift(
        self,
        day: int,
        reached: dict[int, tuple[int, tuple[int, ...]] | None],
        newcomer: tuple[int, ...],
    ) -> None:
        step = reached[day]
        while step is not None:
            origin, must = step
            self.dealt[origin].remove(must)
            self.dealt[day].append(must)
            day, step = origin, reached[origin]
        self.dealt[day].append(newcomer)
