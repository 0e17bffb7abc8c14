"""Chosen meetings, every planned firm by one of its cheapest plans."""

from solver.problem import Party, Request
from solver.whole_plans.first_plans import place_by_plans
from solver.whole_plans.plans import MOST_REQUESTS
from tests.solver.examples import day, small
from tests.solver.whole_plans.small_fair import fair, optional, run_of


def test_chosen_meetings_are_placed_without_breaks_and_others_left_out() -> None:
    run = run_of(optional(fair("aX", "aY", "bX", "bY", "cX")))
    firms = run.layout.on_side("firm")
    found = place_by_plans(run, firms, [0, 1, 2, 3])
    assert found is not None
    assert run.tally.offer(found)
    assert found.keys() == {0, 1, 2, 3}
    assert run.tally.entries[-1].value == 0


def test_a_break_is_taken_where_hours_leave_no_other_way() -> None:
    run = run_of(fair("aX", "aY", hours={"a": (0, 2)}))
    assert place_by_plans(run, run.layout.on_side("firm"), [0, 1]) in ({0: 0, 1: 2}, {0: 2, 1: 0})


def test_a_firm_whose_meetings_do_not_fit_has_no_plan() -> None:
    run = run_of(fair("aX", "aY", hours={"a": (0,)}))
    assert place_by_plans(run, run.layout.on_side("firm"), [0, 1]) is None


def test_a_firm_of_very_many_meetings_is_not_planned() -> None:
    booths = [Party(f"B{number}", "booth") for number in range(MOST_REQUESTS + 1)]
    requests = [Request(one.id, "a", one.id) for one in booths]
    problem = small(requests, day(MOST_REQUESTS + 1), [Party("a", "firm"), *booths])
    run = run_of(problem)
    assert place_by_plans(run, run.layout.on_side("firm"), range(len(requests))) is None
