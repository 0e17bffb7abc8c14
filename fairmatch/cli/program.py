"""What every command is given: settings, the database, a clock, and a way to speak."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import import_module
from typing import Any

import click
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from fairmatch.cli.refusal import refusal_of
from fairmatch.config import Settings
from fairmatch.db import open_database, require_ready
from fairmatch.errors import FairMatchError
from fairmatch.practice import machine_clock


@dataclass
class Program:
    """One call of the command.

    ``say`` speaks to a person, ``give`` to a script; only one of the two prints.
    """

    settings: Settings
    clock: Callable[[], datetime] = machine_clock
    as_json: bool = False

    @cached_property
    def engine(self) -> Engine:
        """Give the database, which ``fairmatch init`` has brought to this edition."""
        engine = open_database(self.settings.database)
        require_ready(engine)
        return engine

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @cached_property
    def console(self) -> Console:
        """Give the terminal's error stream, where progress is drawn."""
        return Console(stderr=True, highlight=False)

    def say(self, text: str) -> None:
        """Print a line for a person."""
        if not self.as_json:
            click.echo(text)

    def give(self, value: Any) -> None:
        """Print a value for a script."""
        if self.as_json:
            click.echo(json.dumps(value, ensure_ascii=False, default=str))


class Commands(click.Group):
    """The commands, with every refusal told as one and no traceback for what is foreseen.

    Each is loaded when it is asked for: what the others stand on would take a second each time.

    Parameters
    ----------
    rooms
        Where each command is, as ``module:name`` within this package.
    """

    def __init__(self, *args: Any, rooms: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rooms = rooms

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands."""
        return sorted(self._rooms)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None if there is none of this name."""
        if cmd_name not in self._rooms:
            return None
        module, name = self._rooms[cmd_name].split(":")
        command = getattr(import_module(f"fairmatch.cli.{module}"), name)
        assert isinstance(command, click.Command), f"{cmd_name} is no command"
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn what it refuses into a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read the output has had enough; click ends quietly
        except (FairMatchError, DBAPIError, OSError, ValidationError) as error:
            as_json = isinstance(ctx.obj, Program) and ctx.obj.as_json
            raise refusal_of(error, as_json=as_json) from error


def _want_json(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    ctx.find_object(Program).as_json = value  # type: ignore[union-attr]


json_option = click.option(
    "--json",
    is_flag=True,
    expose_value=False,
    callback=_want_json,
    help="Print JSON for scripts instead of text.",
)
fair_option = click.option(
    "--fair", metavar="CODE", default=None, help="Which fair; needed only if there are several."
)
pass_program = click.make_pass_decorator(Program)
