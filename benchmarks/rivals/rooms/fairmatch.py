"""Our own solver, started as anybody starts it, its progress told as it comes."""

from benchmarks.rivals.speak import Task, task
from solver.aims import aims
from solver.solve import solve
from solver.timetable import Progress, Result, Status


def main() -> None:
    """Solve the problem given on the command line."""
    told = task()
    number = {(aim.goal.kind, aim.level): i for i, aim in enumerate(aims(told.problem))}

    def hear(event: Progress) -> None:
        if event.value is not None:
            told.say(claim=[number[event.goal, event.level], event.value])

    result = solve(told.problem, seconds=told.left(), workers=told.workers, on_progress=hear)
    conclude(told, result)


def conclude(told: Task, result: Result) -> None:
    """Tell the timetable and what is proved of it."""
    if result.timetable is not None:
        bounds = [tier.bound for tier in result.tiers]
        told.improved(result.timetable.slot_of, last=True, bounds=bounds)
    known = (Status.OPTIMAL, Status.FEASIBLE, Status.INFEASIBLE)
    told.say(status=str(result.status) if result.status in known else "unknown")


if __name__ == "__main__":
    main()
