"""Commands for people's data: ``privacy show``, ``privacy erase``, ``privacy enforce``."""

import json
from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record
from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.db import reading, writing
from fairmatch.errors import UnknownParty
from fairmatch.fairs import find_fair
from fairmatch.firms.withdrawing import withdraw
from fairmatch.models import ActKind, Agency, Fair, Firm
from fairmatch.privacy import (
    agency_data,
    enforce_retention,
    erase_firm,
    erase_officer,
    firm_data,
)

Command = TypeVar("Command", bound=Callable[..., None])


def party_options(command: Command) -> Command:
    """Let a command name a firm or an agency."""
    command = click.option("--firm", metavar="CODE", default=None, help="A firm.")(command)
    return click.option("--agency", metavar="CODE", default=None, help="An agency.")(command)


@click.group(short_help="Hand out or erase people's data.")
def privacy() -> None:
    """Hand out or erase the data of the people behind firms and agencies."""


@privacy.command(short_help="Print all that is kept about a party, as JSON.")
@party_options
@fair_option
@pass_program
def show(program: Program, firm: str | None, agency: str | None, fair: str | None) -> None:
    """Print all that is kept about a firm, or about an agency's officer, as JSON."""
    with reading(program.engine) as session:
        party = _party(session, find_fair(session, fair), firm, agency)
        data = firm_data(session, party) if isinstance(party, Firm) else agency_data(session, party)
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


@privacy.command(short_help="Erase a firm's or an officer's data for good.")
@party_options
@fair_option
@json_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_program
def erase(
    program: Program, firm: str | None, agency: str | None, fair: str | None, yes: bool
) -> None:
    """Erase what tells who a firm, or an agency's officer, is.

    Code, types, district, wishes, and consultations with the kinds and amounts of what came of
    them stay, so that the fair can be counted. A firm's part in the fair ends: what is still to
    come is cancelled, and it waits for no booth any more.
    There is no way back; an import does not bring it back either.
    """
    code = firm or agency
    if not yes and not program.as_json:
        click.confirm(f"Erase the data of {code} for good?", abort=True)
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        party = _party(session, found, firm, agency)
        by = By(None, program.clock(), on_behalf=True)
        if isinstance(party, Firm):
            withdraw(session, party, clock=program.clock, new_uid=lambda: uuid4().hex)
            erase_firm(session, party, clock=program.clock)
            record(session, found, by, ActKind.ERASED, firm=party)
        else:
            erase_officer(session, party)
            record(session, found, by, ActKind.ERASED, agency=party)
    program.say(f"Erased: {code}. Files exported before, and backups, are yours to delete.")
    program.give({"erased": code})


@privacy.command(short_help="Erase the data of fairs whose day of retention is over.")
@json_option
@pass_program
def enforce(program: Program) -> None:
    """Erase all personal data of every fair whose `retention_until` lies before today.

    Let the machine call it once a day.
    """
    with writing(program.engine) as session:
        found = enforce_retention(session, clock=program.clock)
        for code, erased in found.items():
            count = len(erased.firms) + len(erased.agencies)
            by = By(None, program.clock())
            record(session, find_fair(session, code), by, ActKind.ERASED, count=count)
    for code, erased in found.items():
        program.say(f"{code}: {len(erased.firms)} firms, {len(erased.agencies)} officers erased")
    if not found:
        program.say("Nothing to erase: no fair is past its day of retention")
    program.give(
        {
            code: {"firms": list(erased.firms), "agencies": list(erased.agencies)}
            for code, erased in found.items()
        }
    )


def _party(session: Session, fair: Fair, firm: str | None, agency: str | None) -> Firm | Agency:
    if (firm is None) == (agency is None):
        raise click.UsageError("Name a firm with --firm or an agency with --agency, one of them.")
    found: Firm | Agency | None
    if firm is not None:
        found = session.scalar(select(Firm).where(Firm.fair_id == fair.id, Firm.code == firm))
    else:
        own = Agency.fair_id == fair.id
        found = session.scalar(select(Agency).where(own, Agency.code == agency))
    if found is None:
        raise UnknownParty(firm or agency or "")
    return found
