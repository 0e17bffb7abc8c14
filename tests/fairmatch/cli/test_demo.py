import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairmatch.cli import fairmatch
from tests.fairmatch.cli.conftest import SMALL, free_port, read

FAIRMATCH = Path(sys.executable).parent / "fairmatch"


def demo(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FAIRMATCH, "demo", "--data", SMALL, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.usefixtures("untraced")
def test_the_headless_demo_writes_everything_starts_afresh_and_leaves_other_fairs_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "fairmatch.sqlite3").write_bytes(b"mine")
    for _ in range(2):
        done = demo(tmp_path, "--no-serve", "--out", "out", "--json")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["version"] == 1
        assert told["violations"] == []
        written = {str(file.relative_to(tmp_path)) for file in (tmp_path / "out").rglob("*.*")}
        assert written == set(told["files"])
        assert {"out/timetable.json", "out/timetable.xlsx", "out/quality-report.md"} <= written
        assert sum(name.endswith(".ics") for name in written) == 3 + 5 + 1
    assert (tmp_path / "var" / "fairmatch.sqlite3").read_bytes() == b"mine"


def test_the_demo_tells_a_person_what_it_does_and_how_good_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["demo", "--data", str(SMALL), "--no-serve", "--out", "out"]
    done = CliRunner().invoke(fairmatch, words)
    assert done.exit_code == 0, done.output
    assert "9 of 12 consultations asked for are held" in done.stdout
    for step in ("Reading", "Making the timetable", "Published version 1", "Wrote 15 files"):
        assert step in done.stderr
    assert "http" not in done.stdout


@pytest.mark.usefixtures("untraced")
def test_a_taken_port_is_told_before_any_work(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = demo(tmp_path, "--port", str(port))
    assert done.returncode == 7
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.usefixtures("untraced")
def test_without_the_sample_fair_the_demo_says_where_it_is(tmp_path: Path) -> None:
    package = tmp_path / "site"
    for name in ("fairmatch", "solver"):
        shutil.copytree(SMALL.parents[1] / name, package / name)
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from fairmatch.cli import main; main()", "demo"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 7, done.stderr
    assert "clone of the repository" in done.stderr


@pytest.fixture
def serving(tmp_path: Path, untraced: None) -> Iterator[subprocess.Popen[str]]:
    server = subprocess.Popen(
        [FAIRMATCH, "demo", "--data", SMALL, "--port", str(free_port())],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield server
    if server.poll() is None:
        server.kill()
    server.communicate()


def test_the_demo_serves_the_addresses_it_prints_until_interrupted(
    serving: subprocess.Popen[str],
) -> None:
    assert serving.stdout is not None
    places: dict[str, str] = {}
    while "firm" not in places:
        line = serving.stdout.readline()
        assert line, f"the demo ended: {serving.communicate()[1]}"
        words = line.split()
        if len(words) == 2 and words[1].startswith("http://127.0.0.1"):
            places[words[0]] = words[1]
    for kind in ("public", "organiser", "agency", "firm"):
        assert read(places[kind]).startswith("<!doctype html>"), kind
    register = read(f"{places['public']}fairs/small/register?lang=en")
    assert "Send me a code" in register, (
        "the days of the fair are over, asking is open all the same"
    )
    serving.send_signal(signal.SIGINT)
    assert serving.wait(30) == 0
