"""A process is ended at its limits, whatever it does."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from benchmarks.rivals import runner
from benchmarks.rivals.judge import judge
from benchmarks.rivals.runner import Limits, Run, run
from tests.benchmarks.rivals.tiny import PROBLEMS

LIMITS = Limits(0.4, 300 << 20, 1)


@pytest.fixture(autouse=True)
def _short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "GRACE", 0.2)


def ran(folder: Path, code: str, limits: Limits = LIMITS) -> Run:
    return run([sys.executable, "-c", code], limits, folder)


def status(found: Run) -> str:
    return judge(PROBLEMS["visit"], "visit", "fake", found).status


def test_one_that_ends_is_timed_line_by_line(tmp_path: Path) -> None:
    code = "import time; print(1, flush=True); time.sleep(0.2); print(2)"
    found = ran(tmp_path, code, Limits(9, 1 << 30, 1))
    assert [line for _, line in found.lines] == ["1\n", "2\n"]
    assert found.lines[1][0] - found.lines[0][0] >= 0.1
    assert (found.ended, found.code) == ("itself", 0)
    assert found.memory > 1 << 20


def test_one_that_hangs_is_ended_and_its_children_too(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c',"
        " 'import time; time.sleep(60)']); print(child.pid, flush=True); time.sleep(60)"
    )
    found = ran(tmp_path, code)
    assert found.ended == "time"
    assert status(found) == "out of time"
    child = int(found.lines[0][1])
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def test_one_that_eats_memory_is_ended(tmp_path: Path) -> None:
    code = "import time; held = b'x' * (500 << 20); time.sleep(60)"
    found = ran(tmp_path, code, Limits(30, 300 << 20, 1))
    assert found.ended == "memory"
    assert found.memory > 300 << 20
    assert status(found) == "out of memory"


def test_the_memory_of_children_counts(tmp_path: Path) -> None:
    child = "import time; held = b'x' * (500 << 20); time.sleep(60)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert ran(tmp_path, code, Limits(30, 300 << 20, 1)).ended == "memory"


def test_one_that_crashes_leaves_its_last_words(tmp_path: Path) -> None:
    found = ran(tmp_path, "raise SystemExit('no such luck')", Limits(9, 1 << 30, 1))
    record = judge(PROBLEMS["visit"], "visit", "fake", found)
    assert (record.status, record.message) == ("crashed", "no such luck")
    assert record.best is None


def test_rubbish_is_counted_and_passed_over(tmp_path: Path) -> None:
    code = "print('hello'); print('[1]'); print('{\"status\": \"feasible\"}')"
    found = ran(tmp_path, code, Limits(9, 1 << 30, 1))
    record = judge(PROBLEMS["visit"], "visit", "fake", found)
    assert (record.status, record.message) == ("feasible", "2 lines that cannot be read")


def test_one_that_says_too_much_is_ended(tmp_path: Path) -> None:
    found = ran(tmp_path, "while True: print('again and again')", Limits(30, 1 << 30, 1))
    assert found.ended == "flood"
    assert status(found) == "said too much"


def test_a_process_knows_when_to_be_done_and_keeps_its_files_together(tmp_path: Path) -> None:
    code = "import json, os, sys; print(json.dumps([sys.argv[1:], os.environ['TMPDIR']]))"
    before = time.monotonic()
    found = ran(tmp_path, code, Limits(9, 1 << 30, 1))
    (name, until), folder = json.loads(found.lines[0][1])
    assert (name, folder) == ("--until", str(tmp_path))
    assert 8.9 <= float(until) - before <= 9.5
    assert os.getpgid(0) > 0
