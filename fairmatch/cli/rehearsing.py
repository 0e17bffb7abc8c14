"""The command ``rehearse``: a fair's days played before they come."""

import json
from pathlib import Path

import click

from fairmatch.cli.program import Program, json_option, pass_program
from fairmatch.db import reading
from fairmatch.practice import SetClock, require_copies
from fairmatch.rehearsal import Cast, Policy, Rehearsal
from fairmatch.rehearsal.line import Line
from fairmatch.rehearsal.visitors import Server
from fairmatch.secret import read_secret

PERCENT = click.IntRange(0, 100)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Play the fair's days on a clock of their own.")
@click.argument("fair", required=False)
@click.option(
    "--speed",
    type=click.FloatRange(min=0.1),
    metavar="N",
    help="N minutes of the fair in one of yours.  [default: as fast as can be]",
)
@click.option("--seed", default=0, show_default=True, help="Another seed, another crowd.")
@click.option(
    "--no-shows",
    type=PERCENT,
    default=10,
    show_default=True,
    help="Percent of the firms that do not come on a day.",
)
@click.option(
    "--late", type=PERCENT, default=8, show_default=True, help="Percent of firms that come late."
)
@click.option(
    "--overruns",
    type=PERCENT,
    default=15,
    show_default=True,
    help="Percent of consultations that take longer than their time.",
)
@click.option(
    "--walk-ins",
    type=click.IntRange(0, 999),
    default=60,
    show_default=True,
    help="Firms that come without having registered.",
)
@click.option("--no-repair", is_flag=True, help="Follow nothing, and seat nobody who walks in.")
@click.option(
    "--through",
    metavar="URL",
    help="Let everybody act through this server, which serves with --clock.",
)
@click.option("--clock", type=FILE, help="With --through: the server's --clock.")
@click.option("--journal", type=FILE, help="Add the key of each accepted act to this file.")
@click.option("--out", type=FILE, help="Write the report as JSON into this file.")
@json_option
@pass_program
def rehearse(
    program: Program,
    fair: str | None,
    *,
    speed: float | None,
    seed: int,
    no_shows: int,
    late: int,
    overruns: int,
    walk_ins: int,
    no_repair: bool,
    through: str | None,
    clock: Path | None,
    journal: Path | None,
    out: Path | None,
) -> None:
    """Play the days of FAIR: people come, stay away, are late, walk in; officers leave.

    Everything is done by what the pages call, and is in the database afterwards: play with a copy.
    With --through the pages of a server that runs move with it, at --speed: look at boards, act at
    the desk beside the others.
    A rehearsal that was broken off goes on where it was. It fails if a rule was broken, anything
    that was over moved, or anything accepted was lost.
    """
    if (through is None) != (clock is None):
        raise click.UsageError("--through and --clock go together")
    report = Rehearsal(
        program.engine,
        fair,
        Cast(seed, no_shows, late, overruns, walk_ins),
        policy=Policy.NOTHING if no_repair else Policy.DESK,
        workers=program.settings.workers,
        speed=speed,
        journal=journal,
        told=program.say,
        server=None if through is None or clock is None else _server(program, through, clock),
    ).play()
    for line in report.lines():
        program.say(line)
    told = report.as_json()
    if out is not None:
        out.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    program.give(told)
    if not report.clean:
        raise click.exceptions.Exit(1)


def _server(program: Program, address: str, clock: Path) -> Server:
    """Give the server to play through; only copies are played there."""
    with reading(program.engine) as session:
        require_copies(session)
    return Server(Line(address), SetClock(clock), read_secret(program.settings.secret_file))
