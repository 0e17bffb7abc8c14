"""What is said during a run, kept in its row while it goes on."""

import logging
from dataclasses import asdict
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy.exc import OperationalError

from fairmatch.errors import RunLost
from fairmatch.runs.lease import Lease
from fairmatch.wording import Words
from solver.timetable import Progress

NOTE_SECONDS = 0.5
"""How often what was said is written down, and a wish to cancel is heard."""

log = logging.getLogger(__name__)


class Diary:
    """Collects what is said; as a context it is written into the run's row every so often.

    Attributes
    ----------
    stop
        Set once somebody asked for the run's end, or took it away.
    lost
        Whether it was taken away.
    """

    def __init__(self, lease: Lease, notes: tuple[Words, ...]) -> None:
        self._lease = lease
        self._entries: list[dict[str, Any]] = [{"note": note.en} for note in notes]
        self._lock = Lock()
        self._over = Event()
        self._thread = Thread(target=self._keep_writing, name="diary", daemon=True)
        self.stop = Event()
        self.lost = False

    def note(self, progress: Progress) -> None:
        """Take in one improvement of a value or a bound."""
        with self._lock:
            self._entries.append(asdict(progress) | {"seconds": round(progress.seconds, 3)})

    def refuse(self, said: Words) -> None:
        """Take down why there is no timetable."""
        with self._lock:
            self._entries.append({"refused": said.model_dump()})

    def entries(self) -> list[dict[str, Any]]:
        """Give all that was said so far."""
        with self._lock:
            return list(self._entries)

    def __enter__(self) -> "Diary":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _keep_writing(self) -> None:
        while not self._over.wait(NOTE_SECONDS):
            try:
                if self._lease.note(self.entries()):
                    self.stop.set()
            except OperationalError:
                log.warning("the database did not answer; what was said is written later")
            except RunLost:
                self.lost = True
                self.stop.set()
                return
