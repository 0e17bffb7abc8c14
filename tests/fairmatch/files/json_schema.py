"""A small judge of JSON against a schema; it knows the words our schemas use and no others."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Schema = dict[str, Any]

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "null": (type(None),),
    "boolean": (bool,),
}
STRUCTURE = {"$ref", "anyOf", "type", "items", "properties", "required", "additionalProperties"}
SAYS_NOTHING = {"$schema", "$defs", "title", "description"}


def problems(value: Any, schema: Schema, whole: Schema | None = None, at: str = "$") -> list[str]:
    """Give what is wrong with the value, each with its place; nothing if it fits."""
    root = schema if whole is None else whole
    unknown = set(schema) - STRUCTURE - SAYS_NOTHING - set(TESTS)
    assert not unknown, f"this judge does not know {unknown}"
    if "$ref" in schema:
        return problems(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, at)
    if "anyOf" in schema:
        if all(problems(value, one, root, at) for one in schema["anyOf"]):
            return [f"{at}: {value!r} fits none of {len(schema['anyOf'])}"]
        return []
    kind = schema.get("type")
    if kind and not (
        isinstance(value, TYPES[kind]) and isinstance(value, bool) == (kind == "boolean")
    ):
        return [f"{at}: {value!r} is no {kind}"]
    found = [
        f"{at}: {value!r} {complaint.format(schema[word])}"
        for word, (fits, complaint) in TESTS.items()
        if word in schema and not fits(schema[word], value)
    ]
    if kind == "array":
        for index, item in enumerate(value):
            found.extend(problems(item, schema["items"], root, f"{at}[{index}]"))
    if kind == "object":
        found.extend(_members(value, schema, root, at))
    return found


def _members(value: Schema, schema: Schema, root: Schema, at: str) -> list[str]:
    known: dict[str, Schema] = schema["properties"]
    assert schema["additionalProperties"] is False
    missing = sorted(set(schema["required"]) - set(value))
    found = [f"{at}: {name} is missing" for name in missing]
    found.extend(f"{at}: {name} is unknown" for name in sorted(set(value) - set(known)))
    for name in set(value) & set(known):
        found.extend(problems(value[name], known[name], root, f"{at}.{name}"))
    return found


def _has_format(wanted: str, value: str) -> bool:
    try:
        if wanted == "date":
            return date.fromisoformat(value).isoformat() == value
        assert wanted == "date-time"
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


TESTS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "enum": (lambda wanted, value: value in wanted, "is none of {}"),
    "const": (lambda wanted, value: value == wanted, "is not {}"),
    "minimum": (lambda wanted, value: value >= wanted, "is below {}"),
    "pattern": (lambda wanted, value: re.search(wanted, value) is not None, "does not match {}"),
    "format": (_has_format, "is no {}"),
}
