"""What a rival's lines are worth: every timetable recomputed, every claim held against the rest."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.rivals.runner import Run
from solver.aims import aims
from solver.check import check
from solver.problem import Problem
from solver.timetable import Timetable

Values = tuple[int, ...]
Bounds = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A timetable as it arrived: its values by tier, and what is broken in it."""

    seconds: float
    values: Values
    broken: int = 0
    first: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A tier's value that a process told without the timetable."""

    seconds: float
    tier: int
    value: int


@dataclass(frozen=True, slots=True)
class Record:
    """One rival on one instance, ready to be written down.

    Attributes
    ----------
    status
        What the rival said last; "crashed", "out of memory", "out of time" or "not installed"
        where it said nothing.
    bounds
        What it says cannot be beaten, by tier, given the tiers before.
    """

    instance: str
    rival: str
    status: str
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    bounds: Bounds = ()
    found: tuple[Found, ...] = ()
    claims: tuple[Claim, ...] = ()
    message: str = ""

    @property
    def best(self) -> Found | None:
        """The last timetable that breaks nothing, else the last one."""
        right = [one for one in self.found if not one.broken]
        return next(reversed(right or self.found), None)


SILENT = {"time": "out of time", "memory": "out of memory", "flood": "said too much"}


def judge(problem: Problem, instance: str, rival: str, ran: Run) -> Record:
    """Recompute all that a process told."""
    tiers = len(aims(problem))
    found: list[Found] = []
    claims: list[Claim] = []
    bounds: Bounds = (None,) * tiers
    status = ""
    rubbish = 0
    for seconds, text in ran.lines:
        line = _read(text)
        if line is None:
            rubbish += 1
            continue
        if isinstance(line.get("timetable"), dict):
            one = _recompute(problem, line["timetable"], seconds)
            if not found or (found[-1].values, found[-1].broken) != (one.values, one.broken):
                found.append(one)
        match line.get("claim"):
            case [int(tier), int(value)] if 0 <= tier < tiers:
                claims.append(Claim(round(seconds, 3), tier, value))
        if _bounds(line.get("bounds"), tiers):
            bounds = tuple(line["bounds"])
        status = str(line.get("status", status))
    if not status:
        status = SILENT.get(ran.ended, "crashed")
    if status == "optimal" and found and not found[-1].broken:
        bounds = found[-1].values
    message = ran.errors.strip().splitlines()[-1:] if status == "crashed" else []
    if rubbish:
        message.append(f"{rubbish} lines that cannot be read")
    return Record(
        instance,
        rival,
        status,
        round(ran.seconds, 2),
        round(ran.cpu, 2),
        ran.memory,
        bounds,
        tuple(found),
        tuple(claims),
        "; ".join(message)[:300],
    )


def _read(text: str) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _bounds(value: object, tiers: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == tiers
        and all(one is None or isinstance(one, int) for one in value)
    )


def _recompute(problem: Problem, held: dict[str, Any], seconds: float) -> Found:
    slots = {name: slot for name, slot in held.items() if isinstance(slot, int)}
    findings = check(problem, Timetable(slots))
    broken = len(findings.violations) + len(held) - len(slots)
    first = findings.violations[0].text if findings.violations else ""
    values = tuple(one.value for one in findings.tiers_values)
    return Found(round(seconds, 3), values, broken, first)


def to_json(record: Record) -> dict[str, Any]:
    """Give the record as values ``json.dumps`` can write."""
    return asdict(record)


def from_json(data: dict[str, Any]) -> Record:
    """Read back what ``to_json`` gave."""
    found = tuple(Found(**{**one, "values": tuple(one["values"])}) for one in data["found"])
    claims = tuple(Claim(**one) for one in data["claims"])
    made = {**data, "found": found, "claims": claims, "bounds": tuple(data["bounds"])}
    return Record(**made)


def proved(record: Record, better: Sequence[bool]) -> int:
    """Count the tiers, from the first on, whose value the rival says cannot be beaten.

    Parameters
    ----------
    better
        For each tier whether more is better.
    """
    best = record.best
    if best is None or best.broken:
        return 0
    count = 0
    for value, bound, maximised in zip(best.values, record.bounds, better, strict=True):
        if bound is None or (bound > value if maximised else bound < value):
            break
        count += 1
    return count
