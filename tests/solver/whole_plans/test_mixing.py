"""Mixtures of plans: bounded in fractions, dived into, and chosen in whole numbers."""

import pytest

from benchmarks.fair import make_fair
from solver.choosing.bounds import Relaxation
from solver.choosing.choose import choose
from solver.layout import Layout
from solver.running.run import Run
from solver.running.search import Style
from solver.running.tally import Tally
from solver.running.watch import Watch
from solver.solve import solve
from solver.whole_plans.approach import approach, closer
from solver.whole_plans.dive import dive
from solver.whole_plans.master import Master
from solver.whole_plans.mixture import mix
from solver.whole_plans.neighbours import neighbourhood
from solver.whole_plans.plans import Costs, Plan, Plans, plan_in
from solver.whole_plans.pool import Pool
from solver.whole_plans.shared import Shared

WALK = Costs(metre=1)


def _master(seed: int) -> tuple[Run, Master, int, list[tuple[int, Plan]]]:
    """Give the plans of a small fair's firms mixed for the shortest ways, a bound, a timetable."""
    problem = make_fair(seed, 8, 40)
    watch = Watch(60)
    layout = Layout(problem)
    run = Run(layout, Tally(layout, watch, None), watch, Style(workers=1))
    choice = choose(layout, run.tally, watch)
    assert choice.slots is not None
    counted = [entry.aim for entry in run.tally.entries if entry.aim.maximised]
    relaxation = Relaxation(layout, counted, chosen=choice.slots, edges=1)
    for aim, bound in zip(counted, choice.bounds, strict=True):
        relaxation.hold(aim, bound)
    by_size: dict[int, dict[int, list[int]]] = {}
    for party in layout.on_side("firm"):
        own = [request for request in layout.requests_of[party] if choice.slots[request]]
        by_size.setdefault(len(own), {})[party] = own
    held = {*choice.held, *layout.musts}
    groups = [
        Plans(layout, list(some), list(some.values()), choice.slots, held)
        for some in by_size.values()
    ]
    budgets: dict[Costs, int | None] = {WALK: None, Costs(day=1): None}
    master = Master(Shared(relaxation, groups), budgets)
    master.aim(WALK)
    for group in groups:
        for party, plan in zip(group.parties, group.price(WALK).cheapest(), strict=True):
            master.add(party, plan)
    # Plans that each party likes best may not go together: prices begin from a timetable.
    timetable = solve(problem, seconds=60, workers=1).timetable
    assert timetable is not None
    number = {request.id: index for index, request in enumerate(problem.requests)}
    slot_of = {number[name]: slot for name, slot in timetable.slot_of.items()}
    plans = [(party, plan_in(layout, slot_of, party)) for party in master.parties]
    for party, plan in plans:
        master.add(party, plan)
    least = master.solve(watch, seconds=60)
    assert least is not None
    return run, master, least, plans


@pytest.mark.slow
def test_a_whole_mixture_keeps_every_shared_row_and_is_no_cheaper_than_the_bound() -> None:
    run, master, bound, timetable = _master(3)
    pool = Pool(master)
    for party, plan in timetable:
        pool.add(party, plan)
    for party, plans in master.shares().items():
        pool.add(party, plans[0][1])
    chosen = mix(run, pool, least=bound, seconds=30)
    assert chosen is not None
    assert chosen.keys() == set(master.parties)
    assert sum(master.cost(party, plan) for party, plan in chosen.items()) >= bound
    taken = [0] * len(master.lower)
    for party, plan in chosen.items():
        for row, coefficient in master.entries(party, plan).items():
            taken[row] += coefficient
    for row, (least, most) in enumerate(zip(master.lower, master.upper, strict=True)):
        assert least <= taken[row] <= most


# Once with coverage measured is enough.
@pytest.mark.parametrize(
    "few", [pytest.param(0, marks=pytest.mark.slow), 10, pytest.param(100, marks=pytest.mark.slow)]
)
def test_a_dive_leaves_some_parties_and_what_the_settled_do_not_take(few: int) -> None:
    run, master, _, _ = _master(3)
    left = dive(master, run.watch, few=few, end=60, seed=0)
    assert len(left.parties) >= min(few, len(master.parties))
    assert {*left.parties, *left.settled} == set(master.parties)
    taken = [0] * len(master.upper)
    for party, plan in left.settled.items():
        for row, coefficient in master.entries(party, plan).items():
            taken[row] += coefficient
    assert list(left.upper + taken) == list(master.upper)
    assert list(left.lower + taken) == list(master.lower)


@pytest.mark.slow
def test_an_approach_leaves_neighbours_of_those_who_change_until_there_are_enough() -> None:
    run, master, _, timetable = _master(3)
    wide = approach(master, dict(timetable), run.watch, seed=0)
    assert wide is not None
    none, some = (closer(wide, dict(timetable), run.watch, few=few) for few in (0, 20))
    assert none is not None
    assert some is not None
    assert len(some.parties) >= 20
    assert {*some.parties, *some.settled} == set(master.parties)
    columns_of = master.shared.columns_of
    for party, plan in timetable:
        if party in none.settled:
            assert set(columns_of(none.settled[party])) == set(columns_of(plan))


@pytest.mark.slow
def test_neighbours_use_the_same_rows_and_are_no_more_than_asked_for() -> None:
    _, master, _, _ = _master(3)
    shares = master.shares()
    one, *_ = master.parties
    rows = {p: {r for _, plan in own for r in master.entries(p, plan)} for p, own in shares.items()}
    first, *near = neighbourhood(master, [one], shares, 5)
    assert first == one
    assert len(near) == 4
    assert all(rows[party] & rows[one] for party in near)
    assert neighbourhood(master, [one, near[0]], shares, 1) == [one, near[0]]
    assert neighbourhood(master, [], shares, 5) == []


@pytest.mark.slow
def test_a_budget_keeps_the_mixture_within_it() -> None:
    run, master, bound, _ = _master(3)
    master.limit(WALK, bound + 5)
    assert master.rest({}, run.watch) is not None
    master.limit(WALK, bound - 1)
    assert master.rest({}, run.watch) is None


@pytest.mark.slow
def test_a_pool_has_the_cheapest_plans_and_one_for_all_that_are_alike() -> None:
    _, master, _, _ = _master(3)
    pool = Pool(master)
    pool.fill(slack=0, seed=0)
    assert pool.plans.keys() == set(master.parties)
    for party, plans in pool.plans.items():
        columns = [frozenset(master.shared.columns_of(plan)) for plan in plans.values()]
        spent = [master.cost(party, plan) for plan in plans.values()]
        assert len(set(zip(columns, spent, strict=True))) == len(columns)
