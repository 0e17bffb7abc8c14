"""Days as they were last read, so that a hundred boards cost no more reading than one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import Engine

from fairmatch import db
from fairmatch.boards.day import Day
from fairmatch.boards.reading import read_day
from fairmatch.fairday.pulse import Pulse, pulse
from fairmatch.models import Fair

Beat = tuple[Pulse, int]
"""A fair's pulse, and the minute it was felt in: boards change with either."""


@dataclass
class _Kept:
    beat: Beat | None = None
    day: Day | None = None
    lock: Lock = field(default_factory=Lock)


class KeptDays:
    """The day of each fair that somebody looks at; may be used by many threads at once."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._days: dict[int, _Kept] = {}
        self._lock = Lock()

    def beat(self, fair_id: int) -> Beat:
        """Give what is another as soon as a board may have something new to show."""
        with db.reading(self._engine) as session:
            return pulse(session, fair_id), int(self._clock().timestamp() // 60)

    def day(self, fair_id: int) -> Day | None:
        """Give the fair's day as it is now, read at most once for each beat.

        Whoever asks while another thread reads waits for it instead of reading too.
        """
        with self._lock:
            kept = self._days.setdefault(fair_id, _Kept())
        with kept.lock:
            # Felt before it is read: what is done meanwhile is read again at the next beat.
            beat = self.beat(fair_id)
            if kept.beat != beat:
                with db.reading(self._engine) as session:
                    kept.day = read_day(session, session.get_one(Fair, fair_id), self._clock())
                kept.beat = beat
            return kept.day
