"""The first timetable: it keeps every rule but dues, and serves whoever has least."""

from dataclasses import replace
from random import Random

import pytest

from solver.check import check
from solver.layout import Layout
from solver.placing.construct import construct
from solver.problem import Party, Request
from solver.running.tally import Tally
from solver.running.watch import Watch
from tests.solver.examples import any_tiny_problem, day, meet, small


@pytest.mark.parametrize("seed", range(60))
def test_no_rule_is_broken_but_those_that_ask_for_more(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    problem = replace(
        problem,
        requests=tuple(replace(one, must=False, pin=None) for one in problem.requests),
        parties=tuple(replace(one, at_least=0, at_least_per_day=0) for one in problem.parties),
        break_spread=None,
        before=(),
    )
    layout = Layout(problem)
    found = Tally(layout, Watch(10), None).timetable(construct(layout))
    assert not check(problem, found).violations


def test_musts_come_first_and_the_one_with_least_room_before_others() -> None:
    requests = (*meet("aX"), *meet("bX", must=True), *meet("cX", must=True, slots=(0,)))
    assert construct(Layout(small(requests, day(2)))) == {2: 0, 1: 1}


def test_who_has_least_is_served_before_who_is_worth_more() -> None:
    again = Request("again", "a", "X", worth=8)
    requests = (*meet("aX", worth=9), again, *meet("bX", worth=1))
    assert construct(Layout(small(requests, day(2)))).keys() == {0, 2}


def test_what_is_due_comes_before_all_else() -> None:
    requests = (*meet("aX", worth=9), *meet("bX", worth=1))
    problem = small(requests, day(1), [Party("b", at_least=1)])
    assert construct(Layout(problem)) == {1: 0}


def test_meetings_of_a_party_lie_side_by_side() -> None:
    requests = (*meet("aX", pin=2), *meet("aY"))
    placed = construct(Layout(small(requests, (*day(4), *day(4, number=1)))))
    assert placed[1] in (1, 3)


def test_what_is_kept_stays_as_far_as_it_can() -> None:
    layout = Layout(small(meet("aX", "aY", "bX"), day(3), [Party("b", available=(0, 1))]))
    placed = construct(layout, {0: 2, 1: 2, 2: 2})
    assert placed[0] == 2
    assert placed.keys() == {0, 1, 2}
    assert placed[1] != 2


def test_time_that_is_over_places_what_is_kept_and_no_more() -> None:
    layout = Layout(small(meet("aX", "aY"), day(3)))
    assert construct(layout, {1: 2}, watch=Watch(0)) == {1: 2}
