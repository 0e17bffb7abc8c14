"""What is answered: a slot for each meeting held, and how well each goal was proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from solver.problem import GoalKind


class Status(StrEnum):
    """How a tier, or a whole run, ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Timetable:
    """The slot in which each request that is held begins; one that is missing is not held."""

    slot_of: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of the objective as it was left.

    Attributes
    ----------
    level
        For coverage: the k of "parties with at least k meetings"; None for other goals.
    value, bound
        What was reached and what cannot be beaten, in the goal's own unit; None if unknown.
        Coverage and worth are maximised, all others minimised.
    seconds
        Time spent on the tier.
    """

    goal: GoalKind
    side: str
    level: int | None
    value: int | None
    bound: int | None
    status: Status
    seconds: float


@dataclass(frozen=True, slots=True)
class Progress:
    """An improvement of a tier's value or bound, ``seconds`` after the start of the run."""

    goal: GoalKind
    level: int | None
    value: int | None
    bound: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a run gives: no timetable is None, never an empty one.

    Where the status is INFEASIBLE, ``clash`` names requests that cannot all be held, and
    ``clash_parties`` those whose ``at_least`` cannot be met beside them. ``clash_irreducible``
    tells that it is proved that without any one of these the others can be met.
    """

    status: Status
    timetable: Timetable | None
    tiers: tuple[Tier, ...]
    seconds: float
    clash: tuple[str, ...] = ()
    clash_parties: tuple[str, ...] = ()
    clash_irreducible: bool = False
