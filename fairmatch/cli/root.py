"""The command ``fairmatch`` with all its subcommands."""

from pathlib import Path
from typing import Any

import click

from fairmatch import __version__
from fairmatch.cli.demo import demo
from fairmatch.cli.exporting import export, links, papers, results
from fairmatch.cli.mailing import mail
from fairmatch.cli.matching import match
from fairmatch.cli.people import accounts
from fairmatch.cli.privacy import privacy
from fairmatch.cli.program import Commands, Program
from fairmatch.cli.rehearsing import rehearse
from fairmatch.cli.scenarios import scenario
from fairmatch.cli.serving import serve
from fairmatch.cli.setting_up import import_, init, template
from fairmatch.cli.solving import check, solve
from fairmatch.cli.versions import compare_, publish_
from fairmatch.cli.why import why
from fairmatch.cli.working import worker
from fairmatch.config import Settings


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
    ctx.obj = Program(Settings(**{name: value for name, value in given.items() if value}))
    ctx.call_on_close(ctx.obj.close)


for _command in (
    init, import_, template, match, scenario, solve, check, why, publish_, compare_, export, papers,
    results, links, mail, accounts, privacy, serve, worker, rehearse, demo,
):  # fmt: skip
    fairmatch.add_command(_command)
