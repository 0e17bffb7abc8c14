"""How a command refuses: a plain sentence, what to do next, and a code for scripts."""

import json
from typing import IO, Any

import click
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError, OperationalError

from fairmatch.errors import (
    BadAddress,
    BadInput,
    BadScenario,
    DatabaseNotReady,
    FairMatchError,
    NoTimetable,
    PlanningClash,
    RuleBroken,
    UnknownAccount,
    UnknownCode,
    UnknownFair,
    UnknownScenario,
    UnknownWish,
)

BAD_INPUT = 2
CLASH = 3
NO_TIMETABLE = 4
BROKEN = 5
NOT_READY = 6
REFUSED = 7

_CODES: dict[type[FairMatchError], int] = {
    BadInput: BAD_INPUT,
    BadScenario: BAD_INPUT,
    UnknownScenario: BAD_INPUT,
    UnknownFair: BAD_INPUT,
    UnknownWish: BAD_INPUT,
    UnknownCode: BAD_INPUT,
    BadAddress: BAD_INPUT,
    UnknownAccount: BAD_INPUT,
    PlanningClash: CLASH,
    NoTimetable: NO_TIMETABLE,
    RuleBroken: BROKEN,
    DatabaseNotReady: NOT_READY,
}


class Refusal(click.ClickException):
    """A command's refusal; shown on standard error, as JSON where a script asked for it."""

    def __init__(
        self, message: str, code: int, details: dict[str, Any], *, as_json: bool = False
    ) -> None:
        super().__init__(message)
        self.exit_code = code  # type: ignore[misc]  # click declares it for the class
        self.details = details
        self.as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the refusal, a line for each thing that is wrong."""
        if self.as_json:
            click.echo(json.dumps({"error": self.details}, ensure_ascii=False))
            return
        for line in self.details.get("lines", ()):
            click.echo(line, err=True, file=file)
        click.echo(f"fairmatch: {self.message}", err=True, file=file)


def refusal_of(error: Exception, *, as_json: bool) -> Refusal:
    """Give the refusal that tells a user of this error what was wrong and where."""
    details: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    code = REFUSED
    message = str(error)
    if isinstance(error, BadInput):
        details["lines"] = [str(cell) for cell in error.cells]
    elif isinstance(error, OperationalError):
        message = f"the database refused: {error.orig}"
        code = NOT_READY
    elif isinstance(error, IntegrityError):
        message = "somebody else changed the same rows at this moment; call again"
    elif isinstance(error, ValidationError):
        code = BAD_INPUT
        message = "; ".join(
            f"setting FAIRMATCH_{str(part['loc'][0]).upper()}: {part['msg']}"
            for part in error.errors()
        )
    elif isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        message = f"{place}{error.strerror or error}"
    for kind, value in _CODES.items():
        if isinstance(error, kind):
            code = value
    details["message"] = message
    details["code"] = code
    return Refusal(message, code, details, as_json=as_json)
