"""The whole command: run, go on, report, draw."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import main
from benchmarks.rivals.field import RIVALS, conditions
from benchmarks.rivals.judge import Found, Record
from benchmarks.rivals.ledger import Ledger, OtherConditions, Sheet
from benchmarks.rivals.panels import pictures
from benchmarks.rivals.report import BEGIN, END, fill
from benchmarks.rivals.runner import Limits

LIMITS = Limits(9.0, 1 << 30, 1)
BREAKS = Sheet("ring", (("breaks", None),), (False,), "6 parties")
FAIR = Sheet(
    "fair",
    (("coverage", 1), ("coverage", 2), ("worth", None), ("days", None), ("breaks", None)),
    (True, True, True, False, False),
    "9 parties",
)


def found(seconds: float, *values: int, broken: int = 0) -> Found:
    return Found(seconds, values, broken, "f1 | has two" if broken else "")


def ledger(folder: Path) -> Ledger:
    made = Ledger.open(folder / "ledger.jsonl", conditions(LIMITS))
    made.describe(BREAKS)
    made.describe(FAIR)
    quick = (found(0.2, 7), found(0.5, 3))
    made.add(Record("ring", "fairmatch", "optimal", 1.0, 0.9, 1 << 26, (3,), quick))
    made.add(Record("ring", "cpsat", "feasible", 9.0, 9.0, 1 << 26, (1,), (found(4, 5),)))
    made.add(Record("ring", "scip", "optimal", 2.0, 2.0, 1 << 26, (4,), (found(1, 4),)))
    made.add(Record("ring", "clingo", "not installed", bounds=(None,)))
    made.add(Record("ring", "greedy", "feasible", 0.1, 0.1, 1, (None,), (found(0, 9, broken=2),)))
    values = (5, 4, 80, 1, 2)
    made.add(
        Record("fair", "fairmatch", "optimal", 2.0, 2.0, 1 << 26, values, (found(1, *values),))
    )
    best = (5, 4, 78, 0, 0)
    partly = (5, 4, 81, None, None)
    made.add(Record("fair", "highs", "feasible", 9.0, 9.0, 1 << 26, partly, (found(8, *best),)))
    made.add(Record("fair", "rc2", "out of memory", 3.0, 3.0, 1 << 30, (None,) * 5))
    return made


def test_the_report_tells_good_bad_and_missing(tmp_path: Path) -> None:
    text = fill(f"before\n{BEGIN}\nold\n{END}\nafter\n", ledger(tmp_path))
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    for expected in (
        "| ring | **proved, 1.0 s** | breaks: 5 |",
        "wrong proof",
        "wrong: claims 4 cannot be beaten",
        "wrong: 2 broken",
        "9 (breaks rules)",
        "not installed: `make rivals`",
        "worth 97.5 %",
        "out of memory",
        "| 5 · 4 | 80 | 1 | 2 | yes |",
        "up to worth, bound 81",
    ):
        assert expected in text


def test_a_document_without_marks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        fill("nothing here", ledger(tmp_path))


def test_pictures_draw_what_was_told(tmp_path: Path) -> None:
    drawn = dict(pictures(ledger(tmp_path)))
    assert list(drawn) == ["rivals-b2bsp.svg", "rivals-fairs.svg"]
    for svg in drawn.values():
        ElementTree.fromstring(svg)
    assert "FairMatch" in drawn["rivals-b2bsp.svg"]
    assert "by hand" not in drawn["rivals-b2bsp.svg"]
    assert "✓" in drawn["rivals-b2bsp.svg"]


def test_a_ledger_goes_on_under_the_same_conditions_only(tmp_path: Path) -> None:
    made = ledger(tmp_path)
    again = Ledger.open(made.path, conditions(LIMITS))
    assert (again.records, again.sheets) == (made.records, made.sheets)
    with pytest.raises(OtherConditions, match=r"seconds was 9\.0, is now 5"):
        Ledger.open(made.path, conditions(Limits(5, 1 << 30, 1)))


def test_published_figures_are_quoted_beside(tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    path.write_text(
        "instance,file,fairness_d,breaks,maxsat_s,chuffed_s,mip_s\n"
        "ring,ring.dzn,2,3,0.5,5.6,TO\nelse,e.dzn,2,0,1,1,1\n",
        encoding="utf-8",
    )
    made = ledger(tmp_path)
    made.quote(path)
    text = fill(f"{BEGIN}{END}", made)
    assert "3 breaks proved; MaxSAT (UWrMaxSAT) 0.5 s, Chuffed 5.6 s, CPLEX none in 7,200 s" in text
    assert "on other hardware" in text
    assert "optimum: 3" in dict(pictures(made))["rivals-b2bsp.svg"]
    assert list(Ledger.open(made.path).published) == ["ring"]


def test_a_run_takes_up_where_it_stopped_and_writes_the_docs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rivals.md").write_text(f"# Rivals\n{BEGIN}\n{END}\n", encoding="utf-8")
    out = tmp_path / "ledger.jsonl"
    command = ["rivals", "--only", "visit-10x6", "--seconds", "9", "--workers", "1"]
    command += ["--out", str(out), "--docs", str(tmp_path)]
    assert main([*command, "--rivals", "greedy"]) == 0
    assert "by hand: feasible" in capsys.readouterr().out
    assert main([*command, "--rivals", "greedy", "highs"]) == 0
    told = capsys.readouterr().out
    assert "HiGHS: optimal" in told
    assert "by hand" not in told
    assert "| HiGHS | 695 | yes |" in (tmp_path / "rivals.md").read_text(encoding="utf-8")
    assert (tmp_path / "pictures" / "rivals-visits.svg").exists()
    kinds = [next(iter(json.loads(line))) for line in out.read_text("utf-8").splitlines()]
    assert kinds == ["conditions", "sheet", "instance", "instance"]
    assert main([*command, "--seconds", "8"]) == 2
    assert "seconds was 9.0, is now 8.0" in capsys.readouterr().err


def test_a_missing_rival_is_reported_with_the_command_that_installs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = [rival for rival in RIVALS if not rival.installed()]
    if not missing:
        pytest.skip("all rivals are installed")
    out = str(tmp_path / "ledger.jsonl")
    rooms = [rival.room for rival in missing]
    assert main(["rivals", "--only", "visit-10x6", "--rivals", *rooms, "--out", out]) == 0
    assert capsys.readouterr().out.count("is not installed: make rivals") == len(missing)
    assert main(["rivals", "--b2bsp", str(tmp_path / "none.dzn"), "--out", out]) == 2
