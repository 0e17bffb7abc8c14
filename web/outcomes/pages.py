"""The list of a party's consultations, and the page of each."""

from itertools import groupby
from zoneinfo import ZoneInfo

from flask import Response, request
from flask_babel import gettext as _

from fairmatch.files.amounts import won as read_won
from fairmatch.firms.attachments import MOST_BYTES, MOST_FILES
from fairmatch.firms.media import ENDINGS
from fairmatch.outcomes import lines_of
from fairmatch.outcomes.errors import SurveyClosed
from fairmatch.outcomes.finding import items_for
from fairmatch.outcomes.standing import answer_of, awaits
from fairmatch.outcomes.surveys import require_asked, survey_of
from fairmatch.outcomes.writing import MOST_WON
from web.database import reading
from web.formats import won, won_exact
from web.outcomes.blueprint import PARTIES, Speaker, blueprint, everywhere, page, speaker
from web.outcomes.form import OutcomeForm
from web.site import current_site

Drawn = tuple[str, int]
MEGABYTE = 1024 * 1024


def all_talks(**where: str) -> Drawn:
    """List the party's consultations by day, and what came of each."""
    who = speaker(where)
    if who.party is None:
        raise AssertionError("the desk has a list of its own")
    now = current_site().clock()
    lines = lines_of(reading(), who.party)
    zone = ZoneInfo(who.fair.zone)
    begun = [line for line in lines if line.begun(now)]
    return page(
        "talks",
        who,
        days=[
            (day, list(ones))
            for day, ones in groupby(
                lines, lambda line: line.placement.starts_at.astimezone(zone).date()
            )
        ],
        total=len(lines),
        unwritten=[line for line in begun if line.outcome is None],
        awaiting=[line for line in begun if awaits(line.outcome, who.side)],
        survey_open=survey_is_open(who),
        answered=survey_of(reading(), who.party) is not None,
        saved=request.args.get("saved"),
    )


for _area in PARTIES:
    blueprint.add_url_rule(f"{_area}/outcomes", "all_talks", all_talks)


@everywhere("/outcomes/<uid>", "GET")
def talk(uid: str, **where: str) -> Drawn:
    """Show what came of one consultation, and let it be written, confirmed or said not so."""
    who = speaker(where)
    return talk_page(who, uid)


@blueprint.get("/won")
def amount_back() -> str | Response:
    """Say an amount as it was understood, in 억 and 만."""
    typed = next((text for text in request.args.values() if text.strip()), "")[:60]
    if not typed:
        return ""
    try:
        amount = read_won(typed)
    except ValueError:
        amount = None
    if not isinstance(amount, int) or not 0 <= amount <= MOST_WON:
        return str(_("This cannot be read as an amount."))
    return str(_("Read as %(amount)s (%(exact)s)", amount=won(amount), exact=won_exact(amount)))


def talk_page(
    who: Speaker,
    uid: str,
    form: OutcomeForm | None = None,
    *,
    status: int = 200,
    meanwhile: bool = False,
    told: str = "",
) -> Drawn:
    """Draw the page of a consultation, with the form as it was sent, if it was."""
    line = who.line(reading(), uid)
    outcome = line.outcome
    asked = line.asked.code if line.asked else ""
    return page(
        "talk",
        who,
        status=status,
        line=line,
        outcome=outcome,
        form=form or OutcomeForm.of(outcome, item=asked, side=who.side),
        meanwhile=meanwhile,
        told=told,
        items=items_for(reading(), line),
        awaits=awaits(outcome, who.side),
        own_answer=answer_of(outcome, who.side) if outcome else None,
        done=request.args.get("done"),
        most=MOST_FILES,
        bytes=MOST_BYTES,
        megabytes=MOST_BYTES // MEGABYTE,
        endings=",".join(end for ends in ENDINGS.values() for end in ends),
    )


def survey_is_open(who: Speaker) -> bool:
    """Tell whether the party may say now what it thinks of the fair."""
    if who.party is None:
        return False
    try:
        require_asked(reading(), who.fair, who.party, current_site().clock())
    except SurveyClosed:
        return False
    return True
