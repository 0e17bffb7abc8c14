"""Seeded events on a made fair, each repaired with the fewest changes."""

from dataclasses import dataclass
from random import Random
from statistics import median, quantiles

from solver.check import check
from solver.problem import GoalKind, Party, Problem, Request
from solver.repair import Event, repair_problem
from solver.solve import solve
from solver.timetable import Progress, Status, Timetable

KINDS = ("firm cancels", "booth closed", "slot lost", "late officer", "walk-in")


@dataclass(frozen=True)
class Repaired:
    """One event: its price of change, whether that is proved, and after how many seconds."""

    kind: str
    changes: int | None
    status: Status
    seconds: float
    whole: float


def make_event(random: Random, problem: Problem, kind: str) -> Event:
    """Make an event on the fair's first or second day; what was held before it stays."""
    half = len(problem.slots) // 4
    now = random.choice([0, half, 2 * half, 3 * half])
    firms = [party for party in problem.parties if party.side == "firm"]
    booths = [party for party in problem.parties if party.side == "booth"]
    booth = random.choice(booths)
    if kind == "firm cancels":
        return Event(now, gone=frozenset({random.choice(firms).id}))
    if kind == "booth closed":
        return Event(now, away={booth.id: frozenset(range(now, now + half))})
    if kind == "slot lost":
        return Event(now, lost=frozenset({random.randrange(now, len(problem.slots))}))
    if kind == "late officer":
        late = random.randint(1, 4)
        return Event(now, away={booth.id: frozenset(range(now, now + late))})
    hours = tuple(range(now, now + half))
    walker = Party("walk-in", "firm", available=hours)
    return Event(
        now, arriving=(walker,), walk_ins=(Request("walk-in", walker.id, booth.id, worth=1),)
    )


def repair_once(
    problem: Problem, timetable: Timetable, kind: str, event: Event, *, seconds: float, workers: int
) -> Repaired:
    """Repair the timetable after an event.

    Raises
    ------
    ValueError
        If the answer breaks a rule.
    """
    changed = repair_problem(problem, timetable, event)
    proved: list[float] = []

    def hear(progress: Progress) -> None:
        if progress.goal is GoalKind.CHANGE and progress.value == progress.bound:
            proved.append(progress.seconds)

    result = solve(changed, seconds=seconds, workers=workers, on_progress=hear)
    if result.timetable is None:
        return Repaired(kind, None, result.status, result.seconds, result.seconds)
    broken = check(changed, result.timetable).violations
    if broken:
        raise ValueError(broken[0].text)
    tier = result.tiers[0]
    when = proved[0] if proved else result.seconds
    return Repaired(kind, tier.value, tier.status, when, result.seconds)


def summary(kind: str, runs: list[Repaired]) -> str:
    """Say in a line how the events of a kind ended."""
    seconds = [run.seconds for run in runs]
    late = quantiles(seconds, n=20, method="inclusive")[-1] if len(runs) > 1 else seconds[0]
    proved = sum(run.status is Status.OPTIMAL for run in runs)
    none = sum(run.status is Status.INFEASIBLE for run in runs)
    changes = sum(run.changes or 0 for run in runs)
    return (
        f"{kind:13} {len(runs):5} events, {changes:5} changes, {proved:5} proved, {none:3} "
        f"impossible, {median(seconds):6.2f} s median, {late:6.2f} s 95 %, {max(seconds):6.2f} s"
    )
