"""The command ``match``: plan items for a firm, firms for a plan item, and why."""

from typing import Any

import click

from fairmatch.cli.program import Program, fair_option, json_option, pass_program
from fairmatch.db import reading
from fairmatch.fairs import find_fair
from fairmatch.matching.finding import (
    FoundFirm,
    FoundPlan,
    firms_for_plan,
    plans_for_firm,
)
from fairmatch.matching.items import Match, Reason, ReasonKind


@click.command(short_help="Find plan items for a firm, or firms for a plan item.")
@fair_option
@click.option("--firm", metavar="CODE", default=None, help="Whom to find plan items for.")
@click.option("--plan", metavar="CODE", default=None, help="What to find firms for.")
@click.option(
    "--best",
    default=10,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="How many to give at most.",
)
@json_option
@pass_program
def match(
    program: Program, *, fair: str | None, firm: str | None, plan: str | None, best: int
) -> None:
    """Rank the plan items that suit a firm, or the firms that suit a plan item, and say why."""
    with reading(program.engine) as session:
        found_fair = find_fair(session, fair)
        if firm is not None and plan is None:
            found = [_plan(one) for one in plans_for_firm(session, found_fair, firm, best)]
        elif plan is not None and firm is None:
            found = [_firm(one) for one in firms_for_plan(session, found_fair, plan, best)]
        else:
            raise click.UsageError("name either a firm with --firm or a plan item with --plan")
    for one in found:
        program.say(f"{one['score']:.3f}  {one['code']}  {one['name']}")
        offered = "what it says of itself" if one["pitch"] else one["product"]
        program.say(f"       {offered}: {', '.join(one['why'])}")
    if not found:
        program.say("Nothing suits: no word and no category in common.")
    program.give(found)


def _plan(found: FoundPlan) -> dict[str, Any]:
    item = found.item
    name = f"{item.title} ({item.agency.name_ko})"
    return {"code": item.code, "name": name, **_reasons(found.match)}


def _firm(found: FoundFirm) -> dict[str, Any]:
    return {"code": found.firm.code, "name": found.firm.name_ko, **_reasons(found.match)}


def _reasons(found: Match) -> dict[str, Any]:
    return {
        "score": found.score,
        "product": found.offered.name,
        "pitch": found.offered.pitch,
        "why": [reason_words(reason) for reason in found.reasons],
    }


def reason_words(reason: Reason) -> str:
    """Say a reason in a few words: ``유니폼 = 근무복``, ``리플렛 ~ 리플릿``, ``category 5310…``."""
    match reason.kind:
        case ReasonKind.SAME:
            return reason.wanted
        case ReasonKind.SYNONYM:
            return f"{reason.wanted} = {reason.offered}"
        case ReasonKind.SIMILAR:
            return f"{reason.wanted} ~ {reason.offered}"
        case ReasonKind.CATEGORY:
            whole = reason.by == reason.wanted
            return f"category {reason.by}{'' if whole else '…'}"
