"""The business-to-business meeting scheduling benchmark: its files, and how well we do there.

Format and optima: Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret, "Constraint Solving
Approaches to the Business-to-Business Meeting Scheduling Problem", JAIR 74 (2022).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from solver.problem import Goal, GoalKind, Party, Problem, Request, Slot

MINUTES = 20
MORNING, AFTERNOON, ANY = 1, 2, 3


class BadInstance(Exception):
    """A file that is no instance of the benchmark."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two participants, the slots in which they may meet, the meetings that come earlier.

    Participants, slots and meetings are counted from 1.
    """

    a: int
    b: int
    slots: frozenset[int]
    fixed: int | None = None
    after: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Instance:
    """One file as it is meant; ``forbidden`` has the slots each participant cannot attend."""

    name: str
    participants: int
    tables: int
    slots: int
    meetings: tuple[Meeting, ...]
    forbidden: tuple[frozenset[int], ...]


def read(path: Path) -> Instance:
    """Read a ``.dzn`` file.

    ``meetingsxBusiness`` is not read: its numbers are shifted, and ``requested`` says it all.
    The 0 among forbidden slots is a placeholder.

    Raises
    ------
    BadInstance
        Naming what is missing or contradictory in the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInstance(f"{path}: cannot be read: {error}") from None
    number, block = _finders(path, text)
    participants, slots, morning = (
        number("nBusiness"),
        number("nTotalSlots"),
        number("nMorningSlots"),
    )
    sessions = {
        MORNING: frozenset(range(1, morning + 1)),
        AFTERNOON: frozenset(range(morning + 1, slots + 1)),
        ANY: frozenset(range(1, slots + 1)),
    }
    requested = re.findall(r"(\d+)\s*,\s*(\d+)\s*,\s*(\d+)", block("requested"))
    fixed = [int(one) for one in re.findall(r"\d+", block("fixed"))]
    forbidden = [
        frozenset(map(int, re.findall(r"\d+", one))) - {0}
        for one in re.findall(r"\{([^}]*)\}", block("forbidden"))
    ]
    after = [
        frozenset(map(int, re.findall(r"\d+", one))) - {0}
        for one in re.findall(r"\{([^}]*)\}", block("precedences"))
    ]
    for name, found, expected in (
        ("requested", len(requested), number("nMeetings")),
        ("fixed", len(fixed), number("nMeetings")),
        ("forbidden", len(forbidden), participants),
        ("precedences", len(after), number("nMeetings")),
    ):
        if found != expected:
            raise BadInstance(f"{path}: {name} has {found} entries, expected {expected}")
    meetings = []
    for (a, b, session), slot, earlier in zip(requested, fixed, after, strict=True):
        if int(session) not in sessions or not {int(a), int(b)} <= set(range(1, participants + 1)):
            raise BadInstance(f"{path}: requested has an unknown participant or session")
        if not earlier <= set(range(1, len(requested) + 1)):
            raise BadInstance(f"{path}: precedences has an unknown meeting")
        meetings.append(Meeting(int(a), int(b), sessions[int(session)], slot or None, earlier))
    return Instance(
        path.name, participants, number("nTables"), slots, tuple(meetings), tuple(forbidden)
    )


def _finders(path: Path, text: str) -> tuple[Callable[[str], int], Callable[[str], str]]:
    def number(name: str) -> int:
        found = re.search(rf"\b{name}\s*=\s*(\d+)\s*;", text)
        if found is None:
            raise BadInstance(f"{path}: {name} is missing")
        return int(found[1])

    def block(name: str) -> str:
        found = re.search(rf"\b{name}\s*=\s*\[(.*?)\]\s*;", text, re.DOTALL)
        if found is None:
            raise BadInstance(f"{path}: {name} is missing")
        return found[1]

    return number, block


def to_problem(instance: Instance, fairness: int | None) -> Problem:
    """Say the instance in the solver's words: one day, all meetings musts, breaks the one goal."""
    everything = set(range(1, instance.slots + 1))
    parties = tuple(
        Party(str(number), available=tuple(slot - 1 for slot in sorted(everything - forbidden)))
        for number, forbidden in enumerate(instance.forbidden, start=1)
    )
    requests = tuple(
        Request(
            f"m{number}",
            str(meeting.a),
            str(meeting.b),
            must=True,
            slots=tuple(slot - 1 for slot in sorted(meeting.slots)),
            pin=None if meeting.fixed is None else meeting.fixed - 1,
        )
        for number, meeting in enumerate(instance.meetings, start=1)
    )
    return Problem(
        slots=tuple(Slot(0, MINUTES * i, MINUTES * (i + 1)) for i in range(instance.slots)),
        parties=parties,
        requests=requests,
        capacity=(instance.tables,) * instance.slots,
        precedences=tuple(
            (f"m{earlier}", f"m{number}")
            for number, meeting in enumerate(instance.meetings, start=1)
            for earlier in sorted(meeting.after)
        ),
        break_spread=fairness,
        goals=(Goal(GoalKind.BREAKS),),
    )
