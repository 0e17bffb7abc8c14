"""One search under the watch: what it finds and proves, and how it is ended."""

import pytest
from ortools.sat.python import cp_model

from solver.layout import Layout
from solver.model.rules import add_rules
from solver.model.variables import Variables
from solver.running.search import LINEAR, RELAXED, Placing, Style, ask, fits, search
from solver.running.watch import Watch
from solver.timetable import Status
from tests.solver.examples import day, meet, small

ALONE = Style(workers=1)


def model(*pairs: str, slots: int = 2, must: bool = True) -> Variables:
    layout = Layout(small(meet(*pairs, must=must), day(slots)))
    v = Variables(layout, dict(enumerate(layout.candidates)), layout.musts)
    add_rules(v)
    return v


@pytest.mark.parametrize(
    "style",
    [
        ALONE,
        Style(),
        Style(workers=1, alone=True),
        Style(workers=1, presolve=False),
        Style(workers=1, subsolvers=LINEAR),
        Style(subsolvers=RELAXED),
    ],
)
def test_every_style_finds_the_best_and_proves_it(style: Style) -> None:
    v = model("ab", "ac", "bc", slots=3, must=False)
    v.model.maximize(sum(v.held(request) for request in range(3)))
    placings: list[Placing] = []
    bounds: list[int] = []
    outcome = search(v, Watch(20), style, on_placing=placings.append, on_bound=bounds.append)
    assert (outcome.status, outcome.bound) == (Status.OPTIMAL, 3)
    assert len(placings[-1]) == 3
    assert all(bound >= 3 for bound in bounds)


def test_what_is_impossible_has_no_placing_and_no_bound() -> None:
    placings: list[Placing] = []
    outcome = search(model("ab", "ac", slots=1), Watch(20), ALONE, on_placing=placings.append)
    assert (outcome.status, outcome.bound, placings) == (Status.INFEASIBLE, None, [])


def test_a_watch_that_is_over_begins_nothing() -> None:
    placings: list[Placing] = []
    outcome = search(model("ab"), Watch(0), ALONE, on_placing=placings.append)
    assert (outcome.status, placings) == (Status.UNKNOWN, [])


def test_an_effort_ends_a_search_without_a_clock() -> None:
    pairs = [a + b for a in "abcdefgh" for b in "ijklmnop"]
    v = model(*pairs, slots=8)
    style = Style(workers=1, alone=True, effort=1e-9, presolve=False)
    outcome = search(v, Watch(60), style, on_placing=lambda _: None)
    assert outcome.status in (Status.UNKNOWN, Status.FEASIBLE, Status.OPTIMAL)


def test_a_small_model_is_answered_or_not() -> None:
    plain = cp_model.CpModel()
    one = plain.new_bool_var("")
    plain.maximize(one)
    solver = ask(plain, Watch(20), ALONE, seconds=20)
    assert solver is not None
    assert solver.boolean_value(one)
    plain.add(one >= 2)
    assert ask(plain, Watch(20), ALONE, seconds=20) is None


def test_a_model_fits_as_long_as_time_and_memory_are_left() -> None:
    freedom = {0: (0, 1), 1: (0,)}
    assert fits(Watch(20), freedom)
    assert not fits(Watch(0), freedom)
    assert not fits(Watch(20, memory=1), freedom)
