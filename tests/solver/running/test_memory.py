"""The memory limit: sizes are read, models that do not fit are left out, runs end near it."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from solver.running import memory
from solver.running.memory import machine, read_size, resident
from solver.running.watch import Watch
from solver.timetable import Status

LIMITED = """
import json
from benchmarks.fair import make_fair
from dataclasses import replace
from solver.check import check
from solver.running.memory import resident
from solver.solve import solve

fair = make_fair(1, 20, 120)
problem = replace(fair, goals=fair.goals[::-1])
limit = resident() + (30 << 20)
result = solve(problem, seconds=20, workers=1, memory=limit)
tiers = [(tier.value, tier.bound) for tier in result.tiers]
broken = len(check(problem, result.timetable).violations)
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([result.status, tiers, broken, limit, int(peak[0].split()[1]) << 10]))
"""


@pytest.mark.parametrize(
    ("text", "size"),
    [("2G", 2 << 30), ("1.5g", 3 << 29), ("800M", 800 << 20), (" 64 KiB ", 65536), ("7", 7)],
)
def test_a_size_is_read(text: str, size: int) -> None:
    assert read_size(text) == size


@pytest.mark.parametrize("text", ["", "G", "0", "-1G", "2X", "1e9", "2 G 3"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected a size such as 2G"):
        read_size(text)


def test_a_process_holds_less_than_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 < resident() < machine()
    monkeypatch.setattr(memory, "_STATM", Path("/nowhere"))
    monkeypatch.setattr(memory, "_GROUP", Path("/nowhere"))
    assert 0 < resident() < machine()


def test_work_is_stopped_once_the_memory_is_used_up() -> None:
    watch = Watch(60, memory=resident() + (50 << 20))
    assert watch.room(1 << 20)
    assert not watch.room(100 << 20)
    held: list[bytearray] = []
    stopped = threading.Event()

    def hoard() -> None:
        while not stopped.wait(0.01):
            held.append(bytearray(b"x" * (5 << 20)))

    watch.run(hoard, stopped.set)
    assert watch.over()
    assert watch.left() > 0


@pytest.mark.slow
def test_a_run_short_of_memory_gives_a_checked_timetable_with_bounds_and_stays_near_it() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED], check=True, capture_output=True, text=True
    )
    status, tiers, broken, limit, most = json.loads(run.stdout)
    assert (status, broken) == (Status.FEASIBLE, 0)
    assert all(None not in tier for tier in tiers)
    assert most < limit + (20 << 20)
