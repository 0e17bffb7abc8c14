"""Commands about versions: ``publish``, ``compare``."""

from uuid import uuid4
from zoneinfo import ZoneInfo

import click

from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.cli.solving import find_timetable, timetable_name
from fairmatch.comparing import Change, Comparison, compare
from fairmatch.db import reading, writing
from fairmatch.fairs import find_fair
from fairmatch.publishing import publish
from fairmatch.schedules import latest_published


@click.command("publish", short_help="Freeze the draft as the next version.")
@fair_option
@click.option(
    "--draft",
    "draft_id",
    type=int,
    default=None,
    help="Which draft, by number.  [default: the newest]",
)
@click.option("--tell", is_flag=True, help="Write to those for whom it changes something.")
@json_option
@pass_program
def publish_(program: Program, fair: str | None, draft_id: int | None, tell: bool) -> None:
    """Freeze the draft as the next version; pages and calendars show it from then on."""
    with writing(program.engine) as session:
        found = find_fair(session, fair)
        before = latest_published(session, found)
        version = publish(
            session,
            found,
            clock=program.clock,
            draft_id=draft_id,
            new_uid=(lambda: uuid4().hex) if tell else None,
        )
        changes = compare(session, before, version)
        name, held = timetable_name(version), len(version.placements)
        number = version.number
    program.say(f"Published {name}: {held:,} consultations ({summary(changes)})")
    program.give({"version": number, "consultations": held, "changes": changes.as_json()})


@click.command("compare", short_help="Say what the draft changes for whom.")
@fair_option
@click.option("--party", metavar="CODE", default=None, help="Only what changes for this party.")
@json_option
@pass_program
def compare_(program: Program, fair: str | None, party: str | None) -> None:
    """Say what the newest draft changes against the published version, party by party."""
    with reading(program.engine) as session:
        found = find_fair(session, fair)
        zone = ZoneInfo(found.zone)
        draft = find_timetable(session, found, draft=True)
        before = latest_published(session, found)
        changes = compare(session, before, draft)
        old = timetable_name(before) if before else "nothing published"
        names = f"{old} → {timetable_name(draft)}"
    parties = [one for one in changes.by_party() if party in (None, one.code)]
    program.say(f"{names}: {summary(changes)}")
    for one in parties:
        program.say(f"{one.side} {one.code} {one.name_ko}")
        for change in one.changes:
            other = change.agency_name_ko if one.side == "firm" else change.firm_name_ko
            program.say(f"  {change_words(change, zone)}  {other}")
    if party and not parties:
        program.say(f"Nothing changes for {party}.")
    program.give(changes.as_json())


def change_words(change: Change, zone: ZoneInfo) -> str:
    """Say a change in local time: ``moved 10-29 10:20 B1/1 → 10-29 11:00 B1/1``."""
    places = [
        f"{place.starts_at.astimezone(zone):%m-%d %H:%M} {place.booth}/{place.table}"
        for place in (change.before, change.after)
        if place is not None
    ]
    return f"{change.kind.value} {' → '.join(places)}"


def summary(changes: Comparison) -> str:
    """Count the changes in one phrase."""
    return (
        f"{len(changes.moved):,} moved, {len(changes.added):,} added, "
        f"{len(changes.dropped):,} dropped, {changes.unchanged:,} as before"
    )
