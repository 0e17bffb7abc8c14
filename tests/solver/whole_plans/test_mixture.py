"""One plan a firm, within the rows they share."""

from solver.whole_plans.master import Budget, Master
from solver.whole_plans.mixture import mix
from solver.whole_plans.plans import Costs
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of

IDLE = Costs(idle=1)


def test_firms_take_plans_that_go_together_at_the_least_cost() -> None:
    run = run_of(fair("aX", "aY", "bX"))
    a, b = run.layout.number_of_party["a"], run.layout.number_of_party["b"]
    master = Master(shared_of(run.layout), IDLE, ())
    for plan in (((0, 0), (1, 1)), ((0, 1), (1, 3))):
        master.add(a, plan)
    master.add(b, ((2, 0),))
    assert mix(run, master, None, seconds=20) == {a: ((0, 1), (1, 3)), b: ((2, 0),)}
    master.add(b, ((2, 2),))
    assert mix(run, master, None, seconds=20) == {a: ((0, 0), (1, 1)), b: ((2, 2),)}


def test_nothing_is_found_where_no_plans_go_together() -> None:
    run = run_of(fair("aX", "bX"))
    master = Master(shared_of(run.layout), IDLE, ())
    for name, request in (("a", 0), ("b", 1)):
        master.add(run.layout.number_of_party[name], ((request, 2),))
    assert mix(run, master, None, seconds=20) is None


def test_a_budget_is_kept_and_a_hint_does_not_bind() -> None:
    run = run_of(fair("aX", "aY"))
    a = run.layout.number_of_party["a"]
    idle, even = ((0, 0), (1, 2)), ((0, 0), (1, 1))
    master = Master(shared_of(run.layout), Costs(), (Budget(IDLE, 0),))
    master.add(a, idle)
    assert mix(run, master, None, seconds=20) is None
    master.add(a, even)
    assert mix(run, master, [(a, idle)], seconds=20) == {a: even}


def test_plans_that_differ_within_a_stretch_only_stand_for_each_other() -> None:
    run = run_of(fair("aX", "aY"))
    a = run.layout.number_of_party["a"]
    master = Master(shared_of(run.layout, single=False), IDLE, ())
    master.add(a, ((0, 0), (1, 2)))
    master.add(a, ((0, 0), (1, 1)))
    assert mix(run, master, None, seconds=20) == {a: ((0, 0), (1, 1))}
