"""Series of mixtures: bounds that hold, and mixtures at them."""

import pytest

from solver.problem import GoalKind
from solver.whole_plans.master import Master
from solver.whole_plans.mixtures import Mixtures, closest
from solver.whole_plans.plans import Costs, Plan
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of

IDLE = Costs(idle=1)


def series(*plans: tuple[str, Plan]) -> Mixtures:
    """Give mixtures for the breaks of firms a and b, at booths X and Y, from some plans."""
    run = run_of(fair("aX", "aY", "bX", "bY"))
    entry = next(one for one in run.tally.entries if one.aim.goal.kind is GoalKind.BREAKS)

    def new_master() -> Master:
        master = Master(shared_of(run.layout), {})
        master.aim(IDLE)
        for firm, plan in plans:
            master.add(run.layout.number_of_party[firm], plan)
        return master

    return Mixtures(run, entry, new_master)


def test_a_series_gives_its_bound_and_then_mixtures_at_it() -> None:
    found = series(("a", ((0, 0), (1, 1))), ("b", ((3, 0), (2, 1))))
    assert found.bound() == 0
    (mixture,) = found.attempt(0)
    assert sorted(request for plan in mixture.plans.values() for request, _ in plan) == [0, 1, 2, 3]


def test_a_series_without_a_bound_gives_no_mixture() -> None:
    found = series(("a", ((0, 0), (1, 1))), ("b", ((2, 0), (3, 1))))
    assert list(found.attempt(0)) == []
    assert found.bound() is None
    assert list(found.attempt(0)) == []


def test_a_series_ends_once_the_tier_has_the_bound() -> None:
    found = series(("a", ((0, 0), (1, 1))), ("b", ((3, 0), (2, 1))))
    assert not found.over()
    found.bound()
    found.entry.value = 0
    assert found.over()
    assert list(found.attempt(0)) == []


@pytest.mark.parametrize(
    ("value", "nth", "above"), [(None, 0, 0), (3, 0, 0), (3, 4, 1), (1, 4, 0), (0, 4, 0)]
)
def test_a_later_attempt_is_content_with_less_as_long_as_it_would_be_better(
    value: int | None, nth: int, above: int
) -> None:
    found = series(("a", ((0, 0), (1, 1))), ("b", ((3, 0), (2, 1))))
    found.entry.value = value
    assert found._above(nth) == above


def test_the_closest_series_has_the_best_bound_and_of_equals_the_most_slots_apart() -> None:
    weak, strong, unbounded = (series(("a", ((0, 0), (1, 1)))) for _ in range(3))
    weak.reached, strong.reached = 0, 1
    assert closest({1: strong, 2: weak}) == 1
    assert closest({1: weak, 2: unbounded}) == 2
    weak.reached = 1
    assert closest({1: strong, 2: weak, 3: unbounded}) == 2
