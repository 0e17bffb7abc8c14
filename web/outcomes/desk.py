"""The desk's list of what came of consultations: what is missing, what is in dispute."""

from collections import Counter
from zoneinfo import ZoneInfo

from flask import request

from fairmatch.models import OutcomeKind
from fairmatch.outcomes import Line, OutcomeState, lines_of
from web.database import reading
from web.formats import name
from web.outcomes.blueprint import DESK, blueprint, page, speaker
from web.outcomes.pages import Drawn
from web.public.plan_search import page_address, page_number
from web.site import current_site

PAGE_SIZE = 50


@blueprint.get(f"{DESK}/outcomes")
def at_the_desk(**where: str) -> Drawn:
    """List the consultations of the fair, those that need the desk first."""
    who = speaker(where)
    now = current_site().clock()
    today = now.astimezone(ZoneInfo(who.fair.zone)).date()
    lines = lines_of(reading(), who.fair)
    begun = [line for line in lines if line.begun(now)]
    asked = {key: request.args.get(key, "") for key in ("state", "kind", "party", "day")}
    zone = ZoneInfo(who.fair.zone)
    found = [line for line in begun if _fits(line, asked, zone)]
    found.sort(key=lambda line: line.state is not OutcomeState.DISPUTED)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(page_number(request.args), pages)
    states = Counter(line.state for line in begun)
    return page(
        "desk",
        who,
        lines=found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(found),
        begun=len(begun),
        coming=len(lines) - len(begun),
        counts=[(state, states[state]) for state in OutcomeState if states[state]],
        asked=asked,
        any_asked=any(asked.values()),
        days=[day.date for day in who.fair.days],
        agencies=sorted(
            {(line.agency.code, name(line.agency)) for line in lines}, key=lambda pair: pair[1]
        ),
        all_kinds=list(OutcomeKind),
        today=today,
        page_number=number,
        pages=pages,
        page_address=lambda number: page_address(request.args, number),
    )


def _fits(line: Line, asked: dict[str, str], zone: ZoneInfo) -> bool:
    kinds = [] if line.outcome is None else line.outcome.kinds
    day = line.placement.starts_at.astimezone(zone).date().isoformat()
    return (
        asked["state"] in ("", line.state)
        and (not asked["kind"] or asked["kind"] in kinds)
        and asked["party"] in ("", line.agency.code)
        and asked["day"] in ("", day)
    )
