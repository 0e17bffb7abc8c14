"""A rival in a process of its own: timed from its start, watched, ended at its limits."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

# After the limit a process may still say what it was about to say; then it is ended.
GRACE = 2.0
TICK = 0.1
MOST_LINES = 20_000
MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The same for everybody: seconds from the start of the process, bytes, threads."""

    seconds: float
    memory: int
    workers: int


@dataclass(frozen=True, slots=True)
class Run:
    """What a process said and used.

    Attributes
    ----------
    lines
        Its lines, each with the seconds since its start at which it arrived.
    ended
        "itself", "time", "memory" or "flood" (it said too much), by whom it was ended.
    code
        Its exit code; negative for a signal.
    memory
        Most bytes resident at once, children included, as seen some ten times a second.
    """

    lines: tuple[tuple[float, str], ...]
    ended: str
    code: int
    seconds: float
    cpu: float
    memory: int
    errors: str


def run(command: Sequence[str], limits: Limits, folder: Path) -> Run:
    """Run a command in ``folder``, which also takes its temporary files, within limits."""
    errors = folder / "stderr"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = monotonic()
    with errors.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--until", f"{started + limits.seconds:.3f}"],
            stdout=subprocess.PIPE,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONWARNINGS": "ignore"},
        )
        listener = _Listener(process, started)
        ended, memory = _watch(process, listener, limits, started)
        _end(process)
        seconds = monotonic() - started
        process.wait()
        listener.join(1.0)
    if listener.flooded:
        ended = "flood"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = errors.read_text(encoding="utf-8", errors="replace")
    lines = tuple(listener.lines)
    return Run(lines, ended, process.returncode, seconds, cpu, memory, told[-2000:])


def command(room: str, problem: Path, workers: int) -> list[str]:
    """Give the command that starts a rival's room on a problem."""
    module = f"benchmarks.rivals.rooms.{room}"
    return [sys.executable, "-m", module, str(problem), "--workers", str(workers)]


class _Listener(threading.Thread):
    """Takes lines down as they come, with their time."""

    def __init__(self, process: subprocess.Popen[bytes], started: float) -> None:
        super().__init__(daemon=True)
        self.lines: list[tuple[float, str]] = []
        self.flooded = False
        self._process, self._zero = process, started
        self.start()

    def run(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as out:
            while line := out.readline(MOST_BYTES):
                if len(line) == MOST_BYTES or len(self.lines) == MOST_LINES:
                    self.flooded = True
                    return
                at = monotonic() - self._zero
                self.lines.append((at, line.decode("utf-8", "replace")))


def _watch(
    process: subprocess.Popen[bytes], listener: _Listener, limits: Limits, started: float
) -> tuple[str, int]:
    most = 0
    while True:
        most = max(most, sum(map(_resident, _family(process.pid))))
        if most > limits.memory:
            return "memory", most
        if listener.flooded:
            return "flood", most
        try:
            process.wait(TICK)
        except subprocess.TimeoutExpired:
            if monotonic() - started >= limits.seconds + GRACE:
                return "time", most
        else:
            return "itself", most


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it has started; it leads a group of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _family(pid: int) -> Iterator[int]:
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = tasks.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _resident(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
