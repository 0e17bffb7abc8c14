from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.check import check
from solver.layout import Layout
from solver.musts.anneal import anneal, can_anneal
from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request, Travel
from solver.timetable import Timetable
from tests.solver.examples import day, meet, small

BREAKS = (Goal(GoalKind.BREAKS),)


def never() -> bool:
    return False


def any_placed(random: Random) -> tuple[Problem, dict[int, int]]:
    """Meetings at random, and rules that their slots happen to keep."""
    slots = random.randint(3, 9)
    taken: set[tuple[int, int]] = set()
    found: list[tuple[int, int, int]] = []
    for _ in range(40):
        slot = random.randrange(slots)
        a, b = random.sample(range(10), 2)
        if not {(a, slot), (b, slot)} & taken:
            taken |= {(a, slot), (b, slot)}
            found.append((a, b, slot))
    requests = []
    for number, (a, b, slot) in enumerate(found):
        others = random.sample(range(slots), random.randint(0, slots))
        own = tuple(sorted({slot, *others}))
        requests.append(Request(f"m{number}", str(a), str(b), must=True, slots=own))
    pairs = [random.sample(range(len(found)), 2) for _ in range(random.randint(0, 4))]
    ordered = [(f"m{one}", f"m{two}") for one, two in pairs if found[one][2] < found[two][2]]
    full = [sum(slot == at for _, _, at in found) for slot in range(slots)]
    problem = Problem(
        (*day(slots - 2), *day(2, number=1)),
        tuple(Party(str(n)) for n in range(10)),
        tuple(requests),
        capacity=tuple(count + random.randint(0, 1) for count in full),
        precedences=tuple(dict.fromkeys(ordered)),
        goals=BREAKS,
    )
    return problem, {number: slot for number, (_, _, slot) in enumerate(found)}


def judged(problem: Problem, placing: dict[int, int]) -> int:
    names = [request.id for request in problem.requests]
    findings = check(problem, Timetable({names[r]: slot for r, slot in placing.items()}))
    assert not findings.violations
    return findings.tiers_values[0].value


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_every_rule_is_kept_and_breaks_never_grow(seed: int) -> None:
    problem, placing = any_placed(Random(seed))
    layout = Layout(problem)
    assert can_anneal(layout)
    made = anneal(layout, "", placing, steps=3000, seed=seed, over=never)
    assert judged(problem, made) <= judged(problem, placing)


def test_a_break_closes_where_slots_can_be_exchanged() -> None:
    problem = small(meet("ab", "ac", "bd", must=True), day(4), goals=BREAKS)
    made = anneal(Layout(problem), "", {0: 0, 1: 2, 2: 3}, steps=20_000, seed=0, over=never)
    assert judged(problem, made) == 0


def test_breaks_above_the_spread_go_first() -> None:
    requests = (*meet("ab", "ac", "ad", must=True), *meet("ef", slots=(0,), must=True))
    problem = small(requests, day(6), break_spread=1, goals=BREAKS)
    placing = {0: 0, 1: 2, 2: 4, 3: 0}
    made = anneal(Layout(problem), "", placing, steps=20_000, seed=0, over=never)
    assert judged(problem, made) == 0


def test_only_the_breaks_of_a_side_count() -> None:
    problem = small(meet("ab", "ac", must=True), day(3), [Party("a", "x")], goals=BREAKS)
    placing = {0: 0, 1: 2}
    assert anneal(Layout(problem), "y", placing, steps=1000, seed=0, over=never) == placing


def test_one_seed_gives_one_timetable_and_a_stop_the_best_so_far() -> None:
    problem, placing = any_placed(Random(7))
    layout = Layout(problem)
    one, other = (anneal(layout, "", placing, steps=2000, seed=3, over=never) for _ in range(2))
    assert one == other
    assert anneal(layout, "", placing, steps=2000, seed=3, over=lambda: True) == placing


def test_rules_that_exchanges_do_not_know_are_told() -> None:
    requests = meet("ab", "ac", must=True)
    way = Travel("p", "q", minutes=10)
    places = [Party("b", place="p"), Party("c", place="q")]
    for unsuited in (
        small(requests, day(3), [Party("a", seats=2)]),
        small(requests, day(3), [Party("a", rest_after=1)]),
        small(requests, day(3), [Party("a", at_most_per_day=2)]),
        small(requests, day(3), [Party("a", at_least_per_day=1)]),
        small(meet("ab", "ac", must=True, length=2), day(4)),
        small(requests, day(3), lunches=(Lunch((1,), 1),)),
        small(requests, day(3), places, travels=(way,)),
    ):
        assert not can_anneal(Layout(unsuited))
