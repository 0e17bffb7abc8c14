"""Commands for accounts: ``accounts list``, ``invite``, ``remove``, ``link``."""

from typing import TypeVar
from uuid import uuid4

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.accounts import everybody_of, find_account, memberships_of, signing_in, take
from fairmatch.acts import By, record
from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.db import reading, writing
from fairmatch.errors import UnknownAccount, UnknownParty
from fairmatch.fairs import find_fair
from fairmatch.inviting import invite as invite_person
from fairmatch.models import ActKind, Agency, Fair, Firm, Membership, Role, SignInPurpose
from fairmatch.secret import read_secret

Party = TypeVar("Party", Agency, Firm)


@click.group(short_help="Say who may sign in, and as what.")
def accounts() -> None:
    """Say who may sign in, and as what."""


@accounts.command("list", short_help="List who may enter what.")
@fair_option
@json_option
@pass_program
def list_(program: Program, fair: str | None) -> None:
    """List organisers, viewers, officers and contacts of a fair.

    The addresses at which agencies and firms are written to may sign in without being listed:
    they are once they have.
    """
    with reading(program.engine) as session:
        found = everybody_of(session, find_fair(session, fair))
        for one in found:
            program.say(f"{one.role}\t{one.account.email}\t{_party(one)}\t{_seen(one)}")
        if not found:
            program.say("nobody yet; next: fairmatch accounts invite ADDRESS")
        program.give(
            [
                {
                    "role": one.role,
                    "email": one.account.email,
                    "party": _party(one),
                    "signed_in_at": _seen(one) or None,
                }
                for one in found
            ]
        )


@accounts.command(short_help="Invite somebody by mail.")
@click.argument("address")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ORGANISER.value,
    show_default=True,
)
@click.option("--agency", metavar="CODE", default=None, help="Whose officer.")
@click.option("--firm", metavar="CODE", default=None, help="Whose contact.")
@click.option("--name", default="", help="What the person is called.")
@fair_option
@json_option
@pass_program
def invite(
    program: Program,
    address: str,
    *,
    role: str,
    agency: str | None,
    firm: str | None,
    name: str,
    fair: str | None,
) -> None:
    """Let ADDRESS be something at a fair, and write to it."""
    if (role == Role.OFFICER) != (agency is not None):
        raise click.UsageError("an officer, and nobody else, takes --agency CODE")
    if (role == Role.CONTACT) != (firm is not None):
        raise click.UsageError("a contact, and nobody else, takes --firm CODE")
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        membership = invite_person(
            session,
            read_secret(program.settings.secret_file),
            found,
            address,
            Role(role),
            agency=_one(session, Agency, found, agency) if agency else None,
            firm=_one(session, Firm, found, firm) if firm else None,
            name=name,
            clock=program.clock,
            new_uid=lambda: uuid4().hex,
        )
        by, about = By(None, program.clock()), membership.account_id
        record(
            session,
            found,
            by,
            ActKind.PERSON_INVITED,
            agency=membership.agency,
            firm=membership.firm,
            role=role,
            account=about,
        )
        email, code = membership.account.email, found.code
    program.say(f"{email} is {role} of {agency or firm or code}; a mail waits in the outbox.")
    program.say("Next: fairmatch serve (or: fairmatch mail send), or fairmatch accounts link")
    program.give({"email": email, "role": role, "fair": code})


@accounts.command(short_help="Take away what somebody may enter.")
@click.argument("address")
@click.option("--party", metavar="CODE", default=None, help="Only of this agency or firm.")
@fair_option
@json_option
@pass_program
def remove(program: Program, address: str, party: str | None, fair: str | None) -> None:
    """Take away what ADDRESS is at a fair: all of it, or what it is of one party."""
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        account = find_account(session, address)
        if account is None:
            raise UnknownAccount(address)
        taken = [
            one
            for one in memberships_of(session, account)
            if one.fair_id == found.id and party in (None, _party(one))
        ]
        for one in taken:
            take(session, one, clock=program.clock)
            record(
                session,
                found,
                By(None, program.clock()),
                ActKind.PERSON_TAKEN,
                agency=one.agency,
                firm=one.firm,
                role=one.role,
                account=account.id,
            )
        told = [f"{one.role} {_party(one)}".strip() for one in taken]
    program.say(f"taken away: {', '.join(told) or 'nothing'}")
    program.give({"taken": told})


@accounts.command(short_help="Give an address that signs somebody in once.")
@click.argument("address")
@json_option
@pass_program
def link(program: Program, address: str) -> None:
    """Print an address that signs ADDRESS in, good once and for seven days.

    For the first organiser, or where no mail arrives. Whoever has it is that person.
    """
    with writing(program.engine) as session:
        url = sign_in_address(session, program, address)
    program.say(url)
    program.give({"url": url})


def sign_in_address(session: Session, program: Program, email: str) -> str:
    """Give an address that signs somebody in once.

    Raises
    ------
    UnknownAccount
        If nobody here has this mail address.
    """
    secret = read_secret(program.settings.secret_file)
    asked = signing_in.ask(
        session, secret, email, purpose=SignInPurpose.INVITATION, clock=program.clock
    )
    if asked.email is None:
        raise UnknownAccount(email)
    return f"{program.settings.address}/sign-in/link/{signing_in.token_of(secret, asked)}"


def _one(session: Session, model: type[Party], fair: Fair, code: str) -> Party:
    found = session.scalars(
        select(model).where(model.fair_id == fair.id, model.code == code)
    ).one_or_none()
    if found is None:
        raise UnknownParty(code)
    return found


def _party(one: Membership) -> str:
    party = one.agency or one.firm
    return party.code if party is not None else ""


def _seen(one: Membership) -> str:
    return one.account.signed_in_at.isoformat() if one.account.signed_in_at else ""
