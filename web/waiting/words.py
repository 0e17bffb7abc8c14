"""Waits and refusals in the language of the page."""

from flask_babel import gettext as _

from fairmatch.errors import FairMatchError
from fairmatch.requests.refusals import ItemOfAnother, NotThere
from fairmatch.waiting.errors import (
    AlreadyMeets,
    ListClosed,
    NobodyToCall,
    NotOpenToFirm,
    NotToday,
    NotWaiting,
    QuotaReached,
)
from fairmatch.waiting.estimates import Estimate

_LONG = 120
"""Minutes from which on a wait is told in hours, and no finer than in half ones."""
_COARSE = 30


def wait(estimate: Estimate) -> str:
    """Give how long somebody waits, in words."""
    if estimate.low is None:
        return str(_("a seat today is unlikely, but one may come free"))
    low = estimate.low if estimate.low < _LONG else estimate.low // _COARSE * _COARSE
    if estimate.high is None:
        at_best = _("%(low)s at the earliest, and perhaps not today", low=_length(low))
        return str(at_best if low else _("perhaps soon, perhaps not today"))
    high = estimate.high if estimate.high < _LONG else -(-estimate.high // _COARSE) * _COARSE
    return _range(low, high)


def _range(low: int, high: int) -> str:
    if not low:
        return str(_("within %(high)s", high=_length(high)) if high else _("at any moment"))
    if high <= low:
        return str(_("about %(low)s", low=_length(low)))
    if high < _LONG:
        return str(_("about %(low)s to %(high)s min", low=low, high=high))
    return str(_("about %(low)s to %(high)s", low=_length(low), high=_length(high)))


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if minutes < _LONG:
        return str(_("%(num)s min", num=minutes))
    if not rest:
        return str(_("%(hours)s h", hours=hours))
    return str(_("%(hours)s h %(rest)s min", hours=hours, rest=rest))


def refusal(error: FairMatchError) -> str:
    """Give why something cannot be, and what can."""
    if isinstance(error, QuotaReached):
        if error.a_day:
            return str(_("has its %(num)s consultations of today", num=error.limit))
        return str(_("has all the %(num)s consultations that a firm may have", num=error.limit))
    plain = {
        AlreadyMeets: _("meets this agency already"),
        ListClosed: _("is closed for today"),
        NotOpenToFirm: _("cannot be waited for by this firm"),
        ItemOfAnother: _("has no such plan item any more"),
        NotToday: _("The fair is not held today, so there are no waiting lists."),
        NotThere: _(
            "The firm does not take part: it withdrew, or was not approved. Let it take part first."
        ),
        NotWaiting: _("The firm is not on this list any more."),
        NobodyToCall: _("No seat is free now that somebody on the list could take."),
    }
    found = next((words for kind, words in plain.items() if isinstance(error, kind)), None)
    return str(found or _("cannot be done as things stand"))
