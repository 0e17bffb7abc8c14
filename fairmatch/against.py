"""What a new timetable owes to the published version."""

from enum import StrEnum


class Against(StrEnum):
    """What changing the published version counts for.

    ``NOTHING``: it is planned anew. ``LAST``: among timetables equally good by all other
    goals, the one with the fewest consultations moved or dropped. ``FIRST``: the fewest moved
    or dropped, whatever the other goals lose by it.
    """

    NOTHING = "nothing"
    LAST = "last"
    FIRST = "first"
