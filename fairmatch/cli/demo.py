"""The command ``demo``: the whole way with the sample fair, from files to pages."""

import shutil
import time
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.accounts import give, open_account
from fairmatch.checking import check_timetable
from fairmatch.cli.exporting import export_into, private_addresses
from fairmatch.cli.people import sign_in_address
from fairmatch.cli.program import Program, json_option, pass_program
from fairmatch.cli.progress import outcome_lines
from fairmatch.cli.refusal import BROKEN
from fairmatch.cli.serving import THREADS, require_free, run_server
from fairmatch.cli.setting_up import read_in, report_lines, set_up
from fairmatch.cli.solving import make_draft
from fairmatch.config import Settings
from fairmatch.db import reading, writing
from fairmatch.errors import NoSampleFair
from fairmatch.fairs import find_fair
from fairmatch.models import Agency, Fair, Firm, Phase, PhaseOverride, Role, Timetable
from fairmatch.phases import set_by_hand
from fairmatch.publishing import publish
from fairmatch.reports import QualityReport

SAMPLE = "seoul-2015"


@click.command(short_help="Do it all with the sample fair.")
@click.option("--no-serve", is_flag=True, help="Stop when everything is written.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Also write the timetable, every calendar and the report into this folder.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Another fair to show, as `import` takes it.",
)
@click.option(
    "--seconds",
    default=20.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Longest time for the solver.",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@json_option
@pass_program
@click.pass_context
def demo(
    ctx: click.Context,
    program: Program,
    *,
    no_serve: bool,
    out: Path | None,
    data: Path | None,
    seconds: float,
    port: int,
) -> None:
    """Load the sample fair, make and publish its timetable, and serve it.

    Works in a folder of its own, var/demo, which it empties first; your fairs are safe.
    """
    source = data or sample_fair()
    if not no_serve:
        require_free("127.0.0.1", port)
    shown = _fresh(Path("var/demo"), program, port)
    ctx.call_on_close(shown.close)
    began = time.monotonic()

    def step(text: str) -> None:
        shown.console.print(f"[dim]{time.monotonic() - began:5.1f} s[/]  {text}", soft_wrap=True)

    step(f"Reading {source}")
    set_up(shown)
    for line in report_lines(read_in(shown, source)):
        shown.say(line)
    with reading(shown.engine) as session:
        code = find_fair(session, None).code
    step("Making the timetable")
    draft_id = make_draft(shown, code, seconds=seconds, workers=None)
    with writing(shown.engine) as session:
        version = publish(session, find_fair(session, code), clock=shown.clock, draft_id=draft_id)
        report = QualityReport.model_validate(version.report)
        number, version_id = version.number, version.id
    for line in outcome_lines(report):
        shown.say(line)
    with reading(shown.engine) as session:
        violations = [
            str(found) for found in check_timetable(session, session.get_one(Timetable, version_id))
        ]
    step(f"Published version {number}; broken rules: {len(violations)}")
    files = export_into(shown, out, code) if out else []
    if out:
        step(f"Wrote {len(files):,} files into {out}")
    with writing(shown.engine) as session:
        fair = find_fair(session, code)
        addresses = private_addresses(session, fair, shown)
        account = open_account(session, fair.organiser_email, clock=shown.clock)
        give(session, account, fair, Role.ORGANISER, clock=shown.clock)
        for phase in Phase:
            # The sample fair's days are over; asking and answering are to be tried all the same.
            set_by_hand(fair, phase, PhaseOverride.OPEN, shown.clock())
        known = [_first_address(session, fair, party) for party in (Agency, Firm)]
        desk = sign_in_address(session, shown, account.email)
    step("Done")
    places = {"public": shown.settings.address + "/", "organiser": desk} | {
        kind: next(url for found, _, _, url in addresses if found == kind)
        for kind in ("agency", "firm")
    }
    shown.give(
        {
            "seconds": round(time.monotonic() - began, 2),
            "version": number,
            "violations": violations,
            "report": report.model_dump(mode="json"),
            "files": [str(file) for file in files],
            "addresses": places,
        }
    )
    if violations:
        ctx.exit(BROKEN)
    if no_serve:
        return
    shown.say("\nOpen in a browser (Ctrl-C stops the server):")
    for kind, url in places.items():
        shown.say(f"  {kind:<10} {url}")
    shown.say("The organiser's address signs in once. Agencies and firms sign in at")
    shown.say(f"  {shown.settings.address}/sign-in")
    shown.say(f"with their mail addresses, as {' or '.join(known)};")
    shown.say(f"the mails are files in {shown.settings.mail_folder}.")
    ctx.exit(run_server(shown, "127.0.0.1", port, threads=THREADS))


def _first_address(session: Session, fair: Fair, party: type[Agency] | type[Firm]) -> str:
    known = select(party.email).where(party.fair_id == fair.id, party.email != "")
    return session.scalars(known.order_by(party.code).limit(1)).first() or ""


def sample_fair() -> Path:
    """Give the folder of the sample fair, which a clone of the repository has.

    Raises
    ------
    NoSampleFair
        If the program was installed without it.
    """
    for root in (Path.cwd(), Path(__file__).parents[2]):
        if (root / "data" / SAMPLE / "fair.toml").is_file():
            return root / "data" / SAMPLE
    raise NoSampleFair(SAMPLE)


def _fresh(folder: Path, program: Program, port: int) -> Program:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = Settings(
        database=f"sqlite:///{folder / 'fairmatch.sqlite3'}",
        secret_file=folder / "secret",
        mail_folder=folder / "mail",
        address=f"http://127.0.0.1:{port}",
        workers=program.settings.workers,
        host_name=program.settings.host_name,
    )
    return Program(settings, program.clock, program.as_json)
