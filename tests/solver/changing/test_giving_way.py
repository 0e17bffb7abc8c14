"""Who has to give way: crowds read off the board hold in every timetable."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.change import as_cheap, least_change
from solver.changing.giving_way import crowds, make_room
from solver.changing.mend import keep
from solver.check import check
from solver.layout import Layout
from solver.problem import Earlier, Goal, GoalKind, Problem, Request
from solver.solve import solve
from solver.timetable import Status, Timetable
from tests.solver.examples import any_tiny_problem, day, meet, small

CHANGE = (Goal(GoalKind.CHANGE), Goal(GoalKind.COVERAGE), Goal(GoalKind.WORTH))


def full_booth(*walk_ins: Request, frozen: str = "", must: str = "") -> Problem:
    """Booth z meets a, b, c in slots 0 to 2; slot 3 is for others."""
    requests = [replace(one, must=one.id in must.split()) for one in meet("az", "bz", "cz")]
    before = tuple(
        Earlier(one.id, slot, frozen=one.id in frozen.split()) for slot, one in enumerate(requests)
    )
    return small((*requests, *walk_ins), day(4), goals=CHANGE, before=before)


def walk_in(name: str, *slots: int, at: str = "z") -> Request:
    return Request(name, name, at, must=True, slots=slots)


def test_whoever_holds_the_only_slots_of_a_walk_in_is_a_crowd() -> None:
    layout = Layout(full_booth(walk_in("w", 0, 2)))
    (crowd,) = crowds(layout, "", keep(layout))
    assert (set(crowd.requests), crowd.step) == ({0, 2}, 1)


def test_no_crowd_where_a_slot_is_free() -> None:
    layout = Layout(full_booth(walk_in("w", 0, 3)))
    assert crowds(layout, "", {0: 0, 1: 1, 2: 2}) == []


def test_what_was_held_gives_way_to_nobody() -> None:
    layout = Layout(full_booth(walk_in("w", 0, 2), frozen="az"))
    (crowd,) = crowds(layout, "", keep(layout))
    assert crowd.requests == {2}


def test_crowds_apart_add_up_and_those_that_touch_do_not() -> None:
    apart = Layout(full_booth(walk_in("v", 0), walk_in("w", 1, 2)))
    assert [crowd.requests for crowd in crowds(apart, "", keep(apart))] == [{0}, {1, 2}]
    touching = Layout(full_booth(walk_in("v", 0, 1), walk_in("w", 1, 2)))
    assert len(crowds(touching, "", keep(touching))) == 1
    for problem in (apart.problem, touching.problem):
        result = solve(problem, workers=1)
        assert (result.status, result.tiers[0].value) == (Status.OPTIMAL, 2)


def test_room_is_made_at_the_least_trouble() -> None:
    layout = Layout(full_booth(walk_in("w", 0, 1, 2), must="az"))
    kept = keep(layout)
    assert 3 not in kept
    assert make_room(layout, kept) == {0: 0, 1: 3, 2: 2, 3: 1}


def test_nobody_is_pushed_out_of_a_fixed_slot() -> None:
    layout = Layout(full_booth(walk_in("w", 0), frozen="az"))
    assert make_room(layout, keep(layout)).keys() == {0, 1, 2}


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_in_every_timetable_somebody_of_each_crowd_gives_way(seed: int) -> None:
    random = Random(seed)
    problem = any_tiny_problem(random)
    if not problem.requests:
        return
    requests = tuple(replace(r, must=r.must or random.random() < 0.5) for r in problem.requests)
    layout = Layout(replace(problem, requests=requests, goals=(Goal(GoalKind.CHANGE),)))
    if not all(layout.candidates[request] for request in layout.musts):
        return
    found = crowds(layout, "", keep(layout))
    cheap = Layout(as_cheap(layout, "")).candidates
    for slots in product([None, *layout.slots], repeat=len(requests)):
        pairs = zip(requests, slots, strict=True)
        tried = Timetable({one.id: slot for one, slot in pairs if slot is not None})
        if found and not check(layout.problem, tried).violations:
            for crowd in found:
                assert any(slots[request] not in cheap[request] for request in crowd.requests)
            value = check(layout.problem, tried).tiers_values[0].value
            assert value >= least_change(layout, "") + sum(crowd.step for crowd in found)
