"""Days as they were last read, so that a hundred boards cost no more reading than one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

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

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._days: dict[int, _Kept] = {}
        self._lock = Lock()

    def beat(self, session: Session, fair_id: int) -> Beat:
        """Give what is another as soon as a board may have something new to show."""
        return pulse(session, fair_id), int(self._clock().timestamp() // 60)

    def day(self, session: Session, fair_id: int) -> Day | None:
        """Give the fair's day as it is now, read at most once for each beat.

        Whoever asks while another thread reads waits for it instead of reading too. All read
        through the connection they came with: to ask for a second one while others, who hold
        theirs, wait for this reading, could end with everybody waiting.
        """
        # Felt before it is read: what is done meanwhile is read again at the next beat.
        beat = self.beat(session, fair_id)
        with self._lock:
            kept = self._days.setdefault(fair_id, _Kept())
        with kept.lock:
            if kept.beat is None or _later(beat, kept.beat):
                kept.day = read_day(session, session.get_one(Fair, fair_id), self._clock())
                kept.beat = beat
            return kept.day


def _later(beat: Beat, than: Beat) -> bool:
    """Tell whether there is news; a session that began before the last reading has none."""
    return beat[1] != than[1] or beat[0] > than[0]
