"""What the living do for the dead: their runs wait again, their jobs go back into the queue."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.jobs.queueing import Jobs
from fairmatch.models import Worker
from fairmatch.runs import bury
from fairmatch.workers import Lookout


def look_after(
    engine: Engine, jobs: Jobs, lookout: Lookout, *, clock: Callable[[], datetime]
) -> None:
    """Look once for dead workers, and for jobs that nobody living works at.

    Several may do so at once: a job put back twice is only looked after twice.
    """
    dead = lookout.dead(engine)
    if dead:
        with writing(engine) as session:
            bury(session, dead, clock())
    # Jobs first: whoever takes one up after this is among the living that are read then.
    begun = jobs.begun()
    if not begun:
        return
    with reading(engine) as session:
        living = set(session.scalars(select(Worker.name)))
    for job, holder in begun.items():
        if holder not in living:
            jobs.let_others_take(job)
