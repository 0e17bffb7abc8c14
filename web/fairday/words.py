"""The day in words: how consultations stand, what each side says, why something is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from fairmatch.errors import FairMatchError
from fairmatch.fairday.finding import plain
from fairmatch.fairday.refusals import (
    BadAct,
    NotAFairDay,
    NotComing,
    NothingSaid,
    NotThere,
    NotToday,
    NotYoursToSay,
    TooEarly,
    TooLate,
)
from fairmatch.fairday.today import Need, Talk, absent
from fairmatch.fairday.verdicts import Standing, missing_from
from fairmatch.models import Fair, Side
from fairmatch.outcomes.errors import BadOutcome, NotBegun, OutcomeChanged, OutcomeDecided
from web.formats import clock, day
from web.outcomes.words import KINDS, wrong_word
from web.words import CLAIM_SIDES, CLAIMS

STANDINGS: dict[Standing, LazyString] = {
    Standing.TO_COME: _("to come"),
    Standing.DUE: _("due now"),
    Standing.UNDER_WAY: _("under way"),
    Standing.HELD: _("held"),
    Standing.FIRM_MISSING: _("firm did not come"),
    Standing.AGENCY_MISSING: _("agency was not there"),
    Standing.DISPUTED: _("disputed"),
    Standing.UNKNOWN: _("nobody said anything"),
}

SIGNS: dict[Standing, str] = {
    Standing.TO_COME: "○",
    Standing.DUE: "◔",
    Standing.UNDER_WAY: "▶",
    Standing.HELD: "✓",
    Standing.FIRM_MISSING: "✕",
    Standing.AGENCY_MISSING: "✕",
    Standing.DISPUTED: "⚠",
    Standing.UNKNOWN: "?",
}
"""A sign beside each word, so that nothing hangs on colour."""

NEEDS: dict[Need, LazyString] = {
    Need.DISPUTED: _("Disputed: you decide"),
    Need.FREED: _("Somebody did not come"),
    Need.NOT_HERE: _("Due and not checked in"),
    Need.LATE: _("Said to be late"),
    Need.SILENT: _("Over, and nobody said how it went"),
}


def install(app: Flask) -> None:
    """Give the words to the templates."""
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.globals.update(
        standing_words=STANDINGS,
        standing_signs=SIGNS,
        claim_words=CLAIMS,
        side_words=CLAIM_SIDES,
        need_words=NEEDS,
        outcome_kinds=KINDS,
        absent=absent,
        missing_since=_missing_since,
        new_key=lambda: uuid4().hex,
    )


def _missing_since(talk: Talk, side: str, fair: Fair) -> datetime:
    return missing_from(talk.facts, Side(side), grace=timedelta(minutes=fair.grace_minutes))


def refusal(error: FairMatchError, fair: Fair) -> str:
    """Say why an act of the day was refused and what to do next."""
    told: Callable[[Any, Fair], str] | None = _REFUSALS.get(type(error))
    if told is None:
        return str(gettext("This cannot be done any more. Look at the page as it is now."))
    return str(told(error, fair))


def _time(at: datetime, fair: Fair) -> str:
    return clock(at, fair.zone)


def _not_today(error: NotToday, fair: Fair) -> str:
    if error.starts_at is None:
        return str(gettext("This consultation was taken off the timetable. Ask the desk."))
    time = _time(error.starts_at, fair)
    return str(gettext("This consultation was moved to %(time)s.", time=time))


_REFUSALS: dict[type[FairMatchError], Callable[[Any, Fair], str]] = {
    NotAFairDay: lambda error, _fair: gettext(
        "%(day)s is no day of the fair, so nobody is checked in.", day=day(error.day)
    ),
    NotComing: lambda error, _fair: gettext(
        "Firm %(code)s withdrew or is not approved. The desk can let it take part again.",
        code=error.code,
    ),
    NotThere: lambda error, _fair: gettext("%(code)s is not checked in.", code=error.code),
    NotToday: _not_today,
    TooEarly: lambda error, fair: gettext(
        "This can be said from %(time)s on.", time=_time(error.since, fair)
    ),
    TooLate: lambda error, fair: gettext(
        "This could be said until %(time)s.", time=_time(error.until, fair)
    ),
    NotYoursToSay: lambda _error, _fair: gettext("Only the other side or the desk can say this."),
    NothingSaid: lambda _error, _fair: gettext("There was nothing to take back."),
    NotBegun: lambda error, fair: gettext(
        "This can be said from %(time)s on.", time=_time(error.starts_at, fair)
    ),
    BadOutcome: lambda error, _fair: " ".join(
        wrong_word(name, why) for name, why in error.wrong.items()
    ),
    OutcomeChanged: lambda _error, _fair: gettext(
        "Somebody else wrote this outcome meanwhile. Open it and write yours again."
    ),
    OutcomeDecided: lambda _error, _fair: gettext(
        "The organiser has decided what came of this consultation."
    ),
    BadAct: lambda error, _fair: gettext(
        "Something is missing or not understood: %(field)s.", field=error.field
    ),
}
