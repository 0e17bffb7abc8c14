"""Who works at a run: one holder at a time, who loses it once found dead.

All that a holder writes names it: when the run has been taken away, nothing of it is written any
more, however late it wakes up.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Engine, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.errors import FairBusy, RunLost
from fairmatch.models import Run, RunState, Worker

ABANDONED = "the program that worked at it was killed"


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one worker to work at a run, until that worker is found dead."""

    engine: Engine
    run_id: int
    holder: str

    def write(self, session: Session, **values: Any) -> None:
        """Change the run's row, if it still is the holder's.

        Raises
        ------
        RunLost
            If it is not; the caller's transaction has to be given up.
        """
        mine = update(Run).where(Run.id == self.run_id, Run.holder == self.holder)
        if not _one(session, mine.values(**values)):
            raise RunLost(self.run_id)

    def note(self, log: list[dict[str, Any]]) -> bool:
        """Keep what was said so far; tell whether somebody asked the run to end.

        Raises
        ------
        RunLost
            If the run was taken away.
        """
        with writing(self.engine) as session:
            self.write(session, log=log)
            asked = select(Run.cancel_asked_at).where(Run.id == self.run_id)
            return session.scalars(asked).one() is not None


def take_up(
    engine: Engine, run_id: int, holder: str, *, clock: Callable[[], datetime]
) -> Lease | None:
    """Begin to work at a run that waits; None if it waits no more, as when it was cancelled.

    Raises
    ------
    FairBusy
        If another run of the fair is running.
    """
    waiting = update(Run).where(Run.id == run_id, Run.state == RunState.QUEUED)
    begun = waiting.values(
        state=RunState.RUNNING,
        holder=holder,
        started_at=clock(),
        attempts=Run.attempts + 1,
        log=[],
    )
    try:
        with writing(engine) as session:
            return Lease(engine, run_id, holder) if _one(session, begun) else None
    except IntegrityError:
        with reading(engine) as session:
            raise FairBusy(_running_beside(session, run_id)) from None


def give_back(session: Session, holder: str) -> list[str]:
    """Let all runs wait again that a worker holds; give the names of their jobs."""
    held = select(Run.job).where(Run.holder == holder, Run.state == RunState.RUNNING)
    jobs = [job for job in session.scalars(held.with_for_update()) if job is not None]
    session.execute(
        update(Run)
        .where(Run.job.in_(jobs), Run.holder == holder, Run.state == RunState.RUNNING)
        .values(state=RunState.QUEUED, holder=None, started_at=None)
    )
    return jobs


def bury(session: Session, dead: Collection[str], now: datetime) -> None:
    """Take from dead workers what they held.

    A run with a job waits again; one that a command worked at by itself has failed.
    """
    for name in dead:
        give_back(session, name)
    session.execute(
        update(Run)
        .where(Run.holder.in_(dead), Run.state == RunState.RUNNING)
        .values(state=RunState.FAILED, holder=None, error=ABANDONED, finished_at=now)
    )
    session.execute(delete(Worker).where(Worker.name.in_(dead)))


def _one(session: Session, statement: Any) -> bool:
    changed = session.execute(statement.execution_options(synchronize_session=False))
    return isinstance(changed, CursorResult) and changed.rowcount == 1


def _running_beside(session: Session, run_id: int) -> int:
    fair = select(Run.fair_id).where(Run.id == run_id).scalar_subquery()
    running = select(Run.id).where(Run.fair_id == fair, Run.state == RunState.RUNNING)
    return session.scalars(running).first() or run_id
