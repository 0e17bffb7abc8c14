"""What holding a request would cost, against brute force and against solving again."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.aims import aims
from solver.check import check
from solver.explain import ReasonKind, explain
from solver.layout import Layout
from solver.price import Price, Verdict
from solver.pricing import Pricer, price
from solver.problem import Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel
from solver.solve import solve
from solver.timetable import Result, Status, Timetable
from tests.solver.examples import any_tiny_problem, day, meet, small

NEVER = ReasonKind.BANNED, ReasonKind.NO_COMMON_SLOT


def best_with(problem: Problem, request: str) -> list[int] | None:
    """Try every timetable that holds the request; give the best values there are."""
    layout = Layout(problem)
    tiers = aims(problem)
    best: list[int] | None = None
    rows = [
        ((None,) if one.id != request else ()) + layout.common[number]
        for number, one in enumerate(problem.requests)
    ]
    for slots in product(*rows):
        pairs = zip(problem.requests, slots, strict=True)
        tried = Timetable({one.id: slot for one, slot in pairs if slot is not None})
        findings = check(problem, tried)
        if not findings.violations:
            values = [found.value for found in findings.tiers_values]
            if best is None or ahead(tiers, values, best):
                best = values
    return best


def ahead(tiers: list, one: list[int], other: list[int]) -> bool:  # type: ignore[type-arg]
    for aim, new, old in zip(tiers, one, other, strict=True):
        if new != old:
            return bool(aim.better(new, old))
    return False


def assert_true(problem: Problem, result: Result, found: Price) -> None:
    """Whatever a price says of its own timetable has to be so."""
    assert result.timetable is not None
    before = result.timetable.slot_of
    if found.timetable is None:
        assert not found.displaced + found.moved + found.added
        return
    after = found.timetable.slot_of
    findings = check(problem, found.timetable)
    assert not findings.violations
    assert found.request in after
    assert [loss.value for loss in found.losses] == [one.value for one in findings.tiers_values]
    assert set(found.displaced) == before.keys() - after.keys()
    assert set(found.added) == after.keys() - before.keys() - {found.request}
    assert set(found.moved) == {one for one in before.keys() & after if before[one] != after[one]}
    if found.fewest_displaced is not None:
        assert found.fewest_displaced <= len(found.displaced)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6))
def test_prices_agree_with_brute_force(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    result = solve(problem, workers=1, seconds=20)
    if result.timetable is None:
        return
    pricer = Pricer(problem, result, workers=1)
    for request in problem.requests:
        if request.id in result.timetable.slot_of:
            continue
        found = pricer.price(request.id, seconds=20)
        assert_true(problem, result, found)
        expected = best_with(problem, request.id)
        if expected is None:
            assert found.verdict is Verdict.IMPOSSIBLE
            continue
        assert found.exact
        assert [loss.value for loss in found.losses] == expected
        now = [tier.value for tier in result.tiers]
        assert found.verdict is (Verdict.TIE if expected == now else Verdict.COSTS)


def middle_fair(seed: int) -> Problem:
    """Twelve booths and sixty firms: hours, quotas, ways, lunches, more asked than there is."""
    random = Random(seed)
    slots = tuple(
        Slot(number, start, start + 20)
        for number in (0, 1)
        for start in (*range(600, 700, 20), *range(780, 860, 20))
    )
    booths = [
        Party(
            f"B{number}",
            "booth",
            2 if number % 6 == 5 else 1,
            tuple(s for s in range(18) if s >= 5 or number % 5),
            at_most_per_day=(1 + (number % 6 == 5)) * 7,
            place=f"B{number}",
        )
        for number in range(12)
    ]
    hours = (None, None, None, tuple(range(9)), tuple(range(9, 18)))
    firms = [Party(f"F{n}", "firm", available=random.choice(hours), at_most=3) for n in range(60)]
    pairs = {(f, int(random.random() ** 1.7 * 12)) for f in range(60) for _ in range(4)}
    requests = [
        Request(f"F{f}~{booth}", f"F{f}", f"B{booth}", random.randint(1, 9))
        for f, booth in sorted(pairs)
    ]
    far = tuple(Travel(f"B{one}", f"B{one + 6}", minutes=20, metres=300) for one in range(6))
    return Problem(
        slots,
        (*booths, *firms),
        tuple(requests),
        travels=far,
        lunches=(Lunch((3, 4, 5, 6), 1, "booth"), Lunch((12, 13, 14, 15), 1, "booth")),
        bans=(("F0", requests[0].b),),
        goals=(
            Goal(GoalKind.COVERAGE, "firm"),
            Goal(GoalKind.WORTH),
            Goal(GoalKind.DAYS, "firm"),
            Goal(GoalKind.BREAKS, "firm"),
        ),
    )


def walking_fair(seed: int) -> Problem:
    """A middle fair where nobody counts worth and everybody has to walk."""
    fair = middle_fair(seed)
    goals = tuple(goal for goal in fair.goals if goal.kind is not GoalKind.WORTH)
    ways = tuple(
        Travel(f"B{one}", f"B{other}", metres=10 * (other - one))
        for one in range(12)
        for other in range(one + 1, 12)
    )
    return replace(fair, travels=ways, goals=(*goals, Goal(GoalKind.WALKING, "firm")))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_reason_of_a_fair_survives_forcing_and_solving_again(seed: int) -> None:
    """For every second unmet request: force it, solve anew, hold reason and price against that."""
    problem = middle_fair(seed)
    result = solve(problem, workers=1, seconds=60)
    assert result.timetable is not None
    assert result.status is Status.OPTIMAL
    held = result.timetable.slot_of
    pricer = Pricer(problem, result, workers=1)
    tiers = aims(problem)
    now = [tier.value or 0 for tier in result.tiers]
    told = explain(problem, result.timetable)
    assert told
    for name, reason in [*told.items()][::2]:
        found = pricer.price(name, seconds=20)
        assert_true(problem, result, found)
        again = solve(with_must(problem, name), workers=1, seconds=60)
        assert (again.status is Status.INFEASIBLE) == (found.verdict is Verdict.IMPOSSIBLE)
        if reason.kind in NEVER:
            assert found.verdict is Verdict.IMPOSSIBLE
        if again.timetable is None:
            continue
        assert again.status is Status.OPTIMAL
        values = [tier.value or 0 for tier in again.tiers]
        assert not ahead(tiers, values, now)
        assert found.exact
        assert [loss.value for loss in found.losses] == values
        assert found.verdict is (Verdict.TIE if values == now else Verdict.COSTS)
        floor = pricer.least_loss(name)
        if floor is not None:
            tier, least = floor
            lost = [loss.lost or 0 for loss in found.losses]
            assert any(one > 0 for one in lost[:tier]) or lost[tier] >= least
        if reason.kind is not ReasonKind.OUTWEIGHED:
            moved = {
                one for one in reason.requests if again.timetable.slot_of.get(one) != held[one]
            }
            assert moved, "one of the meetings in the way has to give way"


@pytest.mark.slow
def test_walking_is_priced_near_the_timetable_and_bounded_where_nothing_before_is_lost() -> None:
    walking = walking_fair(1)
    result = solve(walking, workers=1, seconds=10)
    assert result.timetable is not None
    before = [tier.value for tier in result.tiers[:-1]]
    pricer = Pricer(walking, result, workers=1)
    bounded = 0
    for request in sorted({one.id for one in walking.requests} - result.timetable.slot_of.keys()):
        found = pricer.price(request, seconds=10)
        assert_true(walking, result, found)
        if found.timetable is None:
            continue
        assert all(loss.exact for loss in found.losses[:-1])
        assert found.fewest_displaced is not None
        last = found.losses[-1]
        assert last.value is not None
        assert last.bound is not None
        assert last.value >= last.bound
        bounded += before == [loss.value for loss in found.losses[:-1]] and last.bound > 0
    assert bounded


def with_must(problem: Problem, request: str) -> Problem:
    return replace(
        problem,
        requests=tuple(
            replace(one, must=True) if one.id == request else one for one in problem.requests
        ),
    )


def test_the_price_names_who_would_have_to_go_and_who_comes_in() -> None:
    worth = {"ax": 5, "bx": 3, "by": 2}
    requests = tuple(Request(name, name[0], name[1], one) for name, one in worth.items())
    changed = [Party("a", at_most=1), Party("b", at_most=1)]
    problem = small(requests, day(1), changed, goals=(Goal(GoalKind.WORTH),))
    result = solve(problem, workers=1)
    found = price(problem, result, "bx", workers=1)
    assert (found.verdict, found.losses[0].lost) == (Verdict.COSTS, 4)
    assert (found.displaced, found.added, found.fewest_displaced) == (("ax", "by"), (), 2)


def test_what_is_as_good_is_a_tie() -> None:
    problem = small(meet("ax", "bx"), day(1), goals=(Goal(GoalKind.WORTH),))
    result = solve(problem, workers=1)
    assert result.timetable is not None
    (other,) = {"ax", "bx"} - result.timetable.slot_of.keys()
    found = price(problem, result, other, workers=1)
    assert found.verdict is Verdict.TIE
    assert found.displaced == tuple(result.timetable.slot_of)


def test_what_clashes_is_named() -> None:
    problem = small((*meet("ax", must=True), *meet("bx")), day(1))
    found = price(problem, solve(problem, workers=1), "bx", workers=1)
    assert found.verdict is Verdict.IMPOSSIBLE
    assert set(found.clash) == {"ax", "bx"}


def test_a_timetable_that_was_not_the_best_is_bettered() -> None:
    problem = small(meet("ax", "by"), day(1), goals=(Goal(GoalKind.WORTH),))
    result = solve(problem, workers=1)
    poor = replace(
        result,
        status=Status.FEASIBLE,
        timetable=Timetable({"ax": 0}),
        tiers=(replace(result.tiers[0], value=1, status=Status.FEASIBLE),),
    )
    assert price(problem, poor, "by", workers=1).verdict is Verdict.BETTER


@pytest.mark.slow
def test_a_price_called_off_at_once_says_no_more_than_it_knows() -> None:
    problem = middle_fair(1)
    result = solve(problem, workers=1, seconds=60)
    pricer = Pricer(problem, result, workers=1)
    assert result.timetable is not None
    for request in problem.requests[1:]:
        if request.id not in result.timetable.slot_of:
            found = pricer.price(request.id, cancelled=lambda: True)
            assert_true(problem, result, found)
            assert found.verdict in (Verdict.OPEN, Verdict.COSTS, Verdict.IMPOSSIBLE)


def test_there_is_nothing_to_price_without_a_timetable() -> None:
    problem = small(meet("ax"), day(1))
    with pytest.raises(ValueError, match="no timetable"):
        Pricer(problem, Result(Status.UNKNOWN, None, (), 0.0))
