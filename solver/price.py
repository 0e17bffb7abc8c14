"""What holding a request would cost: the best timetable with it, against the best of all."""

from dataclasses import dataclass, replace
from enum import StrEnum

from solver.aims import Aim
from solver.problem import Earlier, Goal, GoalKind, Problem
from solver.timetable import Timetable


class Verdict(StrEnum):
    """What became of the question whether a request could have been held.

    ``IMPOSSIBLE``: no timetable holds it. ``COSTS``: every timetable that holds it is worse.
    ``TIE``: one that holds it is as good, so that chance decided. ``BETTER``: one that holds it
    is better, which is news of a timetable that was not proved best. ``OPEN``: time ran out.
    """

    IMPOSSIBLE = "impossible"
    COSTS = "costs"
    TIE = "tie"
    BETTER = "better"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Loss:
    """One tier with the request held, against the timetable as it is.

    Attributes
    ----------
    now
        Value of the timetable as it is.
    value, bound
        What was reached with the request held, and what cannot be beaten as long as the tiers
        before keep their values; None if unknown.
    """

    aim: Aim
    now: int
    value: int | None
    bound: int | None

    @property
    def exact(self) -> bool:
        """Whether the loss is proved."""
        return self.value is not None and self.value == self.bound

    @property
    def lost(self) -> int | None:
        """By how much the tier is worse than now; negative if it gains, None if unknown."""
        if self.value is None:
            return None
        return self.now - self.value if self.aim.maximised else self.value - self.now

    @property
    def least(self) -> int | None:
        """What is lost at least, as long as the tiers before keep their values."""
        if self.bound is None:
            return None
        return self.now - self.bound if self.aim.maximised else self.bound - self.now


@dataclass(frozen=True, slots=True)
class Price:
    """What holding a request would cost.

    Attributes
    ----------
    losses
        Every tier of the problem in order; empty if it is impossible or nothing was found out.
    timetable
        The best one found that holds it, by the goals before walking and evenness; among equally
        good ones it drops, then moves few meetings. Walking and evenness are what it has then,
        so that what they lose is the most it takes.
    displaced, moved, added
        Requests that it drops, moves to another slot, and holds in addition.
    fewest_displaced
        So many have to go at least, as long as the losses are what they are; None if unknown.
    clash, clash_parties
        For what is impossible: demands that cannot all be met, the request itself among them.
    """

    request: str
    verdict: Verdict
    losses: tuple[Loss, ...] = ()
    timetable: Timetable | None = None
    displaced: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    fewest_displaced: int | None = None
    clash: tuple[str, ...] = ()
    clash_parties: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def exact(self) -> bool:
        """Whether every loss is proved."""
        return self.timetable is not None and all(loss.exact for loss in self.losses)


def forced_problem(problem: Problem, timetable: Timetable, request: str) -> Problem:
    """Give the problem in which a request has to be held, and else as little changed as can be.

    A last goal counts what is dropped, and behind it what is moved, unless the problem has an
    earlier timetable of its own to keep to.
    """
    requests = tuple(
        replace(one, must=True) if one.id == request else one for one in problem.requests
    )
    if keeps(problem):
        return replace(problem, requests=requests)
    frozen = {one.request for one in problem.before if one.frozen}
    drop = dropping(timetable)
    return replace(
        problem,
        requests=requests,
        goals=(*problem.goals, Goal(GoalKind.CHANGE)),
        before=tuple(
            Earlier(name, slot, drop=drop, frozen=name in frozen)
            for name, slot in timetable.slot_of.items()
        ),
    )


def keeps(problem: Problem) -> bool:
    """Whether the problem has a goal of change by itself."""
    return any(goal.kind is GoalKind.CHANGE for goal in problem.goals)


def dropping(timetable: Timetable) -> int:
    """Give the price of dropping a meeting: more than moving all of them."""
    return len(timetable.slot_of) + 1
