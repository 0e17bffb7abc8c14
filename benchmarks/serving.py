"""A server as ``fairmatch serve`` starts it, without a worker beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

from fairmatch.config import Settings

_PATIENCE = 30.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs."""

    port: int
    process: int

    def cpu_seconds(self) -> float:
        """Give the processor time that the server and its children have taken so far."""
        return sum(_ticks(one) for one in _family(self.process)) / _TICKS

    def resident_bytes(self) -> int:
        """Give the memory that the server and its children hold at the moment."""
        return sum(_resident(one) for one in _family(self.process))


@contextmanager
def served(settings: Settings, threads: int | None = None) -> Iterator[Serving]:
    """Serve until the end of the block; ``threads`` None is the server's own default."""
    port = free_port()
    environment = os.environ | {
        "FAIRMATCH_DATABASE": settings.database,
        "FAIRMATCH_SECRET_FILE": str(settings.secret_file),
    }
    command = [
        sys.executable, "-c", "from fairmatch.cli import main; main()", "serve",
        "--port", str(port), "--no-worker",
        *([] if threads is None else ["--threads", str(threads)]),
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(server, port)
        yield Serving(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(_PATIENCE)


def free_port() -> int:
    """Give a port of this machine that nobody listens on at the moment."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not begin to answer")


def _family(process: int) -> list[int]:
    """Give a process and all that descend from it."""
    found = [process]
    for one in found:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            found.extend(map(int, tasks.read_text().split()))
    return found


def _resident(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _ticks(process: int) -> int:
    # Behind the name in brackets: user and system time are the 12th and 13th field.
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(told[11]) + int(told[12])
