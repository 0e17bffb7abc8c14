"""Commands that set things up: ``init``, ``template``, ``import``."""

from dataclasses import asdict
from pathlib import Path

import click
from sqlalchemy import make_url

from fairmatch.acts import By, record
from fairmatch.cli.program import Program, json_option, pass_program
from fairmatch.db import migrate, open_database, writing
from fairmatch.fairs import find_fair
from fairmatch.files.template import write_template
from fairmatch.intake import IntakeReport, import_fair
from fairmatch.models import ActKind
from fairmatch.secret import make_secret


@click.command(short_help="Make the database and the secret.")
@json_option
@pass_program
def init(program: Program) -> None:
    """Make the database and the server's secret, or bring them to this edition.

    Safe to call again: nothing that is there is lost.
    """
    set_up(program)
    program.say(f"The database is ready: {shown_address(program)}")
    program.say("Next: fairmatch import DIR  (try data/small or data/seoul-2015)")
    program.give({"database": shown_address(program)})


def set_up(program: Program) -> None:
    """Bring the database to this edition and make the secret if there is none."""
    # The engine takes a quarter of a second to load; no other command needs it.
    from fairmatch.jobs.queueing import prepare  # noqa: PLC0415

    engine = open_database(program.settings.database)
    migrate(engine)
    prepare(engine)
    engine.dispose()
    make_secret(program.settings.secret_file)


def shown_address(program: Program) -> str:
    """Give the database's address without its password."""
    return make_url(program.settings.database).render_as_string(hide_password=True)


@click.command(short_help="Write an empty workbook to fill in.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@pass_program
def template(program: Program, file: Path) -> None:
    """Write an empty workbook FILE.xlsx with every sheet and heading a fair can have."""
    write_template(file)
    program.say(f"Wrote {file}. Fill it in, then: fairmatch import {file}")
    program.give({"file": str(file)})


@click.command("import", short_help="Read a whole fair from its files.")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--prune", is_flag=True, help="Remove from the fair what the files no longer mention."
)
@json_option
@pass_program
def import_(program: Program, source: Path, prune: bool) -> None:
    """Read a whole fair from SOURCE: a folder of CSV files, or one .xlsx workbook.

    Either all of it is taken in or, if anything is wrong, nothing; every error is listed.
    """
    report = read_in(program, source, prune=prune)
    for line in report_lines(report):
        program.say(line)
    program.give(asdict(report))


def read_in(program: Program, source: Path, *, prune: bool = False) -> IntakeReport:
    """Import a fair in one transaction."""
    with writing(program.engine) as session:
        report = import_fair(session, source, prune=prune)
        counts = {"added": report.added, "changed": report.changed, "removed": report.removed}
        by = By(None, program.clock())
        record(session, find_fair(session, report.code), by, ActKind.IMPORTED, rows=counts)
        return report


def report_lines(report: IntakeReport) -> list[str]:
    """Say what an import did, a line for each kind of row it touched or missed."""
    lines = [f"Fair {report.code}, revision {report.revision}:"]
    for name, tally in report.tables.items():
        counts = [
            f"{count:,} {word}"
            for count, word in (
                (tally.added, "added"),
                (tally.changed, "changed"),
                (tally.removed, "removed"),
            )
            if count
        ]
        if tally.missing:
            shown = ", ".join(tally.missing[:5]) + (", …" if len(tally.missing) > 5 else "")
            counts.append(f"{len(tally.missing):,} not in the files, kept ({shown})")
        if counts:
            lines.append(f"  {name.replace('_', ' ')}: {', '.join(counts)}")
    if len(lines) == 1:
        lines.append("  nothing to change, all of it is there already")
    if report.missing:
        lines.append("  --prune would remove what is not in the files")
    lines.extend(f"  ignored: {name}" for name in report.ignored)
    lines.extend(f"  left out, erased for good: firm {code}" for code in report.erased)
    return lines
