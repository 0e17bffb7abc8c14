"""Second days that nobody can avoid."""

from solver.layout import Layout
from solver.placing.forced import forced_second_days
from solver.problem import Goal, GoalKind, Party
from tests.solver.examples import day, meet, small

WHOLE = (Goal(GoalKind.DAYS, "firm"), Goal(GoalKind.BREAKS, "firm"))
TWO_DAYS = (*day(4), *day(4, number=1))


def test_second_days_are_forced_by_slots_and_by_limits() -> None:
    booths = [Party("X", available=(0,)), Party("Y", available=(7,))]
    layout = Layout(small(meet("aX", "aY", "bX"), TWO_DAYS, booths))
    assert forced_second_days(layout, {0, 1, 2}, layout.candidates, "") == 1
    assert forced_second_days(layout, {0, 2}, layout.candidates, "") == 0
    limited = small(meet("aX", "aY"), TWO_DAYS, [Party("a", "firm", at_most_per_day=1)])
    layout = Layout(limited)
    assert forced_second_days(layout, {0, 1}, layout.candidates, "firm") == 1
    assert forced_second_days(layout, {0, 1}, layout.candidates, "booth") == 0


def test_forced_days_are_counted_up_to_a_depth() -> None:
    slots = tuple(slot for number in range(6) for slot in day(1, number=number))
    layout = Layout(small(meet("aU", "aV", "aW", "aX", "aY", "aZ"), slots, [Party("a", "firm")]))
    assert forced_second_days(layout, set(range(6)), layout.candidates, "firm") == 3
