"""First come, first served, as it is done by hand with a list and a wall chart.

Fixed appointments are written in first, then what must take place, then the list in the order
in which it came: each request gets the first slot in which both sides are free and no quota is
in the way. Nothing once written in is ever moved.
"""

from collections import Counter, defaultdict

from benchmarks.rivals.speak import task
from solver.layout import Layout


class Chart:
    """The wall chart: who meets when, and where everybody is."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.slot_of: dict[int, int] = {}
        self._taken: Counter[tuple[int, int]] = Counter()
        self._tables: Counter[int] = Counter()
        self._of_party: dict[int, list[int]] = defaultdict(list)

    def write_in(self, request: int, slot: int) -> None:
        """Hold a request in a slot."""
        self.slot_of[request] = slot
        self._tables[slot] += 1
        for party in self.layout.ends[request]:
            self._taken[party, slot] += 1
            self._of_party[party].append(request)

    def first_free(self, request: int) -> int | None:
        """Give the first slot in which the request can be written in."""
        return next(
            (slot for slot in self.layout.common[request] if self._fits(request, slot)), None
        )

    def _fits(self, request: int, slot: int) -> bool:
        capacity = self.layout.problem.capacity
        if capacity is not None and self._tables[slot] >= capacity[slot]:
            return False
        for other in self.layout.earlier.get(request, ()):
            if other in self.slot_of and self.slot_of[other] >= slot:
                return False
        for other in self.layout.later.get(request, ()):
            if other in self.slot_of and self.slot_of[other] <= slot:
                return False
        return all(self._party_fits(request, slot, end) for end in self.layout.ends[request])

    def _party_fits(self, request: int, slot: int, party: int) -> bool:
        layout, who = self.layout, self.layout.parties[party]
        own = self._of_party[party]
        if self._taken[party, slot] >= who.seats:
            return False
        if who.at_most is not None and len(own) >= who.at_most:
            return False
        day = layout.day_of[slot]
        limit = layout.daily_limit(party, day)
        if limit is not None and self._count(own, layout.slots_of_day[day]) >= limit:
            return False
        for lunch in layout.problem.lunches:
            if lunch.side in ("", who.side) and slot in lunch.slots:
                most = who.seats * (len(lunch.slots) - lunch.free)
                if self._count(own, list(lunch.slots)) >= most:
                    return False
        return not layout.walks(party) or self._can_walk(request, slot, party)

    def _count(self, own: list[int], slots: list[int]) -> int:
        return sum(self.slot_of[other] in slots for other in own)

    def _can_walk(self, request: int, slot: int, party: int) -> bool:
        layout = self.layout
        here = layout.place_of_meeting(request, party)
        for other in self._of_party[party]:
            there = layout.place_of_meeting(other, party)
            if here is None or there is None:
                continue
            minutes = layout.minutes.get((here, there), 0)
            first, second = sorted((slot, self.slot_of[other]))
            if layout.too_close(first, second, minutes):
                return False
        return True


def by_hand(layout: Layout) -> dict[int, int]:
    """Give the slot of each request that finds one."""
    chart = Chart(layout)
    musts = set(layout.musts)
    pinned = [one for one in layout.musts if layout.fixed_slot(one) is not None]
    order = [
        *pinned,
        *(one for one in layout.musts if layout.fixed_slot(one) is None),
        *(one for one in range(len(layout.requests)) if one not in musts),
    ]
    for request in order:
        slot = chart.first_free(request)
        if slot is not None:
            chart.write_in(request, slot)
    return chart.slot_of


def main() -> None:
    """Solve the problem given on the command line."""
    told = task()
    held = by_hand(Layout(told.problem))
    names = told.problem.requests
    told.improved({names[request].id: slot for request, slot in held.items()}, last=True)
    told.say(status="feasible")


if __name__ == "__main__":
    main()
