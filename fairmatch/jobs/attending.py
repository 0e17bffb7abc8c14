"""What a job does: whatever is left to do for its run, be it the first who comes or the tenth."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from fairmatch.db import reading, writing
from fairmatch.errors import FairBusy, FairMatchError, RunLost
from fairmatch.models import Run, RunState
from fairmatch.runs import Lease, take_up
from fairmatch.runs.work import perform

LOOK_SECONDS = 0.5
"""How often a job looks whether its run can go on."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who works: the name by which the run's row knows it, and what it works with.

    Attributes
    ----------
    workers
        Threads of the solver.
    """

    engine: Engine
    name: str
    workers: int
    clock: Callable[[], datetime]
    new_uid: Callable[[], str]


def attend(run_id: int, hands: Hands, stop: Event) -> None:
    """See a run to its end: work at it, or wait for whoever does; return early on ``stop``.

    Raises
    ------
    RunLost
        If the run was taken away from this very worker.
    """
    while not stop.is_set():
        try:
            if _is_settled(run_id, hands):
                return
        except OperationalError:
            log.warning("the database did not answer; run %d is looked at again", run_id)
        stop.wait(LOOK_SECONDS)


def _is_settled(run_id: int, hands: Hands) -> bool:
    """Do what can be done for the run now; tell whether nothing is left to do."""
    with reading(hands.engine) as session:
        run = session.get(Run, run_id)
        state, holder = (None, None) if run is None else (run.state, run.holder)
    if state is RunState.RUNNING:
        if holder == hands.name:
            # Only this job works at it for this worker, and could not write down how it ended.
            with writing(hands.engine) as session:
                own = Lease(hands.engine, run_id, hands.name)
                own.write(session, state=RunState.QUEUED, holder=None, started_at=None)
        return False
    if state is not RunState.QUEUED:
        return True
    try:
        lease = take_up(hands.engine, run_id, hands.name, clock=hands.clock)
    except FairBusy:
        return False
    if lease is None:
        return False
    try:
        perform(lease, workers=hands.workers, clock=hands.clock, new_uid=hands.new_uid)
    except RunLost:
        raise
    except FairMatchError as refused:
        # The run's row tells it to whoever asked for the run.
        log.info("run %d ended without a timetable: %s", run_id, refused)
    return True
