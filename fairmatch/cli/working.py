"""The command ``worker``: works at the runs that pages and other programs ask for."""

import signal
import threading
from uuid import uuid4

import click

from fairmatch.cli.program import Program, pass_program
from fairmatch.db import require_ready


@click.command(short_help="Work at queued timetable runs.")
@pass_program
def worker(program: Program) -> None:
    """Take queued runs up, one after the other, until Ctrl-C or SIGTERM.

    Start as many as there are cores to spare, on any machine that reaches the database. A run
    in work when a worker ends goes back into the queue; one whose worker was killed is taken up
    by another.
    """
    require_ready(program.engine)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    # The optimiser and the engine take most of a second to load; no other command needs both.
    from fairmatch.jobs.working import work  # noqa: PLC0415

    program.say("Waiting for runs (Ctrl-C ends the worker)")
    work(program.engine, clock=program.clock, new_uid=lambda: str(uuid4()), stop=stop)
