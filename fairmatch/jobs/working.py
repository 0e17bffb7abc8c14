"""A worker: takes runs out of the queue, works at them, and looks after what the dead have left."""

import logging
import os
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread, Timer
from time import sleep
from typing import NoReturn
from uuid import uuid4

from dbos import DBOS
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from fairmatch.db import writing
from fairmatch.errors import RunLost
from fairmatch.jobs.attending import attend
from fairmatch.jobs.burying import look_after
from fairmatch.jobs.queueing import QUEUE, VERSION, WORKFLOW, Jobs, prepare
from fairmatch.runs import give_back
from fairmatch.workers import Lookout, present

POLL_SECONDS = 0.5
"""How often the queue is looked at."""
CARE_SECONDS = 1.0
"""How often a worker looks for dead ones."""
LAST_SECONDS = 10.0
"""How long a worker takes at most to end."""
OVERTAKEN = 75
"""Exit code of a worker that was given up for dead."""

log = logging.getLogger(__name__)


def work(
    engine: Engine,
    *,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
    stop: Event,
) -> NoReturn:
    """Work at queued runs until ``stop`` is set; then the process ends.

    A run in work at that moment goes back into the queue, from its beginning. The process ends
    rather than return, because a job that returned would count as done; so it does when a run
    was taken from it, for then the others believe it dead.
    """
    name = f"worker-{uuid4()}"

    def overtaken() -> NoReturn:
        os._exit(OVERTAKEN)

    prepare(engine)
    jobs = Jobs(engine)

    @DBOS.workflow(name=WORKFLOW)
    def attend_to(run_id: int) -> None:
        try:
            attend(engine, run_id, name, clock=clock, new_uid=new_uid, stop=stop)
        except RunLost:
            if not stop.is_set():
                overtaken()
        if stop.is_set():
            Event().wait()

    with present(engine, name, clock(), overtaken):
        DBOS(
            config={
                "name": "fairmatch",
                "system_database_url": engine.url.render_as_string(hide_password=False),
                "executor_id": name,
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
        care = Thread(target=_keep_looking, args=(engine, jobs, clock, stop), daemon=True)
        care.start()
        # Asked again and again rather than waited for: a signal's handler may then set it in this
        # very thread, which never holds the event's own lock.
        while not stop.is_set():
            sleep(POLL_SECONDS)
        # Whatever keeps the end from coming: the living look after what the dead have left.
        end = Timer(LAST_SECONDS, os._exit, (0,))
        end.daemon = True
        end.start()
        with writing(engine) as session:
            give_back(session, name)
    os._exit(0)


def _keep_looking(engine: Engine, jobs: Jobs, clock: Callable[[], datetime], stop: Event) -> None:
    lookout = Lookout()
    while not stop.wait(CARE_SECONDS):
        try:
            look_after(engine, jobs, lookout, clock=clock)
        except OperationalError:
            log.warning("the database did not answer; the next look asks it again")
