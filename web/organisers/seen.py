"""What a form of publishing brings along, and why publishing was refused, in words."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from fairmatch.errors import (
    BegunMoves,
    FairMatchError,
    NotAcknowledged,
    OutlookChanged,
    RuleBroken,
)
from fairmatch.mail import reached
from fairmatch.models import Agency, Fair, Firm
from fairmatch.publishing import Outlook, Seen
from web.database import reading
from web.languages import language

REFUSALS = (OutlookChanged, NotAcknowledged, RuleBroken, BegunMoves)
SHOWN = 20
"""Broken rules that are told."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who would be written to, and who has no mail address."""

    mails: int
    without: list[Firm | Agency]


def seen() -> Seen:
    """Give what was on the page that was sent, and what was ticked there."""
    return Seen(request.form.get("seal", ""), known())


def known() -> frozenset[str]:
    """Give the cautions that were ticked."""
    return frozenset(request.form.getlist("known"))


def quiet() -> bool:
    """Tell whether nobody is to be written to."""
    return request.form.get("quiet") == "yes"


def mails_to(fair: Fair, ahead: Outlook) -> Reach:
    """Give who would be written to."""
    told, without = reached(reading(), fair, ahead.comparison)
    return Reach(len(told), without)


def refusal(refused: FairMatchError) -> tuple[str, int]:
    """Say why publishing was refused, with the status of the answer."""
    match refused:
        case OutlookChanged():
            told = _("Meanwhile something else would change than you saw. Look again.")
            return told, 409
        case NotAcknowledged():
            return _("Tick everything that there is to know, then publish."), 422
        case RuleBroken():
            rules = refused.in_language(language())
            more = _("and %(more)s more", more=len(rules) - SHOWN) if len(rules) > SHOWN else ""
            breaks = _("It breaks a rule of the fair:")
            return f"{breaks} {'; '.join(filter(None, (*rules[:SHOWN], more)))}", 409
    return _("It would change consultations that have begun. Make another draft."), 409
