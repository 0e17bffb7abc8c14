"""What the rivals are set: published instances, made fairs, visit days."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.b2bsp import read
from benchmarks.b2bsp import to_problem as b2bsp_problem
from benchmarks.fair import make_fair
from benchmarks.rivals.visits import Visit, make_visit, visit_to_json
from benchmarks.rivals.visits import to_problem as visit_problem
from solver.json_form import problem_to_json
from solver.problem import Goal, GoalKind, Problem

FAIRNESS = 2
SEED = 1
FAIRS = ((12, 60), (44, 300))
VISITS = ((10, 6, 4), (30, 20, 8))
GOALS = (
    Goal(GoalKind.COVERAGE, "firm"),
    Goal(GoalKind.WORTH),
    Goal(GoalKind.DAYS, "firm"),
    Goal(GoalKind.BREAKS, "firm"),
)


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem under its name; ``visit`` where it is a visit day."""

    name: str
    problem: Problem
    visit: Visit | None = None

    def write(self, folder: Path) -> Path:
        """Write the problem, and the visit day beside it, and give the problem's path."""
        path = folder / "problem.json"
        path.write_text(json.dumps(problem_to_json(self.problem)), encoding="utf-8")
        if self.visit is not None:
            beside = folder / "visit.json"
            beside.write_text(json.dumps(visit_to_json(self.visit)), encoding="utf-8")
        return path


def instances(files: Sequence[Path]) -> Iterator[Instance]:
    """Give all instances: the files first, then what is made.

    Raises
    ------
    BadInstance
        For a file that is no instance of the published benchmark.
    """
    for path in files:
        name = path.name.removesuffix(".dzn").removesuffix(".original")
        yield Instance(name, b2bsp_problem(read(path), FAIRNESS))
    for booths, firms in FAIRS:
        made = replace(make_fair(SEED, booths, firms), goals=GOALS)
        yield Instance(f"fair-{booths}x{firms}", made)
    for visitors, faculty, slots in VISITS:
        visit = make_visit(SEED, visitors, faculty, slots)
        yield Instance(f"visit-{visitors}x{faculty}", visit_problem(visit), visit)
