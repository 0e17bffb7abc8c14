"""What comes too late or too early, and dates that cannot be."""

from datetime import datetime

from fairmatch.errors.base import FairMatchError
from fairmatch.models.phases import Phase


class PhaseClosed(FairMatchError):
    """What is asked for may only be done while a phase of the fair is open.

    ``closed_at`` is when it closed, ``opens_at`` when it is to open; UTC, one of them None.
    """

    def __init__(
        self, phase: Phase, closed_at: datetime | None, opens_at: datetime | None = None
    ) -> None:
        self.phase, self.closed_at, self.opens_at = phase, closed_at, opens_at
        when = f"opens at {opens_at}" if opens_at else f"closed at {closed_at}"
        super().__init__(f"{phase.value}: {when}")


class PhaseOrder(FairMatchError):
    """A phase of the fair would close before it opens; both moments in UTC."""

    def __init__(self, phase: Phase, opens_at: datetime, closes_at: datetime) -> None:
        self.phase, self.opens_at, self.closes_at = phase, opens_at, closes_at
        super().__init__(f"{phase.value} would close at {closes_at}, not after {opens_at}")


class BadMoment(FairMatchError):
    """The clocks of a time zone never show a local time: they are put forward over it."""

    def __init__(self, local: datetime, zone: str) -> None:
        self.local, self.zone = local, zone
        super().__init__(f"the clocks of {zone} never show {local:%Y-%m-%d %H:%M}")
