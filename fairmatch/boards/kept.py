"""Days as they were last read, so that a hundred boards cost no more reading than one."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.boards.day import Day
from fairmatch.boards.reading import read_day
from fairmatch.fairday.kept import Kept


class KeptDays(Kept[Day | None]):
    """The day of each fair that somebody looks at, as boards show it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock, read_day)

    def day(self, session: Session, fair_id: int) -> Day | None:
        """Give the fair's day as it is now."""
        return self.of(session, fair_id)
