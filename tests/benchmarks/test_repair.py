"""The benchmark of repairs: its events are of a fair, its figures are those of the solver."""

import json
from functools import cache
from pathlib import Path
from random import Random

import pytest

from benchmarks.__main__ import main
from benchmarks.events import KINDS, make_event
from benchmarks.fair import make_fair
from benchmarks.repair import Repaired, repair_once, summary
from solver.layout import Layout
from solver.placing.construct import construct
from solver.problem import Problem
from solver.repair import Event
from solver.timetable import Status, Timetable

SMALL = Path(__file__).parents[2] / "data" / "small"


@cache
def published() -> tuple[Problem, Timetable]:
    problem = make_fair(1)
    placing = construct(Layout(problem))
    return problem, Timetable({problem.requests[r].id: slot for r, slot in placing.items()})


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_of_each_kind_is_repaired(kind: str) -> None:
    event = make_event(Random(4), *published(), kind)
    found = repair_once(*published(), kind, event, seconds=5, workers=2)
    assert found.status is Status.OPTIMAL
    assert found.changes is not None
    assert found.proved is not None
    assert found.proved <= found.seconds


@pytest.mark.parametrize("kind", KINDS)
def test_events_lie_ahead_and_concern_somebody(kind: str) -> None:
    problem, timetable = published()
    for seed in range(20):
        event = make_event(Random(seed), problem, timetable, kind)
        shut = set(event.lost).union(*event.away.values())
        assert all(slot >= event.now for slot in shut)
        assert event.gone or event.missed or shut or event.walk_ins


def test_a_no_show_is_of_the_slot_before_and_takes_the_rest_along_or_not() -> None:
    problem, timetable = published()
    events = [make_event(Random(seed), problem, timetable, "no-show") for seed in range(20)]
    for event in events:
        (missed,) = event.missed
        assert timetable.slot_of[missed] == event.now - 1
    assert {bool(event.gone) for event in events} == {True, False}


def test_what_is_impossible_names_what_clashes() -> None:
    problem, timetable = published()
    pinned = next(request for request in problem.requests if request.pin is not None)
    booth = next(party.id for party in problem.parties if party.id == pinned.b)
    event = Event(away={booth: frozenset(range(len(problem.slots)))})
    found = repair_once(problem, timetable, "closed booth", event, seconds=5, workers=2)
    assert (found.status, found.clash) == (Status.INFEASIBLE, (pinned.id,))


def test_the_command_prints_figures_and_writes_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "runs.jsonl"
    command = ["repair", "--fair", str(SMALL), "--events", "2", "--kind", "cancel"]
    assert main([*command, "--workers", "1", "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(line["kind"], line["changes"]) for line in lines] == [("cancel", 0)] * 2
    assert "meetings are published\n" in capsys.readouterr().out


def test_the_summary_counts_what_was_proved() -> None:
    runs = [
        Repaired("lost slot", 40, Status.OPTIMAL, 0.5, 2.0, whole=False),
        Repaired("lost slot", None, Status.INFEASIBLE, None, 1.0, whole=False, clash=("r",)),
    ]
    line = summary("lost slot", runs)
    assert "2 events     40 changes |     1 proved 0.50 0.50 0.50 s" in line
    assert "0 wholly 1.50 1.95 2.00 s |   1 impossible" in line
