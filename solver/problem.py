"""What is asked: slots, parties, requests, rules and goals; validated, frozen, JSON both ways.

The vocabulary is that of any event where parties meet in pairs. Slots and days are counted
from 0; times are minutes after midnight of their day.
"""

from dataclasses import dataclass
from enum import StrEnum

from solver.validation import validate


class GoalKind(StrEnum):
    """What a tier of the objective counts; docs/solver.md defines each."""

    COVERAGE = "coverage"
    WORTH = "worth"
    DAYS = "days"
    BREAKS = "breaks"
    WALKING = "walking"
    EVENNESS = "evenness"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time in which one meeting can be held."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who meets others.

    Attributes
    ----------
    id
        Name, unique in the problem.
    side
        Opaque label by which goals and lunches name a set of parties.
    seats
        Meetings it can hold at once.
    available
        Slots in which it can be met; None means all.
    at_least, at_most
        Meetings in all; None means no limit.
    at_most_per_day
        Meetings in any one day; a tuple gives one number a day, where days differ.
    place
        Where it sits, as a key of the problem's travels; None for one that comes to others.
    at_least_per_day
        Meetings in any one day; a tuple gives one number a day, where days differ.
    rest_after
        Most slots in a row with meetings, seat by seat; a row ends with its day and at a pause
        as long as a slot. None means no limit.
    """

    id: str
    side: str = ""
    seats: int = 1
    available: tuple[int, ...] | None = None
    at_least: int = 0
    at_most: int | None = None
    at_most_per_day: int | tuple[int, ...] | None = None
    place: str | None = None
    at_least_per_day: int | tuple[int, ...] = 0
    rest_after: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting of two parties that may take place once.

    Attributes
    ----------
    id
        Name, unique in the problem.
    a, b
        Names of the two parties, in no order.
    worth
        What holding it is worth, a whole number from 0 to a hundred million; all together at
        most a thousand times as much.
    must
        Whether it has to take place.
    slots
        Slots in which it may begin; None means all.
    pin
        The slot in which it has to begin; implies ``must``.
    group
        Name of requests of which at most one takes place; None for a request by itself.
    length
        Slots it takes: the one it begins in and those right after it, with no pause as long
        as a slot between. Both parties have to be available in all of them.
    """

    id: str
    a: str
    b: str
    worth: int = 1
    must: bool = False
    slots: tuple[int, ...] | None = None
    pin: int | None = None
    group: str | None = None
    length: int = 1


@dataclass(frozen=True, slots=True)
class Travel:
    """The way between two places, the same in both directions.

    ``minutes`` have to lie free between the end of a meeting at one and the start of a
    meeting of the same party at the other; ``metres`` is the length of the walk.
    """

    a: str
    b: str
    minutes: int = 0
    metres: int = 0


@dataclass(frozen=True, slots=True)
class Lunch:
    """Each party of ``side`` keeps at least ``free`` of ``slots`` without a meeting, per seat."""

    slots: tuple[int, ...]
    free: int
    side: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where a request was held in an earlier timetable.

    Attributes
    ----------
    request, slot
        Name of the request, and the slot it began in.
    move, drop
        What it costs to hold it in another slot, and not to hold it: whole numbers from 0.
    frozen
        Whether it has been held by now: it stays where it is.
    """

    request: str
    slot: int
    move: int = 1
    drop: int = 1
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """One tier of the objective; ``side`` restricts it to parties so labelled, "" means all."""

    kind: GoalKind
    side: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole problem.

    Attributes
    ----------
    capacity
        Most meetings in each slot, one number a slot; None means no limit.
    bans
        Pairs of parties that must not meet; their requests are never held.
    precedences
        Pairs of requests, by id: if both are held, the former is over in an earlier slot than
        that in which the latter begins. A pair of which one is not held binds nothing.
    break_spread
        Most by which the breaks of any two parties (of the breaks goal's side) may differ.
    goals
        Tiers, the most important first.
    before
        An earlier timetable, one entry a meeting; what the goal of change is counted against.

    Raises
    ------
    InvalidProblem
        On construction, naming field, party or request, and what was expected.
    """

    slots: tuple[Slot, ...]
    parties: tuple[Party, ...]
    requests: tuple[Request, ...]
    capacity: tuple[int, ...] | None = None
    bans: tuple[tuple[str, str], ...] = ()
    travels: tuple[Travel, ...] = ()
    lunches: tuple[Lunch, ...] = ()
    precedences: tuple[tuple[str, str], ...] = ()
    break_spread: int | None = None
    goals: tuple[Goal, ...] = (
        Goal(GoalKind.COVERAGE),
        Goal(GoalKind.WORTH),
        Goal(GoalKind.DAYS),
        Goal(GoalKind.BREAKS),
    )
    before: tuple[Earlier, ...] = ()

    def __post_init__(self) -> None:
        validate(self)
