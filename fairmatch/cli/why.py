"""Command ``why``: why a firm has no consultation with an agency, and what it would cost."""

import click

from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.cli.solving import find_timetable, timetable_name
from fairmatch.db import reading
from fairmatch.fairs import find_fair
from fairmatch.why import Answer, Question, answer, ask, read_basis


@click.command("why", short_help="Say why a wish is not met, and its price.")
@click.argument("firm")
@click.argument("agency")
@fair_option
@click.option("--draft", is_flag=True, help="Ask of the newest draft, not the published version.")
@click.option(
    "--seconds",
    default=5.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="Look for the price no longer than this.",
)
@json_option
@pass_program
def why(
    program: Program, *, firm: str, agency: str, fair: str | None, draft: bool, seconds: float
) -> None:
    """Say why FIRM has no consultation with AGENCY, and what holding one would cost.

    FIRM and AGENCY are codes. The cost is counted against the timetable as it was solved.
    """
    with reading(program.engine) as session:
        timetable = find_timetable(session, find_fair(session, fair), draft=draft)
        name = timetable_name(timetable)
        question = ask(session, timetable, firm, agency)
        basis = read_basis(session, timetable)
    names = basis.names(question.request).en
    if question.reason is None:
        program.say(f"{name}: {names}: held")
        program.give({"timetable": name, "held": True})
        return
    found = answer(basis, question.request, seconds=seconds, workers=program.settings.workers)
    program.say(f"{name}: {names}: not held")
    program.say(question.reason.en)
    for words in found.sentences:
        program.say(words.en)
    program.give({"timetable": name, "held": False, **_value(question, found)})


def _value(question: Question, found: Answer) -> dict[str, object]:
    price = found.price
    return {
        "reason": None if question.reason is None else question.reason.model_dump(),
        "verdict": price.verdict.value,
        "losses": [
            {
                "goal": loss.aim.goal.kind.value,
                "level": loss.aim.level,
                "lost": loss.lost,
                "at_least": loss.least,
            }
            for loss in price.losses
        ],
        "displaced": list(price.displaced),
        "added": list(price.added),
        "moved": list(price.moved),
        "clash": list(price.clash),
        "sentences": [words.model_dump() for words in found.sentences],
    }
