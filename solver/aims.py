"""The tiers of a problem in order: a goal each, coverage one a level."""

from dataclasses import dataclass

from solver.measures import most_levels
from solver.problem import Goal, GoalKind, Problem


@dataclass(frozen=True, slots=True)
class Aim:
    """One tier: a goal, for coverage at one level."""

    goal: Goal
    level: int | None = None

    @property
    def maximised(self) -> bool:
        """Whether more is better."""
        return self.goal.kind in (GoalKind.COVERAGE, GoalKind.WORTH)

    def better(self, one: int, other: int) -> bool:
        """Whether the one value beats the other."""
        return one > other if self.maximised else one < other


def aims(problem: Problem) -> list[Aim]:
    """Give the tiers of a problem in order, coverage level by level."""
    found: list[Aim] = []
    for goal in problem.goals:
        if goal.kind is GoalKind.COVERAGE:
            levels = range(1, most_levels(problem, goal.side) + 1)
            found.extend(Aim(goal, level) for level in levels)
        else:
            found.append(Aim(goal))
    return found
