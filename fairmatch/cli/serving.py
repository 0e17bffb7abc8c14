"""The command ``serve``: pages and calendars, served by gunicorn."""

import os
import socket
import sys
from pathlib import Path

import click

from fairmatch import practice
from fairmatch.cli.program import Program, pass_program
from fairmatch.cli.supervising import supervise
from fairmatch.db import reading, require_ready, writing
from fairmatch.errors import PortTaken
from fairmatch.secret import read_secret

THREADS = 512
"""Requests answered at once, unless another number is named; one that waits costs next to nothing.

Three in four may be open lines: a hundred boards, and the telephones of everybody in the hall.
"""
GRACE_SECONDS = 5
"""How long answers that are under way may take once the server is told to stop."""


@click.command(short_help="Serve the pages and calendars.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--threads",
    default=THREADS,
    show_default=True,
    type=click.IntRange(1, 1024),
    help="Requests answered at once; each page that follows something live takes one.",
)
@click.option(
    "--worker/--no-worker",
    default=True,
    show_default=True,
    help="Work at timetable runs too, in a process beside the server.",
)
@click.option(
    "--clock",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Serve a copy of a fair to practise with, at the time that this file says.",
)
@click.option("--copy", is_flag=True, help="With --clock: call this database a copy, for ever.")
@pass_program
def serve(
    program: Program,
    *,
    host: str,
    port: int,
    threads: int,
    worker: bool,
    clock: Path | None,
    copy: bool,
) -> None:
    """Serve the pages and calendars until Ctrl-C.

    With --clock every page says that it is a rehearsal, and `fairmatch rehearse --through` moves
    the time on.
    """
    require_ready(program.engine)
    if clock is not None:
        program.settings = program.settings.model_copy(update={"clock_file": clock.absolute()})
    _require_its_kind(program, copy=copy)
    read_secret(program.settings.secret_file)
    require_free(host, port)
    if "address" not in program.settings.model_fields_set:
        address = f"http://{_host(host)}:{port}"
        program.settings = program.settings.model_copy(update={"address": address})
    program.say(f"Serving {program.settings.address}/ (Ctrl-C stops the server)")
    sys.exit(run_server(program, host, port, threads=threads, worker=worker))


def _require_its_kind(program: Program, *, copy: bool) -> None:
    """Refuse to play with a real fair, and to pass a copy off as one."""
    file = program.settings.clock_file
    if file is None:
        with reading(program.engine) as session:
            practice.require_real(session)
        return
    with writing(program.engine) as session:
        if copy:
            practice.call_copies(session, practice.machine_clock())
        practice.require_copies(session)
        if not file.exists():
            practice.SetClock(file).set(practice.beginning(session))


def require_free(host: str, port: int) -> None:
    """Refuse an address where something else listens already.

    Raises
    ------
    PortTaken
        If it cannot be listened on.
    """
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(host, port, error.strerror or str(error)) from error


def run_server(program: Program, host: str, port: int, *, threads: int, worker: bool = True) -> int:
    """Run gunicorn with the program's settings until a signal ends it; give its exit code."""
    settings = program.settings
    environment = os.environ | {
        "FAIRMATCH_DATABASE": settings.database,
        "FAIRMATCH_SECRET_FILE": str(settings.secret_file),
        "FAIRMATCH_ADDRESS": settings.address,
        "FAIRMATCH_MAIL_FOLDER": str(settings.mail_folder),
        "FAIRMATCH_LINES": str(max(1, threads * 3 // 4)),
    }
    if settings.clock_file is not None:
        environment["FAIRMATCH_CLOCK_FILE"] = str(settings.clock_file)
    server = [
        sys.executable, "-m", "gunicorn", "web.wsgi:make_app()",
        "--bind", f"{_host(host)}:{port}",
        "--worker-class", "gthread", "--threads", str(threads),
        "--graceful-timeout", str(GRACE_SECONDS), "--log-level", "warning",
    ]  # fmt: skip
    working = [sys.executable, "-c", "from fairmatch.cli import main; main()", "worker"]
    program.close()
    sys.stdout.flush()
    return supervise(server, working if worker else None, environment)


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
