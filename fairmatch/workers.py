"""Which processes work at runs, and which of them are dead.

Beats are compared by the onlooker's own clock, so that the clocks of different machines need not
agree. On one's own machine the process itself is asked for, which tells at once.
"""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import OperationalError

from fairmatch.db import reading, writing
from fairmatch.models import Worker

BEAT_SECONDS = 1.0
"""How often a worker shows that it lives."""
STILL_SECONDS = 5.0
"""A worker of another machine whose beats stand still for so long is dead."""

log = logging.getLogger(__name__)


@contextmanager
def present(
    engine: Engine,
    name: str,
    started_at: datetime,
    overtaken: Callable[[], None],
    *,
    host_name: str = "",
) -> Iterator[None]:
    """Be known as a worker while the block runs; a thread of its own keeps the beats going.

    Parameters
    ----------
    overtaken
        Called from that thread if others took this worker for dead.
    host_name
        What this machine is known as; what the system calls it, if empty.
    """
    with writing(engine) as session:
        session.add(
            Worker(
                name=name, host=_host(host_name), pid=os.getpid(), born=_born(os.getpid()),
                started_at=started_at,
            )
        )  # fmt: skip
    over = Event()

    def keep_beating() -> None:
        while not over.wait(BEAT_SECONDS):
            beat = update(Worker).where(Worker.name == name).values(beats=Worker.beats + 1)
            try:
                with writing(engine) as session:
                    known = session.scalars(beat.returning(Worker.beats)).one_or_none() is not None
            except OperationalError:
                log.warning("the database did not answer; the next beat asks it again")
                continue
            if not known:
                overtaken()
                return

    heart = Thread(target=keep_beating, name="heart", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()
        with writing(engine) as session:
            session.execute(delete(Worker).where(Worker.name == name))


@dataclass
class Lookout:
    """Remembers what was seen of the workers, to tell who has died since.

    Attributes
    ----------
    host_name
        What this machine is known as; what the system calls it, if empty.
    still
        Seconds without a beat after which a worker of another machine is dead.
    """

    host_name: str = ""
    still: float = STILL_SECONDS
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)
    _looked: float = field(default_factory=monotonic)

    def dead(self, engine: Engine) -> frozenset[str]:
        """Give the names of the workers that are dead, as far as this lookout knows by now.

        To be asked again and again: while nobody looked, or the database was away, nobody's beats
        could be seen, so that one look proves no long silence.
        """
        known = select(Worker.name, Worker.host, Worker.pid, Worker.born, Worker.beats)
        with reading(engine) as session:
            workers = session.execute(known).all()
        now = monotonic()
        since = min(now - self._looked, self.still / 4)
        self._looked = now
        before, self._seen = self._seen, {}
        for worker in workers:
            beats, silence = before.get(worker.name, (None, 0.0))
            silence = silence + since if beats == worker.beats else 0.0
            self._seen[worker.name] = (worker.beats, silence)
        here = _host(self.host_name)
        return frozenset(
            worker.name
            for worker in workers
            if (
                _born(worker.pid) != worker.born
                if worker.host == here
                else self._seen[worker.name][1] >= self.still
            )
        )


def _host(name: str) -> str:
    if name:
        return name
    try:
        container = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        container = ""
    return f"{socket.gethostname()} {container}".strip()


def _born(pid: int) -> str:
    """Give when a process of this machine began, in ticks since boot; empty if there is none.

    Process numbers are used again; together with the moment of birth they are not.
    """
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    state, *others = told.rpartition(")")[2].split()
    return "" if state in "ZX" else others[18]
