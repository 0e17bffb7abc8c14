"""Commands that make a timetable and hold it against the rules: ``solve``, ``check``."""

from uuid import uuid4

import click
from sqlalchemy.orm import Session

from fairmatch.acts import By, record
from fairmatch.against import Against
from fairmatch.checking import check_timetable
from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.cli.progress import ProgressTable, outcome_lines
from fairmatch.cli.refusal import BROKEN
from fairmatch.db import reading, writing
from fairmatch.errors import NoTimetable
from fairmatch.fairs import find_fair
from fairmatch.models import ActKind, Fair, Timetable
from fairmatch.reports import QualityReport
from fairmatch.schedules import latest_draft, latest_published
from solver.running.memory import read_size
from solver.running.signals import interrupting


class Size(click.ParamType[int]):
    """A size of memory, such as 2G."""

    name = "size"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Give the bytes."""
        try:
            return value if isinstance(value, int) else read_size(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command(short_help="Make a timetable, kept as a draft.")
@fair_option
@click.option(
    "--seconds",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Stop after this long with the best timetable found.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=None,
    help="Threads of the solver.  [default: FAIRMATCH_WORKERS, else 2]",
)
@click.option(
    "--memory",
    type=Size(),
    default=None,
    help="Stop with the best timetable found once the program holds so much, such as 2G.",
)
@click.option("--seed", default=0, show_default=True, help="Same seed, one worker: same answer.")
@click.option(
    "--keep",
    "against",
    flag_value=Against.LAST.value,
    help="Among equally good timetables, stay closest to the published version.",
)
@click.option(
    "--repair",
    "against",
    flag_value=Against.FIRST.value,
    help="Move or drop as few published consultations as possible, before any other goal.",
)
@click.option(
    "--scenario", metavar="NAME", default=None, help="Make it by the settings of this scenario."
)
@json_option
@pass_program
def solve(
    program: Program,
    *,
    fair: str | None,
    seconds: float,
    workers: int | None,
    memory: int | None,
    seed: int,
    against: str | None,
    scenario: str | None,
) -> None:
    """Make a timetable and keep it as a draft; Ctrl-C keeps the best one found so far."""
    with reading(program.engine) as session:
        code = find_fair(session, fair).code
    wish = Against(against) if against else Against.NOTHING
    draft_id = make_draft(
        program,
        code,
        seconds=seconds,
        workers=workers,
        memory=memory,
        seed=seed,
        against=wish,
        scenario=scenario,
    )
    with writing(program.engine) as session:
        draft = session.get_one(Timetable, draft_id)
        by = By(None, program.clock())
        record(session, draft.fair, by, ActKind.RUN_ASKED, run=draft.run_id, draft=draft_id)
        report = QualityReport.model_validate(draft.report)
        for line in outcome_lines(report):
            program.say(line)
        program.say("Kept as a draft. Next: fairmatch compare, fairmatch publish")
        program.give({"draft": draft_id, "report": report.model_dump(mode="json")})


def make_draft(
    program: Program,
    code: str,
    *,
    seconds: float,
    workers: int | None,
    memory: int | None = None,
    seed: int = 0,
    against: Against = Against.NOTHING,
    scenario: str | None = None,
) -> int:
    """Solve with progress drawn; give the draft's id."""
    # The optimiser takes most of a second to load, and no other command needs it.
    from fairmatch.runs.work import solve_fair  # noqa: PLC0415

    progress = ProgressTable(program.console)
    with interrupting() as interrupted, progress.drawn():
        return solve_fair(
            program.engine,
            code,
            seconds=seconds,
            workers=workers or program.settings.workers,
            memory=memory,
            seed=seed,
            against=against,
            scenario=scenario,
            host_name=program.settings.host_name,
            clock=program.clock,
            new_uid=lambda: str(uuid4()),
            on_progress=progress,
            cancelled=interrupted,
        )


@click.command(short_help="Recompute every rule for a timetable.")
@fair_option
@click.option("--draft", is_flag=True, help="Check the newest draft, not the published version.")
@json_option
@pass_program
@click.pass_context
def check(ctx: click.Context, program: Program, fair: str | None, draft: bool) -> None:
    """Recompute every rule for a timetable from the stored rows, without the solver.

    Exit code 5 if a rule is broken.
    """
    with reading(program.engine) as session:
        timetable = find_timetable(session, find_fair(session, fair), draft=draft)
        violations = [str(violation) for violation in check_timetable(session, timetable)]
        held = len(timetable.placements)
        name = timetable_name(timetable)
    for violation in violations:
        program.say(violation)
    program.say(f"{name}: {held:,} consultations, {len(violations)} broken rules")
    program.give({"timetable": name, "consultations": held, "violations": violations})
    if violations:
        ctx.exit(BROKEN)


def find_timetable(session: Session, fair: Fair, *, draft: bool) -> Timetable:
    """Give the newest draft, or the latest published version.

    Raises
    ------
    NoTimetable
        If there is none; it says how to get one.
    """
    if draft:
        found = latest_draft(session, fair)
        advice = "there is no draft; make one with `fairmatch solve`"
    else:
        found = latest_published(session, fair)
        advice = "nothing is published yet; `fairmatch solve`, then `fairmatch publish`"
    if found is None:
        raise NoTimetable(advice)
    return found


def timetable_name(timetable: Timetable) -> str:
    """Name a timetable: ``version 3`` or ``draft 7``."""
    if timetable.number is not None:
        return f"version {timetable.number}"
    return f"draft {timetable.id}"
