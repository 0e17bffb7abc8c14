"""What rivals that solve 0/1 programs by branch and bound share: tiers, logs, bounds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from benchmarks.rivals.encode import Breaks, encode
from benchmarks.rivals.program import Objective, Program
from benchmarks.rivals.speak import Task, overheard
from benchmarks.rivals.staged import Answer, Point, climb

FAR, NEARLY = 1e12, 1e-6


@dataclass(frozen=True, slots=True)
class Log:
    """How a solver's log tells the value of a new best point: a pattern with one group."""

    pattern: re.Pattern[str]

    def value(self, line: str) -> int | None:
        """Give the value told in a line, if any."""
        found = self.pattern.search(line)
        try:
            return round(float(found[1])) if found else None
        except (ValueError, OverflowError):
            return None


# Given the program, the tier, its seconds and the point before: solve, logging to the output.
Engine = Callable[[Program, Objective, float, Point | None], Answer]


def solve_staged(told: Task, log: Log, engine: Engine) -> None:
    """Solve a task tier by tier, a fresh model each; what the log tells is passed on."""
    program = encode(told.problem, Breaks.STARTS)

    def solve(
        program: Program,
        tier: Objective,
        seconds: float,
        best: Point | None,
        _tell: Callable[[Point], None],
    ) -> Answer:
        number = program.tiers.index(tier)
        claims: list[int] = []

        def hear(line: str) -> None:
            value = log.value(line)
            if value is not None and claims[-1:] != [value]:
                claims.append(value)
                told.say(claim=[number, value])

        with overheard(hear):
            return engine(program, tier, seconds, best)

    climb(told, program, solve)


def answer(tier: Objective, point: Point, bound: float) -> Answer:
    """Give a point with the whole number that its tier's bound comes to."""
    if abs(bound) > FAR:
        return Answer(point, None)
    return Answer(point, floor(bound + NEARLY) if tier.maximised else ceil(bound - NEARLY))
