"""Outcomes in the language of the page: kinds, how they stand, what is wrong with a field."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from fairmatch.models import OutcomeKind, Side
from fairmatch.outcomes import OutcomeState
from fairmatch.outcomes.errors import Wrong

KINDS = {
    OutcomeKind.INFORMATION: _("Information"),
    OutcomeKind.FOLLOW_UP: _("Follow-up"),
    OutcomeKind.QUOTATION: _("Quotation asked"),
    OutcomeKind.PLEDGE: _("Priority-purchase pledge"),
    OutcomeKind.CONTRACT: _("On-site contract"),
    OutcomeKind.MEMORANDUM: _("Memorandum"),
}
STATES = {
    OutcomeState.NONE: _("Not written yet"),
    OutcomeState.WRITTEN: _("The other side has not answered yet"),
    OutcomeState.CONFIRMED: _("Both sides agree"),
    OutcomeState.DISPUTED: _("The two sides disagree"),
    OutcomeState.DECIDED: _("Decided by the organiser"),
}
STATE_SIGNS = {
    OutcomeState.NONE: "○",
    OutcomeState.WRITTEN: "◐",
    OutcomeState.CONFIRMED: "✓",
    OutcomeState.DISPUTED: "≠",
    OutcomeState.DECIDED: "■",
}
SIDES = {Side.FIRM: _("the firm"), Side.AGENCY: _("the agency"), Side.DESK: _("the organiser")}

_AMOUNT = _("Type whole won up to one trillion, as 19,000,000 or 1,900만원.")
_NO_TALK = _("Where no consultation was held there is nothing to fill in here.")
_WRONG: dict[tuple[str, Wrong], LazyString] = {
    ("held", Wrong.MISSING): _("Say whether the consultation was held."),
    ("kinds", Wrong.MISSING): _("Choose at least one thing that came of it."),
    ("kinds", Wrong.NOT_HELD): _NO_TALK,
    ("amount_discussed", Wrong.NOT_HELD): _NO_TALK,
    ("amount_signed", Wrong.NOT_HELD): _NO_TALK,
    ("amount_discussed", Wrong.AMOUNT): _AMOUNT,
    ("amount_signed", Wrong.AMOUNT): _AMOUNT,
    ("amount_signed", Wrong.AMOUNT_NEEDED): _(
        "A contract needs the signed amount; if it is not known yet, tick “the amount follows”."
    ),
    ("amount_signed", Wrong.UNSIGNED): _(
        "A signed amount goes with a pledge, a contract or a memorandum; choose one of them above."
    ),
    ("amount_signed", Wrong.BOTH): _(
        "Either type the signed amount or tick “the amount follows”, not both."
    ),
    ("item", Wrong.ITEM): _("Choose one of the agency's published plan items."),
    ("follow_up_on", Wrong.DAY): _("Choose a day within the next two years, as 2026-05-14."),
    ("follow_up_side", Wrong.SIDE): _("Choose who promised it."),
}
_ANY = {
    Wrong.TEXT: _("Please use plain text without control characters."),
    Wrong.LONG: _("At most 1,000 characters."),
    Wrong.MARK: _("Choose a mark from 1 to 5."),
    Wrong.MISSING: _("Please answer at least one question."),
}


def wrong_word(field: str, why: Wrong) -> str:
    """Say what is wrong with a field, and what may stand there."""
    return str(_WRONG.get((field, why)) or _ANY[why])
