"""What a job does: whatever is left to do for its run, be it the first who comes or the tenth."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event

from sqlalchemy import Engine

from fairmatch.db import reading
from fairmatch.errors import FairBusy, FairMatchError, RunLost
from fairmatch.models import Run, RunState
from fairmatch.runs import take_up
from fairmatch.runs.work import perform

LOOK_SECONDS = 0.5
"""How often a job looks whether its run can go on."""

log = logging.getLogger(__name__)


def attend(
    engine: Engine,
    run_id: int,
    holder: str,
    *,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    stop: Event,
) -> None:
    """See a run to its end: work at it, or wait for whoever does; return early on ``stop``.

    Raises
    ------
    RunLost
        If the run was taken away from this very worker.
    """
    while not stop.is_set():
        state = _state(engine, run_id)
        if state is RunState.QUEUED:
            try:
                lease = take_up(engine, run_id, holder, clock=clock)
            except FairBusy:
                lease = None
            if lease is not None:
                try:
                    perform(lease, clock=clock, new_uid=new_uid)
                except RunLost:
                    raise
                except FairMatchError as refused:
                    # The run's row tells it to whoever asked for the run.
                    log.info("run %d ended without a timetable: %s", run_id, refused)
                return
        elif state is not RunState.RUNNING:
            return
        stop.wait(LOOK_SECONDS)


def _state(engine: Engine, run_id: int) -> RunState | None:
    with reading(engine) as session:
        run = session.get(Run, run_id)
        return None if run is None else run.state
