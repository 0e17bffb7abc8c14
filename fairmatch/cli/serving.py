"""The command ``serve``: pages and calendars, served by gunicorn."""

import os
import socket
import sys

import click

from fairmatch.cli.program import Program, pass_program
from fairmatch.cli.supervising import supervise
from fairmatch.db import require_ready
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
@pass_program
def serve(program: Program, *, host: str, port: int, threads: int, worker: bool) -> None:
    """Serve the pages and calendars until Ctrl-C."""
    require_ready(program.engine)
    read_secret(program.settings.secret_file)
    require_free(host, port)
    if "address" not in program.settings.model_fields_set:
        address = f"http://{_host(host)}:{port}"
        program.settings = program.settings.model_copy(update={"address": address})
    program.say(f"Serving {program.settings.address}/ (Ctrl-C stops the server)")
    sys.exit(run_server(program, host, port, threads=threads, worker=worker))


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
