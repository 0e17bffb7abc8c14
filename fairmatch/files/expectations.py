"""What a column expects, in plain words: for errors, for the template, for the dictionary."""

from functools import cache
from typing import Any

from fairmatch.files.rows import Row

_PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$": "a code: letters, digits, . _ -, at most 32 of them",
    r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$": "an address as name@example.kr, or nothing",
    r"^([0-9]{8})?$": (
        "eight digits, or nothing (if a leading zero was lost, format the column as text)"
    ),
    r"^([0-9]{8}([0-9]{2})?)?$": (
        "eight or ten digits, or nothing (if a leading zero was lost, format the column as text)"
    ),
    r"^$|^https?://\S+$": "a web address starting https:// or http://, or nothing",
    "^(ko|en)$": "ko or en",
}
_FORMATS = {
    "date": "a date as 2015-10-29",
    "time": "a time as 09:30",
    "date-time": "a date and time as 2015-10-20 18:00",
}
_NUMBERS = {"integer": "a whole number", "number": "a number"}
_OPTIONAL = ", or nothing"


@cache
def expectation(row: type[Row], field: str) -> str:
    """Give in words what a cell of this column may hold, e.g. "a whole number from 1 to 4"."""
    schema = _schema(row)
    column: dict[str, Any] = schema["properties"][field]
    optional = field not in schema.get("required", ())
    choices = [part for part in column.get("anyOf", [column]) if part.get("type") != "null"]
    text = _words(choices[0], schema.get("$defs", {})) or str(column["description"])
    if not optional:
        return text.replace(_OPTIONAL, "")
    if column.get("default") not in (None, ""):
        return f"{text}{_OPTIONAL} for {column['default']}"
    return text if text.startswith("at most") or _OPTIONAL in text else text + _OPTIONAL


@cache
def allowed_words(row: type[Row], field: str) -> tuple[str, ...]:
    """Give the words of a column that takes a closed set of them, or none."""
    schema = _schema(row)
    column = schema["properties"][field]
    if "$ref" not in column:
        return ()
    return tuple(_definition(column, schema["$defs"])["enum"])


@cache
def _schema(row: type[Row]) -> dict[str, Any]:
    return row.model_json_schema()


def _definition(column: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = definitions[column["$ref"].rsplit("/", 1)[-1]]
    return found


def _words(column: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in column:
        return "one of " + ", ".join(_definition(column, definitions)["enum"])
    if column.get("format") in _FORMATS:
        return _FORMATS[column["format"]]
    if column["type"] in _NUMBERS:
        kind = _NUMBERS[column["type"]]
        return f"{kind} from {_figure(column['minimum'])} to {_figure(column['maximum'])}"
    return _PATTERNS[column["pattern"]] if "pattern" in column else _words_of_text(column)


def _words_of_text(column: dict[str, Any]) -> str:
    longest = column.get("maxLength")
    if column.get("minLength"):
        return f"text of 1 to {longest} characters"
    return f"at most {_figure(longest)} characters" if longest else ""


def _figure(number: float) -> str:
    """Set off thousands from ten thousand on: years and lengths read better without."""
    return f"{number:,.0f}" if number >= 10_000 else f"{number:.0f}"
