"""What the living do for the dead: their runs wait again, their jobs go back into the queue."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.jobs.queueing import Jobs
from fairmatch.models import Run, RunState, Worker
from fairmatch.runs import bury
from fairmatch.workers import Lookout


def look_after(
    engine: Engine,
    jobs: Jobs,
    lookout: Lookout,
    *,
    clock: Callable[[], datetime],
    new_uid: Callable[[], str],
) -> None:
    """Look once for dead workers, for jobs nobody living works at, and for runs without a job.

    Several may do so at once: a job put back twice is only looked after twice.
    """
    dead = lookout.dead(engine)
    if dead:
        with writing(engine) as session:
            bury(session, dead, clock())
    _put_back(engine, jobs)
    _ask_anew(engine, jobs, clock, new_uid)


def _put_back(engine: Engine, jobs: Jobs) -> None:
    # Jobs first: whoever takes one up after this is among the living that are read then.
    begun = jobs.begun()
    if not begun:
        return
    with reading(engine) as session:
        living = set(session.scalars(select(Worker.name)))
    for job, holder in begun.items():
        if holder not in living:
            jobs.let_others_take(job)


def _ask_anew(
    engine: Engine, jobs: Jobs, clock: Callable[[], datetime], new_uid: Callable[[], str]
) -> None:
    # Runs first: whose job is over after this, and is still open then, has been left behind.
    unfinished = select(Run.job).where(
        Run.job.is_not(None), Run.state.in_((RunState.QUEUED, RunState.RUNNING))
    )
    with reading(engine) as session:
        named = [job for job in session.scalars(unfinished) if job is not None]
    for job in jobs.over(named):
        with writing(engine) as session:
            jobs.ask_anew(session, job, clock=clock, new_uid=new_uid)
