"""The package ``grad-visitor-scheduler``, on its own kind of problem and by its own interface.

It has no time limit and tells nothing before it has proved its optimum; that is how it is used.
It expects its day in ``visit.json`` beside the problem.
"""

import csv
import json
from pathlib import Path

from grad_visit_scheduler import Scheduler

from benchmarks.rivals.speak import task
from benchmarks.rivals.visits import BUILDINGS, EVERY, LENGTH, START, Visit, visit_from_json


def scheduler(visit: Visit, folder: Path) -> Scheduler:
    """Hand the day over: slots, faculty, preferences, hours and walks."""
    path = folder / "preferences.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["Name", "Prof1", "Prof2", "Prof3", "Prof4", "Area1", "Area2"])
        for visitor in visit.visitors:
            ranked = [*visitor.ranked, *[""] * (4 - len(visitor.ranked))]
            writer.writerow([visitor.name, *ranked, *visitor.areas])
    times: dict[str, object] = {
        building: [_label(number) for number in range(visit.slots)] for building in BUILDINGS
    }
    made = Scheduler(
        {**times, "breaks": list(visit.breaks)},
        str(path),
        movement={
            "policy": "travel_time",
            "travel_slots": {a: {b: int(a != b) for b in BUILDINGS} for a in BUILDINGS},
        },
        faculty_catalog={
            host.name: {"building": host.building, "areas": list(host.areas)}
            for host in visit.faculty
        },
    )
    for host in visit.faculty:
        made.faculty_limited_availability(host.name, list(host.available))
    return made


def _label(number: int) -> str:
    start = START + EVERY * number
    end = start + LENGTH
    return f"{start // 60}:{start % 60:02}-{end // 60}:{end % 60:02}"


def main() -> None:
    """Solve the day beside the problem given on the command line."""
    told = task()
    data = json.loads((told.folder / "visit.json").read_text(encoding="utf-8"))
    visit = visit_from_json(data)
    found = scheduler(visit, told.folder).schedule_visitors(
        group_penalty=0.1,
        min_visitors=visit.min_visitors,
        max_visitors=visit.max_visitors,
        min_faculty=visit.min_faculty,
        max_group=1,
        faculty_breaks=1,
        student_breaks=1,
    )
    if found is None:
        told.say(status="infeasible")
        return
    held = {f"{guest}~{host}": slot - 1 for guest, host, slot in found.active_meetings}
    told.improved(held, last=True, objective=found.objective_value)
    optimal = found.termination_condition == "optimal"
    told.say(status="optimal" if optimal else "feasible")


if __name__ == "__main__":
    main()
