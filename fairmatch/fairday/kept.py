"""What many look at, as it was last read, so that a hundred who look cost no more than one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from fairmatch.fairday.pulse import Pulse, pulse
from fairmatch.models import Fair

T = TypeVar("T")
Beat = tuple[Pulse, int]
"""A fair's pulse, and the minute it was felt in: what is shown of a day changes with either."""


@dataclass
class _Read(Generic[T]):
    beat: Beat | None = None
    value: list[T] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


class Kept(Generic[T]):
    """A value of each fair that somebody looks at; may be used by many threads at once.

    Parameters
    ----------
    read
        Gives a fair's value at a moment, which has to be free of the session it is read in.
    """

    def __init__(
        self, clock: Callable[[], datetime], read: Callable[[Session, Fair, datetime], T]
    ) -> None:
        self._clock, self._read = clock, read
        self._kept: dict[int, _Read[T]] = {}
        self._lock = Lock()

    def beat(self, session: Session, fair_id: int) -> Beat:
        """Give what is another as soon as there may be something new to show."""
        return pulse(session, fair_id), int(self._clock().timestamp() // 60)

    def of(self, session: Session, fair_id: int) -> T:
        """Give the fair's value as it is now, read at most once for each beat.

        Whoever asks while another thread reads waits for it instead of reading too. All read
        through the connection they came with: to ask for a second one while others, who hold
        theirs, wait for this reading, could end with everybody waiting.
        """
        # Felt before it is read: what is done meanwhile is read again at the next beat.
        beat = self.beat(session, fair_id)
        with self._lock:
            kept = self._kept.setdefault(fair_id, _Read())
        with kept.lock:
            if kept.beat is None or _later(beat, kept.beat):
                now = self._clock()
                kept.value = [self._read(session, session.get_one(Fair, fair_id), now)]
                kept.beat = beat
            return kept.value[0]


def _later(beat: Beat, than: Beat) -> bool:
    """Tell whether there is news; a session that began before the last reading has none."""
    return beat[1] != than[1] or beat[0] > than[0]
