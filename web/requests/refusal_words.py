"""Why something was refused, in the language of the page, and what to do instead."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from fairmatch.attendance.changing import NeverThere, NoBooth, NoSuchSlot
from fairmatch.errors import FairMatchError, PhaseClosed
from fairmatch.files.busy_times import BadCalendar, BadCalendarReason
from fairmatch.models import Phase
from fairmatch.requests.refusals import (
    AlreadyAnswered,
    AlreadyAsked,
    ChangedMeanwhile,
    HasAskedItself,
    HasDeclined,
    ItemOfAnother,
    NoInvitationLeft,
    NoRequestLeft,
    NotAsked,
    NotInvited,
    NotThere,
    TextTooLong,
)
from web.formats import moment


def words_of(refusal: FairMatchError, zone: str) -> str:
    """Give the words for a refusal; moments are shown as clocks in ``zone`` show them."""
    if isinstance(refusal, PhaseClosed):
        return _closed(refusal, zone)
    return _WORDS[type(refusal)](refusal)


def _closed(closed: PhaseClosed, zone: str) -> str:
    if closed.opens_at is not None:
        when = moment(closed.opens_at, zone)
        return str(_("This opens on %(when)s. Nothing was changed.", when=when))
    if closed.closed_at is None:
        return str(_("This is closed. Nothing was changed; the organiser can help."))
    when = moment(closed.closed_at, zone)
    if closed.phase is Phase.MARKS:
        return str(
            _(
                "Answers closed on %(when)s, and this came in after it. Nothing was changed; "
                "the organiser can help.",
                when=when,
            )
        )
    return str(
        _(
            "Requests closed on %(when)s, and this came in after it. Nothing was changed; "
            "the organiser can help.",
            when=when,
        )
    )


_WORDS: dict[type[FairMatchError], Callable[[Any], str]] = {
    NoRequestLeft: lambda one: _(
        "You have used all %(limit)s requests. Withdraw one to ask for another.", limit=one.limit
    ),
    AlreadyAsked: lambda one: _(
        "You have asked this agency already. One request is one talk with one agency; "
        "change what it is about instead."
    ),
    NotAsked: lambda one: _("There is no such request any more; it was withdrawn meanwhile."),
    ItemOfAnother: lambda one: _(
        "This plan item is not among what the agency has published. Choose another, or ask "
        "the agency in general."
    ),
    TextTooLong: lambda one: _(
        "%(length)s characters are too many; at most %(limit)s are kept.",
        length=one.length,
        limit=one.limit,
    ),
    ChangedMeanwhile: lambda one: _(
        "This was changed meanwhile, by somebody else or in another window. Here is how it "
        "stands now; nothing of yours was saved yet."
    ),
    NotInvited: lambda one: _("The agency has called this invitation back."),
    AlreadyAnswered: lambda one: _("The firm has answered this invitation meanwhile."),
    HasDeclined: lambda one: _("The firm has declined before; it is not invited twice."),
    NoInvitationLeft: lambda one: _(
        "All %(limit)s invitations are out: as many as you have seats to give. Call one back, "
        "or wait for an answer.",
        limit=one.limit,
    ),
    HasAskedItself: lambda one: _(
        "The firm has asked for a consultation itself. Answer its request instead."
    ),
    NotThere: lambda one: _("This firm does not take part in the fair at the moment."),
    NeverThere: lambda one: _(
        "Choose at least one slot. If nobody can come at all, tell the organiser."
    ),
    NoSuchSlot: lambda one: _(
        "The hours of the fair have changed meanwhile. Here is how they are now."
    ),
    NoBooth: lambda one: _(
        "Your agency has no booth yet. Once the organiser has given it one, you can say when "
        "it is staffed."
    ),
}

REFUSALS: tuple[type[FairMatchError], ...] = (PhaseClosed, *_WORDS)
"""What there are words for."""


def calendar_words(refusal: BadCalendar) -> str:
    """Give the words for a calendar file that is not read."""
    words = {
        BadCalendarReason.EMPTY: _("Choose a calendar file first; the one sent is empty."),
        BadCalendarReason.TOO_LARGE: _(
            "This file is larger than 1 MB. Export only the weeks around the fair."
        ),
        BadCalendarReason.NO_CALENDAR: _(
            "This is no calendar file (.ics). Outlook, Google and Apple's calendar can export one."
        ),
        BadCalendarReason.TOO_MUCH: _(
            "This calendar holds more than can be read here. Export only the weeks around the fair."
        ),
    }
    return str(words[refusal.reason])
