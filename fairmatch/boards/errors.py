"""What boards refuse, as classes with fields."""

from fairmatch.errors import FairMatchError


class BadAnnouncement(FairMatchError):
    """An announcement cannot be shown: ``why`` is empty, long or time, in ``field``."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        self.why = why
        super().__init__(f"an announcement cannot be shown: {field} ({why})")
