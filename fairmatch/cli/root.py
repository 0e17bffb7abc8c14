"""The command ``fairmatch`` with all its subcommands."""

from pathlib import Path
from typing import Any

import click

from fairmatch import __version__
from fairmatch.cli.program import Commands, Program
from fairmatch.config import Settings
from fairmatch.practice import clock_of

ROOMS = {
    "init": "setting_up:init",
    "import": "setting_up:import_",
    "template": "setting_up:template",
    "match": "matching:match",
    "scenario": "scenarios:scenario",
    "solve": "solving:solve",
    "check": "solving:check",
    "why": "why:why",
    "publish": "versions:publish_",
    "compare": "versions:compare_",
    "export": "exporting:export",
    "papers": "exporting:papers",
    "results": "exporting:results",
    "links": "exporting:links",
    "mail": "mailing:mail",
    "accounts": "people:accounts",
    "privacy": "privacy:privacy",
    "serve": "serving:serve",
    "worker": "working:worker",
    "rehearse": "rehearsing:rehearse",
    "demo": "demo:demo",
}
"""Where each command is: its module in this package, and its name there."""


@click.group(
    cls=Commands,
    rooms=ROOMS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="fairmatch")
@click.option(
    "--database",
    metavar="URL",
    default=None,
    help="Where the fair is kept.  [default: FAIRMATCH_DATABASE, else SQLite in var/]",
)
@click.option(
    "--secret-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="The server's secret.  [default: FAIRMATCH_SECRET_FILE, else var/secret]",
)
@click.pass_context
def fairmatch(ctx: click.Context, database: str | None, secret_file: Path | None) -> None:
    """Build, prove, publish and serve the 1:1 consultation timetable of a trade fair.

    In order: init, import, solve, publish, serve. Try it all with: fairmatch demo
    """
    given: dict[str, Any] = {"database": database, "secret_file": secret_file}
    settings = Settings(**{name: value for name, value in given.items() if value})
    ctx.obj = Program(settings, clock=clock_of(settings))
    ctx.call_on_close(ctx.obj.close)
