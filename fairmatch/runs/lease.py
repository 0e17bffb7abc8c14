"""Who works at a run: one holder at a time, who loses it once found dead.

All that a holder writes names it: when the run has been taken away, nothing of it is written any
more, however late it wakes up.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Engine, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, load_only

from fairmatch.db import reading, writing
from fairmatch.errors import FairBusy, RunLost
from fairmatch.models import Run, RunState, Worker
from fairmatch.wording import Words

MOST_ATTEMPTS = 5
"""How often a run is begun whose workers die."""
_KILLED = Words(
    ko="시간표를 만들던 프로그램이 강제로 종료되었습니다.",
    en="the program that worked at it was killed",
)
_WORN_OUT = Words(
    ko=f"시간표를 만들던 프로그램이 {MOST_ATTEMPTS}번 모두 도중에 종료되었습니다. 서버의 메모리가 "
    "충분한지 확인한 뒤 다시 만들어 주세요.",
    en=f"each of the {MOST_ATTEMPTS} programs that worked at it was lost on the way; see whether "
    "the machine has enough memory, then ask again",
)


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


def give_back(session: Session, holder: str) -> None:
    """Let all runs wait again that a worker holds and has a job for."""
    for run in _held(session, [holder]):
        if run.job is not None:
            _let_wait(run)


def bury(session: Session, dead: Collection[str], now: datetime) -> None:
    """Take from dead workers what they held."""
    for run in _held(session, dead):
        let_go(run, now)
    session.execute(delete(Worker).where(Worker.name.in_(dead)))


def let_go(run: Run, now: datetime) -> None:
    """Take an unfinished run from whoever had it.

    It waits again; it has failed if it has no job, for then nobody else will come, or if it was
    begun too often: such a run may be what kills its workers.
    """
    if run.job is not None and run.attempts < MOST_ATTEMPTS:
        _let_wait(run)
        return
    said = _KILLED if run.job is None else _WORN_OUT
    run.state, run.holder = RunState.FAILED, None
    run.error, run.finished_at = said.en, now
    run.log = [*run.log, {"refused": said.model_dump()}]


def _let_wait(run: Run) -> None:
    run.state, run.holder, run.started_at = RunState.QUEUED, None, None


def _held(session: Session, holders: Collection[str]) -> Sequence[Run]:
    # The problem and the result of a run are large, and nothing of them changes here.
    columns = load_only(Run.state, Run.job, Run.holder, Run.attempts, Run.log)
    unfinished = Run.state.in_((RunState.QUEUED, RunState.RUNNING))
    held = select(Run).where(Run.holder.in_(holders), unfinished)
    return session.scalars(held.options(columns).with_for_update()).all()


def _one(session: Session, statement: Any) -> bool:
    changed = session.execute(statement.execution_options(synchronize_session=False))
    return isinstance(changed, CursorResult) and changed.rowcount == 1


def _running_beside(session: Session, run_id: int) -> int:
    fair = select(Run.fair_id).where(Run.id == run_id).scalar_subquery()
    running = select(Run.id).where(Run.fair_id == fair, Run.state == RunState.RUNNING)
    return session.scalars(running).first() or run_id
