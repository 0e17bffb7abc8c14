"""What is refused on the day; classes with fields, put into words where they are shown."""

from datetime import date, datetime

from fairmatch.errors import FairMatchError


class DayRefusal(FairMatchError):
    """An act of the day that cannot be done; nothing was changed."""


class NotAFairDay(DayRefusal):
    """Nobody arrives on a day that is none of the fair."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"{day} is no day of the fair")


class NotComing(DayRefusal):
    """A firm that withdrew, or was not approved, is not checked in."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"firm {code} does not take part")


class NotThere(DayRefusal):
    """Who was never checked in cannot leave, and there is nothing to undo."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code} is not checked in")


class NotToday(DayRefusal):
    """The consultation is another time, or none any more, than whoever speaks of it knows.

    ``starts_at`` is when it is now; None where it does not take place.
    """

    def __init__(self, starts_at: datetime | None) -> None:
        self.starts_at = starts_at
        super().__init__(
            "the consultation does not take place any more"
            if starts_at is None
            else f"the consultation was moved to {starts_at.isoformat()}"
        )


class TooEarly(DayRefusal):
    """That can be said from ``since`` on only."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        super().__init__(f"this can be said from {since.isoformat()} on")


class TooLate(DayRefusal):
    """That could be said until ``until`` only."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"this could be said until {until.isoformat()}")


class NotYoursToSay(DayRefusal):
    """A side says nothing of itself that only the other side can see, and the reverse."""

    def __init__(self) -> None:
        super().__init__("this side cannot say that")


class NothingSaid(DayRefusal):
    """There is no word of this side that could be taken back."""

    def __init__(self) -> None:
        super().__init__("nothing was said that could be taken back")


class BadAct(DayRefusal):
    """An act that names no known thing to do, or leaves something out; ``field`` names it."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"the act's {field!r} is missing or not understood")
