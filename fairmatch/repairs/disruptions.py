"""What can happen on a day of the fair that the published timetable has to follow."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

LATEST = 120
"""Most minutes by which a day can be put off; with more it is another plan."""


class OverLunch(StrEnum):
    """What becomes of a lunch that is still to come when the day runs late.

    ``LATER``: it begins later and stays as long, and so does everything behind it. ``SHORTER``: it
    begins later, and the afternoon begins on time.
    """

    LATER = "later"
    SHORTER = "shorter"


class AtClosing(StrEnum):
    """What becomes of the end of a day that runs late.

    ``LATER``: it closes later. ``KEPT``: it closes on time, and what does not fit any more is moved
    or dropped.
    """

    LATER = "later"
    KEPT = "kept"


class _Happening(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FirmGone(_Happening):
    """A firm does not come, or does not come back, for the rest of a day.

    ``for_good``: nor on any later day. Else its consultations may be moved to one.
    """

    kind: Literal["firm_gone"] = "firm_gone"
    firm: str
    date: date
    for_good: bool = False


class BoothAway(_Happening):
    """Nobody sits at an agency's booth for some time of a day, in local time.

    ``since`` None: from now on. ``until`` None: to the end of the day.
    """

    kind: Literal["booth_away"] = "booth_away"
    agency: str
    date: date
    since: time | None = None
    until: time | None = None


class RunningLate(_Happening):
    """Everything of a day that has not begun begins some minutes later."""

    kind: Literal["late"] = "late"
    date: date
    minutes: int = Field(ge=1, le=LATEST)
    lunch: OverLunch = OverLunch.LATER
    closing: AtClosing = AtClosing.LATER


class TableMore(_Happening):
    """An agency has one table more from now on.

    ``fill``: unmet requests may have its seats.
    """

    kind: Literal["table_more"] = "table_more"
    agency: str
    fill: bool = True


Disruption = Annotated[FirmGone | BoothAway | RunningLate | TableMore, Field(discriminator="kind")]
READER: TypeAdapter[FirmGone | BoothAway | RunningLate | TableMore] = TypeAdapter(Disruption)
"""Reads a disruption from plain values, and refuses what is none."""
