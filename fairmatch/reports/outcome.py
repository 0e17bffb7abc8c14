"""What is measured: a fair, who is there when, and the slot of each consultation held."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from fairmatch.availability import Availability
from fairmatch.snapshot import Pair, Snapshot


@dataclass(frozen=True)
class Outcome:
    """A timetable as pair → slot, the slots counted as in the snapshot."""

    fair: Snapshot
    slot_of: Mapping[Pair, int]

    @cached_property
    def there(self) -> Availability:
        """Who is there when."""
        return Availability(self.fair)

    @cached_property
    def wanted(self) -> list[Pair]:
        """Every wish and arrangement, by code of firm and agency."""
        return self.fair.wanted()

    @cached_property
    def firms(self) -> list[int]:
        """The firms that asked for anything or have something arranged."""
        return list(dict.fromkeys(pair[0] for pair in self.wanted))

    @cached_property
    def held_by_firm(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        """For each firm with a consultation: slot and agency of each, by time."""
        held: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (firm_id, agency_id), slot in sorted(self.slot_of.items(), key=lambda item: item[1]):
            held[firm_id].append((slot, agency_id))
        return dict(held)

    def same_day_steps(self, firm_id: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Give each two consultations of a firm that follow each other on one day."""
        return [
            (one, other)
            for one, other in pairwise(self.held_by_firm[firm_id])
            if self.fair.slots[one[0]].date == self.fair.slots[other[0]].date
        ]
