"""The benchmark of repairs: its events are of a fair, its figures are those of the solver."""

from random import Random

import pytest

from benchmarks.fair import make_fair
from benchmarks.repair import KINDS, Repaired, make_event, repair_once, summary
from solver.construct import construct
from solver.layout import Layout
from solver.timetable import Status, Timetable


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_of_each_kind_is_repaired(kind: str) -> None:
    problem = make_fair(1)
    placing = construct(Layout(problem))
    published = Timetable({problem.requests[r].id: slot for r, slot in placing.items()})
    event = make_event(Random(4), problem, kind)
    found = repair_once(problem, published, kind, event, seconds=2, workers=2)
    assert found.status is Status.OPTIMAL
    assert found.changes is not None
    assert found.seconds <= found.whole


def test_the_summary_counts_what_was_proved() -> None:
    runs = [
        Repaired("slot lost", 40, Status.OPTIMAL, 0.5, 2.0),
        Repaired("slot lost", None, Status.INFEASIBLE, 1.5, 1.5),
    ]
    line = summary("slot lost", runs)
    assert "2 events,    40 changes,     1 proved,   1 impossible" in line
    assert "1.00 s median" in line
