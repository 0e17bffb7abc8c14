import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from solver.__main__ import main
from solver.check import check
from solver.json_form import problem_from_json, problem_to_json, result_from_json
from solver.problem import Problem
from tests.solver.examples import day, meet, small
from tests.solver.test_anytime import fair

GOOD = small(meet("ab", "ac"), day(2))


def write(folder: Path, problem: Problem) -> Path:
    path = folder / "problem.json"
    path.write_text(json.dumps(problem_to_json(problem)), encoding="utf-8")
    return path


def test_a_problem_in_a_file_becomes_a_timetable_in_a_file(tmp_path: Path) -> None:
    source, target = write(tmp_path, GOOD), tmp_path / "timetable.json"
    command = [sys.executable, "-m", "solver", str(source), "-o", str(target)]
    command += ["--seconds", "20", "--memory", "4G"]
    run = subprocess.run([*command, "--workers", "1"], check=False, capture_output=True, text=True)
    assert run.returncode == 0
    assert run.stdout == ""
    assert "optimal: 2 meetings" in run.stderr
    assert "coverage 1: 3 (bound 3)" in run.stderr
    result = result_from_json(json.loads(target.read_text(encoding="utf-8")))
    assert result.timetable is not None
    problem = problem_from_json(json.loads(source.read_text(encoding="utf-8")))
    assert check(problem, result.timetable).violations == ()
    assert {path.name for path in tmp_path.iterdir()} == {"problem.json", "timetable.json"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{", "line 1, column 2"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        (b"[]", "an object"),
        (b'{"slots": [], "parties": [], "requests": []}', "slots: expected at least one slot"),
    ],
)
def test_bad_input_is_refused_with_its_place(
    content: bytes, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "problem.json", tmp_path / "timetable.json"
    source.write_bytes(content)
    assert main([str(source), "-o", str(target)]) == 2
    assert expected in capsys.readouterr().err
    assert not target.exists()


def test_a_missing_file_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.json"), "-o", str(tmp_path / "out.json")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_target_in_no_folder_is_refused_before_solving(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write(tmp_path, GOOD)), "-o", str(tmp_path / "no" / "out.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option", [["--seconds", "0"], ["--workers", "x"], ["--seconds", "nan"], ["--memory", "much"]]
)
def test_a_limit_that_is_none_is_refused(option: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main([str(write(tmp_path, GOOD)), "-o", str(tmp_path / "out.json"), *option])
    assert caught.value.code == 2


def test_a_clash_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, small(meet("ab", "ac", must=True), day(1)))
    target = tmp_path / "out.json"
    assert main([str(source), "-o", str(target), "--quiet", "--workers", "1"]) == 3
    assert capsys.readouterr().err == "solver: no timetable can exist: these clash: ab, ac\n"
    assert json.loads(target.read_text(encoding="utf-8"))["timetable"] is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_ends_the_search_with_the_best_timetable(
    number: signal.Signals, tmp_path: Path
) -> None:
    problem = fair(turned=True)
    source, target = write(tmp_path, problem), tmp_path / "timetable.json"
    command = [sys.executable, "-m", "solver", str(source), "-o", str(target), "--seconds", "600"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        run.stderr.readline()
        run.send_signal(number)
        assert run.wait(60) == 0
    result = result_from_json(json.loads(target.read_text(encoding="utf-8")))
    assert result.timetable is not None
    assert check(problem, result.timetable).violations == ()
    assert all(tier.bound is not None for tier in result.tiers)


def test_a_program_killed_leaves_nothing_half_written(tmp_path: Path) -> None:
    source = write(tmp_path, fair(turned=True))
    command = [sys.executable, "-m", "solver", str(source), "-o", str(tmp_path / "out.json")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        run.stderr.readline()
        run.kill()
        assert run.wait(60) == -signal.SIGKILL
    assert [path.name for path in tmp_path.iterdir()] == ["problem.json"]


def test_nothing_found_in_time_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slots = {"ab": (0, 1), "bc": (1, 2), "ac": (0, 1)}
    requests = [one for name, own in slots.items() for one in meet(name, must=True, slots=own)]
    source = write(tmp_path, small(requests, day(3)))
    assert main([str(source), "-o", str(tmp_path / "out.json"), "--seconds", "1e-9"]) == 4
    assert "no timetable found" in capsys.readouterr().err
