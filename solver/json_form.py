"""Problem and result as JSON values, both ways; the shape is written down in docs/solver.md."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from solver.errors import InvalidProblem
from solver.problem import Earlier, Goal, GoalKind, Lunch, Party, Problem, Request, Slot, Travel
from solver.timetable import Result, Status, Tier, Timetable

Json = dict[str, Any]

_SLOT_LISTS = ("available", "slots")
_DAILY = ("at_least_per_day", "at_most_per_day")


def problem_to_json(problem: Problem) -> Json:
    """Give the problem as values ``json.dumps`` can write."""
    return asdict(problem)


def problem_from_json(data: object) -> Problem:
    """Read a problem from what ``json.loads`` gave; whatever has a default may be left out.

    Raises
    ------
    InvalidProblem
        Where a field is missing, unknown or of the wrong shape, by its path; or where the
        problem contradicts itself.
    """
    fields = _fields("problem", data, Problem)
    made: Json = {
        "slots": _many("slots", fields.pop("slots"), _reader(Slot)),
        "parties": _many("parties", fields.pop("parties"), _reader(Party)),
        "requests": _many("requests", fields.pop("requests"), _reader(Request)),
    }
    readers: dict[str, Callable[[str, object], object]] = {
        "capacity": _numbers_or_none,
        "bans": lambda where, value: _many(where, value, _pair),
        "precedences": lambda where, value: _many(where, value, _pair),
        "travels": lambda where, value: _many(where, value, _reader(Travel)),
        "lunches": lambda where, value: _many(where, value, _reader(Lunch)),
        "goals": lambda where, value: _many(where, value, _reader(Goal)),
        "before": lambda where, value: _many(where, value, _reader(Earlier)),
        "break_spread": _plain,
    }
    for name, value in fields.items():
        made[name] = readers[name](name, value)
    return Problem(**made)


def result_to_json(result: Result) -> Json:
    """Give the result as values ``json.dumps`` can write; ``timetable`` is null when none is."""
    timetable = result.timetable
    return {
        "status": str(result.status),
        "seconds": round(result.seconds, 3),
        "timetable": None if timetable is None else dict(timetable.slot_of),
        "tiers": [{**asdict(tier), "seconds": round(tier.seconds, 3)} for tier in result.tiers],
        "clash": list(result.clash),
        "clash_parties": list(result.clash_parties),
        "clash_irreducible": result.clash_irreducible,
    }


def result_from_json(data: Mapping[str, Any]) -> Result:
    """Read back what ``result_to_json`` gave."""
    held = data["timetable"]
    tiers = tuple(
        Tier(**{**tier, "goal": GoalKind(tier["goal"]), "status": Status(tier["status"])})
        for tier in data["tiers"]
    )
    return Result(
        status=Status(data["status"]),
        timetable=None if held is None else Timetable(dict(held)),
        tiers=tiers,
        seconds=data["seconds"],
        clash=tuple(data["clash"]),
        clash_parties=tuple(data["clash_parties"]),
        clash_irreducible=data.get("clash_irreducible", False),
    )


def _fields(where: str, data: object, shape: Any) -> Json:
    if not isinstance(data, dict):
        raise InvalidProblem(where, "", "an object with named fields", data)
    known = shape.__dataclass_fields__
    for name in data:
        if name not in known:
            raise InvalidProblem(f"{where}.{name}", "", f"one of {', '.join(known)}", name)
    for name, field in known.items():
        if name not in data and field.default is field.default_factory:
            raise InvalidProblem(f"{where}.{name}", "", "this field to be given", None)
    return dict(data)


def _many(where: str, data: object, read: Callable[[str, object], object]) -> tuple[object, ...]:
    if not isinstance(data, list | tuple):
        raise InvalidProblem(where, "", "a list", data)
    return tuple(read(f"{where}[{index}]", item) for index, item in enumerate(data))


def _reader(shape: Any) -> Callable[[str, object], object]:
    def read(where: str, data: object) -> object:
        made = _fields(where, data, shape)
        for name, value in made.items():
            kind = shape.__dataclass_fields__[name].type
            path = f"{where}.{name}"
            if kind is GoalKind:
                made[name] = _goal_kind(path, value)
            elif name in _SLOT_LISTS:
                made[name] = _numbers_or_none(path, value)
            elif name in _DAILY:
                made[name] = _numbers(path, value) if isinstance(value, list) else value
            elif not isinstance(value, kind):
                wanted = getattr(kind, "__name__", str(kind))
                raise InvalidProblem(path, "", f"a value of type {wanted}", value)
        return shape(**made)

    return read


def _goal_kind(where: str, value: object) -> GoalKind:
    try:
        return GoalKind(str(value))
    except ValueError:
        raise InvalidProblem(where, "", f"one of {', '.join(GoalKind)}", value) from None


def _pair(where: str, value: object) -> tuple[str, str]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise InvalidProblem(where, "", "a pair of ids", value)
    return str(value[0]), str(value[1])


def _numbers(where: str, value: object) -> tuple[int, ...]:
    made = _many(where, value, _number)
    return tuple(item for item in made if isinstance(item, int))


def _numbers_or_none(where: str, value: object) -> tuple[int, ...] | None:
    return None if value is None else _numbers(where, value)


def _number(where: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidProblem(where, "", "a whole number", value)
    return value


def _plain(_where: str, value: object) -> object:
    return value
