"""A worker: takes runs out of the queue, works at them, and looks after what the dead have left."""

import faulthandler
import logging
import os
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import NoReturn
from uuid import uuid4

from dbos import DBOS
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from fairmatch.db import writing
from fairmatch.errors import RunLost
from fairmatch.jobs.attending import Hands, attend
from fairmatch.jobs.burying import look_after
from fairmatch.jobs.queueing import QUEUE, VERSION, WORKFLOW, Jobs, prepare
from fairmatch.runs import give_back
from fairmatch.workers import Lookout, present

POLL_SECONDS = 0.5
"""How often the queue is looked at."""
CARE_SECONDS = 1.0
"""How often a worker looks for dead ones."""
LAST_SECONDS = 10.0
"""How long a worker takes at most to end; then it is ended, and tells where it was."""
OVERTAKEN = 75
"""Exit code of a worker that was given up for dead."""

log = logging.getLogger(__name__)


def work(
    engine: Engine,
    *,
    workers: int,
    host_name: str,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    stop: Event,
) -> NoReturn:
    """Work at queued runs until ``stop`` is set; then the process ends.

    A run in work at that moment goes back into the queue, from its beginning. The process ends
    rather than return, because a job that returned would count as done; so it does when a run
    was taken from it, for then the others believe it dead.

    Parameters
    ----------
    workers
        Threads of the solver.
    host_name
        What this machine is known as; what the system calls it, if empty.
    """
    hands = Hands(engine, f"worker-{uuid4()}", workers, clock, new_uid)
    Thread(target=_end_in_time, args=(stop,), name="end", daemon=True).start()
    prepare(engine)
    jobs = Jobs(engine)

    @DBOS.workflow(name=WORKFLOW)
    def attend_to(run_id: int) -> None:
        try:
            attend(run_id, hands, stop)
        except RunLost:
            if not stop.is_set():
                _overtaken()
        if stop.is_set():
            Event().wait()

    try:
        with present(engine, hands.name, clock(), _overtaken, host_name=host_name):
            _launch(hands)
            lookout = Lookout(host_name)
            care = Thread(target=_keep_looking, args=(hands, jobs, lookout, stop), daemon=True)
            care.start()
            stop.wait()
            with writing(engine) as session:
                give_back(session, hands.name)
    except OperationalError:
        if not stop.is_set():
            raise
        log.warning("the database did not answer; others will find what this worker held")
    os._exit(0)


def _launch(hands: Hands) -> None:
    DBOS(
        config={
            "name": "fairmatch",
            "system_database_url": hands.engine.url.render_as_string(hide_password=False),
            "executor_id": hands.name,
            "application_version": VERSION,
            "log_level": "WARNING",
        }
    )
    DBOS.launch()
    DBOS.register_queue(
        QUEUE,
        worker_concurrency=1,
        partition_concurrency=1,
        polling_interval_sec=POLL_SECONDS,
    )


def _keep_looking(hands: Hands, jobs: Jobs, lookout: Lookout, stop: Event) -> None:
    while not stop.wait(CARE_SECONDS):
        try:
            look_after(hands.engine, jobs, lookout, clock=hands.clock, new_uid=hands.new_uid)
        except OperationalError:
            log.warning("the database did not answer; the next look asks it again")


def _end_in_time(stop: Event) -> None:
    """See to it that the process ends once it is told to, whatever it waits for.

    The engine asks a locked database again and again, with pauses of up to a minute and a half,
    and no thread of it can be told to let that be. The living look after what the dead have left.
    """
    stop.wait()
    faulthandler.dump_traceback_later(LAST_SECONDS, exit=True)


def _overtaken() -> NoReturn:
    os._exit(OVERTAKEN)
