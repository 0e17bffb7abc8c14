"""A server and the worker beside it: started together, ended together, the worker renewed."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from time import monotonic
from types import FrameType

import click

LOOK_SECONDS = 0.2
"""How often a supervisor looks after its two processes."""
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 10.0
"""A worker that lived so long is renewed without a longer pause than the first."""
LAST_SECONDS = 30.0
"""How long both have to end by themselves."""

_PR_SET_PDEATHSIG = 1


def supervise(
    server: Sequence[str], worker: Sequence[str] | None, environment: Mapping[str, str]
) -> int:
    """Run both until the server ends or a signal comes; give the server's exit code.

    A worker that dies is started anew, after ever longer pauses if it keeps dying. None is a
    server without one. To be called in the main thread.
    """
    told = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        told.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    serving = _start(server, environment)
    renewed = None if worker is None else _Renewed(worker, environment)
    try:
        while not told.wait(LOOK_SECONDS) and serving.poll() is None:
            if renewed is not None:
                renewed.look()
        serving.terminate()
        if renewed is not None:
            renewed.end()
        return serving.wait(LAST_SECONDS)
    finally:
        serving.kill()
        serving.wait()
        for number, handler in before.items():
            signal.signal(number, handler)


class _Renewed:
    """A process that is started anew when it has ended."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = command
        self._environment = environment
        self._pause = FIRST_PAUSE
        self._begun = monotonic()
        self._due: float | None = None
        self.process = _start(command, environment)

    def look(self) -> None:
        """Start the process anew where that is due."""
        if self.process.poll() is None:
            return
        now = monotonic()
        if self._due is None:
            steady = now - self._begun >= STEADY_SECONDS
            self._pause = FIRST_PAUSE if steady else self._pause
            self._due = now + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
            click.echo(
                f"The worker ended with {self.process.returncode}; it is started anew.", err=True
            )
        elif now >= self._due:
            self._due, self._begun = None, now
            self.process = _start(self._command, self._environment)

    def end(self) -> None:
        """Let the process end by itself, if it does so in time."""
        self.process.terminate()
        try:
            self.process.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # Safe: this program has no thread beside the main one.
    return subprocess.Popen(
        command,
        env=dict(environment),
        preexec_fn=_end_with(os.getpid()),  # noqa: PLW1509
    )


def _end_with(parent: int) -> "_EndWith | None":
    return _EndWith(parent) if sys.platform == "linux" else None


class _EndWith:
    """Lets the kernel end a new process when its parent dies, even of a kill -9."""

    def __init__(self, parent: int) -> None:
        # Looked up here: between fork and exec nothing may be loaded.
        self._prctl = ctypes.CDLL(None, use_errno=True).prctl
        self._parent = parent

    def __call__(self) -> None:
        self._prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != self._parent:
            os._exit(1)
