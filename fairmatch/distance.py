"""How far booths lie apart, and what of the walk does not fit between two slots."""

import math
from typing import Protocol

from fairmatch.plan_settings import PlanSettings


class Placed(Protocol):
    """What stands somewhere in the hall, in metres."""

    @property
    def x(self) -> int:
        """Metres to the east."""

    @property
    def y(self) -> int:
        """Metres to the north."""


def metres_between(one: Placed, other: Placed) -> int:
    """Give the straight way between two booths, in whole metres."""
    return round(math.hypot(one.x - other.x, one.y - other.y))


def walking_minutes(settings: PlanSettings, metres: int) -> int:
    """Give the minutes that have to lie free between two slots for a walk of this length.

    Parties change booths within a slot's first and last minutes (``changeover_minutes``);
    only what a walk takes beyond them has to be free.
    """
    walk = -(-metres // settings.walking_metres_per_minute)
    return max(0, walk - settings.changeover_minutes)
