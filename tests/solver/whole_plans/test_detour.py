"""What it takes at least in metres to hold a request, against solving again."""

from dataclasses import replace

import pytest

from solver.aims import aims
from solver.choosing.choose import Choice
from solver.layout import Layout
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.whole_plans.detour import Detours
from tests.solver.test_pricing import middle_fair, walking_fair, with_must

ENOUGH = 4


def test_no_timetable_as_good_before_walks_less_than_the_bound_says() -> None:
    fair = walking_fair(1)
    result = solve(fair, workers=1, seconds=10)
    assert result.timetable is not None
    layout, watch = Layout(fair), Watch(60.0)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    number = {request.id: index for index, request in enumerate(fair.requests)}
    run.tally.offer({number[name]: slot for name, slot in result.timetable.slot_of.items()})
    values = [tier.value for tier in result.tiers]
    count = sum(aim.maximised for aim in aims(fair))
    choice = Choice(bounds=[value or 0 for value in values[:count]], slots=layout.candidates)
    detours = Detours(run, choice, len(values) - 1)
    assert detours.bound(0) is None
    detours.prove(watch, seconds=60.0)
    walked = values[-1] or 0
    for name in result.timetable.slot_of:
        bound = detours.bound(number[name])
        assert bound is not None
        assert 0 < bound <= walked
    compared = 0
    unmet = sorted(number.keys() - result.timetable.slot_of.keys())
    for name in unmet[::3]:
        bound = detours.bound(number[name])
        again = solve(with_must(fair, name), workers=1, seconds=2)
        found = [tier.value for tier in again.tiers]
        if bound is not None and again.timetable is not None and found[:-1] == values[:-1]:
            compared += 1
            assert (found[-1] or 0) >= bound
        if compared == ENOUGH:
            return
    pytest.fail("too few could be held without a loss")


def test_parties_with_several_seats_have_no_plans_to_bound() -> None:
    fair = middle_fair(1)
    several = tuple(
        replace(party, seats=2) if party.id == "F3" else party for party in fair.parties
    )
    layout, watch = Layout(replace(fair, parties=several)), Watch(60.0)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    detours = Detours(run, Choice(slots=layout.candidates), 3)
    detours.prove(watch, seconds=1.0)
    assert detours.bound(0) is None
