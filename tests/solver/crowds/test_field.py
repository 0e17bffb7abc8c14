"""A problem of two sides as arrays."""

import numpy as np

from solver.crowds.field import NOWHERE, Field, two_sides
from solver.layout import Layout
from solver.problem import Lunch, Party, Travel
from tests.solver.examples import day, meet, small


def test_sides_are_told_apart_whatever_the_order_of_a_request() -> None:
    layout = Layout(small(meet("ab", "cb", "bd", "ef"), day(2)))
    sides = two_sides(layout)
    assert sides is not None
    assert all(sides[a] != sides[b] for a, b in layout.ends)


def test_an_odd_circle_has_no_two_sides() -> None:
    assert two_sides(Layout(small(meet("ab", "bc", "ca"), day(2)))) is None


def field(*pairs: str, changed: tuple[Party, ...] = (), slots: int = 4, **rest: object) -> Field:
    layout = Layout(small(meet(*pairs), day(slots), changed, **rest))
    sides = two_sides(layout)
    assert sides is not None
    return Field(layout, sides)


def test_quotas_lunches_and_rests_are_windows() -> None:
    guest = Party("a", at_most=3, at_most_per_day=2, rest_after=1)
    found = field("ab", changed=(guest,), lunches=(Lunch((1, 2), 1),))
    windows = {
        tuple(np.flatnonzero(row).tolist()): int(most)
        for row, most in zip(found.windows, found.most[0], strict=True)
        if not row.all()
    }
    assert windows == {(1, 2): 1, (0, 1): 1, (2, 3): 1}
    assert found.most[0].min() == 1
    assert sorted(found.most[0][:2]) == [2, 3]


def test_meetings_are_counted_by_window_and_place() -> None:
    hosts = (Party("b", place="p"), Party("c", place="q"))
    found = field("ab", "ac", changed=hosts, travels=(Travel("p", "q", 10),))
    slots = np.array([3, 1])
    assert found.count(slots)[0, 0] == 2
    where = found.whereabouts(slots)
    assert where[0, 1] == found.zone[1]
    assert where[0, 3] == found.zone[0]
    assert (where[0, [0, 2]] == NOWHERE).all()
    assert {other for other, _ in found.near[1]} == {0, 2}
