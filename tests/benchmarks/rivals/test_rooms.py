"""Every rival that is installed finds and proves what we prove, on small problems."""

import json
from pathlib import Path

import pytest

from benchmarks.rivals.field import RIVALS, Rival
from benchmarks.rivals.judge import judge, proved
from benchmarks.rivals.runner import Limits, command, run
from benchmarks.rivals.standing import key
from benchmarks.rivals.visits import utility, visit_to_json
from solver.aims import aims
from solver.json_form import problem_to_json
from solver.problem import Problem
from solver.solve import solve
from tests.benchmarks.rivals.tiny import PROBLEMS, VISIT

LIMITS = Limits(20.0, 2 << 30, 1)
EXACT = [rival for rival in RIVALS if rival.room != "greedy"]


def set_problem(folder: Path, problem: Problem) -> Path:
    path = folder / "problem.json"
    path.write_text(json.dumps(problem_to_json(problem)), encoding="utf-8")
    (folder / "visit.json").write_text(json.dumps(visit_to_json(VISIT)), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("rival", EXACT, ids=lambda rival: rival.room)
def test_a_rival_agrees_with_our_proven_optimum(rival: Rival, name: str, tmp_path: Path) -> None:
    if not rival.installed():
        pytest.skip(f"{rival.package} is not installed: make rivals")
    if rival.visits_only and name != "visit":
        pytest.skip(f"{rival.name} knows visit days only")
    problem = PROBLEMS[name]
    ours = solve(problem, seconds=20, workers=1)
    ran = run(command(rival.room, set_problem(tmp_path, problem), 1), LIMITS, tmp_path)
    record = judge(problem, name, rival.room, ran)
    assert (record.status, record.message) == ("optimal", "")
    assert record.best is not None
    assert record.best.first == ""
    assert list(record.best.values) == [tier.value for tier in ours.tiers]
    better = [aim.maximised for aim in aims(problem)]
    assert proved(record, better) == len(better)


@pytest.mark.parametrize("rival", EXACT, ids=lambda rival: rival.room)
def test_a_rival_is_not_told_what_cannot_be(rival: Rival, tmp_path: Path) -> None:
    if not rival.installed() or rival.visits_only:
        pytest.skip(f"{rival.package} is not installed, or knows visit days only")
    problem = PROBLEMS["all musts"]
    tight = Problem(problem.slots[:2], *_short(problem))
    ran = run(command(rival.room, set_problem(tmp_path, tight), 1), LIMITS, tmp_path)
    record = judge(tight, "tight", rival.room, ran)
    assert (record.status, record.best) == ("infeasible", None)


def _short(problem: Problem) -> tuple[tuple, tuple]:  # type: ignore[type-arg]
    parties = tuple(type(party)(party.id) for party in problem.parties)
    return parties, problem.requests


def test_by_hand_keeps_the_rules_where_nothing_must_be(tmp_path: Path) -> None:
    for name in ("fair", "visit"):
        problem = PROBLEMS[name]
        ran = run(command("greedy", set_problem(tmp_path, problem), 1), LIMITS, tmp_path)
        record = judge(problem, name, "greedy", ran)
        assert record.status == "feasible"
        assert record.best is not None
        ours = solve(problem, seconds=20, workers=1)
        better = [aim.maximised for aim in aims(problem)]
        values = [tier.value or 0 for tier in ours.tiers]
        assert key(values, better) <= key(record.best.values, better)


def test_a_visit_day_is_worth_what_the_package_counts() -> None:
    result = solve(PROBLEMS["visit"], seconds=20, workers=1)
    assert result.timetable is not None
    counted = utility(VISIT, result.timetable.slot_of)
    assert round(10 * counted) == result.tiers[0].value
