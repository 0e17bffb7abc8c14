"""Reminding those shown by mail: to whom and in what words first, then how it goes."""

from datetime import date
from uuid import uuid4

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from fairmatch.chasing.reminding import Recipients, progress, recipients, reminder
from fairmatch.chasing.silence import Awaited, Silence, awaited
from fairmatch.mail import Letter, Letters
from fairmatch.models import Fair
from fairmatch.organising import remind_all
from fairmatch.phases import local_of
from web.access import organiser_of, viewer_of
from web.acting import by_organiser
from web.database import reading, writing
from web.intake.awaited import Filter, filter_of
from web.intake.blueprint import blueprint
from web.site import current_site


@blueprint.get("/remind/<silence>")
def preview(fair: str, silence: str) -> str:
    """Show who would be reminded, and in what words."""
    entered = organiser_of(fair)
    chosen = filter_of(_silence(silence))
    found = _found(entered.fair, chosen)
    now = current_site().clock()
    sorted_out = recipients(reading(), entered.fair, found, _silence(silence), now)
    return render_template(
        "intake/remind.html",
        entered=entered,
        fair=entered.fair,
        silence=_silence(silence),
        chosen=chosen,
        recipients=sorted_out,
        letters=_letters(entered.fair, sorted_out, _silence(silence)),
    )


@blueprint.post("/remind/<silence>")
def post(fair: str, silence: str) -> Response:
    """Put the reminders into the outbox."""
    organiser_of(fair)
    wanted = _silence(silence)
    chosen = filter_of(wanted)
    with writing() as session:
        entered = organiser_of(fair, session)
        by = by_organiser(entered)
        remind_all(session, entered.fair, wanted, chosen.fits, by=by, new_uid=lambda: uuid4().hex)
        day = local_of(by.now, entered.fair.zone).date()
    where = url_for("intake.reminded", fair=fair, silence=silence, day=day.isoformat())
    return redirect(where, code=303)


@blueprint.get("/remind/<silence>/<day>")
def reminded(fair: str, silence: str, day: str) -> str:
    """Show what became of a day's reminders."""
    entered = viewer_of(fair)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    settings = current_site().settings
    return render_template(
        "intake/reminded.html",
        entered=entered,
        fair=entered.fair,
        silence=_silence(silence),
        day=on,
        progress=progress(reading(), entered.fair, _silence(silence), on),
        folder=settings.mail_folder if settings.smtp is None else None,
    )


def _silence(text: str) -> Silence:
    if text not in set(Silence):
        abort(404)
    return Silence(text)


def _found(fair: Fair, chosen: Filter) -> list[Awaited]:
    return [one for one in awaited(reading(), fair) if chosen.fits(one)]


def _letters(fair: Fair, found: Recipients, silence: Silence) -> list[tuple[str, Letter]]:
    """Word the mail to the first recipient of each language."""
    site = current_site()
    letters = Letters(site.secret, site.settings.address, clock=site.clock)
    worded: dict[str, Letter] = {}
    for one in found.to:
        mail = reminder(fair, one.party, silence, now=site.clock(), uid="preview")
        if mail.language not in worded:
            worded[mail.language] = letters.letter(reading(), mail)
    return sorted(worded.items(), reverse=True)
