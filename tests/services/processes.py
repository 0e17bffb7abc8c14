"""Processes of the program, each forked where its modules are loaded already.

To load them takes a processor a second, two for a worker; what a test starts in a fresh
interpreter pays it anew. All else is as in a shell: words, environment, folder, signals, exit code.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

_LOADED = ["pytest", "fairmatch.cli", "fairmatch.jobs.working", "fairmatch.runs.work"]


class Process:
    """A process of the program; asked about and ended as one of `subprocess`."""

    def __init__(self, forked: ForkServerProcess) -> None:
        self._forked = forked
        assert forked.pid is not None
        self.pid = forked.pid

    def poll(self) -> int | None:
        """Give its exit code, or None as long as it runs; a signal's number is negative."""
        return self._forked.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, at most ``timeout`` seconds; give its exit code."""
        self._forked.join(timeout)
        code = self.poll()
        assert code is not None, f"process {self.pid} goes on"
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, if it is still there."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def start(
    words: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    said: Path = Path(os.devnull),
) -> Process:
    """Start ``fairmatch`` with the words given in a folder; ``said`` takes its standard output."""
    arguments = (list(words), dict(environment), folder, said)
    forked = _context().Process(target=_run, args=arguments)
    forked.start()
    return Process(forked)


def _context() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def _run(words: list[str], environment: dict[str, str], folder: Path, said: Path) -> None:
    from fairmatch.cli import main

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), sys.stdout.fileno())
    sys.argv = ["fairmatch", *words]
    main()
