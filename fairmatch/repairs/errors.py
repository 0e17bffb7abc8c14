"""Why the published timetable cannot be repaired, or a proposal not be accepted."""

from collections.abc import Sequence

from fairmatch.errors import FairMatchError
from fairmatch.wording import Words, said_in


class NothingToCome(FairMatchError):
    """Nothing that is published is still to come on the day, or at all."""

    def __init__(self) -> None:
        super().__init__("nothing is still to come then")


class NoSuchTime(FairMatchError):
    """What happened lies on no day of the fair, ends before it begins, or is over."""

    def __init__(self) -> None:
        super().__init__("it is over, or the fair is not open then")


class LunchGone(FairMatchError):
    """A lunch cannot be made shorter by as much as it is long."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(f"the lunch has {minutes} minutes only")


class NoRepair(FairMatchError):
    """No timetable was found for what happened, in the time given or at all."""

    def __init__(self, clashing: Sequence[Words | str] = ()) -> None:
        self.words = tuple(clashing)
        super().__init__("no repair was found: " + "; ".join(map(str, self.words)))

    def in_language(self, language: str) -> tuple[str, ...]:
        """Give what clashes for a reader of Korean or English."""
        return tuple(said_in(language, words) for words in self.words)


class UnknownRepair(FairMatchError):
    """The fair has no such proposal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"the fair has no proposal {number}")


class RepairClosed(FairMatchError):
    """The proposal was accepted, dropped or replaced before."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"proposal {number} is closed")


class StaleRepair(FairMatchError):
    """Something changed after the proposal was made, or what it changes has begun."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"something changed since proposal {number} was made")
