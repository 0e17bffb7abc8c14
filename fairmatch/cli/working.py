"""The command ``worker``: works at the runs that pages and other programs ask for."""

import signal
from threading import Event, Thread
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
    stop = _told_to_stop()
    # The optimiser and the engine take most of a second to load; no other command needs both.
    from fairmatch.jobs.working import work  # noqa: PLC0415

    program.say("Waiting for runs (Ctrl-C ends the worker)")
    work(
        program.engine,
        workers=program.settings.workers,
        host_name=program.settings.host_name,
        clock=program.clock,
        new_uid=lambda: str(uuid4()),
        stop=stop,
    )


def _told_to_stop() -> Event:
    """Give an event that SIGINT and SIGTERM set from now on.

    A thread takes them, not the main one: that may be in a wait which goes on after a signal, or
    hold the very lock that a handler would ask for.
    """
    numbers = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    told = Event()

    def listen() -> None:
        signal.sigwait(numbers)
        told.set()

    Thread(target=listen, name="signals", daemon=True).start()
    return told
