"""What is done with outcomes: written, confirmed, said not to be so, decided, followed up."""

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from fairmatch.files.cells import tidy
from fairmatch.models import Side
from fairmatch.outcomes import confirm, decide, dispute, record_outcome
from fairmatch.outcomes.errors import (
    BadOutcome,
    NotBegun,
    NothingPromised,
    NothingWritten,
    OutcomeChanged,
    OutcomeDecided,
    Wrong,
)
from fairmatch.outcomes.follow_ups import follow_up_again, follow_up_done
from web.database import reading
from web.outcomes.blueprint import DESK, act, blueprint, everywhere, speaker
from web.outcomes.form import OutcomeForm
from web.outcomes.pages import Drawn, talk_page
from web.outcomes.words import wrong_word
from web.postman import wake

Answer = Response | Drawn


@everywhere("/outcomes/<uid>", "POST")
def write(uid: str, **where: str) -> Answer:
    """Keep what came of a consultation, unless somebody else was quicker."""
    who = speaker(where)
    who.line(reading(), uid)
    form = OutcomeForm.sent(request.form)
    written = form.read()
    if written is None:
        return talk_page(who, uid, form, status=422)
    try:
        act(
            where,
            uid,
            lambda session, who: record_outcome(
                session, who.fair, uid, written, side=who.side, seen=form.seen, by=who.by
            ),
        )
    except BadOutcome as bad:
        form.refuse(bad)
        return talk_page(speaker(where), uid, form, status=422)
    except (OutcomeChanged, OutcomeDecided, NotBegun):
        who = speaker(where)
        line = who.line(reading(), uid)
        # Sent once more, it overwrites knowingly.
        form.seen = 0 if line.outcome is None else line.outcome.edition
        return talk_page(who, uid, form, status=409, meanwhile=True)
    who = speaker(where)
    if who.side is Side.DESK:
        return who.go("talk", uid=uid, done="saved")
    return who.go("all_talks", saved=uid)


@everywhere("/outcomes/<uid>/confirm", "POST", desk=False)
def say_so(uid: str, **where: str) -> Answer:
    """Keep that it was so."""
    return _answered(uid, where, objection=None)


@everywhere("/outcomes/<uid>/not-so", "POST", desk=False)
def say_not_so(uid: str, **where: str) -> Answer:
    """Keep that it was not so; the desk will decide."""
    return _answered(uid, where, objection=tidy(request.form.get("objection", "")))


@blueprint.post(f"{DESK}/outcomes/<uid>/decide")
def let_stand(uid: str, **where: str) -> Answer:
    """Let an outcome stand as it is, whatever the two sides say."""
    seen = OutcomeForm.sent(request.form).seen
    speaker(where).line(reading(), uid)
    try:
        act(where, uid, lambda session, who: decide(session, who.fair, uid, seen=seen, by=who.by))
    except NothingWritten:
        return speaker(where).go("talk", uid=uid)
    except OutcomeChanged:
        return talk_page(speaker(where), uid, status=409, meanwhile=True)
    return speaker(where).go("talk", uid=uid, done="decided")


@everywhere("/outcomes/<uid>/follow-up", "POST")
def follow_up(uid: str, **where: str) -> Answer:
    """Keep that what was promised is done, or let it be due on another day."""
    speaker(where).line(reading(), uid)
    again = request.form.get("act") == "again"
    try:
        if again:
            day = date.fromisoformat(request.form.get("day", ""))
            act(
                where,
                uid,
                lambda session, who: follow_up_again(
                    session, who.fair, uid, day, side=who.side, by=who.by
                ),
            )
        else:
            act(
                where,
                uid,
                lambda session, who: follow_up_done(
                    session, who.fair, uid, side=who.side, by=who.by
                ),
            )
    except (NothingPromised, NothingWritten):
        return speaker(where).go("talk", uid=uid)
    except (BadOutcome, ValueError):
        form = OutcomeForm.of(speaker(where).line(reading(), uid).outcome)
        form.errors = {"day": wrong_word("follow_up_on", Wrong.DAY)}
        return talk_page(speaker(where), uid, form, status=422)
    wake()
    return speaker(where).go("talk", uid=uid, done="again" if again else "followed")


def _answered(uid: str, where: dict[str, str], *, objection: str | None) -> Answer:
    who = speaker(where)
    line = who.line(reading(), uid)
    form = OutcomeForm.of(line.outcome)
    seen = OutcomeForm.sent(request.form).seen
    try:
        if objection is None:
            act(
                where,
                uid,
                lambda session, who: confirm(
                    session, who.fair, uid, side=who.side, seen=seen, by=who.by
                ),
            )
        else:
            act(
                where,
                uid,
                lambda session, who: dispute(
                    session, who.fair, uid, objection, side=who.side, seen=seen, by=who.by
                ),
            )
    except NothingWritten:
        return speaker(where).go("talk", uid=uid)
    except BadOutcome as bad:
        form.values["objection"] = objection or ""
        form.refuse(bad)
        return talk_page(speaker(where), uid, form, status=422)
    except (OutcomeChanged, OutcomeDecided):
        return talk_page(speaker(where), uid, status=409, meanwhile=True)
    return speaker(where).go("talk", uid=uid, done="confirmed" if objection is None else "disputed")
