"""How far booths lie apart, and what of the walk does not fit between two slots."""

import math

from fairmatch.models import Booth, Fair


def metres_between(one: Booth, other: Booth) -> int:
    """Give the straight way between two booths, in whole metres."""
    return round(math.hypot(one.x - other.x, one.y - other.y))


def walking_minutes(fair: Fair, metres: int) -> int:
    """Give the minutes that have to lie free between two slots for a walk of this length.

    Parties change booths within a slot's first and last minutes (``changeover_minutes``);
    only what a walk takes beyond them has to be free.
    """
    walk = -(-metres // fair.walking_metres_per_minute)
    return max(0, walk - fair.changeover_minutes)
