"""Commands that hand things out: ``export``, ``papers``, ``results``; ``links`` to pages."""

from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record
from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.db import reading, writing
from fairmatch.exports import export_fair
from fairmatch.fairs import find_fair
from fairmatch.links import address
from fairmatch.models import ActKind, Agency, Fair, Firm, LinkPurpose, SecretLink
from fairmatch.papers import write_papers
from fairmatch.results.folder import write_results
from fairmatch.secret import read_secret


@click.command(short_help="Write the published timetable into files.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@fair_option
@json_option
@pass_program
def export(program: Program, folder: Path, fair: str | None) -> None:
    """Write the published timetable into FOLDER: JSON, XLSX, every calendar, the report."""
    files = export_into(program, folder, fair)
    program.say(f"Wrote {len(files):,} files into {folder}")
    program.give({"folder": str(folder), "files": [str(file) for file in files]})


def export_into(program: Program, folder: Path, code: str | None) -> list[Path]:
    """Export the latest published version."""
    with reading(program.engine) as session:
        found = find_fair(session, code)
        return export_fair(session, found, folder, address=program.settings.address)


@click.command(short_help="Write everything there is to print.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@fair_option
@click.option("--names", is_flag=True, help="Print firms' names on door sheets, not only numbers.")
@json_option
@pass_program
def papers(program: Program, folder: Path, fair: str | None, *, names: bool) -> None:
    """Write PDF files into FOLDER: all schedules, door sheets, the organiser's book, badges."""
    files = write_papers(
        program.engine,
        folder,
        fair_code=fair,
        address=program.settings.address,
        secret=read_secret(program.settings.secret_file),
        clock=program.clock,
        names=names,
        workers=program.settings.workers,
    )
    program.say(f"Wrote {len(files):,} files into {folder}")
    program.give({"folder": str(folder), "files": [str(file) for file in files]})


@click.command(short_help="Write what came of the fair into files.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@fair_option
@json_option
@pass_program
def results(program: Program, folder: Path, fair: str | None) -> None:
    """Write the results as they stand now into FOLDER: XLSX, PDF in both languages, JSON."""
    files = write_results(program.engine, folder, fair_code=fair, clock=program.clock)
    program.say(f"Wrote {len(files):,} files into {folder}")
    program.give({"folder": str(folder), "files": [str(file) for file in files]})


@click.command(short_help="List the private addresses.")
@fair_option
@json_option
@pass_program
def links(program: Program, fair: str | None) -> None:
    """List the private addresses of agencies and firms: their timetable, without signing in."""
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        have = _addresses(session, found)
        rows = private_addresses(session, found, program)
        made = _addresses(session, found) - have
        if made:
            record(session, found, By(None, program.clock()), ActKind.ADDRESSES_MADE, count=made)
    for kind, code, name, url in rows:
        program.say(f"{kind}\t{code}\t{name}\t{url}")
    program.give(
        [{"kind": kind, "code": code, "name": name, "url": url} for kind, code, name, url in rows]
    )


def _addresses(session: Session, fair: Fair) -> int:
    own = select(func.count()).where(
        SecretLink.fair_id == fair.id, SecretLink.purpose == LinkPurpose.PAGE
    )
    return session.scalar(own) or 0


def private_addresses(
    session: Session, fair: Fair, program: Program
) -> list[tuple[str, str, str, str]]:
    """Give kind, code, name and address: agencies, then firms."""
    start = program.settings.address
    secret = read_secret(program.settings.secret_file)
    clock = program.clock

    def token(firm: Firm | None = None, agency: Agency | None = None) -> str:
        return address(
            session, secret, fair, firm=firm, agency=agency, purpose=LinkPurpose.PAGE, clock=clock
        )

    rows = []
    for agency in session.scalars(
        select(Agency).where(Agency.fair_id == fair.id).order_by(Agency.code)
    ):
        rows.append(("agency", agency.code, agency.name_ko, f"{start}/my/{token(agency=agency)}"))
    for firm in session.scalars(select(Firm).where(Firm.fair_id == fair.id).order_by(Firm.code)):
        rows.append(("firm", firm.code, firm.name_ko, f"{start}/my/{token(firm=firm)}"))
    return rows
