"""The command as a script would call it, on a database of its own."""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fairmatch.cli import fairmatch

SMALL = Path(__file__).parents[3] / "data" / "small"
Call = Callable[..., Result]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Give one kind of database; what commands do in it is tested on both where it is done."""
    return sqlite_url


@pytest.fixture
def call(database_url: str, tmp_path: Path) -> Call:
    """Call the command with words; its exit code and output are in the result."""

    def run(*words: str) -> Result:
        settings = ["--database", database_url, "--secret-file", str(tmp_path / "secret")]
        return CliRunner().invoke(fairmatch, [*settings, *words])

    return run


@pytest.fixture
def small(call: Call) -> Call:
    """Call the command on a database that holds the small fair."""
    for words in (("init",), ("import", str(SMALL))):
        result = call(*words)
        assert result.exit_code == 0, result.output
    return call


@pytest.fixture
def published(small: Call) -> Call:
    """Call the command on a database that holds the small fair's first version."""
    for words in (("solve", "--seconds", "20"), ("publish",)):
        result = small(*words)
        assert result.exit_code == 0, result.output
    return small


def value(result: Result) -> Any:
    """Give the JSON value the command printed."""
    assert result.stdout.count("\n") == 1, result.output
    return json.loads(result.stdout)


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read(url: str) -> str:
    """Give a page of a server that is about to start."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")
