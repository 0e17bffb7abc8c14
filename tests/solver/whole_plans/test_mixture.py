"""One plan a firm, within the rows they share."""

from solver.running.run import Run
from solver.whole_plans.master import Master
from solver.whole_plans.mixture import mix
from solver.whole_plans.plans import Costs, Plan
from solver.whole_plans.pool import Pool
from tests.solver.whole_plans.small_fair import fair, run_of, shared_of

IDLE = Costs(idle=1)


def mixed(run: Run, master: Master) -> dict[int, Plan] | None:
    """Mix all plans in use for the fewest breaks."""
    master.aim(IDLE)
    pool = Pool(master)
    for party, plan in master.plans:
        pool.add(party, plan)
    return mix(run, pool, least=0, seconds=20)


def test_firms_take_plans_that_go_together_at_the_least_cost() -> None:
    run = run_of(fair("aX", "aY", "bX"))
    a, b = run.layout.number_of_party["a"], run.layout.number_of_party["b"]
    master = Master(shared_of(run.layout), {})
    for plan in (((0, 0), (1, 1)), ((0, 1), (1, 3))):
        master.add(a, plan)
    master.add(b, ((2, 0),))
    assert mixed(run, master) == {a: ((0, 1), (1, 3)), b: ((2, 0),)}
    master.add(b, ((2, 2),))
    assert mixed(run, master) == {a: ((0, 0), (1, 1)), b: ((2, 2),)}


def test_any_choice_is_welcome_that_costs_no_more_than_asked() -> None:
    run = run_of(fair("aX", "aY"))
    a = run.layout.number_of_party["a"]
    idle, even = ((0, 0), (1, 2)), ((0, 0), (1, 1))
    master = Master(shared_of(run.layout), {})
    master.aim(IDLE)
    pool = Pool(master)
    pool.add(a, idle)
    assert mix(run, pool, least=0, seconds=20, most=0) is None
    assert mix(run, pool, least=0, seconds=20, most=1) == {a: idle}
    pool.add(a, even)
    assert mix(run, pool, least=0, seconds=20, most=0) == {a: even}


def test_a_pool_can_leave_out_plans_that_are_too_dear() -> None:
    run = run_of(fair("aX", "aY"))
    a = run.layout.number_of_party["a"]
    idle, even = ((0, 0), (1, 2)), ((0, 0), (1, 1))
    master = Master(shared_of(run.layout), {})
    master.aim(IDLE)
    for strict in (False, True):
        pool = Pool(master)
        for plan in (idle, even):
            pool.add(a, plan)
        pool.fill(slack=0, seed=0, strict=strict)
        assert even in pool.plans[a].values()
        assert (idle in pool.plans[a].values()) is not strict


def test_nothing_is_found_where_no_plans_go_together() -> None:
    run = run_of(fair("aX", "bX"))
    master = Master(shared_of(run.layout), {})
    for name, request in (("a", 0), ("b", 1)):
        master.add(run.layout.number_of_party[name], ((request, 2),))
    assert mixed(run, master) is None


def test_a_budget_is_kept() -> None:
    run = run_of(fair("aX", "aY"))
    a = run.layout.number_of_party["a"]
    idle, even = ((0, 0), (1, 2)), ((0, 0), (1, 1))
    master = Master(shared_of(run.layout), {IDLE: 0})
    master.add(a, idle)
    assert mixed(run, master) is None
    master.add(a, even)
    assert mixed(run, master) == {a: even}


def test_plans_that_differ_within_a_stretch_only_stand_for_each_other() -> None:
    run = run_of(fair("aX", "aY"))
    a = run.layout.number_of_party["a"]
    master = Master(shared_of(run.layout, single=False), {})
    master.add(a, ((0, 0), (1, 2)))
    master.add(a, ((0, 0), (1, 1)))
    assert mixed(run, master) == {a: ((0, 0), (1, 1))}
