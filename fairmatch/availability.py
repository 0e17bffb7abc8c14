"""In which slots of the fair, counted from 0, firms and booths are there."""

from fairmatch.hours import Hours, booth_hours, firm_hours
from fairmatch.models import Pin
from fairmatch.snapshot import Pair, Snapshot


class Availability:
    """Slots by firm and by agency (row ids); a slot counts if it lies wholly inside the hours."""

    def __init__(self, fair: Snapshot) -> None:
        def within(hours: Hours) -> frozenset[int]:
            return frozenset(
                index
                for index, slot in enumerate(fair.slots)
                if hours.cover(slot.date, slot.starts, slot.ends)
            )

        self._firms = {key: within(firm_hours(firm)) for key, firm in fair.firms.items()}
        self._agencies = {
            key: within(booth_hours(agency.booth)) for key, agency in fair.agencies.items()
        }
        self._starts = {(slot.date, slot.starts): i for i, slot in enumerate(fair.slots)}

    def of_firm(self, firm_id: int) -> frozenset[int]:
        """Give the slots in which a firm is there."""
        return self._firms[firm_id]

    def of_agency(self, agency_id: int) -> frozenset[int]:
        """Give the slots in which an agency's booth is staffed."""
        return self._agencies[agency_id]

    def in_common(self, pair: Pair) -> frozenset[int]:
        """Give the slots in which both are there."""
        return self._firms[pair[0]] & self._agencies[pair[1]]

    def slot_of_pin(self, pin: Pin) -> int | None:
        """Give the slot that starts when the pin says, or None if none does."""
        return self._starts.get((pin.date, pin.starts))
