from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.aims import aims
from solver.check import check
from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot, Travel
from solver.solve import solve
from solver.timetable import Progress, Status, Timetable
from tests.solver.examples import any_tiny_problem, day, feasible_problem, meet, small


def best_by_trying_everything(problem: Problem) -> tuple[int, ...] | None:
    """The tiers' values of the best timetable, each turned so that more is better.

    Of each request only that is tried which it, and the hours of its parties, say by themselves.
    """
    best = None
    tiers = aims(problem)
    choices = [_choices(problem, request) for request in problem.requests]
    for slots in product(*choices):
        pairs = zip(problem.requests, slots, strict=True)
        tried = Timetable({one.id: slot for one, slot in pairs if slot is not None})
        findings = check(problem, tried)
        if not findings.violations:
            values = zip(tiers, findings.tiers_values, strict=True)
            turned = tuple(one.value if aim.maximised else -one.value for aim, one in values)
            best = turned if best is None else max(best, turned)
    return best


def _choices(problem: Problem, request: Request) -> list[int | None]:
    parties = [one for one in problem.parties if one.id in (request.a, request.b)]
    hours = [request.slots, *(one.available for one in parties)]
    slots = range(len(problem.slots)) if request.pin is None else (request.pin,)
    there = [slot for slot in slots if all(own is None or slot in own for own in hours)]
    return [*there] if request.must or request.pin is not None else [None, *there]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_every_tier_of_a_tiny_problem_is_as_good_as_can_be(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    best = best_by_trying_everything(problem)
    result = solve(problem, seconds=60, workers=1)
    if best is None:
        assert (result.status, result.timetable) == (Status.INFEASIBLE, None)
        return
    assert result.status is Status.OPTIMAL
    tiers = zip(aims(problem), result.tiers, strict=True)
    assert tuple(one.value if aim.maximised else -(one.value or 0) for aim, one in tiers) == best
    assert all(tier.value == tier.bound for tier in result.tiers)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_a_problem_made_around_a_timetable_is_solved(seed: int) -> None:
    problem = feasible_problem(Random(seed))
    result = solve(problem, seconds=4, workers=1)
    assert result.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert result.timetable is not None
    findings = check(problem, result.timetable)
    assert findings.violations == ()
    assert [one.value for one in findings.tiers_values] == [tier.value for tier in result.tiers]
    for aim, tier in zip(aims(problem), result.tiers, strict=True):
        assert not aim.better(tier.value or 0, tier.bound or 0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_clash_is_a_clash_by_itself(seed: int) -> None:
    problem = any_tiny_problem(Random(seed))
    result = solve(problem, workers=1)
    if result.status is not Status.INFEASIBLE or problem.break_spread is not None:
        return
    assert result.clash or result.clash_parties
    frozen = {entry.request for entry in problem.before if entry.frozen}
    requests = tuple(
        replace(r, must=r.id in result.clash)
        for r in problem.requests
        if r.id in result.clash
        or (r.pin is None and r.id not in frozen and {r.a, r.b} & set(result.clash_parties))
    )
    parties = tuple(
        p if p.id in result.clash_parties else replace(p, at_least=0, at_least_per_day=0)
        for p in problem.parties
    )
    names = {r.id for r in requests}
    alone = replace(
        problem,
        parties=parties,
        requests=requests,
        precedences=tuple(pair for pair in problem.precedences if names.issuperset(pair)),
        before=tuple(entry for entry in problem.before if entry.request in result.clash),
        goals=(),
    )
    assert best_by_trying_everything(alone) is None


def fair(seed: int) -> Problem:
    """Ten booths, fifty firms, two days of eight slots; more is asked for than fits."""
    random = Random(seed)
    slots = (*day(8), *day(8, number=1))
    booths = [
        Party(f"B{n}", "booth", random.choice([1, 1, 2]), at_most_per_day=7, place=str(n))
        for n in range(10)
    ]
    firms = [Party(f"f{n}", "firm", at_most=5) for n in range(50)]
    pairs = sorted({(random.randrange(50), random.randrange(10)) for _ in range(220)})
    requests = tuple(
        Request(f"{firm}-{booth}", f"f{firm}", f"B{booth}", random.randint(1, 9))
        for firm, booth in pairs
    )
    goals = (
        Goal(GoalKind.COVERAGE, "firm"),
        Goal(GoalKind.WORTH),
        Goal(GoalKind.DAYS, "firm"),
        Goal(GoalKind.BREAKS, "firm"),
    )
    return Problem(slots, (*booths, *firms), requests, goals=goals)


@pytest.mark.parametrize("workers", [1, 2])
def test_coverage_and_worth_of_a_fair_are_proved(workers: int) -> None:
    result = solve(fair(1), seconds=6, workers=workers)
    for tier in result.tiers:
        if tier.goal in (GoalKind.COVERAGE, GoalKind.WORTH):
            assert (tier.status, tier.value) == (Status.OPTIMAL, tier.bound)


@pytest.mark.slow
def test_a_fair_with_far_booths_keeps_its_ways() -> None:
    problem = fair(2)
    ways = tuple(Travel("0", str(n), minutes=20) for n in range(1, 10))
    far = Problem(problem.slots, problem.parties, problem.requests, travels=ways)
    result = solve(far, seconds=5, workers=2)
    assert result.timetable is not None
    assert check(far, result.timetable).violations == ()


def test_one_worker_and_one_seed_give_one_answer() -> None:
    problem = feasible_problem(Random(11))
    first = solve(problem, seconds=60, workers=1, seed=5)
    again = solve(problem, seconds=60, workers=1, seed=5)
    assert first.timetable == again.timetable
    assert first.status is Status.OPTIMAL


def test_the_time_limit_gives_the_best_known() -> None:
    result = solve(fair(3), seconds=0.001, workers=1)
    assert result.status is Status.FEASIBLE
    assert result.timetable is not None
    assert check(fair(3), result.timetable).violations == ()
    assert any(tier.status is Status.FEASIBLE for tier in result.tiers)


def musts_that_need_a_search() -> Problem:
    """Greed puts ab into slot 0 and bc into 1, which leaves nothing for ac."""
    slots = {"ab": (0, 1), "ac": (0, 1), "bc": (1, 2)}
    requests = [
        Request(name, name[0], name[1], must=True, slots=slots[name]) for name in ("ab", "bc", "ac")
    ]
    return small(requests, day(3))


def test_what_greed_cannot_place_is_searched_for() -> None:
    result = solve(musts_that_need_a_search(), workers=1)
    assert result.timetable is not None
    assert dict(result.timetable.slot_of) == {"ab": 1, "ac": 0, "bc": 2}


def test_nothing_found_is_none_and_unknown() -> None:
    result = solve(musts_that_need_a_search(), seconds=0.0001, workers=1)
    assert (result.status, result.timetable) == (Status.UNKNOWN, None)
    assert {tier.status for tier in result.tiers} == {Status.UNKNOWN}


def test_a_cancel_ends_the_run_with_the_best_known() -> None:
    calls = 0

    def cancelled() -> bool:
        nonlocal calls
        calls += 1
        return calls > 3

    result = solve(fair(4), seconds=600, workers=1, cancelled=cancelled)
    assert result.timetable is not None
    assert result.status is Status.FEASIBLE


def test_progress_tells_of_values_and_bounds_in_the_callers_thread() -> None:
    heard: list[Progress] = []
    result = solve(fair(5), seconds=5, workers=1, on_progress=heard.append)
    last = {}
    for event in heard:
        last[event.goal, event.level] = (event.value, event.bound)
    for tier in result.tiers:
        assert last.get((tier.goal, tier.level), (tier.value, tier.bound)) == (
            tier.value,
            tier.bound,
        )
    assert [event.seconds for event in heard] == sorted(event.seconds for event in heard)


def test_an_error_of_the_listener_ends_the_run() -> None:
    def shout(_: Progress) -> None:
        raise KeyError("listener")

    with pytest.raises(KeyError):
        solve(fair(5), seconds=5, workers=1, on_progress=shout)


def test_a_problem_without_goals_is_met() -> None:
    problem = small(meet("ab", "ac", must=True), day(2), goals=())
    result = solve(problem, workers=1)
    assert (result.status, result.tiers) == (Status.OPTIMAL, ())
    assert result.timetable is not None
    assert len(result.timetable.slot_of) == 2


def test_a_problem_without_requests_has_the_empty_timetable() -> None:
    result = solve(Problem(day(1), (), ()), workers=1)
    assert result.status is Status.OPTIMAL
    assert result.timetable == Timetable({})


def test_pins_that_clash_are_refused_at_once() -> None:
    many = tuple(Request(f"a{n}", "a", f"x{n}", must=True) for n in range(300))
    parties = (Party("a"), *(Party(f"x{n}") for n in range(300)))
    pins = (Request("p", "a", "x0", pin=4), Request("q", "a", "x1", pin=4))
    slots = tuple(Slot(n // 40, 20 * (n % 40), 20 * (n % 40) + 20) for n in range(400))
    result = solve(Problem(slots, parties, (*many, *pins)), seconds=0.5)
    assert (result.status, result.clash) == (Status.INFEASIBLE, ("p", "q"))
