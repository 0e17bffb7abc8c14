"""Lexicographic goals for solvers of one objective: tier by tier, the earlier ones held.

Each tier may use half of the time that is left, the last one all of it; what a tier does not use
goes to those behind it. Whoever has no timetable by then begins again, with all that is left.
"""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.rivals.program import Objective, Program
from benchmarks.rivals.speak import Task
from solver.measures import goal_values
from solver.timetable import Timetable

Point = list[bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a solver says of one tier: a point or None, a bound or None, whether none can be."""

    point: Point | None
    bound: int | None
    impossible: bool = False


Solve = Callable[[Program, Objective, float, Point | None, Callable[[Point], None]], Answer]


def climb(task: Task, program: Program, solve: Solve) -> None:
    """Solve the tiers in order and tell each timetable.

    Parameters
    ----------
    solve
        Given the program, the tier, its seconds, the best point so far and whom to tell of
        better points.
    """
    best: Point | None = None
    bounds: list[int | None] = [None] * len(program.tiers)
    proved = True
    for number, tier in enumerate(program.tiers):
        if task.over():
            proved = False
            break
        last = number == len(program.tiers) - 1
        seconds = task.left() if last else task.left() / 2
        task.say(tier=number)
        answer = solve(program, tier, seconds, best, lambda point: _tell(task, program, point))
        if answer.point is None and best is None and not answer.impossible and not task.over():
            answer = solve(program, tier, task.left(), None, lambda p: _tell(task, program, p))
        if answer.impossible and best is None:
            task.say(status="infeasible")
            return
        bounds[number] = answer.bound
        if answer.point is not None:
            # A point may know nothing of the columns of later tiers, so timetables are compared.
            now = _value(task, program, answer.point, number)
            if best is None or not _worse(tier, now, _value(task, program, best, number)):
                best = answer.point
        if best is None:
            proved = False
            break
        value = _value(task, program, best, number)
        proved = proved and answer.bound == value
        timetable = program.timetable(best.__getitem__)
        task.improved(timetable, last=True, bounds=bounds)
        program.held.append((tier, value))
    status = "optimal" if proved else "unknown" if best is None else "feasible"
    task.say(status=status, bounds=bounds)


def _value(task: Task, program: Program, point: Point, tier: int) -> int:
    timetable = Timetable(program.timetable(point.__getitem__))
    return goal_values(task.problem, timetable)[tier].value


def _worse(tier: Objective, one: int, other: int) -> bool:
    return one < other if tier.maximised else one > other


def _tell(task: Task, program: Program, point: Point) -> None:
    task.improved(program.timetable(point.__getitem__))
