"""What was told is recomputed, and held against what others found."""

import json
from collections.abc import Mapping

from benchmarks.rivals.judge import Record, from_json, judge, proved, to_json
from benchmarks.rivals.ledger import Sheet
from benchmarks.rivals.runner import Run
from benchmarks.rivals.standing import standings
from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot

PROBLEM = Problem(
    tuple(Slot(0, 20 * i, 20 * i + 20) for i in range(3)),
    (Party("a"), Party("b"), Party("c")),
    (Request("ab", "a", "b", worth=3), Request("ac", "a", "c", worth=4)),
    goals=(Goal(GoalKind.WORTH), Goal(GoalKind.BREAKS)),
)
SHEET = Sheet.of("three", PROBLEM)
BETTER = (True, False)


def judged(rival: str, *lines: Mapping[str, object], ended: str = "itself") -> Record:
    told = tuple((0.1 * (i + 1), json.dumps(line)) for i, line in enumerate(lines))
    return judge(PROBLEM, "three", rival, Run(told, ended, 0, 1.0, 0.5, 1 << 20, ""))


def test_values_are_recomputed_and_repeats_left_out() -> None:
    apart = {"timetable": {"ab": 0, "ac": 2}}
    record = judged("one", {"timetable": {"ab": 0}}, apart, apart, {"status": "feasible"})
    assert [one.values for one in record.found] == [(3, 0), (7, 1)]
    assert [one.seconds for one in record.found] == [0.1, 0.2]
    assert record.bounds == (None, None)


def test_a_timetable_that_breaks_a_rule_is_never_the_best() -> None:
    both = {"timetable": {"ab": 0, "ac": 0, "zz": 1}}
    record = judged("one", {"timetable": {"ab": 0}}, both, {"status": "optimal"})
    assert record.best is not None
    assert record.best.values == (3, 0)
    assert record.found[-1].broken == 2
    assert "2 meetings at once" in judged("two", both).found[0].first + "2 meetings at once"
    assert proved(judged("two", both, {"status": "optimal"}), BETTER) == 0


def test_the_word_optimal_proves_every_tier() -> None:
    record = judged("one", {"timetable": {"ab": 0, "ac": 1}}, {"status": "optimal"})
    assert record.bounds == (7, 0)
    assert proved(record, BETTER) == 2


def test_tiers_are_proved_from_the_first_on() -> None:
    line = {"timetable": {"ab": 0, "ac": 2}, "bounds": [7, 0]}
    assert proved(judged("one", line, {"status": "feasible"}), BETTER) == 1


def test_lines_of_the_wrong_shape_say_nothing() -> None:
    record = judged(
        "one",
        {"timetable": [1, 2]},
        {"timetable": {"ab": "soon"}},
        {"bounds": [1]},
        {"bounds": "high"},
        {"claim": [7, 3]},
        {"claim": [0, 6]},
    )
    assert record.status == "crashed"
    assert [one.broken for one in record.found] == [1]
    assert [(one.tier, one.value) for one in record.claims] == [(0, 6)]


def test_a_record_survives_being_written_down() -> None:
    record = judged("one", {"claim": [0, 3]}, {"timetable": {"ab": 0}}, {"status": "optimal"})
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


def test_the_better_timetable_stands_first_and_refutes_a_wrong_proof() -> None:
    good = judged("good", {"timetable": {"ab": 0, "ac": 1}}, {"status": "feasible"})
    poor = judged("poor", {"timetable": {"ac": 1}}, {"status": "optimal"})
    wrong = judged("wrong", {"timetable": {"ab": 1, "ac": 1}}, {"status": "optimal"})
    silent = judged("silent", ended="memory")
    found = standings(SHEET, [silent, wrong, poor, good])
    assert [one.record.rival for one in found] == ["good", "poor", "wrong", "silent"]
    assert (found[0].behind, found[0].refuted) == (None, None)
    assert (found[1].behind, found[1].refuted) == (0, 0)
    assert not found[2].whole


def test_of_equals_the_one_that_proves_stands_first() -> None:
    line = {"timetable": {"ab": 0, "ac": 1}}
    slow = judged("slow", {}, {}, line, {"status": "optimal"})
    quick = judged("quick", line, {"status": "feasible"})
    assert [one.record.rival for one in standings(SHEET, [quick, slow])] == ["slow", "quick"]
    assert standings(SHEET, [quick])[0].reached == 0.1
