"""Commands for the outbox: ``mail addresses``, ``mail send``, ``mail list``."""

import time
from collections import Counter
from uuid import uuid4

import click
from sqlalchemy import select

from fairmatch.acts import By, record
from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.mail import Sent, post_page_addresses, sender_of
from fairmatch.models import ActKind, Mail
from fairmatch.secret import read_secret

PAUSE = 5.0
"""Seconds between two looks into the outbox."""


@click.group(short_help="Write to firms and agencies.")
def mail() -> None:
    """Write to firms and agencies: into the outbox first, then out."""


@mail.command(short_help="Let everybody be sent the address of their page.")
@fair_option
@json_option
@pass_program
def addresses(program: Program, fair: str | None) -> None:
    """Put a mail with the address of its private page into the outbox for every party.

    Nobody is written to twice about the same address.
    """
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        posted = post_page_addresses(
            session,
            read_secret(program.settings.secret_file),
            found,
            clock=program.clock,
            new_uid=lambda: uuid4().hex,
        )
        if posted.posted:
            by = By(None, program.clock())
            record(session, found, by, ActKind.ADDRESSES_POSTED, count=posted.posted)
    program.say(f"{posted.posted} mails into the outbox; {posted.already} had theirs already")
    if posted.without:
        program.say(f"No mail address: {', '.join(posted.without)}")
    program.say("Next: fairmatch mail send")
    program.give(
        {"posted": posted.posted, "already": posted.already, "without": list(posted.without)}
    )


@mail.command(short_help="Send what waits in the outbox.")
@click.option("--watch", is_flag=True, help="Go on sending what comes, until Ctrl-C.")
@json_option
@pass_program
def send(program: Program, watch: bool) -> None:
    """Send what is due: to the mail server of FAIRMATCH_SMTP, else into files in var/mail."""
    settings = program.settings
    secret = read_secret(settings.secret_file)
    sender = sender_of(program.engine, settings, secret, clock=program.clock)
    where = "to the mail server" if settings.smtp else f"into {settings.mail_folder}"
    while True:
        sent = sender.send_due()
        if sent != Sent() or not watch:
            program.say(
                f"{sent.sent} sent {where}, {sent.put_off} put off, {sent.given_up} given up, "
                f"{sent.unsure} unsure"
            )
        if not watch:
            program.give({field: getattr(sent, field) for field in Sent.__slots__})
            return
        time.sleep(PAUSE)


@mail.command("list", short_help="List the outbox.")
@fair_option
@json_option
@pass_program
def list_(program: Program, fair: str | None) -> None:
    """List the mails of a fair: when, to whom, what about, where they stand."""
    with reading(program.engine) as session:
        found = find_fair(session, fair)
        mails = session.scalars(
            select(Mail).where(Mail.fair_id == found.id).order_by(Mail.made_at, Mail.id)
        ).all()
        for one in mails:
            error = f"\t{one.error}" if one.error else ""
            program.say(
                f"{one.made_at:%Y-%m-%d %H:%M}\t{one.state}\t{one.recipient}\t{one.kind}{error}"
            )
        states = Counter(one.state.value for one in mails)
        program.say(", ".join(f"{count} {state}" for state, count in states.items()) or "no mail")
        program.give(
            [
                {
                    "uid": one.uid,
                    "kind": one.kind,
                    "recipient": one.recipient,
                    "state": one.state,
                    "attempts": one.attempts,
                    "error": one.error,
                    "made_at": one.made_at.isoformat(),
                }
                for one in mails
            ]
        )
