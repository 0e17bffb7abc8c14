"""What a rival's process is told, and the JSON lines it answers with.

A line may have ``timetable`` (request id → slot), ``bounds`` (one a tier, null where none is
proved), ``claim`` ([tier, value]: a value told without its timetable), ``tier`` and ``proved``.
The last line has ``status``. Times are not told: the runner stamps each line as it arrives.
"""

import argparse
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from solver.json_form import problem_from_json
from solver.problem import Problem

# Left for writing the last line out, the same for everybody.
MARGIN = 0.3
# A timetable that comes sooner after another one waits, lest printing be what is measured.
OFTEN = 0.1


@dataclass
class Task:
    """What a rival has to do, and by when.

    Attributes
    ----------
    until
        Moment of the system's monotonic clock at which everything has to be said.
    """

    problem: Problem
    folder: Path
    workers: int
    until: float
    _out: Any = field(default=None, repr=False)
    _last: float = field(default=0.0, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def left(self) -> float:
        """Seconds until the search has to end, never below a twentieth."""
        return max(0.05, self.until - MARGIN - monotonic())

    def over(self) -> bool:
        """Whether the search has to end."""
        return monotonic() >= self.until - MARGIN

    def say(self, **line: object) -> None:
        """Write one line."""
        with self._lock:
            self._out.write(json.dumps(line) + "\n")
            self._out.flush()

    def improved(self, timetable: Mapping[str, int], *, last: bool = False, **more: object) -> None:
        """Tell a timetable, unless one was told just now and a later one is sure to come."""
        if last or monotonic() - self._last >= OFTEN:
            self._last = monotonic()
            self.say(timetable=dict(timetable), **more)


def task(arguments: Sequence[str] | None = None) -> Task:
    """Read what the runner asks; from then on standard output is for a solver's own log."""
    parser = argparse.ArgumentParser()
    parser.add_argument("problem", type=Path)
    parser.add_argument("--until", type=float, required=True)
    parser.add_argument("--workers", type=int, required=True)
    options = parser.parse_args(arguments)
    problem = problem_from_json(json.loads(options.problem.read_text(encoding="utf-8")))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return Task(problem, options.problem.parent, options.workers, options.until, out)


@contextmanager
def overheard(hear: Callable[[str], None]) -> Iterator[None]:
    """Hand each line that a library prints to standard output, from C too, to ``hear``."""
    sys.stdout.flush()
    kept = os.dup(1)
    reading, writing = os.pipe()
    os.dup2(writing, 1)
    os.close(writing)

    def listen() -> None:
        with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                hear(line)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        thread.join(1.0)
