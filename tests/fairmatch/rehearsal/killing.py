"""A server as users start it, and a line to it that kills it in the middle of what it carries."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import unquote_plus

from sqlalchemy import Engine, select

from fairmatch.db import reading
from fairmatch.models import Act
from fairmatch.rehearsal.line import Line, NoAnswer
from tests.web.live import free_port

PATIENCE = 60.0
_PROGRAM = [sys.executable, "-c", "from fairmatch.cli import main; main()"]
_KEY = re.compile(r"rehearsal \d+ [0-9a-f]{32}")
_REPAIR = re.compile(r"/repairs/(\d+)/accept")


@dataclass
class Served:
    """A copy of a fair, served by ``fairmatch serve`` from a folder on a port of its own."""

    folder: Path
    database: str
    more: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    kills: int = 0
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def clock(self) -> Path:
        """Where the time is told."""
        return self.folder / "clock"

    @property
    def mails(self) -> list[Path]:
        """The mails that were sent."""
        return list((self.folder / "mail").glob("*.eml"))

    @contextmanager
    def running(self) -> Iterator["Served"]:
        """Serve until the end of the block."""
        self._start()
        try:
            yield self
        finally:
            self._kill_all()

    def kill(self, *, whole: bool) -> None:
        """Kill all of it and start it again, as whoever keeps it does; or who answers alone.

        Gunicorn's own supervisor starts that one again.
        """
        self.kills += 1
        if whole:
            self._kill_all()
            self._start()
        else:
            os.kill(self._answering(), signal.SIGKILL)

    def _start(self) -> None:
        environment = os.environ | {
            "FAIRMATCH_DATABASE": self.database,
            "FAIRMATCH_SECRET_FILE": str(self.folder / "secret"),
            "FAIRMATCH_MAIL_FOLDER": str(self.folder / "mail"),
        }
        command = [*_PROGRAM, "serve", "--port", str(self.port), "--clock", str(self.clock)]
        self._process = subprocess.Popen(
            [*command, "--copy", *self.more],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._until_it_answers()

    def _until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(NoAnswer):
                Line(self.address).carry("GET", "/healthz", b"", {})
                return
            time.sleep(0.1)
        raise AssertionError("the server did not begin to answer")

    def _kill_all(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def _answering(self) -> int:
        """Give the process that answers: the child of gunicorn's own supervisor."""
        assert self._process is not None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for child in _children(self._process.pid):
                if answering := _children(child):
                    return answering[0]
            time.sleep(0.05)
        raise AssertionError("nobody answers")


def _children(process: int) -> list[int]:
    found: list[int] = []
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found.extend(map(int, tasks.read_text().split()))
    return found


class Moment(StrEnum):
    """When the server is killed: while it works, between an act and its answer, amid mails."""

    WORKING = "working"
    TAKEN = "taken"
    MAILING = "mailing"


@dataclass(frozen=True)
class Kill:
    """A kill at a question whose path holds ``path``, once ``after`` acts were sent."""

    moment: Moment
    path: str
    after: int = 0
    whole: bool = False


class Killing(Line):
    """Carries what is sent, and kills the server in between, as it was told beforehand."""

    def __init__(self, served: Served, engine: Engine, kills: list[Kill], seed: int) -> None:
        super().__init__(served.address)
        self._served, self._engine, self.left = served, engine, list(kills)
        self._lot = Random(seed)
        self._sent = 0

    def carry(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, list[str]], bytes]:
        """Give the answer, if the server lives to give it."""
        self._sent += method == "POST"
        for kill in self.left:
            if method == "POST" and kill.path in path and self._sent >= kill.after:
                self.left.remove(kill)
                return self._killed(kill, path, body, headers)
        return super().carry(method, path, body, headers)

    def _killed(
        self, kill: Kill, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, list[str]], bytes]:
        if kill.moment is Moment.MAILING:
            sent = len(self._served.mails)
            answered = super().carry("POST", path, body, headers)
            until(lambda: len(self._served.mails) > sent)
            self._served.kill(whole=kill.whole)
            return answered
        wire = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        wire.request("POST", path, body, headers)
        if kill.moment is Moment.WORKING:
            time.sleep(self._lot.uniform(0.002, 0.04))
        else:
            until(lambda: self._known(path, body))
        self._served.kill(whole=kill.whole)
        wire.close()
        raise NoAnswer(f"killed while it was {kill.moment}")

    def _known(self, path: str, body: bytes) -> bool:
        """Tell whether what was sent is in the database."""
        repair = _REPAIR.search(path)
        found = _KEY.search(unquote_plus(body.decode()))
        assert repair or found
        key = f"repair-{repair[1]}" if repair else found[0] if found else ""
        with reading(self._engine) as session:
            return session.scalar(select(Act.id).where(Act.key == key)) is not None


def until(there: Callable[[], bool]) -> None:
    """Wait until something is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if there():
            return
        time.sleep(0.002)
    raise AssertionError("what was waited for did not happen")
