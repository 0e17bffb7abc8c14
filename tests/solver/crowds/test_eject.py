"""Wanted meetings come in, and what is wanted less makes room."""

from random import Random

import numpy as np

from solver.check import check
from solver.crowds.eject import bring_in
from solver.problem import Request
from solver.running.watch import Watch
from tests.solver.crowds.test_lay import named
from tests.solver.examples import day, meet, small
from tests.solver.sided import field_of


def test_a_wanted_meeting_comes_in_where_its_parties_are_never_free_together() -> None:
    problem = small(meet("ax", "by", "ay"), day(2))
    field = field_of(problem)
    keep = np.zeros(len(problem.parties), dtype=np.int64)
    found = bring_in(
        field,
        np.array([0, 1, -1]),
        np.ones(3, dtype=bool),
        field.worth,
        keep,
        least_gain=1,
        random=Random(0),
        watch=Watch(10),
    )
    assert (found >= 0).all()
    assert not check(problem, named(problem, found)).violations


def test_a_meeting_that_is_not_wanted_gives_way_to_one_worth_more() -> None:
    requests = (*meet("aX", worth=1), *meet("bX", worth=5))
    assert brought_in(requests, [0, -1], [False, True]) == [-1, 0]


def test_nothing_gives_way_for_less_than_the_least_gain() -> None:
    requests = (*meet("aX", worth=4), *meet("bX", worth=5))
    assert brought_in(requests, [0, -1], [False, True], least_gain=2) == [0, -1]


def test_who_must_not_fall_below_a_number_keeps_its_meetings() -> None:
    requests = (*meet("aX", worth=1), *meet("bX", worth=5))
    assert brought_in(requests, [0, -1], [False, True], keep={"a": 1}) == [0, -1]


def test_time_that_is_over_changes_nothing() -> None:
    requests = (*meet("aX", worth=1), *meet("bX", worth=5))
    assert brought_in(requests, [0, -1], [False, True], seconds=0) == [0, -1]


def brought_in(
    requests: tuple[Request, ...],
    slots: list[int],
    wanted: list[bool],
    *,
    keep: dict[str, int] | None = None,
    least_gain: int = 1,
    seconds: float = 10,
) -> list[int]:
    field = field_of(small(requests, day(1)))
    fewest = [(keep or {}).get(party.id, 0) for party in field.layout.parties]
    found: list[int] = bring_in(
        field,
        np.array(slots),
        np.array(wanted),
        field.worth,
        np.array(fewest),
        least_gain=least_gain,
        random=Random(0),
        watch=Watch(seconds),
    ).tolist()
    return found
