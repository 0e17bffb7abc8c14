import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.b2bsp import BadInstance, read, to_problem
from benchmarks.fair import make_fair
from benchmarks.verify import WrongAnswer, count_breaks
from solver.layout import Layout

TINY = """nBusiness = 4;
nMeetings = 4;
nTables = 2;
nTotalSlots = 4;
nMorningSlots = 2;

requested = [|1, 2,3,
|1, 3,1,
|4, 1,2,
|2, 3,3,
|];

meetingsxBusiness = [{1,2,3,4},
{1,2,5},
{1,3,5},
{1,4}];

nMeetingsBusiness = [3,2,2,1];

forbidden = [{0},
{0,4},
{0},
{0}];

fixed = [0,2,0,0];

precedences = [{},
{},
{},
{}];
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.dzn"
    path.write_text(TINY, encoding="utf-8")
    return path


def test_a_file_is_read_as_it_is_meant(tiny: Path) -> None:
    instance = read(tiny)
    assert (instance.participants, instance.tables, instance.slots) == (4, 2, 4)
    assert [(one.a, one.b, sorted(one.slots), one.fixed) for one in instance.meetings] == [
        (1, 2, [1, 2, 3, 4], None),
        (1, 3, [1, 2], 2),
        (4, 1, [3, 4], None),
        (2, 3, [1, 2, 3, 4], None),
    ]
    assert instance.forbidden == (frozenset(), frozenset({4}), frozenset(), frozenset())


def test_the_problem_says_the_same(tiny: Path) -> None:
    problem = to_problem(read(tiny), fairness=2)
    assert Layout(problem).candidates == [(0, 1, 2), (1,), (2, 3), (0, 1, 2)]
    assert all(request.must for request in problem.requests)
    assert (problem.capacity, problem.break_spread) == ((2, 2, 2, 2), 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nTables = 2;", "", "nTables is missing"),
        ("fixed = [0,2,0,0];", "", "fixed is missing"),
        ("nMeetings = 4;", "nMeetings = 5;", "requested has 4 entries, expected 5"),
        ("{},\n{}];", "{9},\n{}];", "precedences has an unknown meeting"),
        ("{},\n{}];", "{}];", "precedences has 3 entries, expected 4"),
        ("|1, 2,3,", "|1, 9,3,", "unknown participant"),
        ("|1, 2,3,", "|1, 2,4,", "unknown participant or session"),
    ],
)
def test_a_file_that_is_no_instance_is_refused(
    old: str, new: str, expected: str, tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.write_text(TINY.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInstance, match=expected):
        read(tiny)
    out = tiny.with_name("out.jsonl")
    assert main(["b2bsp", str(tiny), "--out", str(out)]) == 2
    assert expected in capsys.readouterr().err
    assert not out.exists()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInstance, match="cannot be read"):
        read(tmp_path / "none.dzn")


def test_breaks_are_counted_from_the_slots(tiny: Path) -> None:
    instance = read(tiny)
    assert count_breaks(instance, [1, 2, 3, 3], fairness=2) == 1
    assert count_breaks(instance, [1, 2, 4, 3], fairness=2) == 2


@pytest.mark.parametrize(
    ("slots", "fairness", "expected"),
    [
        ([1, 2, 3], 2, "3 slots for 4 meetings"),
        ([1, 3, 3, 3], 2, "meeting 2 is outside its session"),
        ([2, 1, 3, 3], 2, "meeting 2 is not in its fixed slot"),
        ([4, 2, 3, 1], 2, "participant 2 cannot attend slot 4"),
        ([2, 2, 3, 1], 2, "participant 1 has two meetings at once"),
        ([1, 2, 4, 3], 0, "breaks differ by 1, allowed are 0"),
    ],
)
def test_a_wrong_answer_is_refused(
    slots: list[int], fairness: int, expected: str, tiny: Path
) -> None:
    with pytest.raises(WrongAnswer, match=expected):
        count_breaks(read(tiny), slots, fairness)


def test_precedences_are_read_kept_and_verified(tiny: Path) -> None:
    """Meeting 1 has to lie later than meeting 3, which is in the afternoon."""
    tiny.write_text(TINY.replace("precedences = [{},", "precedences = [{3},"), encoding="utf-8")
    instance = read(tiny)
    assert [sorted(meeting.after) for meeting in instance.meetings] == [[3], [], [], []]
    assert Layout(to_problem(instance, fairness=2)).order == [(2, 0)]
    with pytest.raises(WrongAnswer, match="meeting 1 is not later than meeting 3"):
        count_breaks(instance, [1, 2, 3, 3], 2)
    out = tiny.with_name("out.jsonl")
    assert main(["b2bsp", str(tiny), "--workers", "1", "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "infeasible"


def test_too_many_tables_are_refused(tiny: Path) -> None:
    tiny.write_text(TINY.replace("nTables = 2", "nTables = 1"), encoding="utf-8")
    with pytest.raises(WrongAnswer, match="slot 3 needs 2 tables of 1"):
        count_breaks(read(tiny), [1, 2, 3, 3], None)


def test_a_run_writes_one_line_a_file(tiny: Path) -> None:
    out = tiny.with_name("out.jsonl")
    assert main(["b2bsp", str(tiny), "--seconds", "20", "--workers", "1", "--out", str(out)]) == 0
    (line,) = out.read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert list(found) == ["file", "status", "breaks", "bound", "seconds", "slots"]
    assert (found["status"], found["breaks"], found["bound"]) == ("optimal", 1, 1)
    assert count_breaks(read(tiny), found["slots"], 2) == 1


def test_a_run_ends_with_what_was_proved_how_soon_and_at_which_optimum(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["b2bsp", str(tiny), "--seconds", "20", "--workers", "1"]) == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.startswith("1 of 1 proved optimal; ")
    assert f"slowest {tiny.name} " in told
    assert told.endswith("not at the published optimum: none")


def test_without_files_and_without_the_folder_of_instances_is_said_what_to_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.published.FOLDER", tmp_path)
    assert main(["b2bsp"]) == 2
    assert "name the .dzn files" in capsys.readouterr().err


def test_an_instance_without_an_answer_is_told_so(tiny: Path) -> None:
    tiny.write_text(TINY.replace("nTables = 2", "nTables = 0"), encoding="utf-8")
    out = tiny.with_name("out.jsonl")
    assert main(["b2bsp", str(tiny), "--workers", "1", "--out", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["status"], found["breaks"], found["slots"]) == ("infeasible", None, None)


def test_a_made_fair_is_the_same_for_a_seed() -> None:
    assert make_fair(7) == make_fair(7)
    assert make_fair(7) != make_fair(8)
    assert sum(request.pin is not None for request in make_fair(7).requests) == 3
