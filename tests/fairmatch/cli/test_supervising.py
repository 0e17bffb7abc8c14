"""A real server with its worker beside it, one of them killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from fairmatch.db import open_database, reading
from fairmatch.models import Worker
from tests.fairmatch.cli.conftest import free_port

PATIENCE = 60.0


@contextmanager
def _server(url: str, secret: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    program = Path(sys.executable).parent / "fairmatch"
    settings = ["--database", url, "--secret-file", str(secret)]
    process = subprocess.Popen(
        [program, *settings, "serve", "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert "Serving" in process.stdout.readline()
    try:
        yield process, port
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until(true: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end
        sleep(0.1)


@pytest.fixture
def worker_pids(database_url: str) -> Iterator[Callable[[], set[int]]]:
    engine = open_database(database_url)

    def pids() -> set[int]:
        with reading(engine) as session:
            return set(session.scalars(select(Worker.pid)))

    yield pids
    engine.dispose()


@pytest.mark.usefixtures("small")
def test_a_killed_worker_is_renewed_and_a_signal_ends_all(
    database_url: str, tmp_path: Path, worker_pids: Callable[[], set[int]]
) -> None:
    with _server(database_url, tmp_path / "secret") as (server, port):
        _until(lambda: len(worker_pids()) == 1)
        (first,) = worker_pids()
        os.kill(first, signal.SIGKILL)
        _until(lambda: bool(worker_pids() - {first}) and first not in worker_pids())
        (second,) = worker_pids()
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0
        assert not worker_pids()
        assert not Path(f"/proc/{second}").exists()
        assert not _answers(port)


@pytest.mark.usefixtures("small")
def test_nothing_goes_on_when_the_server_itself_is_killed(
    database_url: str, tmp_path: Path, worker_pids: Callable[[], set[int]]
) -> None:
    with _server(database_url, tmp_path / "secret") as (server, port):
        _until(lambda: len(worker_pids()) == 1 and _answers(port))
        server.kill()
        _until(lambda: not worker_pids() and not _answers(port))


@pytest.mark.usefixtures("small")
def test_a_server_without_a_worker_serves_all_the_same(
    database_url: str, tmp_path: Path, worker_pids: Callable[[], set[int]]
) -> None:
    with _server(database_url, tmp_path / "secret", "--no-worker") as (_, port):
        _until(lambda: _answers(port))
        assert not worker_pids()
