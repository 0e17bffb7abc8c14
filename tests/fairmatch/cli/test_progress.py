from io import StringIO

import pytest
from rich.console import Console

from fairmatch.cli.progress import ProgressTable, goal_words, proof_words
from solver.problem import GoalKind
from solver.timetable import Progress


def told(*, terminal: bool) -> str:
    paper = StringIO()
    progress = ProgressTable(Console(file=paper, force_terminal=terminal, width=100))
    with progress.drawn():
        progress(Progress(GoalKind.COVERAGE, 2, 290, 300, 0.5))
        progress(Progress(GoalKind.WORTH, None, 1200, None, 1.0))
        progress(Progress(GoalKind.COVERAGE, 2, 300, 300, 1.5))
    return paper.getvalue()


def test_a_terminal_is_shown_a_row_for_each_goal_with_its_proof() -> None:
    drawn = told(terminal=True)
    last = drawn[drawn.rindex("goal") :]
    assert "firms with 2 consultations or more" in last
    assert "best possible" in last
    assert "within 10" not in last
    assert "1,200" in last


def test_elsewhere_each_improvement_is_a_line() -> None:
    lines = told(terminal=False).splitlines()
    assert len(lines) == 3
    assert lines[0].strip() == "0.5 s  firms with 2 consultations or more: 290 (bound 300)"
    assert lines[1].endswith("worth of the consultations: 1,200 (bound –)")


@pytest.mark.parametrize(
    ("value", "bound", "words"),
    [(5, 5, "best possible"), (5, 7, "within 2"), (3, 1, "within 2"), (None, 1, "…")],
)
def test_a_proof_is_put_in_words(value: int | None, bound: int | None, words: str) -> None:
    assert proof_words(value, bound) == words


def test_goals_are_named_for_people() -> None:
    assert goal_words("coverage", 1) == "firms with a consultation"
    assert goal_words("breaks", None) == "firms' breaks"
